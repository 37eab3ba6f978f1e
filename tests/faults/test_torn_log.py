"""A power cut that tears the write-ahead log: what is left is a beginning of the record, and it verifies."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from showsafe.adapters import directory
from showsafe.ledger.verify import verify
from showsafe.ledger.writer import Writer
from tests.ledger.ledgers import KEY, UNIT, append, body, made

FRAME = 4096 + 24
HEADER = 32
PLACES = (0, 1, HEADER - 1, HEADER, HEADER + 1)


def torn(origin: Path, to: Path) -> Path:
    """Copy an open directory as a power cut would find it."""
    shutil.copytree(origin, to)
    (to / "ledger.sqlite-shm").unlink()
    return to


@pytest.mark.slow
def test_a_log_cut_anywhere_gives_whole_batches(tmp_path: Path) -> None:
    """Wherever the log ends, within a page or between two, only whole batches are there, in order."""
    path = made(tmp_path / "unit", 2)
    with directory.open_for_writing(path) as opened:
        for number in range(2, 8, 2):
            append(opened.store, Writer(UNIT, KEY), [body(number), body(number + 1)])
        whole = (path / "ledger.sqlite-wal").read_bytes()
        copy = torn(path, tmp_path / "copy")
    frames = range(HEADER, len(whole) + 1, FRAME)
    cuts = sorted({*PLACES, *(end + step for end in frames for step in (-1, 0, 30, 2000))})
    sizes = []
    for cut in cuts:
        (copy / "ledger.sqlite-wal").write_bytes(whole[:cut])
        (copy / "ledger.sqlite-shm").unlink(missing_ok=True)
        with directory.open_for_reading(copy) as opened:
            sizes.append(opened.store.size())
        report = verify(copy)
        assert (report.ok, report.records) == (True, sizes[-1])
    assert sizes == sorted(sizes)
    assert set(sizes) == {2, 4, 6, 8}
