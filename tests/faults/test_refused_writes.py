"""A disk that refuses: everybody who is not durably recorded hears so with a code, and nobody who is answered is lost.

Each call that changes the disk is refused, once, or from then on; with an error of the disk, or for want of room; and
where these are many of one kind, a part of them (see ``thinning``). The process lives through all of it, and after an
error of the disk writes nothing more until it is opened again.
"""

from __future__ import annotations

import shutil
from collections import Counter

import pytest

from tests.faults.children import Nursery, Told, call_of
from tests.faults.conftest import Begun
from tests.faults.summary import ACKNOWLEDGED, LOST, POINTS, Tally
from tests.faults.survivors import begins_with, check_survivor
from tests.faults.thinning import thinned

SHARES = 2
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
FAULTS = {"EIO": ("EIO", False), "EIO-on": ("EIO", True), "ENOSPC-on": ("ENOSPC", True)}
MOST = {"EIO": 5, "EIO-on": 4, "ENOSPC-on": 4}
"""About so many points of one call are tried."""
WRITES_FILES = ("settings", "rotation")
"""In these the disk may refuse a file beside the ledger: then acts go on."""
CODES = {"disk.error", "disk.full", "ledger.reopen", "ledger.cannot-open", "directory.read-only"}


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("fault", FAULTS)
def test_refused_at_any_call(
    fault: str, scenario: str, share: int, nursery: Nursery, begun: Begun, tally: Tally
) -> None:
    """Whichever call the disk refuses, nobody is answered in vain, and opening again goes on from whole appends."""
    error, on = FAULTS[fault]
    there = nursery.points(scenario, begun(scenario, "counted"))
    place = SCENARIOS.index(scenario) + list(FAULTS).index(fault)
    points = thinned(there, call_of, MOST[fault], place)
    heard: Counter[bool] = Counter()
    acts = 0
    for point in points[share::SHARES]:
        path = begun(scenario, str(point))
        told = nursery.failing(scenario, path, point, error, on=on)
        assert not told.killed
        assert set(told.codes) <= CODES, (point, told.codes)
        if scenario not in WRITES_FILES:
            check_written_no_more(told)
        check_survivor(path, told, begins_with(scenario))
        heard[bool(told.codes)] += 1
        acts += len(told.answered)
        shutil.rmtree(path)
    assert heard[True] > heard.total() // 4
    name = f"times {error} from then on" if on else f"times {error} once"
    counts = {f"{name}{POINTS}": len(there[share::SHARES]), name: heard.total()}
    tally({**counts, ACKNOWLEDGED: acts, LOST: 0})


def check_written_no_more(told: Told) -> None:
    """After an error of the disk in an append no act is answered any more: they are all told to open again."""
    ends = [line for line in told.lines if line[0] in {"batch", "no"}]
    first = next((place for place, line in enumerate(ends) if line[-1] == "disk.error"), None)
    if first is not None:
        later = {line[-1] for line in ends[first:] if line[0] == "no"}
        assert later <= {"disk.error", "ledger.reopen"}
        told_at = told.lines.index(ends[first])
        last_batch = max(place for place, line in enumerate(told.lines[:told_at]) if line[0] == "batch")
        base = int(told.lines[last_batch][1])
        assert all(number <= base for number in told.answered.values()), told.lines
