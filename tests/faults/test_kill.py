"""Killed at any call that changes the disk: nothing that was answered is lost, and nothing half written is believed.

The acts go through the real unit; the kill comes at each write, sync, cut, renaming, removal and opening of a file, and
where these are many, at a part of them (see ``thinning``).
"""

from __future__ import annotations

import shutil
from collections import Counter

import pytest

from tests.faults.children import Nursery, call_of
from tests.faults.conftest import Begun
from tests.faults.summary import ACKNOWLEDGED, LOST, POINTS, Tally
from tests.faults.survivors import begins_with, check_survivor
from tests.faults.thinning import thinned

SHARES = 2
MOST = 14
"""About so many points of one call are tried."""
SCENARIOS = (
    "single",
    "boundary",
    "after-a-crash",
    "moving",
    "staying",
    "attached",
    "settings",
    "rotation",
    "group",
)


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_killed_at_any_call(scenario: str, share: int, nursery: Nursery, begun: Begun, tally: Tally) -> None:
    """At any call of a scenario that changes the disk, a kill leaves whole appends, and all that was answered."""
    there = nursery.points(scenario, begun(scenario, "counted"))
    assert {point.call for point in there} >= {"pwrite64", "fdatasync", "ftruncate", "unlink"}
    points = thinned(there, call_of, MOST, SCENARIOS.index(scenario))
    sizes: Counter[int] = Counter()
    acts = 0
    for point in points[share::SHARES]:
        path = begun(scenario, str(point))
        told = nursery.killed(scenario, path, point)
        assert told.killed, point
        sizes[check_survivor(path, told, begins_with(scenario))] += 1
        acts += len(told.answered)
        shutil.rmtree(path)
    assert len(sizes) > 1
    tally({f"kills{POINTS}": len(there[share::SHARES]), "kills": sizes.total(), ACKNOWLEDGED: acts, LOST: 0})


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_killed_in_a_crowd(share: int, nursery: Nursery, begun: Begun, tally: Tally) -> None:
    """Wherever a kill comes while six people act at once, whoever was answered is on record, and whole commits are."""
    points = thinned(nursery.points("crowd", begun("crowd", "counted")), call_of, MOST)
    kills = acts = 0
    for point in points[share::SHARES]:
        path = begun("crowd", str(point))
        told = nursery.killed("crowd", path, point)
        kills += told.killed
        acts += len(told.answered)
        check_survivor(path, told, begins_with("crowd"))
        shutil.rmtree(path)
    # Who does how many writes is different every time: a few kills come too late.
    assert kills > len(points) // SHARES // 2
    tally({"kills in a crowd": kills, ACKNOWLEDGED: acts, LOST: 0})
