"""What is told long after it was done is history: it is recorded, and proves nothing of how things are now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from showsafe.domain.events import LATE, REPORT
from tests.simulator import a_day


def test_a_late_look_proves_nothing() -> None:
    """A look of this morning, told at night, neither proves the weapon empty nor contradicts what is known."""
    day = a_day().out("revolver")
    now = day.looking("revolver")
    early = day.act("check", **now)
    late = replace(early, at=early.at - LATE - timedelta(seconds=1))
    day.through(REPORT, late)
    assert day.spoken("revolver").name == "UNKNOWN"
    day.through(REPORT, replace(early, act_id="told-at-once"))
    assert day.spoken("revolver").name == "EMPTY"


def test_a_late_load_is_not_known() -> None:
    """A load that is told late puts its rounds in, and leaves the contents unknown until two people look."""
    day = a_day().out("revolver").looked("revolver").drawn("blanks")
    load = day.act("load", weapon="revolver", rounds=["blanks:3"], witness="assistant")
    day.through(REPORT, replace(load, at=load.at - timedelta(hours=2)))
    assert day.spoken("revolver").name == "UNKNOWN"
    assert len(day.belief("revolver").contents) == 3
