"""An office over PostgreSQL when things break: nothing is half taken, every node hears what to do, and goes on."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
import pytest

from showsafe.adapters.office_client import Busy
from showsafe.adapters.postgres import archive_records
from showsafe.adapters.postgres.archive import PostgresArchive
from showsafe.adapters.postgres.connect import NORMAL, Limits, Pool
from showsafe.application import replicating
from showsafe.errors import ShowsafeError, Unusable
from showsafe.fleet.checking import Checker
from showsafe.fleet.ingest import Ingest
from tests.entrypoints.office.nodes import admit, copied, served
from tests.fleet.nodes import ORIGIN, Clock, Line, Node, copying, ingest, own, raws
from tests.fleet.nodes import copied as copied_directly
from tests.postgres import Database

SHORT = Limits(failover=0.3, lock=0.2, statement=5.0, queue=5.0)
"""For tests of what nobody waits for; who asks whether it is done again waits as ``NORMAL`` says."""


@dataclass
class Office:
    """An office over a database of its own, and how its owner reaches that."""

    ingest: Ingest
    owner: str

    def command(self, sql: str) -> None:
        """Do something to the database as its owner."""
        with psycopg.connect(self.owner, autocommit=True) as connection:
            connection.execute("SET search_path = showsafe")
            connection.execute(sql.encode())


@contextmanager
def opened(database: Database, *nodes: Node, limits: Limits = SHORT) -> Iterator[Office]:
    """Return an office that knows these nodes."""
    with Pool(database.dsn, limits) as pool:
        office = ingest(*nodes, archive=PostgresArchive(pool, Clock()))
        for node in nodes:
            admit(office, node)
        yield Office(office, database.owner)


def held(office: Office, node: Node) -> None:
    """Reconcile: every record is there once, byte for byte, with its tree."""
    assert raws(office.ingest, node.origin) == own(node)
    assert office.ingest.archive.held(node.origin).edge == node.store.frontier()
    checker = Checker(office.ingest.archive, 1)
    while checker.once():
        pass
    found = office.ingest.archive.held(node.origin)
    assert (found.checked, found.fault) == (node.store.size(), "")


def refuse(kind: str) -> str:
    """Return SQL that lets the writing of tiles fail, after the records were written in the same transaction."""
    return f"""CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'on purpose' USING ERRCODE = '{kind}'; END $$;
CREATE TRIGGER fails BEFORE INSERT ON archive_tile FOR EACH ROW EXECUTE FUNCTION fails()"""


@pytest.mark.parametrize(("state", "code"), [("53100", "postgres.full"), ("58030", "postgres.disk-error")])
def test_a_disk_that_fails_half_way_leaves_nothing_half_taken(
    office_database: Database, state: str, code: str
) -> None:
    """The stretch whose tiles could not be written is not there at all; with room again, all of it is."""
    node = Node(300)
    with opened(office_database, node) as office, served(office.ingest) as url:
        office.command(refuse(state))
        with pytest.raises(Busy) as error:
            copied(node, office.ingest, url)
        assert error.value.code == code
        assert error.value.now
        assert raws(office.ingest) == []
        office.command("DROP TRIGGER fails ON archive_tile")
        assert copied(node, office.ingest, url).held == 300
        held(office, node)


def test_a_database_that_is_read_only_is_said_and_the_node_comes_again(office_database: Database) -> None:
    """Neither a checkpoint nor a record is taken, and the answer says whom to ask."""
    node = Node(20)
    with opened(office_database, node) as office:
        office.command(f"ALTER DATABASE {office_database.name} SET default_transaction_read_only = on")
        office.ingest.archive.pool.forget()  # type: ignore[attr-defined]
        with served(office.ingest) as url, pytest.raises(Busy) as error:
            copied(node, office.ingest, url)
        assert error.value.code == "postgres.read-only"
        with psycopg.connect(
            office_database.owner, autocommit=True, options="-c default_transaction_read_only=off"
        ) as c:
            c.execute(f"ALTER DATABASE {office_database.name} RESET default_transaction_read_only".encode())
        office.ingest.archive.pool.forget()  # type: ignore[attr-defined]
        assert copied_directly(node, office.ingest).held == 20
        held(office, node)


def test_a_database_that_is_slow_is_not_waited_for_without_end(office_database: Database) -> None:
    """Where somebody holds the log, the node is told to come again; it waits for nobody, and nothing is lost."""
    node = Node(20)
    with opened(office_database, node) as office, psycopg.connect(office_database.owner) as other:
        office.ingest.state(ORIGIN)
        other.execute("SELECT 1 FROM showsafe.archive_log FOR UPDATE")
        with served(office.ingest) as url, pytest.raises(Busy) as error:
            copied(node, office.ingest, url)
        assert error.value.code in ("postgres.busy", "postgres.slow")
        other.rollback()
        assert copied_directly(node, office.ingest).held == 20


def test_a_connection_that_is_cut_in_the_middle_of_a_stretch_is_a_pause(
    office_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server ends the connection after the records and before the tiles: the office does it again, once."""
    node = Node(600)
    cuts = [True]
    put = archive_records._Taking._records

    def cut(self: archive_records._Taking, *rest: object) -> None:
        put(self, *rest)  # type: ignore[arg-type]
        if cuts:
            cuts.clear()
            with psycopg.connect(office_database.owner, autocommit=True) as killer:
                killer.execute("SELECT pg_terminate_backend(%s)", (self.connection.info.backend_pid,))

    monkeypatch.setattr(archive_records._Taking, "_records", cut)
    with opened(office_database, node, limits=NORMAL) as office:
        assert copied_directly(node, office.ingest).held == 600
        assert not cuts
        held(office, node)


