"""What was done in the demonstration's case, day by day: data only, every step an act of the table of cases.

Statements are named by the keys of ``cast.SAID``, records of the production by what they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from showsafe.entrypoints.demo_case.cast import ACCESS, OWNER, PARTY, PEOPLE, READER, REVIEWER

CONCERN, TAKEN_OUT, LOADED, TAKE, SHOT, INCIDENT = 21, 23, 24, 26, 27, 28
"""Steps of the told day that statements are held against, and the one that opens the incident."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act: when, by whom, its keys; ``refused`` is the code that it has to be answered with."""

    at: str
    kind: str
    by: str
    said: dict[str, Any] = field(default_factory=dict)
    refused: str = ""


def before() -> Iterator[Step]:
    """Yield who may use the case, and who is in it."""
    for number, (person, role, purpose) in enumerate(ACCESS):
        yield Step(
            f"2026-04-20T10:0{number}",
            "give-access",
            OWNER,
            {"person": person, "role": role, "purpose": purpose},
        )
    for number, (id_, name, role, ledger, party) in enumerate(PEOPLE):
        said = {"id": id_, "name": name, "also": [], "role": role, "ledger_id": ledger, "party": party}
        yield Step(f"2026-04-22T09:3{number}", "name-person", OWNER, said)


def after() -> Iterator[Step]:
    """Yield everything that was done with the sources, in order."""
    yield from _first_reviews()
    yield from _party()
    yield from _links()
    yield from _pairs()
    yield from _matters()
    yield from _orders()


def _review(at: str, by: str, what: str, how: str = "confirmed", **content: Any) -> Step:  # noqa: ANN401 - a content
    said: dict[str, Any] = {"statement": what, "as": how}
    if content:
        said["content"] = content
    return Step(f"2026-{at}", "review", by, said)


def _first_reviews() -> Iterator[Step]:
    yield _review("05-11T10:00", REVIEWER, "hot-called", who="p1")
    yield _review(
        *("05-11T10:02", REVIEWER, "shot-at-two", "corrected"),
        who="unknown",
        directness="indirect",
        said={"edtf": "2026-04-18", "kind": "not-after", "precision": "day"},
        about={"edtf": "2026-04-17T14:00", "event": "shot"},
        depth=1,
    )
    yield _review("05-11T10:04", REVIEWER, "checked-twice")
    yield _review("05-11T10:05", REVIEWER, "two-loaded")
    yield _review("05-11T10:06", REVIEWER, "told-ready", who="p4")
    yield _review("05-11T10:07", REVIEWER, "looked-down", who="p4")
    yield _review("05-11T10:10", REVIEWER, "not-called", who="p5")
    yield _review("05-11T10:11", REVIEWER, "three-metres", who="p5")
    yield _review("05-11T10:12", OWNER, "box-locked", who="p2")
    yield _review("05-11T10:13", OWNER, "two-quarter", who="p2")
    yield _review("05-11T10:14", OWNER, "was-told", who="unknown")
    yield _review("05-11T10:20", REVIEWER, "only-a-blank")
    yield _review("05-11T10:21", REVIEWER, "full-loads", "rejected")
    yield _review("05-11T10:25", OWNER, "raised", who="p6")
    yield _review("05-11T10:26", OWNER, "three-went")
    yield _review("05-11T10:30", REVIEWER, "who-took", "rejected")
    yield _review("05-11T10:31", REVIEWER, "looked", who="p3")
    yield _review("05-11T10:40", OWNER, "cylinder")
    yield _review("05-11T10:41", OWNER, "three-point-one")
    yield _review("05-11T10:42", OWNER, "no-record")


def _party() -> Iterator[Step]:
    """A party to the matter reviews too: it is flagged, and where somebody was faster both are kept."""
    yield _review("05-12T09:00", PARTY, "fetched", who="p3")
    yield _review("05-12T09:02", PARTY, "loaded-three", who="p3")
    said = {"statement": "looked", "as": "rejected", "after": 0}
    yield Step("2026-05-12T09:05", "review", PARTY, said, refused="case.reviewed-meanwhile")


def _link(at: str, what: str, step: int, how: str, why: str) -> Step:
    said = {"statement": what, "record": step, "as": how, "why": why}
    return Step(f"2026-05-{at}", "link", OWNER, said)


def _links() -> Iterator[Step]:
    yield _link("13T10:00", "raised", CONCERN, "supports", "The concern is on record; no answer to it is.")
    yield _link("13T10:02", "fetched", TAKEN_OUT, "supports", "Taken out by one person, at 13:26.")
    yield _link("13T10:04", "looked", LOADED, "silent", "No look is on record before the load.")
    yield _link("13T10:06", "loaded-three", LOADED, "supports", "Three rounds of the half loads.")
    yield _link("13T10:07", "two-loaded", LOADED, "differs", "The record says three.")
    yield _link("13T10:08", "checked-twice", LOADED, "differs", "No check of this revolver is on record.")
    yield _link(
        "13T10:10", "hot-called", TAKE, "silent", "No announcement is on record between load and take."
    )
    yield _link("13T10:12", "shot-at-two", SHOT, "supports", "13:48 by the clock of the set.")


