"""Reading the ledger in one SQLite file, with a connection of one's own, while another process writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from showsafe.adapters import sqlite_schema as schema
from showsafe.adapters.sqlite_errors import damaged, translated
from showsafe.adapters.sqlite_outbox import OutboxReader
from showsafe.ledger.store import Entry, NoSuchRecord, Personal, Snapshot
from showsafe.ledger.tiles import TILE, frontier_at
from showsafe.ledger.tree import Frontier

_BLOCK = 256
_HIGHEST = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)

_KINDS = [int, str, str, bytes, bytes]
_ENTRY = "SELECT number, act_id, scope, raw, leaf FROM entries"
_LEAVES = "SELECT leaf FROM entries WHERE number > ? AND number <= ? ORDER BY number"
_SCOPES = """WITH RECURSIVE found (scope) AS (
  SELECT min(scope) FROM entries
  UNION ALL
  SELECT (SELECT min(scope) FROM entries WHERE scope > found.scope) FROM found WHERE found.scope IS NOT NULL
) SELECT scope FROM found WHERE scope IS NOT NULL"""


class SqliteReader(OutboxReader):
    """The reading half of a store of ``showsafe.ledger.store``; close it when done."""

    def __init__(self, file: Path, *, writing: bool = False) -> None:
        """Open the file of a ledger, made by ``sqlite_schema.create``.

        Raises Unusable or NotVerified, as in ``sqlite_errors`` and ``sqlite_schema.check``.
        """
        self._lock = RLock()
        with translated():
            self._connection = schema.open_checked(file, writing=writing)
            self.has_outbox = not schema.is_older(self._connection)

    def close(self) -> None:
        """Close the file; the writer's last transactions move from the write-ahead log into it."""
        with self._lock, translated():
            self._connection.close()

    def size(self) -> int:
        """Return how many records there are."""
        return self._state()[0]

    def frontier(self) -> Frontier:
        """Return the growing edge of the tree."""
        size, edge, _ = self._state()
        return Frontier.from_bytes(size, edge)

    def checkpoint(self) -> bytes:
        """Return the last signed checkpoint, or nothing before the first."""
        return self._state()[2]

    def edge_before(self, size: int) -> Frontier:
        """Return the edge of the tree at the last multiple of 256 below ``size``, from its tiles."""
        return frontier_at(self.tile, (size - 1) // TILE * TILE) if size else Frontier()

    def tile(self, level: int, number: int) -> bytes:
        """Return the hashes of a tile, joined; the growing one of level 0 from the records themselves."""
        row = self._one("SELECT hashes FROM tiles WHERE level = ? AND number = ?", (level, number))
        if row is not None:
            return bytes(row[0])
        if level:
            return b""
        first = number * TILE
        found = self._all(_LEAVES, (first, first + TILE))
        if any(type(row[0]) is not bytes for row in found):
            raise damaged()
        return b"".join(row[0] for row in found)

    def attachment(self, sha256: str) -> bytes | None:
        """Return an attachment by the hex of its SHA-256."""
        row = self._one("SELECT content FROM attachments WHERE sha256 = ?", (sha256,))
        return bytes(row[0]) if row else None

    def attachments(self) -> Iterator[str]:
        """Yield the SHA-256 of every attachment, in order, a block at a time."""
        after = ""
        sql = f"SELECT sha256 FROM attachments WHERE sha256 > ? ORDER BY sha256 LIMIT {_BLOCK}"  # noqa: S608 - no values
        while block := self._all(sql, (after,)):
            yield from (str(row[0]) for row in block)
            after = str(block[-1][0])

    def personal(self, commitment: str) -> Personal | None:
        """Return the value behind a commitment, unless it was erased or never here."""
        row = self._one("SELECT commitment, salt, value FROM personal WHERE commitment = ?", (commitment,))
        return Personal(*row) if row else None

    def entries(self, first: int = 1, last: int | None = None) -> Iterator[Entry]:
        """Yield the records from one number to another, both included, a block at a time."""
        end = self.size() if last is None else last
        after = first - 1
        while block := self._block("number > ? AND number <= ?", (after, end)):
            yield from block
            after = block[-1].number

    def scope_entries(self, scope: str, after: int) -> Iterator[Entry]:
        """Yield the records of one scope with a number above ``after``, a block at a time."""
        while block := self._block("scope = ? AND number > ?", (scope, after)):
            yield from block
            after = block[-1].number

    def entry(self, number: int) -> Entry:
        """Return one record; raises NoSuchRecord."""
        row = self._one(f"{_ENTRY} WHERE number = ?", (number,))
        if row is None:
            raise NoSuchRecord(number, self.size())
        return _entry(row)

    def number_of(self, act_id: str) -> int | None:
        """Return the number under which an act is recorded, if it is."""
        row = self._one("SELECT number FROM entries WHERE act_id = ?", (act_id,))
        return int(row[0]) if row else None

    def scopes(self) -> tuple[str, ...]:
        """Return all scopes that have a record, sorted, by one step in the index for each."""
        return tuple(str(row[0]) for row in self._all(_SCOPES, ()))

    def row(self, name: str, key: str) -> bytes | None:
        """Return one value of a projection."""
        row = self._one("SELECT value FROM rows WHERE name = ? AND key = ?", (name, key))
        return bytes(row[0]) if row else None

    def rows(
        self, name: str, prefix: str = "", *, newest_first: bool = False, limit: int | None = None
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the keys that begin with ``prefix``, with their values, a block at a time."""
        low, high = prefix, _just_after(prefix)
        order, taken = ("DESC" if newest_first else "ASC"), 0
        edge: str | None = None
        while limit is None or taken < limit:
            size = _BLOCK if limit is None else min(_BLOCK, limit - taken)
            block = self._row_block(name, (low, high), edge, order, size)
            yield from block
            taken += len(block)
            if len(block) < size:
                return
            edge = block[-1][0]

    def snapshot(self, scope: str) -> Snapshot | None:
        """Return the last snapshot of a scope."""
        row = self._one("SELECT scope, number, state FROM snapshots WHERE scope = ?", (scope,))
        return Snapshot(*row) if row else None

    def _state(self) -> tuple[int, bytes, bytes]:
        row = self._one("SELECT size, edge, checkpoint FROM state WHERE only = 1", ())
        if row is None or [type(value) for value in row] != [int, bytes, bytes]:
            raise damaged()
        return int(row[0]), bytes(row[1]), bytes(row[2])

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let everything that is read in this block come from one moment, while another process writes."""
        with self._lock, translated():
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("ROLLBACK")

    def _block(self, where: str, values: tuple[object, ...]) -> list[Entry]:
        rows = self._all(f"{_ENTRY} WHERE {where} ORDER BY number LIMIT {_BLOCK}", values)
        return [_entry(row) for row in rows]

    def _row_block(
        self, name: str, bounds: tuple[str, str | None], edge: str | None, order: str, size: int
    ) -> list[tuple[str, bytes]]:
        conditions, values = ["name = ?", "key >= ?"], [name, bounds[0]]
        if bounds[1] is not None:
            conditions.append("key < ?")
            values.append(bounds[1])
        if edge is not None:
            conditions.append("key > ?" if order == "ASC" else "key < ?")
            values.append(edge)
        where = " AND ".join(conditions)
        sql = f"SELECT key, value FROM rows WHERE {where} ORDER BY key {order} LIMIT {size}"  # noqa: S608 - no values
        return [(str(key), bytes(value)) for key, value in self._all(sql, tuple(values))]

    def _one(self, sql: str, values: tuple[object, ...]) -> sqlite3.Row | None:
        found = self._all(sql, values)
        return found[0] if found else None

    def _all(self, sql: str, values: tuple[object, ...]) -> list[sqlite3.Row]:
        # Read to the end at once: an open cursor would keep the write-ahead log from being reused.
        with self._lock, translated():
            return self._connection.execute(sql, values).fetchall()


def _entry(row: Sequence[object]) -> Entry:
    """Return a record as it is kept; a flipped bit can change the kind of a column, which the engine lets pass."""
    if [type(value) for value in row] != _KINDS:
        raise damaged()
    return Entry(*row)  # type: ignore[arg-type]


def _just_after(prefix: str) -> str | None:
    """Return the first string, by code point, above all that begin with the prefix; None if there is none."""
    stem = prefix.rstrip(chr(_HIGHEST))
    if not stem:
        return None
    following = ord(stem[-1]) + 1
    return stem[:-1] + chr(_SURROGATES.stop if following in _SURROGATES else following)
