"""PostgreSQL that is killed, full, or left alone by its standby, under load: what was answered is there, once."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import psycopg
import pytest

from showsafe.adapters.postgres import private
from showsafe.adapters.postgres.connect import Connection, Limits, Pool
from showsafe.adapters.postgres.private import PrivateServer
from showsafe.adapters.postgres.store import PostgresStore, open_log
from showsafe.errors import Unusable
from showsafe.ledger.store import Duplicate
from showsafe.ledger.tree import Frontier
from tests.contract.store_contract import entry, fill, picture
from tests.faults.summary import ACKNOWLEDGED, LOST, Tally
from tests.postgres import Database, database, prepare

PATIENCE = 60.0
HASTY = Limits(answer=0.5, failover=0.8)
WRITERS = 3
WRITER = """
import sys
from showsafe.adapters.postgres.connect import Limits, Pool
from showsafe.adapters.postgres.store import open_log
from showsafe.ledger.store import Conflict, Duplicate, Entry
from showsafe.ledger.tree import leaf_hash

dsn, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Pool(dsn, Limits(connect=2, answer=5, failover=40)) as pool:
    shared, own = open_log(pool, "shared"), open_log(pool, name)
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(count):
        for store in (shared, own):
            act = f"{name}-{number}"
            while (size := store.size()) is not None:
                raw = act.encode()
                try:
                    store.append(size, [Entry(size + 1, act, "scope", raw, leaf_hash(raw))])
                except Conflict:
                    continue
                break
            print(store.name, act, size + 1, flush=True)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[PrivateServer]:
    """Return a server that only these tests use, so that they may do to it what they want."""
    try:
        started = private.start(durable=False)
    except Unusable as error:
        pytest.skip(error.says)
    with started:
        yield prepare(started)


@pytest.fixture
def office(server: PrivateServer) -> Iterator[Database]:
    """Return a database with all tables on it."""
    with database(server) as made:
        yield made


