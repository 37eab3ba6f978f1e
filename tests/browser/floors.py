"""What happened before a test of the floor or of somebody's hands begins, and phones that are there."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.browser.phones import Phone
from tests.browser.stage import Stage

HOT = "police-revolver"
SCENE = "saloon"


def offered_hot(stage: Stage) -> None:
    """Have the property master make the police revolver ready with two quarter blanks, and offer it to kim."""
    stage.ask("unlock", "pat", weapon=HOT, in_="gun-safe", witness="bob")
    stage.check(HOT, "pat", "bob")
    stage.ask("show", "pat", weapon=HOT, to=("eve", "kim"), declined=("kim",))
    stage.ask("unlock", "pat", lot="quarter-blanks", in_="round-box", witness="bob")
    rounds = ({"lot": "quarter-blanks", "count": 2},)
    stage.ask("load", "pat", weapon=HOT, rounds=rounds, witness="bob", scene=SCENE)
    stage.ask("lock", "pat", lot="quarter-blanks", in_="round-box", witness="bob")
    stage.ask("declare", "pat", weapon=HOT, word="hot", says="Blanks, two, quarter. Hot.")
    stage.ask("offer", "pat", weapon=HOT, from_="pat", to="kim", scene=SCENE)


def in_hands_hot(stage: Stage) -> None:
    """Have kim accept it, with the assistant as the one who watched it."""
    offered_hot(stage)
    keys = {"weapon": HOT, "from_": "pat", "to": "kim", "scene": SCENE}
    stage.ask("accept", "kim", **keys, sight={"count": 2}, witness="bob")


def in_a_take(stage: Stage) -> None:
    """Have the 1st AD start the take with it."""
    in_hands_hot(stage)
    stage.ask("take", "eve", weapon=HOT, user="kim", scene=SCENE)


def on(stage: Stage, person: str, path: str, **options: Any) -> Phone:  # noqa: ANN401 - as Stage.phone takes them
    """Return somebody's own phone with a screen open."""
    phone = stage.phone(person, **options)
    phone.goto(path)
    expect(phone.page.locator("main h1")).to_be_visible()
    return phone
