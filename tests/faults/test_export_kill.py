"""An export killed at any of its writes: the folder still holds an export, and the next run completes it."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from showsafe.adapters import directory
from showsafe.adapters.tile_export import export
from showsafe.ledger.writer import Writer
from tests.adapters.test_tile_export import folder_of
from tests.faults.children import Nursery, call_of
from tests.faults.summary import LOST, POINTS, Tally
from tests.faults.thinning import thinned
from tests.ledger.ledgers import UNIT, append, body, made

CALLS = ("write", "fsync", "rename", "unlink", "rmdir", "mkdir")
MOST = 8
"""About so many points of one call are tried."""


@pytest.mark.slow
def test_killed_at_any_write_of_an_export(tmp_path: Path, nursery: Nursery, tally: Tally) -> None:
    """At any write, sync, renaming and removal, a kill leaves the older or the newer export whole."""
    unit = made(tmp_path / "unit", 3)
    old, new = tmp_path / "old", tmp_path / "new"
    with directory.open_for_writing(unit) as opened:
        assert opened.key is not None
        append(opened.store, Writer(UNIT, opened.key), [body(number) for number in range(3, 250)])
        export(opened.store, old)
        append(opened.store, Writer(UNIT, opened.key), [body(number) for number in range(250, 258)])
        export(opened.store, new)
    shutil.copytree(old, tmp_path / "counted")
    there = nursery.points("exporting", tmp_path / "counted", CALLS)
    assert folder_of(tmp_path / "counted") == folder_of(new)
    assert Counter(map(call_of, there))["rename"] == 6
    points = thinned(there, call_of, MOST)
    for point in points:
        out = tmp_path / str(point)
        shutil.copytree(old, out)
        told = nursery.killed("exporting", out, point)
        assert told.killed, point
        now = folder_of(out)
        whole = folder_of(new if now["checkpoint"] == (new / "checkpoint").read_bytes() else old)
        assert whole.items() <= now.items(), point
        with directory.open_for_reading(unit) as opened:
            export(opened.store, out)
        assert folder_of(out) == folder_of(new), point
    name = "kills of an export"
    tally({f"{name}{POINTS}": len(there), name: len(points), LOST: 0})
