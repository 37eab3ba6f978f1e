"""The auditor's own reading of the database: no column is trusted to be of its declared kind."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from showsafe.ledger.verify import hashing
from showsafe.ledger.verify.block import Rows
from showsafe.ledger.verify.hashing import HASH, TILE, TILE_BYTES
from showsafe.ledger.verify.report import DIRECTORY, Fault

_BLOCK = 512
_NO_LEAF = bytes(HASH)
_APPLICATION, _WITHOUT_OUTBOX, _FORMAT = 0x53687753, 2, 3
_TABLES = {
    """CREATE TABLE entries ( number INTEGER PRIMARY KEY, act_id TEXT NOT NULL, scope TEXT NOT NULL,
       leaf BLOB NOT NULL, raw BLOB NOT NULL ) STRICT""",
    "CREATE UNIQUE INDEX entries_by_act ON entries (act_id)",
    "CREATE INDEX entries_by_scope ON entries (scope)",
    """CREATE TABLE state ( only INTEGER PRIMARY KEY CHECK (only = 1), size INTEGER NOT NULL,
       edge BLOB NOT NULL, checkpoint BLOB NOT NULL ) STRICT""",
    """CREATE TABLE tiles ( level INTEGER NOT NULL, number INTEGER NOT NULL, hashes BLOB NOT NULL,
       PRIMARY KEY (level, number) ) STRICT""",
    "CREATE TABLE attachments ( sha256 TEXT PRIMARY KEY, content BLOB NOT NULL ) STRICT",
    """CREATE TABLE personal ( commitment TEXT PRIMARY KEY, salt BLOB NOT NULL, value BLOB NOT NULL )
       STRICT, WITHOUT ROWID""",
    """CREATE TABLE rows ( name TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL,
       PRIMARY KEY (name, key) ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE snapshots ( scope TEXT PRIMARY KEY, number INTEGER NOT NULL REFERENCES entries (number),
       state BLOB NOT NULL ) STRICT""",
}
_OUTBOX = {
    """CREATE TABLE outbox ( number INTEGER PRIMARY KEY, destination TEXT NOT NULL, key TEXT NOT NULL,
       topic TEXT NOT NULL, at TEXT NOT NULL, record INTEGER NOT NULL, body BLOB NOT NULL, state TEXT NOT NULL,
       tries INTEGER NOT NULL, due TEXT NOT NULL, says TEXT NOT NULL ) STRICT""",
    "CREATE UNIQUE INDEX outbox_by_key ON outbox (destination, key)",
    "CREATE INDEX outbox_by_state ON outbox (destination, state, number)",
}
_TABLES_OF = {_WITHOUT_OUTBOX: _TABLES, _FORMAT: _TABLES | _OUTBOX}
_ONE = "FROM entries NOT INDEXED WHERE number = ?"
_RANGE = "FROM entries NOT INDEXED WHERE number >= ? AND number < ? ORDER BY number"

ERRORS = (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError, MemoryError, OSError)
"""Everything that reading a damaged file may raise."""


class Database:
    """One consistent view of the file of a ledger, from its first query to ``close``."""

    what = DIRECTORY

    def __init__(self, file: Path) -> None:
        """Open the file for reading; raises one of ERRORS."""
        self._log = file.with_name(file.name + "-wal")
        # Without a write-ahead log nobody writes, and the file can be read without touching its directory.
        self._alone = not self._log.exists()
        self.unclosed = not self._alone and self._log.stat().st_size > 0
        if not file.is_file():
            raise FileNotFoundError(file)
        self._connection = _connection(file, unchanging=self._alone)
        try:
            self._begin()
        except sqlite3.Error as error:
            # On a full disk the engine has no room for the file (-shm) that it would share with a writer.
            no_room = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_SHMSIZE
            self._connection.close()
            if not no_room or self.unclosed:
                raise
            self._connection = _connection(file, unchanging=True)
            self._begin()

    def _begin(self) -> None:
        self._connection.execute("BEGIN")
        self._connection.execute("PRAGMA schema_version")

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def disturbed(self) -> bool:
        """Say whether a writer opened the file while it was read as one that nobody writes to."""
        return self._alone and self._log.exists()

    def unsound(self, *, whole: bool) -> str:
        """Return the first complaint of the engine about the pages of the file, or nothing.

        ``whole``: also whether each index says what its table says, and no act id occurs twice.
        """
        pragma = "integrity_check" if whole else "quick_check"
        (complaint,) = self._connection.execute(f"PRAGMA {pragma}(1)").fetchone()
        return "" if complaint == b"ok" else complaint.decode(errors="replace").replace("\n", " ")

    def known_tables(self) -> bool:
        """Say whether the file holds the tables of its format, and nothing else."""
        (application,) = self._connection.execute("PRAGMA application_id").fetchone()
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        rows = self._connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL LIMIT 100")
        found = sorted(_words(row[0].decode()) for row in rows)
        known = _TABLES_OF.get(version, set())
        return bool(known) and application == _APPLICATION and found == sorted(map(_words, known))

    def state(self) -> list[tuple[Any, ...]]:
        """Return the rows of the state (there has to be one): size, edge, checkpoint."""
        return self._connection.execute("SELECT size, edge, checkpoint FROM state LIMIT 2").fetchall()

    def last(self) -> int:
        """Return the number of the last record, or 0."""
        row = self._connection.execute("SELECT number FROM entries ORDER BY number DESC LIMIT 1").fetchone()
        return row[0] if row and type(row[0]) is int and row[0] > 0 else 0

    def first(self) -> int:
        """Return the lowest number of a record, or 0."""
        row = self._connection.execute("SELECT number FROM entries ORDER BY number LIMIT 1").fetchone()
        return row[0] if row and type(row[0]) is int else 0

    def rows(self, first: int, count: int, *, columns: bool = True) -> Rows:
        """Return records by their numbers, as far as they stand without a gap and are of the right kinds."""
        names = "number, leaf, raw, act_id, scope" if columns else "number, leaf, raw"
        found, fault = self._read(names, first, count)
        whole = len(found) if fault else count
        if [row[0] for row in found] != list(range(first, first + whole)):
            found, fault = _until_a_gap(found, first)
        if not found:
            return Rows([], b"", fault=fault)
        parts = list(zip(*found, strict=True))
        if any(set(map(type, part)) != {bytes} for part in parts[1:]):
            found, fault = _until_another_kind(found)
            parts = list(zip(*found, strict=True)) or [(), (), (), (), ()]
        pairs = list(zip(parts[3], parts[4], strict=True)) if columns else None
        # Each by itself: sums of other lengths could be right together.
        leaves = [leaf if len(leaf) == HASH else _NO_LEAF for leaf in parts[1]]
        return Rows(parts[2], b"".join(leaves), pairs, self._tiles(first, len(found)), fault)

    def _read(self, names: str, first: int, count: int) -> tuple[list[tuple[Any, ...]], Fault | None]:
        """Return the rows of records up to the first that cannot be read, which is the fault."""
        found: list[tuple[Any, ...]] = []
        try:
            found.extend(self._connection.execute(f"SELECT {names} {_RANGE}", (first, first + count)))
        except ERRORS as error:
            # The row before the one that fails is lost with it, and is asked for by itself.
            found.extend(self._one(names, first + len(found)))
            return found, _unreadable(first + len(found), error)
        return found, None

    def _one(self, names: str, number: int) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(f"SELECT {names} {_ONE}", (number,)).fetchall()
        except ERRORS:
            return []

    def _tiles(self, first: int, count: int) -> bytes | None:
        """Return the full tiles of leaf hashes that are stored for records, joined."""
        if first % TILE != 1:
            return None
        query = "SELECT hashes FROM tiles WHERE level = 0 AND number >= ? AND number < ? ORDER BY number"
        number = first // TILE
        try:
            rows = self._connection.execute(query, (number, number + count // TILE)).fetchall()
        except ERRORS:
            return b""  # no fault of the records: that the tiles cannot be read is found behind them
        return b"".join(row[0] for row in rows if type(row[0]) is bytes and len(row[0]) == TILE_BYTES)

    def tile(self, level: int, number: int) -> bytes:
        """Return the stored hashes of a tile; the growing one of level 0 from the records' own column."""
        query = "SELECT hashes FROM tiles WHERE level = ? AND number = ?"
        row = self._connection.execute(query, (level, number)).fetchone()
        if row is not None or level:
            return row[0] if row is not None and type(row[0]) is bytes else b""
        first = number * TILE + 1
        leaves = self._connection.execute(f"SELECT leaf {_RANGE}", (first, first + TILE)).fetchall()
        return b"".join(leaf for (leaf,) in leaves if type(leaf) is bytes and len(leaf) == HASH)

    def stored_tiles(self) -> int:
        """Return how many tiles are stored."""
        (count,) = self._connection.execute("SELECT count(*) FROM tiles").fetchone()
        return int(count)

    def expected_tiles(self, size: int) -> int:
        """Return how many tiles a tree of this size has here."""
        return sum(full + (level > 0 and growing > 0) for level, full, growing in hashing.tile_counts(size))

    def attachment(self, sha256: str) -> bytes | None:
        """Return the bytes kept under a sum."""
        query = "SELECT content FROM attachments WHERE sha256 = ?"
        row = self._connection.execute(query, (sha256,)).fetchone()
        return row[0] if row and type(row[0]) is bytes else None

    def attachments(self) -> Iterator[tuple[Any, ...]]:
        """Yield (sum, bytes) of every attachment in the order of the sums."""
        query = "SELECT sha256 FROM attachments ORDER BY sha256"
        for (name,) in self._stream(query):
            yield name, self.attachment(name.decode(errors="replace") if type(name) is bytes else "")

    def personal(self) -> Iterator[tuple[Any, ...]]:
        """Yield (commitment, salt, value) of every personal value in the order of the commitments."""
        return self._stream("SELECT commitment, salt, value FROM personal ORDER BY commitment")

    def of_scope(self, scope: str, last: int) -> Iterator[tuple[int, bytes]]:
        """Yield (number, raw) of the records of one scope up to a number, by the index; no bytes for what is none."""
        query = "SELECT number, raw FROM entries WHERE scope = ? AND number <= ? ORDER BY number"
        cursor = self._connection.execute(query, (scope, last))
        for number, raw in cursor:
            yield number, raw if type(raw) is bytes else b""

    def stray_snapshot(self, size: int) -> bool:
        """Say whether a snapshot speaks of a record that is not there, or of a scope that no record has."""
        query = """SELECT 1 FROM snapshots WHERE number < 1 OR number > ?
          OR typeof(number) <> 'integer' OR typeof(state) <> 'blob'
          OR NOT EXISTS (SELECT 1 FROM entries WHERE entries.scope = snapshots.scope) LIMIT 1"""
        return self._connection.execute(query, (size,)).fetchone() is not None

    def stray_line(self, size: int) -> bool:
        """Say whether a line of the outbox speaks of a record that is not there, or is none."""
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version == _WITHOUT_OUTBOX:
            return False
        query = """SELECT 1 FROM outbox WHERE record < 0 OR record > ? OR typeof(record) <> 'integer'
          OR typeof(body) <> 'blob' OR state NOT IN ('waiting', 'told', 'aside')
          OR (record > 0 AND (length(body) > 0 OR key <> 'record ' || record)) LIMIT 1"""
        return self._connection.execute(query, (size,)).fetchone() is not None

    def heads(self) -> Iterator[tuple[Any, ...]]:
        """Yield (key id, value) of the ends of the devices' chains."""
        return self._stream("SELECT key, value FROM rows WHERE name = 'head' ORDER BY key")

    def _stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        cursor = self._connection.execute(sql)
        cursor.arraysize = _BLOCK
        while block := cursor.fetchmany():
            yield from block


def _until_a_gap(found: list[tuple[Any, ...]], first: int) -> tuple[list[tuple[Any, ...]], Fault]:
    place = next((at for at, row in enumerate(found) if row[0] != first + at), len(found))
    number = first + place
    return found[:place], Fault(
        "verify.structure", f"where record {number} should be, there is none or another", number
    )


def _until_another_kind(found: list[tuple[Any, ...]]) -> tuple[list[tuple[Any, ...]], Fault]:
    place = next(at for at, row in enumerate(found) if any(type(value) is not bytes for value in row[1:]))
    number = found[place][0]
    return found[:place], Fault("verify.structure", f"record {number} has a value of a wrong kind", number)


def _unreadable(first: int, error: BaseException) -> Fault:
    return Fault("verify.structure", f"after record {first - 1}, the ledger cannot be read ({error})", first)


def _connection(file: Path, *, unchanging: bool) -> sqlite3.Connection:
    mode = "mode=ro&immutable=1" if unchanging else "mode=ro"
    connection = sqlite3.connect(f"file:{quote(str(file))}?{mode}", uri=True, isolation_level=None)
    connection.text_factory = bytes
    try:
        for setting in (
            "query_only = ON",
            "temp_store = MEMORY",
            "cell_size_check = ON",
            "trusted_schema = OFF",
        ):
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def _words(sql: str) -> str:
    return " ".join(sql.split())
