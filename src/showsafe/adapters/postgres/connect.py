"""Connections to PostgreSQL that always come back: every wait has an end, and a fail-over is a pause.

Four clocks guard a connection: the server ends a statement that takes too long, a lock that is not given, and a
transaction that stands idle; and this side closes a connection that does not answer, since a half-open one never would.
"""

from __future__ import annotations

import logging
import random
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Condition, Event
from time import monotonic
from typing import Any, Self, TypeAlias, TypeVar

import psycopg
from psycopg import conninfo
from psycopg.abc import PQGen

from showsafe.adapters.postgres import errors
from showsafe.errors import ShowsafeError, Unusable

SCHEMA = "showsafe"
"""The schema of every table of an office; each connection looks there first."""

T = TypeVar("T")
RV = TypeVar("RV")
Row: TypeAlias = tuple[Any, ...]

_NOT_WAITED = frozenset({"01000", "57P01"})
"""With which states a server warns that it gave up waiting for a standby."""

logging.getLogger("psycopg").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long anything may take, in seconds.

    ``connect`` to one host; ``answer`` is how long this side waits for any one answer; ``statement``, ``lock`` and
    ``idle`` are kept by the server; ``failover`` is how long a caller is kept waiting while the server is away;
    ``queue`` how long for a free connection; ``demoted`` how long a server that takes no writes is taken for one that
    is being replaced.
    """

    connect: float = 5.0
    answer: float = 30.0
    statement: float = 25.0
    lock: float = 10.0
    idle: float = 10.0
    failover: float = 30.0
    queue: float = 10.0
    demoted: float = 5.0


NORMAL = Limits()


class Connection(psycopg.Connection[Row]):
    """A connection that gives up on a server that does not answer, and is closed then.

    ``mark`` is the name under which the server knows it (application_name), unlike any other.
    """

    answer = NORMAL.answer
    mark = ""
    unreplicated = False

    @property
    def is_idle(self) -> bool:
        """Whether it is in no transaction."""
        return self.info.transaction_status == psycopg.pq.TransactionStatus.IDLE

    @contextmanager
    def pipeline(self) -> Iterator[psycopg.Pipeline]:
        """Send statements without waiting for each; see the library.

        After an error the library takes statements that came behind it for prepared, which the server never prepared;
        so all of them are prepared anew.
        """
        try:
            with super().pipeline() as open_pipeline:
                yield open_pipeline
        except psycopg.Error:
            self._prepared.clear()
            raise

    def clear(self) -> None:
        """Forget what was said of earlier commits."""
        self.unreplicated = False

    def hear(self, said: psycopg.errors.Diagnostic) -> None:
        """Note where the server says of a commit that it did not wait for its standby: in whatever language."""
        if said.severity_nonlocalized == "WARNING" and said.sqlstate in _NOT_WAITED:
            self.unreplicated = True

    def refuse_unreplicated(self) -> None:
        """Raise ``errors.NotReplicated`` where the last commit did not wait for the standby that it should wait for."""
        if self.unreplicated:
            self.unreplicated = False
            raise errors.NotReplicated

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Wait for one answer of the server, at most as long as the limits say."""
        try:
            return super().wait(gen, interval, self.answer if timeout is None else timeout)
        except psycopg.errors._WaitTimeout as error:  # noqa: SLF001 - the library has no public name for it
            self.pgconn.finish()
            if timeout is not None:
                raise
            raise errors.NoAnswer from error


