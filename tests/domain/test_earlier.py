"""A look that was said to be before the weapon changed hands, place or contents proves nothing of it afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from showsafe.domain.acts import Act
from showsafe.domain.events import ASK, REPORT
from showsafe.domain.proof import stands
from tests.simulator import FilmSet, a_day


def _an_early_look(day: FilmSet) -> Act:
    """Return a look of a minute before what comes next."""
    look = day.act("check", **day.looking("revolver"))
    day.later(60)
    return look


@pytest.mark.parametrize("door", [ASK, REPORT])
def test_a_look_from_before_it_was_left_proves_nothing(door: str) -> None:
    """It lay on a table since: what was seen before that is no proof of what is in it now, and a note says so."""
    day = a_day().out("revolver")
    look = _an_early_look(day)
    day.report("leave", weapon="revolver", place="table")
    stepped = day.through(door, look)
    assert "check.before" in [finding.code for finding in stepped.decision.findings]
    assert day.spoken("revolver").name == "UNKNOWN"


def test_a_look_from_before_it_changed_hands_proves_nothing() -> None:
    """Another custodian has it since."""
    day = a_day().out("revolver")
    look = _an_early_look(day)
    day.report("hand-over", weapon="revolver", from_="armorer", to=["prop-master"])
    day.through(REPORT, look)
    assert day.spoken("revolver").name == "UNKNOWN"


def test_a_look_after_it_moved_proves() -> None:
    """The look that is made again proves, also when it was made in the same second."""
    day = a_day().out("revolver")
    day.report("leave", weapon="revolver", place="table")
    day.report("pick-up", weapon="revolver")
    day.through(REPORT, day.act("check", **day.looking("revolver")))
    assert day.spoken("revolver").name == "EMPTY"


def test_a_look_from_before_still_contradicts() -> None:
    """What two people found then, and is not what a proof says now, ends the proof: the safe direction is open."""
    day = a_day().out("revolver").looked("revolver")
    look = _an_early_look(day)
    day.looked("revolver").permit("show", weapon="revolver", to=["first-ad"])
    found = replace(look, found=day.act("check", weapon="revolver", found=["blank:1"]).found)
    day.through(REPORT, found)
    assert day.spoken("revolver").name != "EMPTY"


def test_what_moved_in_the_future_of_a_clock_bars_no_look() -> None:
    """A phone whose clock runs ahead moves the weapon no later than the node heard of it."""
    day = a_day().out("revolver")
    left = day.act("leave", weapon="revolver", place="table")
    day.through(REPORT, replace(left, at=left.at + timedelta(seconds=50)))
    day.later(10)
    day.report("pick-up", weapon="revolver")
    day.through(REPORT, day.act("check", **day.looking("revolver")))
    assert day.spoken("revolver").name == "EMPTY"


HAPPENED: dict[str, dict[str, object]] = {
    "foul": {"cause": "mud"},
    "drop": {},
    "misfire": {},
    "discharge": {"count": 1},
    "unplanned-discharge": {"count": 1},
    "find-live": {},
    "check": {"bore": "obstructed"},
}
"""What happens to a weapon whose proofs ended before, so that nothing else of the record shows it."""


@pytest.mark.parametrize("door", [ASK, REPORT])
@pytest.mark.parametrize("kind", HAPPENED)
def test_a_look_from_before_something_happened_to_it_proves_nothing(kind: str, door: str) -> None:
    """The look hangs in the air, mud is told meanwhile: what was seen before it is no proof of bore or contents now."""
    day = a_day().out("revolver")
    look = _an_early_look(day)
    day.report(kind, weapon="revolver", **HAPPENED[kind])
    day.later(60)
    stepped = day.through(door, look)
    assert "check.before" in [finding.code for finding in stepped.decision.findings]
    belief = day.state.believed("revolver")
    assert [stands(belief.proof), stands(belief.bore)] == [False, False]


def test_nothing_is_fired_behind_mud_that_was_told_before_an_older_look_came() -> None:
    """A blank does not go in, and once two people have looked again, it does."""
    day = a_day().out("revolver")
    day.permit("unlock", "armorer", lot="blanks", witness="assistant")
    look = _an_early_look(day)
    day.report("foul", weapon="revolver", cause="mud")
    day.through(ASK, look)
    load = {"weapon": "revolver", "rounds": ["blanks:1"], "witness": "assistant"}
    assert "bore.void" in day.against("load", **load)
    day.later(1).looked("revolver").permit("load", **load)


def test_the_clock_of_whoever_tells_of_mud_bars_and_saves_no_look() -> None:
    """What counts is when the node heard of it: the phone that told of it may say another hour."""
    day = a_day().out("revolver")
    look = _an_early_look(day)
    fouled = day.act("foul", weapon="revolver", cause="mud")
    day.through(REPORT, replace(fouled, at=fouled.at - timedelta(hours=1)))
    day.through(ASK, look)
    assert not stands(day.state.believed("revolver").bore)
    day.through(REPORT, replace(fouled, at=fouled.at + timedelta(minutes=1), act_id="again"))
    day.through(ASK, day.act("check", **day.looking("revolver"), act_id="anew"))
    assert stands(day.state.believed("revolver").bore)


def test_what_is_told_of_mud_does_not_undo_the_way_back() -> None:
    """A collect of before it, told after it, still says who has it: mud has moved nobody."""
    day = a_day().out("revolver")
    collected = day.act("collect", "prop-master", weapon="revolver")
    day.later(60).report("foul", weapon="revolver", cause="mud")
    day.through(REPORT, collected)
    assert day.state.believed("revolver").holder == "prop-master"


@pytest.mark.parametrize("door", [ASK, REPORT])
def test_an_open_pass_from_before_mud_proves_nothing(door: str) -> None:
    """Who has it is kept; what both saw before it was fouled is no proof, and a note says so."""
    day = a_day().out("revolver").looked("revolver")
    passed = day.act("pass-open", weapon="revolver", to=["prop-master"])
    day.later(60).report("foul", weapon="revolver", cause="mud")
    stepped = day.through(door, passed)
    assert "check.before" in [finding.code for finding in stepped.decision.findings]
    belief = day.state.believed("revolver")
    assert belief.holder == "prop-master"
    assert [stands(belief.proof), stands(belief.bore)] == [False, False]


def test_an_open_pass_after_mud_proves() -> None:
    """Both look, open and empty, as it is now."""
    day = a_day().out("revolver").looked("revolver")
    day.report("foul", weapon="revolver", cause="mud")
    day.later(1).permit("pass-open", weapon="revolver", to=["prop-master"])
    assert stands(day.state.believed("revolver").bore)
