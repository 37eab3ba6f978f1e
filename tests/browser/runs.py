"""A run on the demonstration set, and what hands do in a reset."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.benches import SERIAL
from tests.browser.phones import Phone
from tests.browser.stage import Stage

GUN, TAG = "police-revolver", "FA-0002"
EMPTY: dict[str, Any] = {"seen": 6, "of": 6, "found": [], "bore": "clear", "looked": ["chambers", "bore"]}
FIRST: tuple[dict[str, Any], ...] = (
    {"act": "check", **EMPTY, "witness_seen": 6},
    {"act": "show", "to": ["eve", "kim"]},
    {"act": "unlock", "lot": "quarter-blanks"},
    {"act": "load", "rounds": [{"lot": "quarter-blanks", "count": 2}]},
    {"act": "lock", "lot": "quarter-blanks", "in": "round-box"},
    {"act": "declare", "word": "hot"},
    {"act": "hand-over"},
)


def shown(stage: Stage) -> None:
    """Take the revolver out, look into it and show it: a run may be opened."""
    stage.ask("unlock", "ann", weapon=GUN, in_="gun-safe", witness="bob")
    stage.check(GUN)
    stage.ask("show", "ann", weapon=GUN, to=("eve", "kim"))


def opened(stage: Stage) -> None:
    """Open a run of two quarter blanks each time, for kim in the saloon."""
    shown(stage)
    rounds = ({"lot": "quarter-blanks", "count": 2},)
    stage.ask("open-run", "ann", weapon=GUN, user="kim", scene="saloon", rounds=rounds, witness="bob")


def fired(stage: Stage, shots: int = 1) -> None:
    """Load it, have a take in which it is fired, and cut: it waits for its reset."""
    opened(stage)
    stage.ask("cycle", "ann", weapon=GUN, witness="bob", steps=FIRST, sight={"count": 2})
    stage.ask("take", "eve", weapon=GUN, user="kim", scene="saloon")
    stage.report("discharge", "kim", weapon=GUN, count=shots)
    stage.report("cut", "eve")


def proven_again(stage: Stage) -> None:
    """Have two people prove every round of the box: one that came out before one person alone lies among them."""
    box, witness = "quarter-blanks", {"witness": "bob"}
    stage.ask("unlock", "ann", lot=box, **witness)
    count = stage.state.lots[box].box
    stage.ask("prove", "ann", lot=box, count=count, of=count, methods=("primer-state", "crimp"), **witness)
    stage.ask("lock", "ann", lot=box, in_="round-box", **witness)


def type_in(phone: Phone, text: str) -> None:
    """Type on the pad that is to be seen; ``>`` goes on to the next box."""
    pad = phone.main.locator(".digits:visible")
    for each in text:
        pad.get_by_text("→" if each == ">" else each, exact=True).click()


def part(phone: Phone, number: int) -> Locator:
    """Return the heading of a part of a reset, once it is there."""
    heading = phone.main.get_by_role("heading", name=f"{number} of ")
    expect(heading).to_be_visible()
    return heading


def out_and_counted(ann: Phone, blanks: int = 1, spent: int = 1) -> None:
    """The first part: it is back, and what came out is counted by kind."""
    part(ann, 1)
    type_in(ann, f"{blanks + spent}>")
    type_in(ann, f">{blanks}" if not spent else f">{blanks}>{spent}")
    ann.press("It is out and counted")


def looked(ann: Phone) -> None:
    """The second part: every chamber, nothing in it, the bore clear."""
    part(ann, 2)
    type_in(ann, "60")
    ann.press("Looked: clear")
    ann.press("We looked")


def loaded_and_handed_over(ann: Phone) -> None:
    """The other parts: shown, loaded, said aloud and handed over; it waits for the second person then."""
    ann.press("They were shown it")
    part(ann, 4)
    type_in(ann, "2")
    ann.press("They are in, the box is away")
    part(ann, 5)
    ann.press("Read back: handed over")


def gone_on(ann: Phone) -> None:
    """Go on with what is left of a refused reset, once the phone has heard all of its box."""
    ann.press("Go on with what is left")
    expect(ann.main.get_by_role("heading", name="1 of 4: Open it and look")).to_be_visible()
    expect(ann.main.locator("[data-code='rounds.not-proven']")).to_have_count(0)
    expect(ann.main.locator("[data-step=unlock]")).to_have_count(1)


def second_says(bob: Phone, seen: str = "6", went_in: str = "2") -> None:
    """The second person says both of their numbers on their own phone, in one tap."""
    expect(bob.main.locator("[data-look=cycle]")).to_be_visible()
    serial = bob.main.get_by_label("Last three characters of the serial")
    if serial.count():
        serial.fill(SERIAL[GUN])
    type_in(bob, f"{seen}>{went_in}")
    bob.press("Say my count")
