"""The auditor's reading of a ledger's file: no row, column, tile or table is taken for what it should be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from showsafe.ledger.verify import Fault, database, verify
from showsafe.ledger.verify.block import Rows
from showsafe.ledger.verify.database import Database
from tests.ledger.verify.databases import asked, loosened
from tests.ledger.verify.directories import change, directory_of, settled
from tests.ledger.verify.directories import database as browser
from tests.ledger.verify.logs import Log, leaf_of

SIZE = 6
MANY = 514
WRONG_KIND = "has a value of a wrong kind"
JOINED = """UPDATE tiles SET hashes = (SELECT CAST(a.hashes || b.hashes AS BLOB) FROM tiles a, tiles b
  WHERE a.level = 0 AND a.number = 0 AND b.level = 0 AND b.number = 1) WHERE level = 0 AND number = 0"""


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Return a data directory with six records."""
    return directory_of(tmp_path / "unit", settled().checked(SIZE - 1))


@cache
def many() -> Log:
    """Return a log of two whole tiles and two records."""
    return settled().checked(MANY - 1)


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """Return a data directory with two whole tiles and two records."""
    return directory_of(tmp_path / "long", many())


def faults(path: Path, **kept: Any) -> dict[str, Fault]:  # noqa: ANN401
    """Audit, and return the faults by their steps."""
    return {step.name: step.fault for step in verify(path, **kept).steps if step.fault}


@pytest.mark.parametrize(
    ("left", "unclosed", "disturbed"), [(None, False, False), (b"", False, False), (b"x", True, False)]
)
def test_a_write_ahead_log_beside_the_file(
    unit: Path,
    left: bytes | None,
    unclosed: bool,  # noqa: FBT001 - a column of the table
    disturbed: bool,  # noqa: FBT001
) -> None:
    """Anything in it may be a last act, and so it was not closed; one that was there before disturbs nothing."""
    if left is not None:
        (unit / "ledger.sqlite-wal").write_bytes(left)
    assert asked(unit, lambda opened: (opened.unclosed, opened.disturbed())) == (unclosed, disturbed)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Which file is missing is said by its name."""
    for missing in (tmp_path / "ledger.sqlite", tmp_path):
        with pytest.raises(FileNotFoundError) as refused:
            Database(missing)
        assert refused.value.args == (missing,)


class Full:
    """A connection on a disk without room: the first question is refused, and what was asked is not kept."""

    def __init__(self, error: sqlite3.Error) -> None:
        self.error = error
        self.closed = False

    def execute(self, _: str) -> None:
        """Refuse."""
        raise self.error

    def close(self) -> None:
        """Let go."""
        self.closed = True


def refusal(code: int | None) -> sqlite3.Error:
    """Return an error of the engine, with its code if it has one."""
    error = sqlite3.OperationalError("disk I/O error")
    if code is not None:
        error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "left", "opens"),
    [
        (sqlite3.SQLITE_IOERR_SHMSIZE, b"", True),
        (sqlite3.SQLITE_IOERR_SHMSIZE, b"x", False),
        (sqlite3.SQLITE_IOERR_READ, b"", False),
        (sqlite3.SQLITE_IOERR_READ, b"x", False),
        (None, b"", False),
    ],
)
def test_a_full_disk(
    unit: Path,
    code: int | None,
    left: bytes,
    opens: bool,  # noqa: FBT001 - a column of the table
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A closed ledger can be read where there is no room to share it; an unclosed one cannot, nor one that is torn."""
    (unit / "ledger.sqlite-wal").write_bytes(left)
    real, full, modes = database._connection, Full(refusal(code)), []

    def connection(file: Path, *, unchanging: bool) -> Any:  # noqa: ANN401
        modes.append(unchanging)
        return real(file, unchanging=unchanging) if len(modes) > 1 else full

    monkeypatch.setattr(database, "_connection", connection)
    if opens:
        assert asked(unit, Database.last) == SIZE
    else:
        with pytest.raises(sqlite3.Error) as refused:
            Database(unit / "ledger.sqlite")
        assert refused.value is full.error
    assert (modes, full.closed) == ([False, True] if opens else [False], True)


