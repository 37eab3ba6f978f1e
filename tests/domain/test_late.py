"""What is told long after it was done is history: it is recorded, and proves nothing of how things are now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

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


@pytest.mark.parametrize("kind", ["collect", "isolate"])
def test_what_is_told_of_before_it_moved_again_moves_nobody(kind: str) -> None:
    """A phone that was away says now that it had the weapon a while ago: whoever has had it since still has it."""
    day = a_day().in_use()
    earlier = day.act(kind, "prop-master", weapon="revolver")
    day.later(60)
    day.permit("collect", "armorer", weapon="revolver")
    day.permit("unload", weapon="revolver", witness="assistant", found=[{"lot": "blanks", "count": 3}])
    day.looked()
    assert day.spoken().name == "EMPTY"
    day.through(REPORT, earlier)
    belief = day.belief()
    assert (belief.holder, belief.container) == ("armorer", "")
    assert day.spoken().name == "UNKNOWN"