def connect(dsn: str, limits: Limits = NORMAL, *, program: str = "showsafe") -> Connection:
    """Open a connection, in which every statement is its own transaction unless one is begun.

    ``dsn`` is a connection string or address as libpq reads it, with one host or several; of several, the one that
    takes writes. Raises Unusable as in ``errors``.
    """
    mark = f"{program} {secrets.token_hex(6)}"
    with errors.translated(connecting=True):
        connection = Connection.connect(_with_limits(dsn, limits, mark), autocommit=True)
        connection.answer, connection.mark = limits.answer, mark
        connection.add_notice_handler(connection.hear)
        try:
            _stand_on_disk(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def _stand_on_disk(connection: Connection) -> None:
    """Wait for the disk at every commit, whatever the server's own setting is; one that waits for more stays."""
    found = connection.execute("SELECT current_setting('synchronous_commit')").fetchone()
    if found is not None and found[0] in {"off", "local"}:
        connection.execute("SET synchronous_commit = on")


def _with_limits(dsn: str, limits: Limits, mark: str) -> str:
    try:
        named = conninfo.conninfo_to_dict(dsn)
    except psycopg.ProgrammingError as error:
        raise errors.wrong_dsn() from error
    clocks = {
        "statement_timeout": limits.statement,
        "lock_timeout": limits.lock,
        "idle_in_transaction_session_timeout": limits.idle,
    }
    options = [f"-c {name}={int(seconds * 1000)}" for name, seconds in clocks.items()]
    options += [f"-c search_path={SCHEMA},pg_catalog", str(named.get("options") or "")]
    named |= {
        "options": " ".join(options).strip(),
        "application_name": mark,
        "connect_timeout": str(max(2, int(limits.connect))),
        "keepalives": "1",
        "keepalives_idle": "5",
        "keepalives_interval": "2",
        "keepalives_count": "3",
        "tcp_user_timeout": str(int(limits.answer * 1000)),
    }
    if "," in str(named.get("host") or ""):
        named.setdefault("target_session_attrs", "read-write")
    return conninfo.make_conninfo("", **named)


class Pool:
    """Connections to one database, for many threads: at most ``most`` at a time, each used by one thread at a time."""

    def __init__(
        self, dsn: str, limits: Limits = NORMAL, *, most: int = 8, program: str = "showsafe"
    ) -> None:
        self.dsn = dsn
        self.limits = limits
        self._program = program
        self._most = most
        self._open = 0
        self._idle: list[Connection] = []
        self._closed = False
        self._changed = Condition()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a connection; errors of the database come out as ours, and one that is broken is not lent again.

        Raises Unusable: ``postgres.busy`` where none gets free in time, and as in ``errors``.
        """
        connection = self._take()
        try:
            with errors.translated():
                yield connection
        except BaseException:
            self._give(connection, whole=_is_clean(connection))
            raise
        self._give(connection, whole=_is_clean(connection))

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Lend a connection in a transaction, which is committed at the end and rolled back on an error."""
        with self.connection() as connection:
            connection.clear()
            with connection.transaction():
                yield connection
            connection.refuse_unreplicated()

    def run(self, work: Callable[[Connection], T], *, until: float | None = None) -> T:
        """Do work that may be done twice, and again on another connection while the server is away.

        ``work`` gets a connection (begin a transaction in it where there is more than one statement). ``until`` is a
        moment of ``time.monotonic``; left out, the limit for a fail-over. Raises as ``connection``, after that time.
        """
        end = monotonic() + self.limits.failover if until is None else until
        tries = 0
        while True:
            try:
                with self.connection() as connection:
                    return work(connection)
            except Unusable as error:
                tries += 1
                if not self.goes_on(error, tries, end):
                    raise

    def goes_on(self, error: ShowsafeError, tries: int, until: float) -> bool:
        """Say whether to try again after an error, and wait a moment first, longer each time and never in step."""
        if error.code == errors.READ_ONLY:
            until -= max(0.0, self.limits.failover - self.limits.demoted)
        elif error.code not in errors.PASSING:
            return False
        if monotonic() >= until:
            return False
        self.forget()
        pause = min(0.02 * 2 ** min(tries, 6), 1.0) * (0.5 + random.random() / 2)  # noqa: S311 - no secret
        Event().wait(max(0.0, min(pause, until - monotonic())))
        return True

    def forget(self) -> None:
        """Close every connection that nobody uses: after a fail-over they lead to the wrong server."""
        with self._changed:
            gone, self._idle = self._idle, []
            self._open -= len(gone)
            self._changed.notify_all()
        for connection in gone:
            connection.close()

    def close(self) -> None:
        """Close every connection; those that are lent are closed when they come back."""
        with self._changed:
            self._closed = True
        self.forget()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _take(self) -> Connection:
        with self._changed:
            end = monotonic() + self.limits.queue
            while not self._idle and self._open >= self._most:
                if not self._changed.wait(end - monotonic()):
                    raise errors.busy()
            if self._idle:
                return self._idle.pop()
            self._open += 1
        try:
            return connect(self.dsn, self.limits, program=self._program)
        except BaseException:
            self._lost()
            raise

    def _give(self, connection: Connection, *, whole: bool) -> None:
        if whole and not self._closed:
            with self._changed:
                self._idle.append(connection)
                self._changed.notify()
            return
        with suppress(psycopg.Error):
            connection.close()
        self._lost()

    def _lost(self) -> None:
        with self._changed:
            self._open -= 1
            self._changed.notify()


def _is_clean(connection: Connection) -> bool:
    """Say whether a connection can be lent to another: open, and in no transaction."""
    return not connection.closed and connection.is_idle