def test_a_file_is_opened_for_reading_only(unit: Path) -> None:
    """Nothing that the auditor asks can change the file, and no view or trigger of it is believed."""

    def settings(opened: Database) -> list[Any]:
        names = ("query_only", "temp_store", "cell_size_check", "trusted_schema")
        return [opened._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    assert asked(unit, settings) == [1, 2, 1, 0]
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        asked(unit, lambda opened: opened._connection.execute("DELETE FROM entries"))


def test_a_connection_that_cannot_be_set_is_let_go(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands in the way of opening, no file stays open."""
    full = Full(refusal(None))
    monkeypatch.setattr(sqlite3, "connect", lambda *_, **__: full)
    with pytest.raises(sqlite3.OperationalError):
        Database(unit / "ledger.sqlite")
    assert full.closed


def test_a_name_that_looks_like_more_of_an_address(tmp_path: Path) -> None:
    """A directory may be named as anybody likes."""
    path = directory_of(tmp_path / "a?mode=rwc&b#c%41", settled().checked())
    assert verify(path).ok


@pytest.mark.parametrize(
    ("whole", "says"), [(True, "row 3 missing from index entries_by_scope"), (False, "")]
)
def test_how_much_of_the_pages_is_looked_at(unit: Path, whole: bool, says: str) -> None:  # noqa: FBT001
    """Indexes are held against their tables where all is looked at; a quick look has no complaint of a sound page."""
    with browser(unit) as connection:
        connection.execute("DROP INDEX entries_by_scope")
        connection.execute("CREATE INDEX entries_by_scope ON entries (scope) WHERE number < 3")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, ' WHERE number < 3', '')")
    assert asked(unit, lambda opened: opened.unsound(whole=whole)) == says


def test_a_complaint_is_one_line_of_text(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the engine says can be read by a person, whatever bytes are in it."""

    class Said:
        def execute(self, _: str) -> Said:
            return self

        def fetchone(self) -> tuple[bytes]:
            return (b"*** in database main ***\nPage 3: \xff",)

        def close(self) -> None:
            pass

    opened = Database(unit / "ledger.sqlite")
    opened.close()
    monkeypatch.setattr(opened, "_connection", Said())
    assert opened.unsound(whole=True) == "*** in database main *** Page 3: \ufffd"


@pytest.mark.parametrize(
    "statements",
    [
        ["PRAGMA user_version = 9"],
        ["PRAGMA user_version = 2"],
        ["PRAGMA application_id = 9"],
        ["DROP TABLE outbox"],
        ["CREATE TABLE more (a)"],
        ["CREATE VIEW more AS SELECT 1"],
        ["DROP INDEX entries_by_scope", "CREATE INDEX entries_by_scope ON entries (scope, number)"],
    ],
)
def test_tables_that_are_not_those_of_the_format(unit: Path, statements: list[str]) -> None:
    """Another format, another maker, a table more, less or other than the format has: read no further."""
    assert asked(unit, Database.known_tables)
    with browser(unit) as connection:
        for statement in statements:
            connection.execute(statement)
    assert not asked(unit, Database.known_tables)
    says = "the ledger's file does not hold exactly the tables that it should"
    assert faults(unit) == {"structure": Fault("verify.structure", says)}


def test_a_file_of_no_format_without_a_table(tmp_path: Path) -> None:
    """That a file holds exactly nothing, as an unknown format would, makes it no ledger."""
    with browser(tmp_path) as connection:
        connection.execute("PRAGMA user_version = 9")
        connection.execute(f"PRAGMA application_id = {database._APPLICATION}")
    assert asked(tmp_path, Database.known_tables) is False


@pytest.mark.parametrize(
    ("numbers", "first", "last"),
    [([], 0, 0), ([1], 1, 1), ([2], 2, 2), ([0], 0, 0), ([-3], -3, 0), ([-3, 4], -3, 4)],
)
def test_the_first_and_the_last_record(unit: Path, numbers: list[int], first: int, last: int) -> None:
    """Records are counted from one; where there is none from there on, the last one is none."""
    change(unit, "DELETE FROM entries")
    for number in numbers:
        change(unit, "INSERT INTO entries VALUES (?, ?, 'set', x'00', x'00')", number, f"act-{number}")
    assert asked(unit, lambda opened: (opened.first(), opened.last())) == (first, last)


def test_records_with_their_columns_and_without(unit: Path) -> None:
    """Records come as bytes, with their sums joined, and with act and scope unless those are not asked for."""
    log = settled().checked(SIZE - 1)
    raws, leaves = log.raws[:3], b"".join(map(leaf_of, log.raws[:3]))
    pairs = [(act.encode(), scope.encode()) for act, scope in log.acts[:3]]

    def said(rows: Rows) -> tuple[Any, ...]:
        columns = None if rows.columns is None else list(rows.columns)
        return list(rows.raws), rows.leaves, columns, rows.tiles, rows.fault

    assert said(asked(unit, lambda opened: opened.rows(1, 3))) == (raws, leaves, pairs, b"", None)
    bare = asked(unit, lambda opened: opened.rows(1, 3, columns=False))
    assert said(bare) == (raws, leaves, None, b"", None)


@pytest.mark.parametrize(
    ("sql", "number", "here"),
    [
        ("DELETE FROM entries WHERE number = 4", 4, 3),
        ("DELETE FROM entries WHERE number = 1", 1, 0),
        ("DELETE FROM entries WHERE number = 6", 6, 5),
        ("DELETE FROM entries", 1, 0),
        ("UPDATE entries SET number = 7 WHERE number = 1", 1, 0),
        ("UPDATE entries SET number = 9 WHERE number = 6", 6, 5),
    ],
)
def test_where_a_record_should_be(unit: Path, sql: str, number: int, here: int) -> None:
    """The first number at which there is none is named, and records up to it are read."""
    change(unit, sql)
    rows = asked(unit, lambda opened: opened.rows(1, SIZE))
    says = f"where record {number} should be, there is none or another"
    assert rows.fault == Fault("verify.structure", says, number)
    assert (len(rows.raws), len(rows.leaves)) == (here, here * 32)


@pytest.mark.parametrize("column", ["leaf", "raw", "act_id", "scope"])
@pytest.mark.parametrize("value", ["7", "1.5"])
@pytest.mark.parametrize("number", [1, 2, SIZE])
def test_a_value_of_a_wrong_kind(unit: Path, column: str, value: str, number: int) -> None:
    """A number in the place of bytes or text is a fault of its record, and no crash."""
    loosened(unit, "entries", f"UPDATE entries SET {column} = {value} WHERE number = {number}")  # noqa: S608
    expected = Fault("verify.structure", f"record {number} {WRONG_KIND}", number)
    rows = asked(unit, lambda opened: opened.rows(1, SIZE))
    assert (rows.fault, len(rows.raws), len(rows.leaves)) == (expected, number - 1, (number - 1) * 32)
    assert verify(unit).first_fault == expected


def test_sums_that_are_right_only_together(unit: Path) -> None:
    """A byte moved from the sum of one record to that of the next makes both wrong."""
    with browser(unit) as connection:
        (one,), (other,) = connection.execute("SELECT leaf FROM entries WHERE number IN (3, 4)").fetchall()
        connection.execute("UPDATE entries SET leaf = ? WHERE number = 3", (one[:-1],))
        connection.execute("UPDATE entries SET leaf = ? WHERE number = 4", (one[-1:] + other,))
    says = "the stored sum of record 3 is not that of its bytes"
    assert faults(unit) == {"tiles": Fault("verify.tiles", says, 3)}


@pytest.mark.parametrize(
    "statements",
    [
        [
            JOINED,
            "UPDATE tiles SET number = 99, hashes = x'00' WHERE level = 0 AND number = 1",
        ],
        ["UPDATE tiles SET hashes = zeroblob(8192) WHERE level = 0 AND number = 0"],
        ["UPDATE tiles SET hashes = zeroblob(8192) WHERE level = 0 AND number = 1"],
        ["UPDATE tiles SET number = 7 WHERE level = 0 AND number = 1"],
        ["UPDATE tiles SET hashes = CAST(hashes || x'00' AS BLOB) WHERE level = 0 AND number = 1"],
    ],
)
def test_tiles_each_by_itself(long: Path, statements: list[str]) -> None:
    """A tile is the sums of its own records, whole: joined with the next, it makes room for something hidden."""
    with browser(long) as connection:
        for statement in statements:
            connection.execute(statement)
    says = "a tile of level 0, over record 1 or those after it, is not what they make"
    assert faults(long) == {"tiles": Fault("verify.tiles", says)}


def test_which_tiles_come_with_records(long: Path) -> None:
    """Whole tiles come with the records that they are of, and none with records from the middle of one."""
    leaves = b"".join(map(leaf_of, many().raws))

    def tiles(opened: Database) -> Iterator[bytes | None]:
        for first, count in ((1, 255), (1, 256), (1, 512), (257, 256), (257, 258), (2, 511), (256, 258)):
            yield opened.rows(first, count).tiles

    whole, second = leaves[: 512 * 32], leaves[256 * 32 : 512 * 32]
    expected = [b"", leaves[: 256 * 32], whole, second, second, None, None]
    assert asked(long, lambda opened: list(tiles(opened))) == expected


def test_a_tile_by_its_place(long: Path) -> None:
    """A whole one as it is stored, the growing one of the sums from the records, and none where there is none."""
    leaves = b"".join(map(leaf_of, many().raws))

    def tiles(opened: Database) -> list[bytes]:
        return [opened.tile(*place) for place in ((0, 0), (0, 1), (0, 2), (0, 3), (1, 1), (2, 0))]

    cut = [leaves[:8192], leaves[8192:16384], leaves[16384:], b"", b"", b""]
    assert asked(long, tiles) == cut
    assert len(asked(long, lambda opened: opened.tile(1, 0))) == 64
    loosened(long, "tiles", "UPDATE tiles SET hashes = 5 WHERE number = 0")
    assert asked(long, lambda opened: (opened.tile(0, 0), opened.tile(1, 0))) == (b"", b"")
    change(long, "UPDATE entries SET leaf = x'00' WHERE number = 513")
    assert asked(long, lambda opened: opened.tile(0, 2)) == leaves[513 * 32 :]
    loosened(long, "entries", "UPDATE entries SET leaf = 5 WHERE number = 513")
    assert asked(long, lambda opened: opened.tile(0, 2)) == leaves[513 * 32 :]


@pytest.mark.parametrize(
    ("size", "tiles"), [(0, 0), (1, 0), (255, 0), (256, 2), (511, 2), (512, 3), (65_536, 258), (65_537, 258)]
)
def test_how_many_tiles_a_tree_has(unit: Path, size: int, tiles: int) -> None:
    """Each whole tile, and each growing one above the records: of the lowest that grows the records keep the sums."""
    assert asked(unit, lambda opened: opened.expected_tiles(size)) == tiles
