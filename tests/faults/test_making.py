"""Killed or refused while a directory is made: there is either none, which can be made again, or a whole one."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.adapters import directory, files
from showsafe.errors import ShowsafeError
from tests.faults.acts import SETTINGS, clock
from tests.faults.children import CALLS, Nursery, call_of
from tests.faults.conftest import Begun
from tests.faults.summary import LOST, POINTS, Tally
from tests.faults.survivors import check_whole
from tests.faults.test_refused_writes import CODES, FAULTS
from tests.faults.thinning import thinned

MAKING = (*CALLS, "mkdir")
SHARES = 2
MOST_KILLED, MOST_REFUSED = 18, 12
"""About so many points of one call are tried."""
AGAIN = {"directory.missing", "directory.not-ours", "directory.unfinished"}


def check_made(path: Path) -> bool:
    """Make a directory again where that is needed, and check it; say whether it was whole already."""
    code = code_of_opening(path)
    if code:
        assert code in AGAIN
        bootstrap.create_unit(path, SETTINGS, clock())
    with bootstrap.open_unit(path, clock()) as unit:
        assert unit.store.size() == 1
    with directory.open_for_reading(path) as opened:
        check_whole(opened.store)
    return not code


def code_of_opening(path: Path) -> str:
    """Open and close a directory; return the code of the error, or nothing."""
    try:
        directory.open_for_writing(path).close()
    except ShowsafeError as error:
        return error.code
    return ""


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_killed_while_making(share: int, nursery: Nursery, begun: Begun, tally: Tally) -> None:
    """At any call that changes the disk, a kill leaves a whole directory, or one to be made again."""
    there = nursery.points("making", begun("making", "counted"), MAKING)
    points = thinned(there, call_of, MOST_KILLED)
    whole: Counter[bool] = Counter()
    for point in points[share::SHARES]:
        path = begun("making", str(point))
        told = nursery.killed("making", path, point)
        assert told.killed
        is_whole = check_made(path)
        assert is_whole or not told.of("made")
        whole[is_whole] += 1
        shutil.rmtree(path)
    assert whole[True] > 0 < whole[False]
    name = "kills in making"
    tally({f"{name}{POINTS}": len(there[share::SHARES]), name: whole.total(), LOST: 0})


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("fault", FAULTS)
def test_refused_while_making(fault: str, share: int, nursery: Nursery, begun: Begun, tally: Tally) -> None:
    """Whichever call the disk refuses, making says so with a code and can be run again, or the directory is whole."""
    error, on = FAULTS[fault]
    there = nursery.points("making", begun("making", "counted"), MAKING)
    points = thinned(there, call_of, MOST_REFUSED, list(FAULTS).index(fault))
    heard: Counter[bool] = Counter()
    for point in points[share::SHARES]:
        path = begun("making", str(point))
        told = nursery.failing("making", path, point, error, on=on)
        assert bool(told.codes) != bool(told.of("made")), (point, told.lines)
        assert set(told.codes) <= CODES, (point, told.codes)
        is_whole = check_made(path) if path.exists() else False
        assert is_whole or told.codes
        heard[bool(told.codes)] += 1
        shutil.rmtree(path, ignore_errors=True)
    assert heard[True] > heard.total() // 3
    name = f"{error} refusals in making"
    tally({f"{name}{POINTS}": len(there[share::SHARES]), name: heard.total(), LOST: 0})


def test_the_name_of_a_new_directory_is_durable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory that is made, with those above it that are made with it, reaches the disk in its parent, too."""
    synced: list[Path] = []
    monkeypatch.setattr(files, "sync_directory", synced.append)
    bootstrap.create_unit(tmp_path / "season" / "unit", SETTINGS, clock())
    assert {tmp_path, tmp_path / "season"} <= set(synced)


def test_a_database_that_keeps_no_log_is_not_opened(nursery: Nursery, begun: Begun) -> None:
    """Where the disk refuses the change to a write-ahead log, no ledger is made without one."""
    points = [
        p for p in nursery.points("making", begun("making", "counted"), MAKING) if p.call == "fdatasync"
    ]
    told = nursery.failing("making", begun("making", "unit"), points[0], "EIO")
    assert told.codes == ["disk.error"]
