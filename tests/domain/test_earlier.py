"""A look that was said to be before the weapon changed hands, place or contents proves nothing of it afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from showsafe.domain.acts import Act
from showsafe.domain.events import ASK, REPORT
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
