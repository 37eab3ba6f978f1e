"""What the office derives: the fleet board of many productions, and how fast the follower is behind the archive.

``python -m bench.facts [productions] [records]`` makes that many productions of one unit, each with records of a day
by real acts, sealed for every unit anew, follows all of them, and prints as JSON: the fleet board, the open matters and
the page of one production, each whole as a page asks it, with the database's own time for the same question beside it;
then one log of so many records (signed cheaply: signatures are the archive's business), followed from the first record
on, with its memory. Beside the follower stands what the same records cost a node itself to rebuild its views from.
"""

from __future__ import annotations

import hashlib
import json
import resource
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter, process_time
from typing import Any

from showsafe.adapters.clock import FixedClock
from showsafe.adapters.memory_archive import MemoryArchive
from showsafe.adapters.postgres import facts_sql, migrate, private
from showsafe.adapters.postgres.archive import PostgresArchive
from showsafe.adapters.postgres.connect import Limits, Pool
from showsafe.adapters.postgres.facts import PostgresFacts
from showsafe.application.facts.values import USUAL
from showsafe.application.states import rebuilt
from showsafe.fleet.board import fleet_board, matters
from showsafe.fleet.fold import Fold
from showsafe.fleet.follow import Follower
from showsafe.fleet.production import production_page
from showsafe.ledger import record
from showsafe.ledger.archive import Archive, LogKey, Unit, stretch_of
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.store import Entry
from showsafe.ledger.tree import Frontier, leaf_hash
from showsafe.ledger.writer import SEALED_HERE, Position, Writer
from tests.fleet.sets import Node, long_day

PRODUCTIONS, RECORDS, ASKED, BATCH = 10_000, 50_000, 15, 2_048
START = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


class CheapKey(DeviceKey):
    """A key whose signature costs nothing and says nothing: the follower looks at none."""

    def sign(self, message: bytes) -> bytes:
        """Return 64 bytes that depend on the message alone."""
        return hashlib.blake2b(message, digest_size=64).digest()


KEY = CheapKey(bytes(32))


def run(productions: int = PRODUCTIONS, records: int = RECORDS) -> dict[str, Any]:
    """Measure with so many productions, and one log of so many records."""
    with private.start(durable=False, settings={"shared_buffers": "256MB"}) as server:
        migrate.upgrade(server.dsn())
        with Pool(server.dsn(), Limits(failover=1)) as pool:
            archive, facts = PostgresArchive(pool), PostgresFacts(pool)
            fleet = followed_fleet(archive, facts, productions)
            return {
                "productions": productions,
                "fleet": fleet,
                "pages": pages(facts, pool, productions),
                "follower": one_log(archive, facts, records),
            }


def bodies_of_a_day() -> list[dict[str, Any]]:
    """Return what the records of a day say, without their place in a log."""
    node = Node("template")
    long_day(node)
    told = [record.read(raw).body for raw in node.raws()]
    return [{key: value for key, value in body.items() if key not in SEALED_HERE} for body in told]


