"""Reading one log of an office's database, from any number of threads, while others write it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import local
from typing import Any

from showsafe.adapters.postgres import errors
from showsafe.adapters.postgres.connect import Connection, Pool
from showsafe.adapters.postgres.outbox import OutboxReader
from showsafe.ledger.store import Entry, NoSuchRecord, Personal, Snapshot
from showsafe.ledger.tiles import TILE, frontier_at
from showsafe.ledger.tree import Frontier

_BLOCK = 256
_HIGHEST = b"\xff"

_ENTRY = "SELECT number, act_id, scope, raw, leaf FROM entries WHERE log = %s"
_LEAVES = "SELECT leaf FROM entries WHERE log = %s AND number > %s AND number <= %s ORDER BY number"
_SCOPES = """WITH RECURSIVE found (scope) AS (
  (SELECT scope FROM entries WHERE log = %(log)s ORDER BY scope LIMIT 1)
  UNION ALL
  SELECT (SELECT scope FROM entries WHERE log = %(log)s AND scope > found.scope ORDER BY scope LIMIT 1)
    FROM found WHERE found.scope IS NOT NULL
) SELECT scope FROM found WHERE scope IS NOT NULL"""
STANDS = "SET LOCAL idle_in_transaction_session_timeout = '10min'"
"""A reader may think for a while between two questions; it holds nobody up."""


class PostgresReader(OutboxReader):
    """The reading half of a store of ``showsafe.ledger.store`` over one log of a database."""

    def __init__(self, pool: Pool, name: str, log: int) -> None:
        """Read the log that the database knows under a number; see ``store.open_log``."""
        self.pool = pool
        self.name = name
        self.log = log
        self._pinned = local()

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
        sql = "SELECT hashes FROM tiles WHERE log = %s AND level = %s AND number = %s"
        row = self._one(sql, (self.log, level, number))
        if row is not None:
            return bytes(row[0])
        if level:
            return b""
        first = number * TILE
        return b"".join(row[0] for row in self._all(_LEAVES, (self.log, first, first + TILE)))

    def attachment(self, sha256: str) -> bytes | None:
        """Return an attachment by the hex of its SHA-256."""
        sql = "SELECT content FROM attachments WHERE log = %s AND sha256 = %s"
        row = self._one(sql, (self.log, sha256))
        return bytes(row[0]) if row else None

    def attachments(self) -> Iterator[str]:
        """Yield the SHA-256 of every attachment, in order, a block at a time."""
        after = ""
        sql = "SELECT sha256 FROM attachments WHERE log = %s AND sha256 > %s ORDER BY sha256 LIMIT %s"
        while block := self._all(sql, (self.log, after, _BLOCK)):
            yield from (str(row[0]) for row in block)
            after = str(block[-1][0])

    def personal(self, commitment: str) -> Personal | None:
        """Return the value behind a commitment, unless it was erased or never here."""
        sql = "SELECT commitment, salt, value FROM personal WHERE log = %s AND commitment = %s"
        row = self._one(sql, (self.log, commitment))
        return Personal(*row) if row else None

    def entries(self, first: int = 1, last: int | None = None) -> Iterator[Entry]:
        """Yield the records from one number to another, both included, a block at a time."""
        end = self.size() if last is None else last
        after = first - 1
        while block := self._block("number > %s AND number <= %s", (after, end)):
            yield from block
            after = block[-1].number

    def scope_entries(self, scope: str, after: int) -> Iterator[Entry]:
        """Yield the records of one scope with a number above ``after``, a block at a time."""
        while block := self._block("scope = %s AND number > %s", (scope.encode(), after)):
            yield from block
            after = block[-1].number

    def entry(self, number: int) -> Entry:
        """Return one record; raises NoSuchRecord."""
        row = self._one(f"{_ENTRY} AND number = %s", (self.log, number))
        if row is None:
            raise NoSuchRecord(number, self.size())
        return _entry(row)

    def number_of(self, act_id: str) -> int | None:
        """Return the number under which an act is recorded, if it is."""
        row = self._one(
            "SELECT number FROM entries WHERE log = %s AND act_id = %s", (self.log, act_id.encode())
        )
        return int(row[0]) if row else None

    def scopes(self) -> tuple[str, ...]:
        """Return all scopes that have a record, sorted, by one step in the index for each."""
        return tuple(row[0].decode() for row in self._all(_SCOPES, {"log": self.log}))

    def row(self, name: str, key: str) -> bytes | None:
        """Return one value of a projection."""
        sql = "SELECT value FROM rows WHERE log = %s AND name = %s AND key = %s"
        row = self._one(sql, (self.log, name.encode(), key.encode()))
        return bytes(row[0]) if row else None

    def rows(
        self, name: str, prefix: str = "", *, newest_first: bool = False, limit: int | None = None
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the keys that begin with ``prefix``, with their values, a block at a time."""
        taken, order = 0, ("DESC" if newest_first else "ASC")
        edge: bytes | None = None
        while limit is None or taken < limit:
            size = _BLOCK if limit is None else min(_BLOCK, limit - taken)
            block = self._row_block(name, prefix.encode(), edge, order, size)
            yield from ((key.decode(), value) for key, value in block)
            taken += len(block)
            if len(block) < size:
                return
            edge = block[-1][0]

    def snapshot(self, scope: str) -> Snapshot | None:
        """Return the last snapshot of a scope."""
        sql = "SELECT number, state FROM snapshots WHERE log = %s AND scope = %s"
        row = self._one(sql, (self.log, scope.encode()))
        return Snapshot(scope, *row) if row else None

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let everything that this thread reads in this block come from one moment, while others write."""
        with self.pool.connection() as connection:
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                connection.execute(STANDS)
                with self._pin(connection):
                    yield
            finally:
                if not connection.closed:
                    connection.execute("ROLLBACK")

    @contextmanager
    def _pin(self, connection: Connection) -> Iterator[None]:
        """Let everything that this thread asks in this block go through one connection."""
        before = getattr(self._pinned, "connection", None)
        self._pinned.connection = connection
        try:
            yield
        finally:
            self._pinned.connection = before

    def _state(self) -> tuple[int, bytes, bytes]:
        row = self._one("SELECT size, edge, checkpoint FROM logs WHERE id = %s", (self.log,))
        if row is None:
            raise errors.damaged()
        return int(row[0]), bytes(row[1]), bytes(row[2])

    def _block(self, where: str, values: tuple[object, ...]) -> list[Entry]:
        rows = self._all(f"{_ENTRY} AND {where} ORDER BY number LIMIT {_BLOCK}", (self.log, *values))
        return [_entry(row) for row in rows]

    def _row_block(
        self, name: str, prefix: bytes, edge: bytes | None, order: str, size: int
    ) -> list[tuple[bytes, bytes]]:
        conditions, values = ["log = %s", "name = %s", "key >= %s"], [self.log, name.encode(), prefix]
        above = _just_after(prefix)
        if above is not None:
            conditions.append("key < %s")
            values.append(above)
        if edge is not None:
            conditions.append("key > %s" if order == "ASC" else "key < %s")
            values.append(edge)
        sql = (
            f"SELECT key, value FROM rows WHERE {' AND '.join(conditions)} ORDER BY key {order} LIMIT {size}"  # noqa: S608 - no values
        )
        return [(bytes(key), bytes(value)) for key, value in self._all(sql, tuple(values))]

    def _one(self, sql: str, values: tuple[object, ...]) -> Sequence[Any] | None:
        found = self._all(sql, values)
        return found[0] if found else None

    def _all(self, sql: str, values: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - a tuple, or a mapping by name
        pinned: Connection | None = getattr(self._pinned, "connection", None)
        if pinned is not None:
            with errors.translated():
                return _fetch(pinned, sql, values)
        return self.pool.run(lambda connection: _fetch(connection, sql, values))


def _fetch(connection: Connection, sql: str, values: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - as above
    return connection.execute(sql.encode(), values, binary=True).fetchall()


def _entry(row: Sequence[Any]) -> Entry:
    number, act_id, scope, raw, leaf = row
    return Entry(number, act_id.decode(), scope.decode(), raw, leaf)


def _just_after(prefix: bytes) -> bytes | None:
    """Return the first bytes above all that begin with the prefix; None if there are none."""
    stem = prefix.rstrip(_HIGHEST)
    return stem[:-1] + bytes([stem[-1] + 1]) if stem else None