def _pair(at: str, one: str, other: str, slot: str, how: str, why: str, by: str = OWNER) -> Step:
    return Step(f"2026-05-{at}", "pair", by, {"a": one, "b": other, "slot": slot, "as": how, "why": why})


def _pairs() -> Iterator[Step]:
    yield _pair(
        "13T11:00", "hot-called", "not-called", "what", "differ", "Whether it was called before the take."
    )
    yield _pair("13T11:02", "two-loaded", "three-went", "how-many", "differ", "Two, and three.")
    yield _pair("13T11:04", "three-went", "loaded-three", "how-many", "same", "Three, from two people.")
    yield _pair(
        "13T11:06", "box-locked", "loaded-three", "what", "differ", "Locked at half past twelve; open later."
    )
    yield _pair(
        "13T11:08",
        "checked-twice",
        "looked",
        "who",
        "open",
        "Nobody says who checked; one says that she looked.",
    )
    yield _pair("13T11:09", "three-metres", "three-point-one", "where", "same", "As far as was measured.")
    yield _pair(
        "13T11:12",
        "two-quarter",
        "two-loaded",
        "how-many",
        "not-about-the-same",
        "Bench, and cylinder.",
        PARTY,
    )


def _matters() -> Iterator[Step]:
    for minute, who in ((0, "p2"), (1, "p3")):
        said = {
            "person": who,
            "matter": "what was done and not done before the shot",
            "state": "under-investigation",
            "on": "2026-05-08",
            "source": "s6",
        }
        yield Step(f"2026-05-14T09:0{minute}", "state-matter", OWNER, said)
    reply = "The half loads were locked away when I left. I asked for nobody to load in my absence."
    yield Step(
        *("2026-05-14T09:10", "reply", OWNER),
        {"to": "p2", "person": "p2", "on": "2026-05-13", "text": reply},
    )
    yield Step(
        *("2026-05-14T09:12", "reply", OWNER),
        {"to": "p3", "person": "p3", "on": "2026-04-28", "source": "s5"},
    )
    yield Step("2026-05-14T09:14", "reply", OWNER, {"to": "hot-called", "person": "p1", "on": "2026-05-12"})
    yield _history(
        "09:20",
        {"weapon": "boathouse-2026/dock-revolver"},
        "finding",
        "Held one spent case and two half loads.",
    )
    yield _history(
        "09:22",
        {"lot": "boathouse-2026/half-blanks"},
        "incident",
        "Three were loaded where a quarter load was planned.",
    )
    told = "Says that she looked into it alone, and did not write it down."
    yield _history("09:24", {"person": "p3"}, "account", told, source="s5", expires="2036-04-17")
    yield Step(
        *("2026-05-14T09:26", "contest", PARTY),
        {"entry": "account", "text": "She said that she was alone because nobody was sent.", "by": "p3"},
    )
    text = "The 1st AD was asked twice by telephone, and has not answered yet."
    yield Step("2026-05-14T09:30", "correct", OWNER, {"what": "p1", "text": text})


def _history(
    at: str, about: dict[str, str], kind: str, text: str, source: str = "s6", expires: str = ""
) -> Step:
    said = {
        "about": about,
        "type": kind,
        "on": "2026-04-17",
        "text": text,
        "source": source,
        "expires": expires,
    }
    return Step(f"2026-05-14T{at}", "add-history", OWNER, said)


def _orders() -> Iterator[Step]:
    order = "Order 44 of the family court at Harrow Sound (invented): the statement of a child is sealed."
    yield Step("2026-05-15T08:30", "seal-source", OWNER, {"source": "s7", "order": order, "on": "2026-05-15"})
    hold = "Letter of the Office for Safe Stages (invented): keep everything until the investigation ends."
    yield Step(
        *("2026-05-15T09:00", "place-hold", OWNER),
        {"order": hold, "by": "Office for Safe Stages (invented)", "on": "2026-05-15"},
    )
    yield Step(
        *("2026-05-18T10:00", "erase", OWNER),
        {"what": "s7", "reason": "the court sealed it"},
        refused="case.legal-hold",
    )
    yield Step("2026-05-19T10:00", "look", READER, {"what": "s5"})


EXPORTS = (
    ("2026-05-20T09:00", "report"),
    ("2026-05-20T09:02", "duties"),
    ("2026-05-20T09:03", "timeline"),
    ("2026-05-20T09:04", "sources"),
    ("2026-05-20T09:05", "web-annotation"),
    ("2026-05-20T09:06", "prov"),
    ("2026-05-20T09:07", "case-uco"),
)
"""What was handed out, without names."""
