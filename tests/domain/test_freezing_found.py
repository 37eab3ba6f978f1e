"""What an incident that names nothing finds: each thing that may be what hurt somebody, wherever it is by then."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.acts import ANONYMOUS
from showsafe.domain.belief import Belief, Fault, Take, Use
from showsafe.domain.effects.freezing import concerned
from showsafe.domain.frozen import Frozen
from tests.domain.bare import after, at, bare, box, rounds
from tests.simulator import FilmSet, a_day


def shot_and_back() -> FilmSet:
    """Return a set on which a shot was fired, and the custodian has the weapon back, unopened."""
    day = a_day().in_use()
    day.report("discharge", "performer", weapon="revolver", count=1)
    day.permit("cut", "first-ad", weapon="revolver")
    day.permit("collect", weapon="revolver", from_="performer")
    return day


@pytest.mark.parametrize("kind", ["isolate", "lock"])
def test_it_finds_what_was_fired_and_put_away_before_anybody_touched_the_screen(kind: str) -> None:
    """A custodian who puts away at once what somebody was hurt with takes nothing out of the way of the incident."""
    day = shot_and_back()
    day.report(kind, weapon="revolver", in_="box 9", witness="assistant")
    day.report("incident", "grip")
    assert set(day.state.frozen) == {
        "weapon revolver",
        "lot blanks",
        "container ammunition safe",
        "container box 9",
    }
    assert day.belief().container == "box 9"


def test_it_leaves_alone_what_was_closed_and_locked_away() -> None:
    """Fired, back, opened, looked through by two and locked away: its use is closed, and it is not concerned."""
    day = shot_and_back()
    day.permit("clear", weapon="revolver", witness="assistant", found=["blanks:2"])
    day.looked()
    day.permit("lock", weapon="revolver", in_="weapon safe", witness="assistant")
    day.report("incident", "grip")
    assert day.state.frozen == {}


LOADED: dict[str, Any] = {"contents": rounds(1)}
MISFIRE = Fault(kind="misfire", at=at(0), record=2, by="performer")
SHOT = Fault(kind="unplanned-discharge", at=at(0), record=2, by="performer")
SHOT_THEN_DROP = Fault(kind="drop", at=at(1), record=3, by="performer", earlier=(SHOT,))
TAKE = Take(user="performer", scene="saloon", record=2)
CLOSED = Use(record=2, back=True, cleared=True, bore_looked=True, counted=True, fired=1)


@pytest.mark.parametrize(
    ("how", "found"),
    [
        ({"holder": "performer"}, True),
        ({"holder": "armorer"}, False),
        ({"holder": "somebody never heard of"}, True),
        ({"place": "the bar"}, True),
        ({"holder": "armorer", "place": "the bar"}, False),
        ({"holder": "armorer", **LOADED}, True),
        ({"holder": "armorer", "contents": rounds(1, state="spent")}, False),
        ({"holder": "armorer", "contents": rounds(1, state="faulty")}, True),
        ({"container": "weapon safe"}, False),
        ({"container": "weapon safe", **LOADED}, False),
        ({"gone": "rental house", **LOADED}, False),
        ({"gone": "rental house", "place": "the bar"}, False),
        ({"holder": "armorer", "take": TAKE}, True),
        ({"container": "weapon safe", "take": TAKE}, True),
        ({"holder": "armorer", "use": Use(record=2, fired=1)}, True),
        ({"container": "weapon safe", "use": Use(record=2, back=True)}, True),
        ({"gone": "rental house", "use": Use(record=2, fired=1)}, True),
        ({"container": "weapon safe", "use": CLOSED}, False),
        ({"holder": "armorer", "use": CLOSED}, False),
        ({"holder": "armorer", "fault": MISFIRE}, True),
        ({"container": "weapon safe", "fault": MISFIRE}, False),
        ({"container": "weapon safe", "fault": SHOT}, True),
        ({"container": "weapon safe", "fault": SHOT_THEN_DROP}, True),
        ({"container": "weapon safe", "fault": MISFIRE, **LOADED}, False),
    ],
)
def test_what_may_have_hurt_somebody(how: dict[str, Any], found: bool) -> None:  # noqa: FBT001 - a row of the table
    """With a user, lying about, out and loaded, in a take or unclosed use wherever it is, or with a fault and out."""
    assert list(concerned(bare(revolver=Belief(**how)))) == (["revolver"] if found else [])


def test_each_of_several_is_found_once() -> None:
    """Every weapon that may be it is found, the ones that are out before those that were put away, and none twice."""
    state = bare(
        first=Belief(container="weapon safe", use=Use(record=2, fired=1)),
        second=Belief(holder="performer", use=Use(record=3, fired=1)),
        third=Belief(container="weapon safe"),
        fourth=Belief(place="the bar"),
    )
    assert list(concerned(state)) == ["second", "fourth", "first"]


BOX = box(holder="", kept_in="ammunition safe")
OTHER = box(id="blanks", kind="blank", holder="", container="blank safe")
OUT = Belief(holder="performer", contents=rounds(1))
LYING = Belief(place="the bar", contents=rounds(1, "blanks", "blank"))


@pytest.mark.parametrize(
    ("by", "named", "kind", "names"),
    [
        ("safety", {}, "incident", {"weapon near", "weapon far", "lot dummies", "lot blanks"}),
        (
            ANONYMOUS,
            {"weapon": "near"},
            "incident",
            {"weapon near", "weapon far", "lot dummies", "lot blanks"},
        ),
        ("safety", {"weapon": "near"}, "incident", {"weapon near", "lot dummies"}),
        ("safety", {"lot": "blanks"}, "incident", {"lot blanks"}),
        ("safety", {"in_": "prop cart"}, "incident", {"container prop cart"}),
        (ANONYMOUS, {"weapon": "near"}, "freeze", {"weapon near", "lot dummies"}),
        (
            "safety",
            {"weapon": "far", "lot": "dummies"},
            "freeze",
            {"weapon far", "lot dummies", "lot blanks"},
        ),
    ],
)
def test_whom_it_asks_what_is_concerned(by: str, named: dict[str, Any], kind: str, names: set[str]) -> None:
    """Where nobody chose a thing, the record finds what is concerned; where somebody did, that thing and its lots."""
    state = after(bare(BOX, OTHER, near=OUT, far=LYING), kind, by, **named)
    safes = {"lot dummies": "container ammunition safe", "lot blanks": "container blank safe"}
    assert set(state.frozen) == names | {safes[name] for name in names if name in safes}


def test_a_frozen_thing_keeps_everything_that_is_to_be_known_of_it() -> None:
    """Its kind, name, record and hour, who opened the incident, and everybody who had a part, in order of name."""
    state = bare(box(holder="a driver", kept_in="ammunition safe"), revolver=OUT)
    handled = {
        "lot dummies": ("a loader",),
        "weapon revolver": ("armorer", "a grip"),
        "lot revolver": ("nobody",),
    }
    state = replace(state, handled=handled)
    state = after(state, "incident", "safety", weapon="revolver", said=7)
    people = ("a driver", "a grip", "a loader", "armorer", "assistant", "performer", "prop-master")
    whole: dict[str, Any] = {"record": 1, "at": at(7), "opened_by": ("safety",), "inside": people}
    assert state.frozen == {
        "weapon revolver": Frozen(thing="weapon", name="revolver", **whole),
        "lot dummies": Frozen(thing="lot", name="dummies", **whole),
        "container ammunition safe": Frozen(thing="container", name="ammunition safe", **whole),
    }
    assert state.beliefs["revolver"].frozen
    assert state.lots["dummies"].frozen


def test_what_nobody_has_adds_nobody() -> None:
    """A box in its safe is in nobody's hands: only the department of that moment had a part in it."""
    state = after(bare(box(holder="", container="ammunition safe")), "freeze", "safety", lot="dummies")
    assert state.frozen["lot dummies"].inside == ("armorer", "assistant", "prop-master")


def test_frozen_a_second_time_it_keeps_all_of_the_first() -> None:
    """The first record and hour stay, whoever opened the second joins, and nothing of the first is lost."""
    first = Frozen(
        thing="weapon",
        name="revolver",
        record=1,
        at=at(0),
        opened_by=("safety",),
        inside=("somebody since gone",),
        brought=("a new producer",),
    )
    state = replace(bare(revolver=Belief(holder="armorer")), frozen={"weapon revolver": first}, last_record=1)
    state = after(state, "freeze", "performer", weapon="revolver", said=9)
    inside = ("armorer", "assistant", "prop-master", "somebody since gone")
    assert state.frozen == {
        "weapon revolver": replace(first, again=at(9), opened_by=("performer", "safety"), inside=inside)
    }
