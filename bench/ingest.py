"""Taking in records at an office: into PostgreSQL, checked by the tree or by every signature, and over HTTP.

``python -m bench.ingest [records]`` makes signed records of the usual size (with a text that does not compress), and
prints as JSON: how many a second are taken in, tree-checked, from two units at once; with every signature checked
first; how long a unit that was away takes to catch up over HTTP while another one goes on; and what an act costs on a
set with and without the copy. Beside each stands the limit of the same run: hashlib over the same bytes, COPY of the
same bytes into one table, libsodium's verifying. Of a busy machine only the CPU times say something: ``cpu_us`` is of
all processes together, and on two cores 1,000,000 / (cpu_us / 2) a second is what an idle machine can reach.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import secrets
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench import audit
from bench.ingest_office import TOKEN, cosigner, office_process, on_a_set
from showsafe.adapters.memory import MemoryStore
from showsafe.adapters.office_client import OfficeClient
from showsafe.adapters.postgres import migrate, private
from showsafe.adapters.postgres.archive import PostgresArchive
from showsafe.adapters.postgres.connect import Pool
from showsafe.adapters.postgres.private import PrivateServer
from showsafe.application.replicating import Copying
from showsafe.application.witnessing import Peer, StoredLog
from showsafe.fleet.checking import Checker
from showsafe.fleet.ingest import Ingest
from showsafe.ledger import tiles
from showsafe.ledger.archive import LogKey, Unit
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.replication import Sent, Shown
from showsafe.ledger.store import Entry
from showsafe.ledger.tree import leaf_hash, prove_consistency
from showsafe.ledger.witness import Request
from showsafe.ledger.writer import Writer

UNITS = ("north-ridge", "south-fork")
BATCH, STRETCH, TURN = 2000, 4096, 8
SIGNED = 40_000
DISTINCT = 100_000
SERVER = {"shared_buffers": "256MB", "max_wal_size": "8GB", "wal_compression": "lz4"}


@dataclass(frozen=True, slots=True)
class Made:
    """A log in memory."""

    unit: str
    store: MemoryStore

    @property
    def origin(self) -> str:
        """The name of the log."""
        return origin_of(self.unit)

    def known(self) -> Unit:
        """Return it as an office adds it."""
        return Unit(
            f"of-{self.unit}", self.unit, self.origin, (LogKey(VerifierKey(self.origin, audit.KEY.public)),)
        )

    def log(self) -> StoredLog:
        """Return it as a node shows it."""
        return StoredLog(self.store, self.store.checkpoint(), (VerifierKey(self.origin, audit.KEY.public),))

    def stretches(self) -> Iterator[Sent]:
        """Yield the stretches of the whole log, as they go over the wire."""
        size = self.store.size()
        subtree = tiles.subtree_of(self.store.tile, size)
        for first in range(1, size + 1, STRETCH):
            last = min(first + STRETCH - 1, size)
            bundle = tiles.bundle_of(each.raw for each in self.store.entries(first, last))
            yield Sent(first, last - first + 1, size, prove_consistency(last, size, subtree), bundle)


def make(unit: str, records: int, distinct: int = DISTINCT) -> Made:
    """Make a log of so many records; beyond ``distinct`` their bytes come again, which no tree minds."""
    store, writer = MemoryStore(), Writer(unit, audit.KEY)
    for first in range(0, min(records, distinct), BATCH):
        at = writer.position(store)
        bodies = [_body(number) for number in range(first, min(first + BATCH, records, distinct))]
        sealed = writer.seal(bodies, at)
        store.append(first, sealed.entries, sealed.rows, (), sealed.checkpoint)
    raws = [each.raw for each in store.entries(1, min(records, distinct))]
    for first in range(len(raws), records, BATCH):
        at = writer.position(store)
        more = [
            Entry(
                number + 1,
                f"again-{number}",
                "set",
                raws[number % len(raws)],
                leaf_hash(raws[number % len(raws)]),
            )
            for number in range(first, min(first + BATCH, records))
        ]
        after = type(at)(at.frontier.extend(each.leaf for each in more), at.device_number, at.device_previous)
        store.append(first, more, (), (), writer.finish(more, after).checkpoint)
    return Made(unit, store)


def _body(number: int) -> dict[str, Any]:
    told = audit.told(number)
    return told | ({"act": {"said": secrets.token_urlsafe(90)}} if number else {})


def run(records: int = 1_000_000) -> dict[str, Any]:
    """Measure with so many records in all."""
    logs = [make(unit, records // len(UNITS)) for unit in UNITS]
    with private.start(durable=True, settings=SERVER) as server:
        migrate.upgrade(server.dsn())
        found = {
            "records": records,
            "cores": os.cpu_count(),
            "bytes_per_record": _size(logs) // records,
            "hashlib": hashed(logs),
            "copy": copied(server, logs),
            "tree": taken(server, logs),
            "storage_bytes_per_record": _stored(server) // records,
            "libsodium": audit.measure_limits(),
            "signatures": signed(server, make("third", SIGNED)),
        }
        found["catching_up"] = caught_up(server, make("fourth", records), make("fifth", 1))
    with tempfile.TemporaryDirectory(prefix="showsafe-bench-", dir=Path.cwd()) as name:
        found["act"] = on_a_set(Path(name))
    return found


def hashed(logs: list[Made]) -> dict[str, float]:
    """Hash every record as a leaf and nothing else, on one core."""
    begun, cpu, count = perf_counter(), process_time(), 0
    for made in logs:
        for each in made.store.entries():
            hashlib.sha256(b"\0" + each.raw).digest()
            count += 1
    return _rate(count, perf_counter() - begun, process_time() - cpu)


def copied(server: PrivateServer, logs: list[Made]) -> dict[str, float]:
    """COPY the same bytes in the same portions into one table of the same kind, from two connections."""
    sql = "COPY raw_copy FROM STDIN (FORMAT BINARY)"
    with Pool(server.dsn()) as pool:

        def one(_: Made, portions: list[Sent]) -> None:
            with pool.connection() as connection:
                for sent in portions:
                    step = max(len(sent.records) * tiles.TILE // sent.count, 1)
                    with connection.transaction(), connection.cursor() as cursor, cursor.copy(sql) as copy:
                        copy.set_types(["bytea"])
                        for at in range(0, len(sent.records), step):
                            copy.write_row((sent.records[at : at + step],))

        with pool.connection() as connection:
            connection.execute("CREATE TABLE raw_copy (data bytea COMPRESSION lz4)")
        found = _together(server, logs, one)
        with pool.connection() as connection:
            connection.execute("DROP TABLE raw_copy")
    return found


def taken(server: PrivateServer, logs: list[Made]) -> dict[str, Any]:
    """Take in every log, from the bytes of the requests to the disk, two at once; and how memory grew meanwhile."""
    marks: list[int] = []
    with Pool(server.dsn()) as pool:
        office = _office(PostgresArchive(pool), logs)

        def one(made: Made, portions: list[Sent]) -> None:
            for body in [each.to_bytes() for each in portions]:
                office.take(made.origin, Sent.from_bytes(body))
            marks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)

        found: dict[str, Any] = _together(server, logs, one)
        held = [office.archive.held(made.origin).edge == made.store.frontier() for made in logs]
        assert all(held), held
    return found | {"memory_grew_mib": round((marks[-1] - marks[2 * len(logs) - 1]) / 1024, 1)}


def signed(server: PrivateServer, made: Made) -> dict[str, float]:
    """Take in a log whose every signature is checked first, by a process for each core."""
    with Pool(server.dsn()) as pool:
        archive = PostgresArchive(pool)
        office = _office(archive, [made])
        checker = Checker(archive)
        office.checks = checker
        sent = list(made.stretches())
        office.take(made.origin, sent[0])
        workers = list(checker._pool._processes) if checker._pool is not None else []  # noqa: SLF001 - to look
        own, before, begun = process_time(), _cpu_of(server) + _cpu(workers), perf_counter()
        for each in sent[1:]:
            office.take(made.origin, each)
        seconds = perf_counter() - begun
        cpu = process_time() - own + _cpu_of(server) + _cpu(workers) - before
        assert archive.held(made.origin).checked == made.store.size()
        checker.close()
        return _rate(made.store.size() - STRETCH, seconds, cpu)


def caught_up(server: PrivateServer, away: Made, other: Made) -> dict[str, float]:
    """Copy a long log over HTTP to an office in a process of its own, while another unit sends a record at a time."""
    with Pool(server.dsn()) as pool:
        office = _office(PostgresArchive(pool), [away, other], show=False)
        peer = office.cosigner.vkeys()[0]
        for made in (away, other):
            token = hashlib.sha256(f"{TOKEN}-{made.unit}".encode()).digest()
            office.archive.admit(made.origin, token)
    with office_process(server.dsn()) as url, _beside(other, url, peer) as waits:
        begun = perf_counter()
        done = _copied(away, url, peer)
        seconds = perf_counter() - begun
    assert done == away.store.size()
    waits.sort()
    middle = waits[len(waits) // 2] if waits else 0.0
    return {
        "records": done,
        "seconds": round(seconds, 1),
        "per_second": round(done / seconds),
        "others_calls": len(waits),
        "others_p50_ms": round(middle * 1000, 1),
        "others_worst_ms": round(max(waits, default=0.0) * 1000, 1),
    }


@contextmanager
def _beside(other: Made, url: str, peer: VerifierKey) -> Iterator[list[float]]:
    """Let another unit record and copy again and again meanwhile; yields how long each call took."""
    over, waits, writer = threading.Event(), [], Writer(other.unit, audit.KEY)

    def go_on() -> None:
        while not over.wait(0.1):
            at = writer.position(other.store)
            sealed = writer.seal([_body(other.store.size())], at)
            other.store.append(at.frontier.size, sealed.entries, sealed.rows, (), sealed.checkpoint)
            begun = perf_counter()
            _copied(other, url, peer)
            waits.append(perf_counter() - begun)

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield waits
    finally:
        over.set()
        thread.join()


def _copied(made: Made, url: str, peer: VerifierKey) -> int:
    client = OfficeClient(url, f"{TOKEN}-{made.unit}")
    return Copying(made.log(), client, Peer(peer, url), datetime.now(UTC), lambda: iter(())).run().held


def _office(archive: PostgresArchive, logs: list[Made], *, show: bool = True) -> Ingest:
    office = Ingest(archive, cosigner(), lambda: datetime.now(UTC))
    for made in logs:
        archive.trust(made.known())
        if show:
            office.show(made.origin, Shown(Request(0, (), made.store.checkpoint())))
    return office


def _together(
    server: PrivateServer, logs: list[Made], work: Callable[[Made, list[Sent]], None]
) -> dict[str, float]:
    """Do the work of every log at once, and count the CPU of this process and of the server's.

    What the nodes do to make the stretches is done before each turn, and counts for nothing.
    """
    sources = [made.stretches() for made in logs]
    count, seconds, cpu = 0, 0.0, 0.0
    with ThreadPoolExecutor(len(logs)) as threads:
        while any(turn := [list(islice(source, TURN)) for source in sources]):
            before, own, begun = _cpu_of(server), process_time(), perf_counter()
            list(threads.map(work, logs, turn))
            seconds += perf_counter() - begun
            cpu += process_time() - own + _cpu_of(server) - before
            count += sum(each.count for portions in turn for each in portions)
    return _rate(count, seconds, cpu)


def _cpu_of(server: PrivateServer) -> float:
    """Return the CPU seconds of the server and all that it has started, also of what has ended."""
    total = 0.0
    tick = os.sysconf("SC_CLK_TCK")
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, fields = int(stat.parent.name), stat.read_text().rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        if pid == server.pid:
            total += sum(map(int, fields[11:15])) / tick
        elif int(fields[1]) == server.pid:
            total += sum(map(int, fields[11:13])) / tick
    return total


def _cpu(pids: list[int]) -> float:
    """Return the CPU seconds of processes that run."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13] for pid in pids]
    return sum(int(each) for pair in fields for each in pair) / os.sysconf("SC_CLK_TCK")


def _rate(count: int, seconds: float, cpu: float) -> dict[str, float]:
    return {
        "per_second": round(count / seconds),
        "seconds": round(seconds, 2),
        "cpu_us": round(cpu / count * 1e6, 2),
    }


def _size(logs: list[Made]) -> int:
    return sum(len(each.raw) for made in logs for each in made.store.entries())


def _stored(server: PrivateServer) -> int:
    sql = "SELECT sum(pg_total_relation_size(relid)) FROM pg_stat_user_tables WHERE relname LIKE 'archive_%'"
    with Pool(server.dsn()) as pool, pool.connection() as connection:
        row = connection.execute(sql).fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    print(json.dumps(run(*map(int, sys.argv[1:])), indent=2))
