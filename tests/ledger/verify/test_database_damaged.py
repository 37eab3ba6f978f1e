"""A ledger's file that is damaged, or written to just now: what is read of it, and which record is named."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from showsafe.ledger.verify import verify
from showsafe.ledger.verify.database import Database
from tests.ledger.verify.databases import asked, loosened
from tests.ledger.verify.directories import database as browser
from tests.ledger.verify.directories import directory_of, settled
from tests.ledger.verify.logs import leaf_of

SIZE = 6


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Return a data directory with six records."""
    return directory_of(tmp_path / "unit", settled().checked(SIZE - 1))


@pytest.mark.parametrize("numbers", [(1, 2, 2, 4), (1, 3, 2, 4), (2, 1, 3, 4), (1, 2, 3, 3), (1, 2, 3, 5)])
def test_a_damaged_file_that_gives_other_numbers(
    unit: Path, numbers: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records stand one behind the other: whoever asks for one by its number gets what was audited under it."""

    class Said:
        def execute(self, _: str, __: tuple[int, int]) -> list[tuple[Any, ...]]:
            return [(number, bytes(32), b"", b"", b"") for number in numbers]

    opened = Database(unit / "ledger.sqlite")
    opened.close()
    monkeypatch.setattr(opened, "_connection", Said())
    monkeypatch.setattr(opened, "_tiles", lambda *_: b"")
    place = next(at for at, number in enumerate(numbers, start=1) if at != number)
    rows = opened.rows(1, 4)
    assert (len(rows.raws), rows.fault and rows.fault.record) == (place - 1, place)


def test_tiles_that_cannot_be_read_among_records(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No tile is told for records, so that none of them is held against one and accused."""

    class Torn:
        def execute(self, _: str, __: tuple[int, int]) -> list[tuple[Any, ...]]:
            raise sqlite3.DatabaseError

    opened = Database(unit / "ledger.sqlite")
    opened.close()
    monkeypatch.setattr(opened, "_connection", Torn())
    assert opened._tiles(1, 512) == b""


def test_columns_that_were_not_asked_for(unit: Path) -> None:
    """Whoever asks for bytes and sums alone is not told of the other columns."""
    loosened(unit, "entries", "UPDATE entries SET scope = 7 WHERE number = 3")
    rows = asked(unit, lambda opened: opened.rows(1, SIZE, columns=False))
    assert (rows.fault, len(rows.raws)) == (None, SIZE)


@pytest.mark.parametrize("value", ["5", "1.5"])
def test_a_tile_that_is_no_bytes_among_records(tmp_path: Path, value: str) -> None:
    """A tile of a wrong kind is none, and no crash."""
    log = settled().checked(511)
    long = directory_of(tmp_path / "long", log)
    loosened(long, "tiles", f"UPDATE tiles SET hashes = {value} WHERE number = 0 AND level = 0")  # noqa: S608
    leaves = b"".join(map(leaf_of, log.raws))
    assert asked(long, lambda opened: opened.rows(1, 512).tiles) == leaves[256 * 32 : 512 * 32]


@pytest.mark.parametrize("open_now", [True, False])
def test_a_file_that_may_be_read_alone(unit: Path, open_now: bool) -> None:  # noqa: FBT001
    """What a writer has not yet put into the file is read, and the file is not opened for writing."""
    with browser(unit) as connection:
        if open_now:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO entries VALUES (7, 'act-7', 'set', x'00', x'00')")
        opened = Database(unit / "ledger.sqlite")
        try:
            assert opened.last() == SIZE + 1
            opened._connection.execute("ROLLBACK")
            opened._connection.execute("PRAGMA query_only = OFF")
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                opened._connection.execute("DELETE FROM entries")
        finally:
            opened.close()


@pytest.mark.parametrize("number", [1, 130, 260])
def test_records_up_to_a_torn_page_are_read(tmp_path: Path, number: int) -> None:
    """The first record that cannot be read is named, and not one before it that can be, wherever the page lies."""
    log = settled().checked(259)
    path = directory_of(tmp_path / "unit", log)
    file = path / "ledger.sqlite"
    with browser(path) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        data = file.read_bytes()
        page = data.index(log.raws[number - 1][:64]) // size * size
        file.write_bytes(data[:page] + b"\xff" * size + data[page + size :])
    first = next(each for each in range(1, 261) if not readable(path, each))
    report = verify(path)
    assert (report.records, report.first_fault and report.first_fault.record) == (first - 1, first)
    assert report.first_fault is not None
    assert report.first_fault.code == "verify.structure"
    assert report.first_fault.says.startswith(f"after record {first - 1}, the ledger")
    assert report.first_fault.says.endswith(" cannot be read (database disk image is malformed)")


def readable(path: Path, number: int) -> bool:
    """Say whether a record can be read by its number."""
    with browser(path) as connection:
        try:
            connection.execute("SELECT raw FROM entries NOT INDEXED WHERE number = ?", (number,)).fetchone()
        except sqlite3.DatabaseError:
            return False
    return True
