"""The store over PostgreSQL when the way to it is bad: nothing answered is lost, and nothing is there twice."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from secrets import token_hex
from time import monotonic

import psycopg
import pytest

from showsafe.adapters.postgres.connect import Limits, Pool
from showsafe.adapters.postgres.store import PostgresStore, open_log
from showsafe.adapters.postgres.writing import COPIED
from showsafe.errors import NotVerified, Unusable
from showsafe.ledger.store import Beside, Conflict, Duplicate, Personal, Row, Snapshot
from tests.adapters.postgres.proxy import FATES, LOST, Proxy
from tests.contract.store_contract import entry, fill, picture
from tests.postgres import Database

SHORT = Limits(connect=5, answer=0.4, statement=30, lock=30, idle=30, failover=30, queue=30)


@pytest.fixture
def link(shared_database: Database) -> Iterator[Proxy]:
    """Return a way to the database that a test can break."""
    with Proxy(shared_database.dsn) as opened:
        yield opened


@pytest.fixture
def pool(link: Proxy) -> Iterator[Pool]:
    """Return connections that go that way."""
    with Pool(link.dsn, SHORT, most=2) as opened:
        yield opened


@pytest.fixture
def store(pool: Pool) -> PostgresStore:
    """Return an empty log."""
    return open_log(pool, f"log {token_hex(8)}")


@pytest.fixture
def sound(shared_database: Database, store: PostgresStore) -> Iterator[PostgresStore]:
    """Return the same log over a good link."""
    with Pool(shared_database.dsn) as other:
        yield open_log(other, store.name, making=False)


@pytest.mark.parametrize("count", [1, COPIED])
@pytest.mark.parametrize("fate", FATES)
def test_a_commit_in_doubt_is_settled(
    store: PostgresStore, sound: PostgresStore, link: Proxy, fate: str, count: int
) -> None:
    """Whatever becomes of a commit or its answer, the append ends well, and its records and rows are there once."""
    link.doom(b"COMMIT", fate)
    store.append(0, [entry(number) for number in range(1, count + 1)], [Row("board", "a", b"1")])
    assert link.met.is_set()
    assert [each.number for each in sound.entries()] == list(range(1, count + 1))
    assert (sound.size(), sound.row("board", "a")) == (count, b"1")
    fill(store, 1)
    assert sound.size() == count + 1


@pytest.mark.parametrize("fate", FATES)
def test_an_append_that_broke_early_is_repeated(
    store: PostgresStore, sound: PostgresStore, link: Proxy, fate: str
) -> None:
    """Where the link breaks before anything was written, the append is made on another one."""
    link.doom(b"FOR NO KEY UPDATE", fate)
    fill(store, 2)
    assert link.met.is_set()
    assert sound.size() == 2


def test_another_that_came_between_is_seen(store: PostgresStore, sound: PostgresStore, link: Proxy) -> None:
    """Where a broken append was not kept and another took its place, it is a conflict: decide again."""
    fill(store, 1)
    link.doom(b"COMMIT", FATES[1])
    append = sound.append
    store.pool.forget()
    with ThreadPoolExecutor(1) as other:
        link.closed.set()
        waiting = other.submit(store.append, 1, [entry(2, act_id="mine")])
        append(1, [entry(2, act_id="theirs")])
        link.closed.clear()
        with pytest.raises(Conflict):
            waiting.result(60)
    assert [each.act_id for each in sound.entries()] == ["act-1", "theirs"]


def test_nobody_to_ask_is_said(store: PostgresStore, sound: PostgresStore, link: Proxy) -> None:
    """Where nobody can be asked in time what became of a commit, that is said; the same act is then known, or taken."""
    quick = PostgresStore(Pool(link.dsn, Limits(failover=0.3, answer=0.3)), store.name, store.log)
    fill(store, 1)
    store.pool.forget()
    assert quick.size() == 1
    link.doom(b"COMMIT", LOST)
    link.closed.set()
    with pytest.raises(Unusable, match="same act id") as refused:
        quick.append(1, [entry(2, act_id="sent")])
    assert refused.value.code == "postgres.unknown-outcome"
    link.closed.clear()
    quick.pool.close()
    assert store.number_of("sent") == 2
    with pytest.raises(Duplicate):
        store.append(2, [entry(3, act_id="sent")])
    assert [each.act_id for each in sound.entries()] == ["act-1", "sent"]


def test_reading_waits_out_a_break(store: PostgresStore, link: Proxy) -> None:
    """A question whose link breaks or goes silent is asked again on another one."""
    fill(store, 2)
    for fate in (FATES[0], FATES[2]):
        store.pool.forget()
        link.doom(b"SELECT number", fate)
        assert store.entry(2) == entry(2)
        assert link.met.is_set()


def test_a_server_that_says_nothing_is_given_up(store: PostgresStore, link: Proxy) -> None:
    """A half-open link to a server that never answers ends in a sentence, within the limits, and harms nothing."""
    fill(store, 1)
    link.mute.set()
    quick = PostgresStore(Pool(link.dsn, Limits(connect=2, answer=0.2, failover=0.2)), store.name, store.log)
    began = monotonic()
    with pytest.raises(Unusable) as refused:
        quick.size()
    assert refused.value.code in {"postgres.no-answer", "postgres.unreachable"}
    assert monotonic() - began < 20
    link.mute.clear()
    quick.pool.close()
    assert store.size() == 1


def test_a_slow_link_is_only_slow(store: PostgresStore, sound: PostgresStore, link: Proxy) -> None:
    """Where every answer takes a while, appends and reading go on as they do."""
    link.delay = 0.05
    fill(store, 3)
    assert picture(store) == picture(sound)


def test_a_read_only_database_takes_no_writes(sound: PostgresStore, shared_database: Database) -> None:
    """A database that takes no writes says so, keeps everything, can be read, and takes them again afterwards."""
    fill(sound, 2)
    before = picture(sound)
    change = f"ALTER DATABASE {shared_database.name} "
    with (
        psycopg.connect(shared_database.owner, autocommit=True) as owner,
        Pool(shared_database.dsn, Limits(demoted=0.1)) as pool,
    ):
        owner.execute((change + "SET default_transaction_read_only = on").encode())
        try:
            refusing = PostgresStore(pool, sound.name, sound.log)
            with pytest.raises(Unusable) as refused:
                fill(refusing, 1)
            assert picture(refusing) == before
        finally:
            owner.execute((change + "RESET default_transaction_read_only").encode())
        assert refused.value.code == "postgres.read-only"
        pool.forget()
        fill(refusing, 1)
    assert sound.size() == 3


def test_one_log_does_not_wait_for_another(store: PostgresStore, sound: PostgresStore) -> None:
    """While somebody holds one log, and others wait for it, another log of the same database is written at once."""
    other = open_log(store.pool, f"other {token_hex(8)}")
    with sound.pool.transaction() as holder, ThreadPoolExecutor(4) as waiting:
        holder.execute("SELECT size FROM logs WHERE id = %s FOR UPDATE", (store.log,))
        held = [waiting.submit(store.append, 0, [entry(1, act_id=f"act-of-{n}")]) for n in range(4)]
        for _ in range(3):
            fill(other, 1)
        assert not any(each.done() for each in held)
        holder.execute("ROLLBACK")
        outcomes = [each.exception(60) for each in held]
    assert sum(outcome is None for outcome in outcomes) == 1
    assert all(outcome is None or isinstance(outcome, Conflict) for outcome in outcomes)
    assert (store.size(), other.size()) == (1, 3)


def test_a_log_that_is_held_too_long_says_so(store: PostgresStore, sound: PostgresStore) -> None:
    """An append that does not get the log in time says so, and nothing of it is written."""
    quick = PostgresStore(Pool(sound.pool.dsn, Limits(lock=0.1)), store.name, store.log)
    with sound.pool.transaction() as holder:
        holder.execute("SELECT size FROM logs WHERE id = %s FOR UPDATE", (store.log,))
        with pytest.raises(Unusable) as refused:
            fill(quick, 1)
    quick.pool.close()
    assert (refused.value.code, store.size()) == ("postgres.busy", 0)


def test_what_the_table_says_beyond_the_log_is_damage(
    store: PostgresStore, shared_database: Database
) -> None:
    """A record that stands where the log has not come yet was put there by somebody else, and is told as damage."""
    with psycopg.connect(shared_database.owner) as owner:
        values = (store.log, 1, b"by hand", b"", bytes(32), b"")
        owner.execute("INSERT INTO showsafe.entries VALUES (%s, %s, %s, %s, %s, %s)", values)
    with pytest.raises(NotVerified) as refused:
        fill(store, 1)
    assert (refused.value.code, store.size()) == ("postgres.damaged", 0)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE entries SET raw = ''", "not-allowed"),
        ("DELETE FROM entries", "not-allowed"),
        ("TRUNCATE entries", "not-allowed"),
        ("DELETE FROM logs", "not-allowed"),
        ("UPDATE logs SET name = 'other'", "not-allowed"),
        ("UPDATE logs SET size = size - 1 WHERE size > 0", "refused"),
        ("UPDATE logs SET size = size + 1 WHERE size > 0", "refused"),
        ("UPDATE attachments SET content = ''", "not-allowed"),
        ("DELETE FROM tiles", "not-allowed"),
        ("CREATE TABLE mine (number int)", "not-allowed"),
        ("DROP TABLE entries", "not-allowed"),
        ("ALTER TABLE entries DISABLE TRIGGER ALL", "not-allowed"),
    ],
)
def test_the_user_of_an_office_changes_no_record(sound: PostgresStore, statement: str, says: str) -> None:
    """The user that an office signs in as can neither change nor take away what is recorded, whatever it runs."""
    fill(sound, 2)
    with pytest.raises(Unusable) as refused, sound.pool.connection() as connection:
        connection.execute(statement.encode())
    assert refused.value.code == f"postgres.{says}"
    assert sound.size() == 2


@pytest.mark.parametrize(
    "statement",
    ["UPDATE entries SET raw = ''", "DELETE FROM entries", "TRUNCATE entries CASCADE", "DELETE FROM logs"],
)
def test_the_owner_changes_no_record_in_passing(
    store: PostgresStore, shared_database: Database, statement: str
) -> None:
    """Also the owner of the tables is refused, by a trigger that would have to be taken away first."""
    fill(store, 2)
    refused = pytest.raises(Unusable, match=r"postgres\.refused")
    with Pool(shared_database.owner) as owner, refused, owner.connection() as connection:
        connection.execute(statement.encode())
    assert [each.number for each in store.entries()] == [1, 2]


def test_texts_come_back_as_they_were(store: PostgresStore) -> None:
    """A NUL, a quote, a sign beyond the first plane: act ids, scopes and keys come back as they were, in order."""
    names = ["", "\x00", "a\x00b", "a'b\\", "\ud7ff", "\ue000", "\U0010ffff"]
    entries = [entry(number, scope=f"s{name}", act_id=f"a{name}") for number, name in enumerate(names, 1)]
    rows = [Row(name, name, name.encode()) for name in names]
    snapshots = [Snapshot(each.scope, each.number, b"") for each in entries]
    store.append(0, entries, rows, snapshots)
    assert list(store.entries()) == entries
    assert [store.number_of(each.act_id) for each in entries] == list(range(1, len(names) + 1))
    assert store.scopes() == tuple(sorted(each.scope for each in entries))
    assert [list(store.rows(name)) for name in names] == [[(name, name.encode())] for name in names]
    assert [store.snapshot(each.scope) for each in snapshots] == snapshots


def test_the_last_of_one_key_counts(store: PostgresStore) -> None:
    """Of several lines of one key, or snapshots of one scope, in one append the last one is kept."""
    rows = [
        Row("b", "x", b"1"),
        Row("b", "x", None),
        Row("b", "y", None),
        Row("b", "y", b"2"),
        Row("b", "y", b"3"),
    ]
    store.append(0, [entry(1)], rows, [Snapshot("s", 1, b"1"), Snapshot("s", 1, b"2")])
    assert list(store.rows("b")) == [("y", b"3")]
    assert store.snapshot("s") == Snapshot("s", 1, b"2")


def test_what_is_erased_is_in_no_table(store: PostgresStore, shared_database: Database) -> None:
    """A value that was erased is in no row of the database, for nobody."""
    value = Personal("c" * 64, b"s" * 32, b"42")
    store.append(0, [entry(1)], beside=Beside(personal=(value,)))
    store.append(1, [entry(2)], beside=Beside(erased=(value.commitment,)))
    with psycopg.connect(shared_database.owner) as owner:
        found = owner.execute(
            "SELECT count(*) FROM showsafe.personal WHERE log = %s", (store.log,)
        ).fetchone()
    assert found == (0,)
