"""An export killed at any of its writes: the folder still holds an export, and the next run completes it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from showsafe.adapters import directory
from showsafe.adapters.tile_export import export
from showsafe.ledger.writer import Writer
from tests.adapters.test_tile_export import folder_of
from tests.ledger.ledgers import UNIT, append, body, made

EXPORT = """
import sys
from pathlib import Path
from showsafe.adapters import directory
from showsafe.adapters.tile_export import export
out = Path(sys.argv[1])
with directory.open_for_reading(out.with_name("unit")) as opened:
    export(opened.store, out)
"""
CALLS = ("write", "fsync", "rename", "unlink", "rmdir", "mkdir")


def traced(out: Path, *words: str) -> None:
    """Export under strace, which may kill the process as it enters a call."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("Without strace no process can be killed between two of its writes.")
    command = [strace, "-f", "-qq", *words, sys.executable, "-c", EXPORT, str(out)]
    quiet = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(command, check=False, capture_output=True, env=quiet)


@pytest.mark.slow
def test_killed_at_any_write_of_an_export(tmp_path: Path) -> None:
    """At every write, sync, renaming and removal, a kill leaves the older or the newer export whole."""
    unit = made(tmp_path / "unit", 3)
    old, new = tmp_path / "old", tmp_path / "new"
    with directory.open_for_writing(unit) as opened:
        assert opened.key is not None
        append(opened.store, Writer(UNIT, opened.key), [body(number) for number in range(3, 250)])
        export(opened.store, old)
        append(opened.store, Writer(UNIT, opened.key), [body(number) for number in range(250, 258)])
        export(opened.store, new)
    shutil.copytree(old, tmp_path / "counted")
    traced(tmp_path / "counted", "-o", str(tmp_path / "calls"), "-e", f"trace={','.join(CALLS)}")
    log = (tmp_path / "calls").read_text().splitlines()
    counted = {call: sum(f" {call}(" in line for line in log) for call in CALLS}
    assert folder_of(tmp_path / "counted") == folder_of(new)
    points = [(call, number) for call, count in counted.items() for number in range(1, count + 1)]
    assert counted["rename"] == 6
    for call, number in points:
        out = tmp_path / f"{call}-{number}"
        shutil.copytree(old, out)
        kill = f"inject={call}:signal=KILL:when={number}"
        traced(out, "-o", os.devnull, "-e", f"trace={call}", "-e", kill)
        now = folder_of(out)
        whole = folder_of(new if now["checkpoint"] == (new / "checkpoint").read_bytes() else old)
        assert whole.items() <= now.items(), (call, number)
        with directory.open_for_reading(unit) as opened:
            export(opened.store, out)
        assert folder_of(out) == folder_of(new), (call, number)
