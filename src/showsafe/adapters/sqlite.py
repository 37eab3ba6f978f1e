"""The ledger in one SQLite file: the store of a set, safe against a power cut at any moment.

Write-ahead log with synchronous=FULL: when ``append`` returns, the record is on the disk. One process writes
(the data directory's lock sees to that); any number of others read. See ``sqlite_schema`` for the tables.

A disk that refuses a sync says so once, and may have dropped what it was given. So after the first refused write an
open store writes nothing more, and ``settle`` lets an opened one stand on nothing that only the memory holds.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from showsafe.adapters import sqlite_schema as schema
from showsafe.adapters.sqlite_errors import damaged, disk_error, reopen, translated
from showsafe.errors import Unusable
from showsafe.ledger.store import (
    NOTHING_BESIDE,
    Beside,
    Duplicate,
    Entry,
    NoSuchRecord,
    NotInOrder,
    Personal,
    Row,
    Snapshot,
    check_order,
)
from showsafe.ledger.tiles import TILE, frontier_at, grow
from showsafe.ledger.tree import Frontier, leaf_hash

_BLOCK = 256
_ROOM_AT_ONCE = 1 << 20
_HIGHEST = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)

_KINDS = [int, str, str, bytes, bytes]
_ENTRY = "SELECT number, act_id, scope, raw, leaf FROM entries"
_SCOPES = """WITH RECURSIVE found (scope) AS (
  SELECT min(scope) FROM entries
  UNION ALL
  SELECT (SELECT min(scope) FROM entries WHERE scope > found.scope) FROM found WHERE found.scope IS NOT NULL
) SELECT scope FROM found WHERE scope IS NOT NULL"""
_PUT_ROW = """INSERT INTO rows (name, key, value) VALUES (?, ?, ?)
  ON CONFLICT (name, key) DO UPDATE SET value = excluded.value"""
_LEAVES = "SELECT leaf FROM entries WHERE number > ? AND number <= ? ORDER BY number"
_PUT_TILE = """INSERT INTO tiles (level, number, hashes) VALUES (?, ?, ?)
  ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes"""
_PUT_ATTACHMENT = "INSERT INTO attachments (sha256, content) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING"
_PUT_PERSONAL = """INSERT INTO personal (commitment, salt, value) VALUES (?, ?, ?)
  ON CONFLICT (commitment) DO NOTHING"""
_PUT_SNAPSHOT = """INSERT INTO snapshots (scope, number, state) VALUES (?, ?, ?)
  ON CONFLICT (scope) DO UPDATE SET number = excluded.number, state = excluded.state"""


class SqliteStore:
    """A store of ``showsafe.ledger.store`` in the file of a ledger; close it when done."""

    def __init__(self, file: Path, *, writing: bool = True) -> None:
        """Open the file of a ledger, made by ``sqlite_schema.create``.

        Raises Unusable or NotVerified, as in ``sqlite_errors`` and ``sqlite_schema.check``.
        """
        self._lock = RLock()
        self._refused = False
        self._log_remembers = False
        self._roomy = False
        self._log = file.with_name(file.name + "-wal")
        with translated():
            self._connection = schema.open_checked(file, writing=writing)

    def close(self) -> None:
        """Close the file; the writer's last transactions move from the write-ahead log into it."""
        with self._lock, translated():
            self._connection.close()

    def make_room(self) -> None:
        """Extend the write-ahead log to its full length at once, so that no append has to make the file longer.

        A sync of a file whose length does not change costs about half. What lies behind the log's last frame is never
        read. Where the disk has no room for it, appends go on as they were: a little slower.
        """
        self._roomy = True
        with self._lock, contextlib.suppress(OSError), self._log.open("ab", buffering=0) as log:
            before = log.tell()
            try:
                while (missing := schema.LOG_BYTES - log.tell()) > 0:
                    log.write(bytes(min(missing, _ROOM_AT_ONCE)))
                os.fsync(log.fileno())
            except OSError:
                # The last free bytes of a disk are for records, not for room.
                log.truncate(before)
                raise

    def settle(self) -> None:
        """Move the write-ahead log into the file, so that everything that can be read now is on the disk.

        After a crash, or a sync that failed, the log may hold a record that the kernel has in memory and the disk has
        not; to append on top of it would be to lose both. A reader of an older moment holds nothing of that kind up:
        while it is there, the log is not read anew.
        """
        with self._lock, translated():
            self._move_log()

    def _move_log(self) -> bool:
        """Move the log into the file and cut it off; say whether a reader was in the way of that."""
        self._connection.execute("PRAGMA busy_timeout = 0")
        try:
            row = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            self._connection.execute(f"PRAGMA busy_timeout = {schema.BUSY_MILLISECONDS}")
        return bool(row[0])

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

    def append(
        self,
        expected: int,
        entries: Sequence[Entry],
        rows: Sequence[Row] = (),
        snapshots: Sequence[Snapshot] = (),
        checkpoint: bytes = b"",
        beside: Beside = NOTHING_BESIDE,
    ) -> None:
        """Write everything in one transaction, durable when it returns, or nothing of it; see the port."""
        leaves = [leaf_hash(entry.raw) for entry in entries]
        with self._transaction():
            frontier = self.frontier()
            check_order(expected, frontier, entries, leaves)
            self._grow(frontier, leaves, checkpoint)
            self._put_entries(entries)
            self._put_beside(beside)
            self._put_rows(rows)
            self._put_snapshots(expected + len(entries), snapshots)
        if beside.erased or self._log_remembers:
            self._empty_log()

    def _empty_log(self) -> None:
        """What was erased stands in the write-ahead log too, until that is emptied; with a reader in the way, later."""
        self._log_remembers = True
        with self._lock, contextlib.suppress(sqlite3.Error):
            self._log_remembers = self._move_log()
        if self._roomy and not self._log_remembers:
            self.make_room()

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

    def clear_rows(self, name: str, rows: Iterable[Row] = ()) -> None:
        """Empty one projection and write ``rows`` in its place, in one transaction."""
        with self._transaction():
            self._connection.execute("DELETE FROM rows WHERE name = ?", (name,))
            self._put_rows(rows)

    def snapshot(self, scope: str) -> Snapshot | None:
        """Return the last snapshot of a scope."""
        row = self._one("SELECT scope, number, state FROM snapshots WHERE scope = ?", (scope,))
        return Snapshot(*row) if row else None

    def _state(self) -> tuple[int, bytes, bytes]:
        row = self._one("SELECT size, edge, checkpoint FROM state WHERE only = 1", ())
        if row is None or [type(value) for value in row] != [int, bytes, bytes]:
            raise damaged()
        return int(row[0]), bytes(row[1]), bytes(row[2])

    def _grow(self, frontier: Frontier, leaves: Sequence[bytes], checkpoint: bytes) -> None:
        self._connection.executemany(_PUT_TILE, grow(frontier.size, leaves, self.tile))
        if leaves or checkpoint:
            after = frontier.extend(leaves)
            self._connection.execute(
                "UPDATE state SET size = ?, edge = ?, checkpoint = coalesce(?, checkpoint)",
                (after.size, after.to_bytes(), checkpoint or None),
            )

    def _put_beside(self, beside: Beside) -> None:
        for content in beside.attachments:
            self._connection.execute(_PUT_ATTACHMENT, (hashlib.sha256(content).hexdigest(), content))
        for value in beside.personal:
            self._connection.execute(_PUT_PERSONAL, (value.commitment, value.salt, value.value))
        for commitment in beside.erased:
            self._connection.execute("DELETE FROM personal WHERE commitment = ?", (commitment,))

    def _refuse_known(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            if self.number_of(entry.act_id) is not None:
                raise Duplicate(entry.act_id)

    def _put_entries(self, entries: Sequence[Entry]) -> None:
        """Insert the records; the index of act ids itself refuses one that is there, and then it is named."""
        try:
            self._connection.executemany(
                "INSERT INTO entries (number, act_id, scope, raw, leaf) VALUES (?, ?, ?, ?, ?)",
                [(entry.number, entry.act_id, entry.scope, entry.raw, entry.leaf) for entry in entries],
            )
        except sqlite3.IntegrityError:
            self._connection.execute("DELETE FROM entries WHERE number >= ?", (entries[0].number,))
            self._refuse_known(entries)
            raise

    def _put_rows(self, rows: Iterable[Row]) -> None:
        for row in rows:
            if row.value is None:
                self._connection.execute("DELETE FROM rows WHERE name = ? AND key = ?", (row.name, row.key))
            else:
                self._connection.execute(_PUT_ROW, (row.name, row.key, row.value))

    def _put_snapshots(self, size: int, snapshots: Sequence[Snapshot]) -> None:
        for snapshot in snapshots:
            if not 0 < snapshot.number <= size:
                raise NotInOrder(snapshot.number, "a snapshot speaks of a record that is not there")
            self._connection.execute(_PUT_SNAPSHOT, (snapshot.scope, snapshot.number, snapshot.state))

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let everything that is read in this block come from one moment, while another process writes."""
        with self._lock, translated():
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("ROLLBACK")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            if self._refused:
                raise reopen()
            try:
                with translated(), self._whole():
                    yield
            except Unusable as error:
                self._refused = error.code == disk_error().code
                raise

    @contextmanager
    def _whole(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            # A full disk may have ended the transaction already; what is left of it must go.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

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


def size_without_log(file: Path) -> int:
    """Return how many records the file of a ledger says it holds without the log beside it.

    0 where there is no log, or where nothing can be said: while the log moves into it, the file alone is neither the
    one nor the other.
    """
    log = file.with_name(file.name + "-wal")
    with contextlib.suppress(sqlite3.Error, OSError, TypeError, ValueError):
        if log.stat().st_size:
            with contextlib.closing(schema.connect(file, writing=False, unchanging=True)) as connection:
                return int(connection.execute("SELECT size FROM state WHERE only = 1").fetchone()[0])
    return 0


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
