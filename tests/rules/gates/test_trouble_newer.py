"""An ask of before what came since is refused where it would change nothing; told as done, it is of then."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.events import PERMIT, RECORD, REPORT
from tests.rules.telling import GUN, PROVED, REVIEWED, TWO, WHOLE_SET, asked_late, dummies
from tests.simulator import a_day

HELD: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "hold": ("grip", {"about": "a doubt"}, WHOLE_SET),
    "stop": ("grip", {"about": "somebody is hurt"}, {**WHOLE_SET, "reviewed_by": "medic"}),
    "drop": ("grip", GUN, {**GUN, **REVIEWED}),
    "unplanned-discharge": ("grip", GUN, {**GUN, **REVIEWED}),
    "quarantine": ("grip", {**GUN, "in_": "a drawer"}, {**GUN, **REVIEWED}),
}
"""What somebody told, and the release that lifts it."""


@pytest.mark.parametrize("kind", HELD)
def test_a_release_of_before_is_asked_again(kind: str) -> None:
    """It would lift nothing of what it is asked for, and nobody is told that it did."""
    by, keys, release = HELD[kind]
    day = a_day().out().looked().later(60)
    day.report(kind, by, **keys)
    assert asked_late(day, "release", 5, **release) == ("refuse", {"trouble.newer"})
    assert asked_late(day, "release", 0, **release) == (PERMIT, set())
    assert asked_late(day.later(60), "release", 60, **release) == (PERMIT, set())


def test_a_release_of_a_box_of_before_is_asked_again() -> None:
    """The box came into doubt after it was reviewed."""
    day = dummies().later(60)
    day.report("quarantine", "grip", lot="dummies")
    assert asked_late(day, "release", 5, lot="dummies", **REVIEWED) == ("refuse", {"trouble.newer"})
    assert asked_late(day, "release", 0, lot="dummies", **REVIEWED) == (PERMIT, set())


@pytest.mark.parametrize(
    ("kind", "said", "code"),
    [("release", WHOLE_SET, "trouble.newer"), ("prove", {**PROVED, **TWO}, "duty.overtaken")],
)
def test_told_as_done_it_is_no_deviation(kind: str, said: dict[str, Any], code: str) -> None:
    """It was done as the rules permit, of then: a note says what came since, and nothing is held for it."""
    day = dummies()
    act = day.act(kind, **said)
    day.later(60).report("hold", "grip", about="a doubt")
    day.permit("collect", "grip", lot="dummies")
    day.permit("collect", lot="dummies")
    stepped = day.through(REPORT, act)
    assert (stepped.event.outcome, stepped.event.would) == (RECORD, PERMIT)
    assert code in {each.code for each in stepped.decision.findings}
    assert (len(day.state.stops), day.lot("dummies").proven, day.lot("dummies").holds) == (1, 0, ())
