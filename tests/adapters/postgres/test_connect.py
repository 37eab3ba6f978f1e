"""Connections: each wait has an end, a broken one is never lent again, and nothing secret is said."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import psycopg
import pytest

from showsafe.adapters.postgres import errors
from showsafe.adapters.postgres.connect import Connection, Limits, Pool, connect
from showsafe.errors import NotVerified, ShowsafeError, Unusable, WrongInput
from tests.adapters.postgres.proxy import FATES, SILENT, UNSENT, Proxy
from tests.postgres import Database

SECRET = "hunter2-never-shown"  # noqa: S105 - it is looked for in what is said


@pytest.fixture
def pool(shared_database: Database) -> Iterator[Pool]:
    """Return connections to a database, two at most."""
    with Pool(shared_database.dsn, Limits(queue=0.1, failover=5), most=2) as opened:
        yield opened


def one(connection: Connection) -> int:
    """Ask for a number."""
    row = connection.execute("SELECT 1").fetchone()
    assert row is not None
    return int(row[0])


def code_of(work: object) -> str:
    """Return the code that something was refused with."""
    assert callable(work)
    with pytest.raises(ShowsafeError) as refused:
        work()
    assert SECRET not in str(refused.value)
    return refused.value.code


def test_every_connection_is_set_as_it_has_to_be(shared_database: Database) -> None:
    """Clocks, the schema and the disk are set on each connection, also where the database says otherwise."""
    limits = Limits(statement=3, lock=2, idle=4)
    with psycopg.connect(shared_database.owner, autocommit=True) as owner:
        name = shared_database.name
        owner.execute(f"ALTER DATABASE {name} SET synchronous_commit = off".encode())
        try:
            with connect(shared_database.dsn, limits) as connection:
                said = [
                    connection.execute("SELECT current_setting(%s)", (setting,)).fetchone()
                    for setting in (
                        "statement_timeout",
                        "lock_timeout",
                        "idle_in_transaction_session_timeout",
                        "synchronous_commit",
                        "search_path",
                        "application_name",
                    )
                ]
        finally:
            owner.execute(f"ALTER DATABASE {name} RESET synchronous_commit".encode())
    assert said[:5] == [("3s",), ("2s",), ("4s",), ("on",), ("showsafe,pg_catalog",)]
    assert said[5] == (connection.mark,)


def test_a_stricter_commit_stays(shared_database: Database) -> None:
    """A server that waits for its standby to have applied a commit goes on doing so."""
    stricter = shared_database.dsn + " options='-c synchronous_commit=remote_apply'"
    with connect(stricter) as connection:
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("remote_apply",)


def test_of_several_hosts_the_one_that_takes_writes(shared_database: Database) -> None:
    """A string with several hosts leads to the one that is there and takes writes."""
    host = shared_database.dsn.split()[0].removeprefix("host=")
    several = shared_database.dsn.replace(f"host={host} port=5432", f"host=127.0.0.1,{host} port=1,5432")
    with connect(several) as connection:
        assert one(connection) == 1
    read_only = several + " options='-c default_transaction_read_only=on'"
    assert code_of(lambda: connect(read_only)) == "postgres.unreachable"


def test_what_is_not_there_is_said(shared_database: Database, caplog: pytest.LogCaptureFixture) -> None:
    """A wrong address, name or string is a sentence with its code, and no password is in it or in a log."""
    caplog.set_level(logging.DEBUG)
    secret = f" password={SECRET}"
    nowhere = f"host=127.0.0.1 port=1 dbname=x{secret}"
    other = shared_database.dsn.replace(shared_database.name, "not_there") + secret
    stranger = shared_database.dsn.replace("user=office", "user=stranger") + secret
    assert code_of(lambda: connect(nowhere)) == "postgres.unreachable"
    assert code_of(lambda: connect(other)) == "postgres.no-database"
    assert code_of(lambda: connect(stranger)) == "postgres.sign-in"
    assert code_of(lambda: connect(f"postgresql://u:{SECRET}@h:notaport/x")) == "postgres.unreachable"
    assert code_of(lambda: connect(f"nonsense {SECRET}")) == "postgres.wrong-dsn"
    assert SECRET not in caplog.text


def test_no_more_than_so_many(pool: Pool) -> None:
    """Who finds every connection lent waits a moment, and hears that none is free; after one is back, it is lent."""
    with pool.connection(), pool.connection():
        assert code_of(lambda: pool.run(one, until=0.0)) == "postgres.busy"
    assert pool.run(one) == 1


def test_one_that_gets_free_goes_to_who_waits(shared_database: Database) -> None:
    """Who waits for a connection gets the one that comes back."""
    with Pool(shared_database.dsn, most=1) as pool, ThreadPoolExecutor(1) as other:
        with pool.connection():
            waiting = other.submit(pool.run, one)
        assert waiting.result(30) == 1


def test_a_failed_statement_harms_no_other(pool: Pool) -> None:
    """After an error in a transaction the connection is not lent in it, and nothing of the transaction is kept."""

    def fail() -> None:
        with pool.transaction() as connection:
            connection.execute("INSERT INTO logs (name) VALUES ('half')")
            connection.execute("SELECT 1 / 0")

    assert code_of(fail) == "postgres.refused"
    for _ in range(3):
        assert pool.run(lambda connection: connection.is_idle)
    assert pool.run(lambda c: c.execute("SELECT 1 FROM logs WHERE name = 'half'").fetchall()) == []


def fail_in_a_pipeline(connection: Connection) -> None:
    """Send an error, and a statement behind it that is never run."""
    with connection.pipeline():
        connection.execute("BEGIN")
        connection.execute("SELECT 1 / 0")
        connection.execute("SELECT 1")
        connection.execute("COMMIT")


@pytest.mark.parametrize("earlier", range(7))
def test_a_failed_pipeline_harms_no_other(pool: Pool, earlier: int) -> None:
    """After an error in a pipeline the statements that came behind it work, however often they were run before."""
    with pool.connection() as connection:
        connection.execute("ROLLBACK")
        for _ in range(earlier):
            assert one(connection) == 1
        with pytest.raises(psycopg.errors.DivisionByZero):
            fail_in_a_pipeline(connection)
        connection.execute("ROLLBACK")
        assert [one(connection) for _ in range(3)] == [1, 1, 1]


def test_one_left_in_a_transaction_is_not_lent_again(pool: Pool) -> None:
    """Who leaves a transaction open loses it: the connection is closed."""
    with pool.connection() as connection:
        connection.execute("BEGIN")
    assert connection.closed
    assert pool.run(one) == 1


def test_a_closed_pool_keeps_nothing(shared_database: Database) -> None:
    """A connection that comes back after the end is closed."""
    pool = Pool(shared_database.dsn)
    with pool.connection() as connection:
        pool.close()
    assert connection.closed


@pytest.mark.parametrize("fate", FATES)
def test_work_that_may_be_done_twice_is(shared_database: Database, fate: str) -> None:
    """Work over a link that breaks or goes silent is done on another one."""
    with Proxy(shared_database.dsn) as link, Pool(link.dsn, Limits(connect=2, answer=0.3)) as pool:
        assert pool.run(one) == 1
        link.doom(b"SELECT 1", fate)
        assert pool.run(one) == 1
        assert link.met.is_set()


def test_a_server_that_comes_back_is_waited_for(shared_database: Database) -> None:
    """While nothing answers, work waits; once the server is there again, it is done."""
    with Proxy(shared_database.dsn) as link, Pool(link.dsn) as pool, ThreadPoolExecutor(1) as other:
        link.closed.set()
        tried = Event()

        def watched(error: ShowsafeError, tries: int, until: float) -> bool:
            tried.set()
            return Pool.goes_on(pool, error, tries, until)

        pool.goes_on = watched  # type: ignore[method-assign]
        working = other.submit(pool.run, one)
        assert tried.wait(30)
        link.closed.clear()
        assert working.result(30) == 1


def test_a_slow_statement_is_ended_by_the_server(shared_database: Database) -> None:
    """A statement that takes too long is broken off, and that is said."""
    with Pool(shared_database.dsn, Limits(statement=0.5)) as pool:
        assert code_of(lambda: pool.run(lambda c: c.execute("SELECT pg_sleep(60)"))) == "postgres.slow"
        assert pool.run(one) == 1


def test_an_idle_transaction_is_ended_by_the_server(shared_database: Database) -> None:
    """A transaction in which nothing is asked holds nobody up for long."""
    with Pool(shared_database.dsn, Limits(idle=0.1)) as pool, pool.connection() as watching:

        def idle() -> None:
            with pool.transaction() as connection:
                own = connection.execute("SELECT pg_backend_pid()").fetchone()
                pause = Event()
                while watching.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", own).fetchone():
                    pause.wait(0.02)
                one(connection)

        assert code_of(idle) in {"postgres.slow", "postgres.lost"}


def test_a_silent_server_does_not_hold_a_thread(shared_database: Database) -> None:
    """A thread that waits for a server that went silent is let go, with a sentence."""
    with Proxy(shared_database.dsn) as link, Pool(link.dsn, Limits(answer=0.2)) as pool:
        assert pool.run(one) == 1
        link.doom(b"SELECT 1", SILENT)
        said: list[str] = []
        thread = Thread(target=lambda: said.append(code_of(lambda: pool.run(one, until=0.0))))
        thread.start()
        thread.join(30)
    assert said == ["postgres.no-answer"]


def test_a_broken_link_is_told_from_a_refusal(shared_database: Database) -> None:
    """A link that breaks while a statement runs is told as a lost connection, which is worth another try."""
    with Proxy(shared_database.dsn) as link, Pool(link.dsn) as pool:
        assert pool.run(one) == 1
        link.doom(b"SELECT 1", UNSENT)
        assert code_of(lambda: pool.run(one, until=0.0)) == "postgres.lost"
    assert "postgres.lost" in errors.PASSING


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (psycopg.errors.ReadOnlySqlTransaction, "postgres.read-only"),
        (psycopg.errors.DiskFull, "postgres.full"),
        (psycopg.errors.IoError, "postgres.disk-error"),
        (psycopg.errors.QueryCanceled, "postgres.slow"),
        (psycopg.errors.AdminShutdown, "postgres.restarting"),
        (psycopg.errors.CannotConnectNow, "postgres.restarting"),
        (psycopg.errors.TooManyConnections, "postgres.busy"),
        (psycopg.errors.SerializationFailure, "postgres.busy"),
        (psycopg.errors.LockNotAvailable, "postgres.busy"),
        (psycopg.errors.UndefinedTable, "postgres.no-schema"),
        (psycopg.errors.InvalidPassword, "postgres.sign-in"),
        (psycopg.errors.CheckViolation, "postgres.refused"),
        (psycopg.errors.IndexCorrupted, "postgres.damaged"),
    ],
)
def test_errors_of_the_server_have_their_sentence(kind: type[psycopg.Error], code: str) -> None:
    """Each kind of error has its permanent code and its class, and says nothing of what the server said."""
    found = errors.of(kind(f"with {SECRET} in it"))
    assert found.code == code
    assert isinstance(found, NotVerified if code == "postgres.damaged" else Unusable)
    assert SECRET not in str(found)


def test_words_before_a_session_are_understood() -> None:
    """What the library says only in words, before there is a session, is told apart all the same."""
    words = {
        'FATAL:  password authentication failed for user "office"': "postgres.sign-in",
        'FATAL:  no pg_hba.conf entry for host "10.0.0.1"': "postgres.sign-in",
        'FATAL:  role "office" does not exist': "postgres.sign-in",
        'FATAL:  database "office" does not exist': "postgres.no-database",
        "FATAL:  sorry, too many clients already": "postgres.busy",
        "FATAL:  the database system is starting up": "postgres.restarting",
        "connection refused": "postgres.unreachable",
    }
    for said, code in words.items():
        assert errors.of(psycopg.OperationalError(said), connecting=True).code == code
    assert isinstance(errors.wrong_dsn(), WrongInput)