@contextlib.contextmanager
def writer(dsn: str, name: str, count: int) -> Iterator[subprocess.Popen[str]]:
    """Run a process that writes acts into a log that all share and into one of its own, and says each answer."""
    command = [sys.executable, "-c", WRITER, dsn, name, str(count)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def test_killed_under_load(server: PrivateServer, office: Database, tally: Tally) -> None:
    """While three programs write one log, the server and one of them are killed: what was answered is there once."""
    with contextlib.ExitStack() as stack:
        running = [
            stack.enter_context(writer(office.dsn, f"w{n}", 25 + 1000 * (n == 0))) for n in range(WRITERS)
        ]
        heard: list[list[str]] = [[] for _ in running]
        enough = [Event() for _ in range(3)]

        def listen(place: int) -> None:
            stream = running[place].stdout
            assert stream is not None
            for line in stream:
                heard[place].append(line)
                for count, event in zip((15, 45, 75), enough, strict=True):
                    if sum(map(len, heard)) >= count:
                        event.set()

        with ThreadPoolExecutor(WRITERS) as listeners:
            listening = [listeners.submit(listen, place) for place in range(WRITERS)]
            for process in running:
                assert process.stdin is not None
                process.stdin.write("\n")
                process.stdin.flush()
            for event in enough[:2]:
                assert event.wait(PATIENCE)
                server.halt(crash=True)
                server.resume()
            assert enough[2].wait(PATIENCE)
            running[0].kill()
            for each in listening:
                each.result(PATIENCE)
        assert [process.wait(PATIENCE) for process in running[1:]] == [0, 0]
    check_answered(office, [line.split() for lines in heard for line in lines if line.endswith("\n")], tally)


def check_answered(office: Database, answers: list[list[str]], tally: Tally) -> None:
    """Look for every answered act under its number, for a second one, and for a gap."""
    with Pool(office.dsn) as pool:
        acts: dict[str, dict[str, int]] = {}
        for name in ("shared", *(f"w{number}" for number in range(WRITERS))):
            store = open_log(pool, name, making=False)
            entries = list(store.entries())
            acts[name] = {each.act_id: each.number for each in entries}
            assert len(acts[name]) == len(entries) == store.size()
            assert [each.number for each in entries] == list(range(1, len(entries) + 1))
            assert store.frontier() == Frontier().extend(each.leaf for each in entries)
    lost = [answer for answer in answers if acts[answer[0]].get(answer[1]) != int(answer[2])]
    assert not lost
    assert len(answers) >= 2 * 2 * 25
    tally({"kills of PostgreSQL and its writers": 3, ACKNOWLEDGED: len(answers), LOST: len(lost)})


def test_a_commit_that_no_standby_has_is_not_answered(server: PrivateServer, office: Database) -> None:
    """A commit whose wait for a standby was broken off is no answer yet, and another who comes is not told of it."""
    with contextlib.ExitStack() as stack:
        pool, hasty = (stack.enter_context(Pool(office.dsn, limits)) for limits in (Limits(), HASTY))
        owner = stack.enter_context(psycopg.connect(office.owner, autocommit=True))
        store = open_log(pool, "unit")
        fill(store, 1)
        beside = PostgresStore(hasty, store.name, store.log)
        with alone(server), ThreadPoolExecutor(1) as other:
            waiting = other.submit(beside.append, 1, [entry(2)])
            cancel_waiting(owner)
            with pytest.raises(Unusable) as refused:
                waiting.result(PATIENCE)
            assert refused.value.code == "postgres.unknown-outcome"
            with pytest.raises(Unusable) as refused:
                beside.append(1, [entry(2, act_id="another")])
            assert refused.value.code == "postgres.unknown-outcome"
        assert store.number_of("act-2") == 2
        with pytest.raises(Duplicate):
            store.append(2, [entry(3, act_id="act-2")])
        assert store.size() == 2


def test_a_transaction_that_no_standby_has_is_told(server: PrivateServer, office: Database) -> None:
    """Any other transaction whose wait for a standby was broken off ends in a sentence that says so."""
    with Pool(office.dsn) as pool, psycopg.connect(office.owner, autocommit=True) as owner:

        def write() -> None:
            with pool.transaction() as connection:
                connection.execute("INSERT INTO logs (name) VALUES ('by hand')")

        with alone(server), ThreadPoolExecutor(1) as other:
            waiting = other.submit(write)
            cancel_waiting(owner)
            with pytest.raises(Unusable, match="standby") as refused:
                waiting.result(PATIENCE)
    assert refused.value.code == "postgres.not-replicated"


@contextlib.contextmanager
def alone(server: PrivateServer) -> Iterator[None]:
    """Let every commit on a server wait for a standby that is not there."""
    with psycopg.connect(server.dsn(), autocommit=True) as admin:
        admin.execute("SET synchronous_commit = local")
        admin.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        admin.execute("SELECT pg_reload_conf()")
        try:
            until_it_waits(server, admin)
            yield
        finally:
            admin.execute("ALTER SYSTEM RESET synchronous_standby_names")
            admin.execute("SELECT pg_reload_conf()")


def until_it_waits(server: PrivateServer, admin: psycopg.Connection[tuple[object, ...]]) -> None:
    """Commit until the server waits for its standby: it takes a moment to read its settings."""
    warnings: list[object] = []
    with psycopg.connect(server.dsn(), autocommit=True) as connection, ThreadPoolExecutor(1) as other:
        connection.add_notice_handler(warnings.append)

        def commit() -> None:
            while not warnings:
                connection.execute("SELECT pg_logical_emit_message(true, 'test', '')")

        committing = other.submit(commit)
        cancel_waiting(admin)
        committing.result(PATIENCE)


def cancel_waiting(owner: Connection | psycopg.Connection[tuple[object, ...]]) -> None:
    """Wait until a commit of the office waits for its standby, and break that wait off."""
    sql = """SELECT pg_cancel_backend(pid) FROM pg_stat_activity
      WHERE wait_event = 'SyncRep' AND datname = current_database()"""
    pause = Event()
    for _ in range(int(PATIENCE / 0.01)):
        if owner.execute(sql).fetchall():
            return
        pause.wait(0.01)
    pytest.fail("No commit waits for a standby.")


def test_a_full_disk(office: Database) -> None:
    """On a disk that is full an append says so and writes nothing; with room again it goes on, and all is whole."""
    with Pool(office.dsn) as pool, full_disk(office) as disk:
        store = open_log(pool, "unit")
        fill(store, 300)
        before = picture(store)
        disk.fill()
        with pytest.raises(Unusable) as refused:
            store.append(300, [entry(number, raw=os.urandom(60_000)) for number in range(301, 311)])
        assert refused.value.code == "postgres.full"
        assert picture(store) == before
        disk.empty()
        fill(store, 10)
        assert store.size() == 310
        assert store.frontier() == Frontier().extend(each.leaf for each in store.entries())


class SmallDisk:
    """The disk under the records of a database: in memory where this user may mount one, else a server that says it."""

    def __init__(self, owner: psycopg.Connection[tuple[object, ...]], place: Path | None) -> None:
        self._owner = owner
        self._place = place

    def fill(self) -> None:
        """Leave no room."""
        if self._place is None:
            self._owner.execute(
                """CREATE FUNCTION showsafe.no_room() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = 'disk_full'; END $$"""
            )
            self._owner.execute(
                """CREATE TRIGGER no_room AFTER INSERT ON showsafe.entries
                FOR EACH STATEMENT EXECUTE FUNCTION showsafe.no_room()"""
            )
            return
        free = os.statvfs(self._place)
        (self._place / "ballast").write_bytes(bytes(free.f_bavail * free.f_bsize))

    def empty(self) -> None:
        """Make room again."""
        if self._place is None:
            self._owner.execute("DROP TRIGGER no_room ON showsafe.entries")
        else:
            (self._place / "ballast").unlink()


@contextlib.contextmanager
def full_disk(office: Database) -> Iterator[SmallDisk]:
    """Put the records of a database on a small disk."""
    place = private.temporary()
    mount = [shutil.which("mount") or "mount", "-t", "tmpfs", "-o", "size=2m,mode=0777", "tmpfs", str(place)]
    mounted = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    try:
        with psycopg.connect(office.owner, autocommit=True) as owner:
            if mounted:
                tables = place / "tables"
                tables.mkdir()
                shutil.chown(tables, place.stat().st_uid if os.geteuid() else "postgres")
                owner.execute(f"CREATE TABLESPACE small LOCATION '{tables}'".encode())
                owner.execute("ALTER TABLE showsafe.entries SET TABLESPACE small")
            yield SmallDisk(owner, place if mounted else None)
            if mounted:
                owner.execute("ALTER TABLE showsafe.entries SET TABLESPACE pg_default")
                owner.execute("DROP TABLESPACE small")
    finally:
        if mounted:
            subprocess.run([shutil.which("umount") or "umount", "-l", str(place)], check=True)
        place.rmdir()
