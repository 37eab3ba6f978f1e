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

from showsafe.adapters import sqlite_schema as schema
from showsafe.adapters.sqlite_errors import disk_error, reopen, translated
from showsafe.adapters.sqlite_outbox import mark as mark_lines
from showsafe.adapters.sqlite_outbox import put_lines
from showsafe.adapters.sqlite_reading import SqliteReader
from showsafe.errors import Unusable
from showsafe.ledger.outbox import Mark, ToTell
from showsafe.ledger.store import (
    NOTHING_BESIDE,
    Beside,
    Duplicate,
    Entry,
    NotInOrder,
    Row,
    Snapshot,
    check_order,
)
from showsafe.ledger.tiles import grow
from showsafe.ledger.tree import Frontier, leaf_hash

_ROOM_AT_ONCE = 1 << 20

_PUT_ROW = """INSERT INTO rows (name, key, value) VALUES (?, ?, ?)
  ON CONFLICT (name, key) DO UPDATE SET value = excluded.value"""
_PUT_TILE = """INSERT INTO tiles (level, number, hashes) VALUES (?, ?, ?)
  ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes"""
_PUT_ATTACHMENT = "INSERT INTO attachments (sha256, content) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING"
_PUT_PERSONAL = """INSERT INTO personal (commitment, salt, value) VALUES (?, ?, ?)
  ON CONFLICT (commitment) DO NOTHING"""
_PUT_SNAPSHOT = """INSERT INTO snapshots (scope, number, state) VALUES (?, ?, ?)
  ON CONFLICT (scope) DO UPDATE SET number = excluded.number, state = excluded.state"""


class SqliteStore(SqliteReader):
    """A store of ``showsafe.ledger.store`` in the file of a ledger; close it when done."""

    def __init__(self, file: Path, *, writing: bool = True) -> None:
        """Open the file of a ledger, made by ``sqlite_schema.create``.

        Raises Unusable or NotVerified, as in ``sqlite_errors`` and ``sqlite_schema.check``.
        """
        super().__init__(file, writing=writing)
        self._refused = False
        self._log_remembers = False
        self._roomy = False
        self._log = file.with_name(file.name + "-wal")

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

    def clear_rows(self, name: str, rows: Iterable[Row] = ()) -> None:
        """Empty one projection and write ``rows`` in its place, in one transaction."""
        with self._transaction():
            self._connection.execute("DELETE FROM rows WHERE name = ?", (name,))
            self._put_rows(rows)

    def tell(self, what: Sequence[ToTell]) -> None:
        """Put lines into the outbox that belong to no record; see its port."""
        with self._transaction():
            put_lines(self._connection, what)

    def mark(self, marks: Sequence[Mark], gone: Sequence[int] = ()) -> None:
        """Say what became of lines of the outbox; see its port."""
        with self._transaction():
            mark_lines(self._connection, marks, gone)

    def migrate(self) -> None:
        """Give the file of an older format the tables of this one, in one transaction; call it once it is settled."""
        if schema.is_older(self._connection):
            with self._transaction():
                schema.migrate(self._connection)
            self.has_outbox = True

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
        if beside.tell:
            put_lines(self._connection, beside.tell)

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