def sealed(unit: str, bodies: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> Iterator[bytes]:
    """Yield the records of a unit."""
    writer, at = Writer(unit, KEY), Position()
    for body in bodies:
        entry, at = writer.seal_one(body, at)
        at = Position(Frontier(), at.device_number, at.device_previous)
        yield entry.raw


def kept(archive: Archive, unit: str, raws: list[bytes], at: datetime) -> str:
    """Have an archive take the records of a unit; return the name of its log."""
    origin = origin_of(unit)
    archive.trust(Unit(f"of-{unit}", unit, origin, (LogKey(VerifierKey(origin, KEY.public)),)))
    for first in range(0, len(raws), BATCH):
        some = raws[first : first + BATCH]
        archive.take(origin, first, stretch_of(archive.held(origin).edge, some), at)
    archive.called(origin, at, len(raws))
    return origin


def followed_fleet(archive: Archive, facts: PostgresFacts, productions: int) -> dict[str, Any]:
    """Make and follow the units of so many productions."""
    bodies, clock = bodies_of_a_day(), FixedClock(START)
    for number in range(productions):
        at = START - timedelta(minutes=number % 3000)
        kept(archive, f"unit-{number:05}", list(sealed(f"unit-{number:05}", bodies)), at)
    follower, begun, records = Follower(archive, facts, clock), perf_counter(), 0
    while (done := follower.once(1_000)).units:
        assert not done.troubled
        records += done.records
    seconds = perf_counter() - begun
    assert records == productions * len(bodies)
    return {"records": records, "seconds": round(seconds, 1), "records_per_s": round(records / seconds)}


def pages(facts: PostgresFacts, pool: Pool, productions: int) -> dict[str, Any]:
    """Ask what the pages ask, whole, and the database's own time for the same."""
    allowed = frozenset(f"of-unit-{number:05}" for number in range(productions))
    page = fleet_board(facts, allowed, START)
    assert page.totals["units"] == productions
    asked: dict[str, Callable[[], object]] = {
        "fleet_board": lambda: fleet_board(facts, allowed, START),
        "matters": lambda: matters(facts, allowed, START),
        "production": lambda: production_page(facts, allowed, "of-unit-00007", START),
        "figures": lambda: facts.figures(START, USUAL),
    }
    with pool.connection() as connection:
        connection.execute("ANALYZE")
    found: dict[str, Any] = {name: _median_ms(ask) for name, ask in asked.items()}
    found["fleet_board_in_the_database"] = _own_ms(pool, allowed)
    return found


def _own_ms(pool: Pool, allowed: frozenset[str]) -> float:
    values = {"allowed": list(allowed), "now": START, "production": "", "rank": -1}
    values |= {"limit": 200, "skip": 0}
    names = ("late_open", "late", "day", "concern", "owner", "skew")
    values |= {name: getattr(USUAL, f"{name}_s") for name in names}
    values |= {"behind": USUAL.behind, "witness": USUAL.witness}
    times = []
    with pool.connection() as connection:
        for _ in range(ASKED):
            row = connection.execute(
                f"EXPLAIN (ANALYZE, FORMAT JSON) {facts_sql.board('', len(allowed))}".encode(), values
            ).fetchone()
            assert row is not None
            times.append(float(row[0][0]["Execution Time"]))
    return round(median(times), 1)


def _median_ms(ask: Callable[[], object]) -> float:
    times = []
    for _ in range(ASKED):
        begun = perf_counter()
        ask()
        times.append((perf_counter() - begun) * 1000)
    return round(median(times), 1)


def many(records: int) -> Iterator[dict[str, Any]]:
    """Yield what so many records say: a day of a set, and then looks, concerns and answers again and again."""
    first, *rest = bodies_of_a_day()
    yield first
    again = [
        body
        for body in rest
        if body["kind"] in ("checked", "concern-raised", "concern-answered", "day-opened")
    ]
    yield from rest
    for number in range(records - 1 - len(rest)):
        body = again[number % len(again)]
        yield {**body, "act_id": f"again-{number}"}


def one_log(archive: PostgresArchive, facts: PostgresFacts, records: int) -> dict[str, Any]:
    """Follow one long log, and beside it fold the same records in memory, and rebuild a node's state from them."""
    raws = list(sealed("long", many(records)))
    origin = kept(archive, "long", raws, START)
    clock = FixedClock(START)
    begun, cpu, steps = perf_counter(), process_time(), []
    follower = Follower(archive, facts, clock)
    while follower.once().records:
        steps.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    seconds, used = perf_counter() - begun, process_time() - cpu
    memory = MemoryArchive(lambda: START)
    assert kept(memory, "long", raws[:BATCH], START) == origin
    fold, begun = Fold("long"), process_time()
    for number, raw in enumerate(raws[:BATCH], start=1):
        fold.take(number, raw, START)
    folded = process_time() - begun
    begun = process_time()
    rebuilt(
        (Entry(n, "", "set", raw, leaf_hash(raw)) for n, raw in enumerate(raws[:BATCH], 1)), lambda _: None
    )
    own = process_time() - begun
    half = len(steps) // 2
    return {
        "records": records,
        "records_per_s": round(records / seconds),
        "cpu_us_per_record": round(used / records * 1e6, 1),
        "fold_alone_us": round(folded / BATCH * 1e6, 1),
        "node_rebuilding_its_state_us": round(own / BATCH * 1e6, 1),
        "memory_growth_second_half_mib": round((steps[-1] - steps[half]) / 1024, 1),
        "memory_mib": round(steps[-1] / 1024),
    }


if __name__ == "__main__":
    print(json.dumps(run(*(int(each) for each in sys.argv[1:3])), indent=2))