def test_an_answer_that_is_lost_after_the_commit_doubles_nothing(
    office_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The records are there, the answer is not: the next try hears that they are, and goes on after them."""
    node = Node(600)
    with opened(office_database, node) as office:
        take = office.ingest.archive.take
        lost = [True]

        def without_answer(*rest: object) -> None:
            take(*rest)  # type: ignore[arg-type]
            if lost:
                lost.clear()
                raise Unusable("postgres.lost", "The connection was lost.", "Again.")

        monkeypatch.setattr(office.ingest.archive, "take", without_answer)
        with pytest.raises(ShowsafeError):
            copied_directly(node, office.ingest)
        assert copied_directly(node, office.ingest).held == 600
        held(office, node)


def test_an_office_that_stops_in_mid_stretch_is_gone_on_with(
    office_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After some stretches nobody answers any more; started again, it goes on with the next one."""
    monkeypatch.setattr(replicating, "STRETCH_BYTES", 100_000)
    node = Node(700)
    with opened(office_database, node) as office:
        line = Line(office.ingest)

        def stops(name: str, body: bytes) -> list[bytes]:
            if name == "send" and line.said.count("send") == 3:
                return []
            return [body]

        line.way = stops
        with pytest.raises(ConnectionError):
            copying(node, line).run()
        there = office.ingest.archive.held(ORIGIN).size
        assert 0 < there < 700
        with served(office.ingest) as url:
            done = copied(node, office.ingest, url)
        assert (done.held, done.sent) == (700, 700 - there)
        held(office, node)


def test_two_offices_and_two_replicators_at_once_end_with_one_log(
    office_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two programs copy one node to two processes of one office: each record is there once."""
    monkeypatch.setattr(replicating, "STRETCH_BYTES", 30_000)
    node = Node(700)
    with opened(office_database, node) as one, Pool(office_database.dsn) as pool:
        two = Ingest(PostgresArchive(pool, Clock()), one.ingest.cosigner, Clock())

        def go(office: Ingest) -> int:
            for _ in range(20):
                try:
                    return copied_directly(node, office).held
                except ShowsafeError:
                    continue
            return 0

        with ThreadPoolExecutor(2) as threads:
            assert list(threads.map(go, (one.ingest, two))) == [700, 700]
        held(one, node)


def test_over_a_slow_link_stretches_get_small_until_they_arrive() -> None:
    """What is too large to arrive in time is sent in smaller portions, which grow again: it always gets on."""
    node = Node(900)
    office = ingest(node)
    sizes: list[int] = []

    def way(name: str, body: bytes) -> list[bytes]:
        if name == "send":
            sizes.append(len(body))
            if len(body) > 90_000:
                raise Unusable("office.away", "The office does not answer.", "Again.")
        return [body]

    portion = 4 << 20
    for _ in range(40):
        call = copying(node, Line(office, way=way))
        call.portion = portion
        try:
            call.run()
            break
        except Unusable:
            portion = call.portion
    assert raws(office) == own(node)
    assert min(sizes) < 90_000 < max(sizes)


def test_a_burst_goes_in_stretches_of_bounded_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much is missing, so many bytes are on the way at once, and each stretch ends with a tile."""
    monkeypatch.setattr(replicating, "STRETCH_BYTES", 300_000)
    node = Node(3000)
    sizes: list[int] = []
    office = ingest(node)

    def way(name: str, body: bytes) -> list[bytes]:
        if name == "send":
            sizes.append(len(body))
            assert office.archive.held(ORIGIN).size % 256 == 0
        return [body]

    assert copied_directly(node, office, Line(office, way=way)).held == 3000
    assert len(sizes) > 8
    assert max(sizes) < 300_000 + 4096
