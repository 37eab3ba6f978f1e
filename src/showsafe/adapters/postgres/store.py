"""The ledger in PostgreSQL: the store of an office, many logs in one database, safe over a fail-over at any moment.

An append is one transaction at an expected position. It holds the one row of its log (``logs``) until it is committed:
so of many at once, in any number of processes, exactly one gets each place, a reader never sees a record without the
one before it, and two different logs never wait for each other.

When ``append`` returns, the record is on the disk of the server, and of its synchronous standby where it has one. A
connection that breaks while it commits leaves open what became of it: then the store asks, on a new connection, holding
the row, and either the record is there or it is written now. Where nobody can be asked in time, it says so
(``postgres.unknown-outcome``), and the same act id, sent again, is recorded once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from threading import RLock
from time import monotonic

import psycopg

from showsafe.adapters.postgres import errors, migrate
from showsafe.adapters.postgres.connect import Connection, Pool
from showsafe.adapters.postgres.outbox import mark_lines, put_lines
from showsafe.adapters.postgres.reading import STANDS, PostgresReader
from showsafe.adapters.postgres.writing import Batch, begun, commit, is_there, known, write, write_rows
from showsafe.errors import Unusable
from showsafe.ledger.outbox import Mark, ToTell
from showsafe.ledger.store import (
    NOTHING_BESIDE,
    Beside,
    Conflict,
    Duplicate,
    Entry,
    NotInOrder,
    Row,
    Snapshot,
    check_order,
)
from showsafe.ledger.tiles import grow
from showsafe.ledger.tree import Frontier, leaf_hash

_HOLD = "SELECT size, edge FROM logs WHERE id = %s FOR NO KEY UPDATE"
_END_OTHER = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s"
_ROWS_AT_ONCE = 1000


def open_log(pool: Pool, name: str, *, making: bool = True) -> PostgresStore:
    """Return the store of the log of a name; one that is not there yet is made, if ``making``.

    Raises WrongInput ``postgres.no-log``; Unusable ``postgres.schema-older``, ``postgres.schema-newer``, and as in
    ``errors``.
    """

    def opened(connection: Connection) -> int | None:
        migrate.refuse_others(migrate.state_of(connection))
        if making:
            connection.execute("INSERT INTO logs (name) VALUES (%s) ON CONFLICT (name) DO NOTHING", (name,))
        row = connection.execute("SELECT id FROM logs WHERE name = %s", (name,)).fetchone()
        return None if row is None else int(row[0])

    log = pool.run(opened)
    if log is None:
        raise errors.no_log(name)
    return PostgresStore(pool, name, log)


def logs(pool: Pool) -> list[str]:
    """Return the names of all logs of a database, sorted."""
    rows = pool.run(lambda connection: connection.execute("SELECT name FROM logs ORDER BY name").fetchall())
    return [str(row[0]) for row in rows]


class PostgresStore(PostgresReader):
    """A store of ``showsafe.ledger.store`` over one log, which threads may share; see ``open_log``."""

    def __init__(self, pool: Pool, name: str, log: int) -> None:
        """Write the log that the database knows under a number."""
        super().__init__(pool, name, log)
        # One at a time from here: else the threads that wait for one log would take every connection from the others.
        self._turn = RLock()

    def append(
        self,
        expected: int,
        entries: Sequence[Entry],
        rows: Sequence[Row] = (),
        snapshots: Sequence[Snapshot] = (),
        checkpoint: bytes = b"",
        beside: Beside = NOTHING_BESIDE,
    ) -> None:
        """Write everything in one transaction, durable when it returns, or nothing of it; see the port.

        Raises also Unusable as in ``errors``: ``postgres.unknown-outcome`` where it is not known what became of it.
        """
        batch = Batch(expected, entries, rows, snapshots, checkpoint, beside)
        with self._in_turn():
            self._until_settled(batch)

    def clear_rows(self, name: str, rows: Iterable[Row] = ()) -> None:
        """Empty one projection and write ``rows`` in its place, in one transaction; it may be done twice."""
        with self._in_turn(), self.pool.transaction() as connection:
            connection.execute(_HOLD, (self.log,))
            connection.execute(STANDS)
            connection.execute("DELETE FROM rows WHERE log = %s AND name = %s", (self.log, name.encode()))
            left = iter(rows)
            while some := list(islice(left, _ROWS_AT_ONCE)):
                write_rows(connection, self.log, some)

    def tell(self, what: Sequence[ToTell]) -> None:
        """Put lines into the outbox that belong to no record; see its port."""
        self._do(lambda connection: put_lines(connection, self.log, what))

    def mark(self, marks: Sequence[Mark], gone: Sequence[int] = ()) -> None:
        """Say what became of lines of the outbox; see its port."""
        self._do(lambda connection: mark_lines(connection, self.log, marks, gone))

    def close(self) -> None:
        """Do nothing: the connections belong to the pool. Here so that every store can be closed."""

    def _do(self, work: Callable[[Connection], None]) -> None:
        """Do something that may be done twice in one transaction, holding the log."""

        def held(connection: Connection) -> None:
            with connection.transaction():
                connection.execute(_HOLD, (self.log,))
                work(connection)
            connection.refuse_unreplicated()

        with self._in_turn():
            self.pool.run(held)

    def _until_settled(self, batch: Batch) -> None:
        """Append; where the connection broke, find out what became of it, and append again if nothing did."""
        until = monotonic() + self.pool.limits.failover
        tries, in_doubt = 0, ""
        while True:
            try:
                with self.pool.connection() as connection:
                    if in_doubt and self._is_kept(connection, batch, in_doubt):
                        return
                    in_doubt = connection.mark
                    try:
                        with errors.translated():
                            self._append(connection, batch)
                    except Unusable as error:
                        in_doubt = in_doubt if error.code in errors.PASSING else ""
                        raise
                    return
            except Unusable as error:
                tries += 1
                if self.pool.goes_on(error, tries, until):
                    continue
                if in_doubt:
                    raise errors.unknown_outcome() from error
                raise

    def _append(self, connection: Connection, batch: Batch) -> None:
        """Append in one transaction on a connection."""
        leaves = [leaf_hash(entry.raw) for entry in batch.entries]
        with begun(connection), self._pin(connection):
            frontier = self._hold(connection)
            try:
                check_order(batch.expected, frontier, batch.entries, leaves)
            except Conflict:
                # Whoever hears of it looks what is there, and takes it for recorded: so it is on every disk first.
                commit(connection)
                raise
            _check_snapshots(batch)
            tiles = list(grow(frontier.size, leaves, self.tile))
            try:
                write(connection, self.log, batch, tiles, frontier.extend(leaves))
            except psycopg.errors.UniqueViolation as error:
                connection.execute("ROLLBACK")
                self._refuse_known(connection, batch, error)

    def _hold(self, connection: Connection) -> Frontier:
        """Begin a transaction that holds the row of the log, and return the edge of its tree."""
        connection.clear()
        with connection.pipeline():
            connection.execute("BEGIN")
            row = connection.execute(_HOLD, (self.log,), binary=True).fetchone()
        if row is None:
            raise errors.damaged()
        return Frontier.from_bytes(row[0], row[1])

    def _refuse_known(self, connection: Connection, batch: Batch, error: psycopg.Error) -> None:
        """Raise Duplicate for the act of a batch that is recorded already, once that is safe on every disk."""
        self._hold(connection)
        act = known(connection, self.log, batch.entries)
        commit(connection)
        if act is None:
            raise errors.damaged() from error
        raise Duplicate(act) from error

    def _is_kept(self, connection: Connection, batch: Batch, broken: str) -> bool:
        """Say what became of an append whose connection broke, once nothing of it is under way any more.

        The server may not have noticed that the connection is gone, and still hold the row for it: that is ended first.
        Committing while the row is held makes the answer as safe as the record itself.
        """
        with begun(connection):
            connection.execute(_END_OTHER, (broken,))
            self._hold(connection)
            kept = is_there(connection, self.log, batch.entries)
            commit(connection)
        return kept

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=self.pool.limits.failover):
            raise errors.busy()
        try:
            yield
        finally:
            self._turn.release()


def _check_snapshots(batch: Batch) -> None:
    size = batch.expected + len(batch.entries)
    for snapshot in batch.snapshots:
        if not 0 < snapshot.number <= size:
            raise NotInOrder(snapshot.number, "a snapshot speaks of a record that is not there")
