"""The write path end to end, in process: ask to durable answer, at record 1,000 and at record 1,000,000.

The ledger is grown through the same unit, in batches of signed records. Beside the durations stands the raw
``fdatasync`` of the same disk in the same run. CPU time and pages do not depend on the disk: they are compared
between a young production and an old one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench import production
from bench.ledger import FRAME_BYTES, raw_syncs, spread
from showsafe import bootstrap
from showsafe.adapters import directory
from showsafe.adapters.clock import FixedClock
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.unit import SET, Unit
from showsafe.domain.acts import Act
from showsafe.domain.events import ASK, REPORT

ACTS = 600
BATCH = 4000

OPENING = """
import json, resource, sys, time
start = time.perf_counter()
from datetime import UTC, datetime
from pathlib import Path
from showsafe import bootstrap
from showsafe.adapters.clock import FixedClock
from showsafe.application.parse import act_from
imported = time.perf_counter() - start
now = datetime.fromisoformat(sys.argv[2])
start = time.perf_counter()
with bootstrap.open_unit(Path(sys.argv[1]), FixedClock(now)) as unit:
    said = {"weapon": "rifle-0", "to": ["first-ad"]}
    answer = unit.ask(act_from("show", said, act_id="first-ask", by="armorer", at=now))
    took = time.perf_counter() - start
    size = unit.store.size()
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([took * 1000, imported * 1000, memory, size, answer.outcome]))
"""


class Writing:
    """A production kept in a real ledger: the acts of ``bench.production``, put to a unit."""

    def __init__(self, unit: Unit, clock: FixedClock) -> None:
        self.unit = unit
        self.clock = clock
        self.made = production.Production(unit.rulebooks(unit.profile))
        self.count = 0

    def act(self, act_kind: str, /, **said: Any) -> Act:
        """Return an act of this moment with an id of its own."""
        self.count += 1
        self.clock.advance(0.01)
        self.made.now = self.clock.now()
        return replace(self.made.act(act_kind, **said), act_id=f"bench-{self.unit.store.size()}-{self.count}")

    def begin(self) -> None:
        """Tell who and what there is, in one transaction, then bring one rifle to where it can be shown."""
        gathering = self.unit.gather()

        def tell(act_kind: str, by: str = "armorer", /, **said: Any) -> None:  # noqa: ARG001 - the shape of tell
            gathering.record(self.act(act_kind, **said), REPORT, SET, self.clock.now())

        self.made.tell = tell  # type: ignore[method-assign]
        production.people(self.made)
        production.things(self.made)
        gathering.close()
        self.unit.ask(self.act("open-day", witness="advisor"))
        self.unit.ask(self.act("unlock", weapon="rifle-0", witness="advisor"))

    def grow(self, size: int) -> None:
        """Append signed records in batches until the ledger has so many."""
        while self.unit.store.size() < size:
            gathering = self.unit.gather()
            for _ in range(min(BATCH, size - self.unit.store.size())):
                gathering.record(self.act("acknowledge", about="bulletin"), ASK, SET, self.clock.now())
            gathering.close()

    def one(self, number: int) -> tuple[float, float]:
        """Ask one act; return its duration and its CPU time, both in milliseconds."""
        if number % 2:
            act = self.act("show", weapon="rifle-0", to=["first-ad", "performer-0"])
        else:
            act = self.act("check", weapon="rifle-0", seen=10, of=10, bore=True, found=[], witness="advisor")
        wall, cpu = time.perf_counter(), time.process_time()
        answer = self.unit.ask(act)
        took = (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000
        assert answer.outcome == "permit", answer
        return took


def run(records: int = 1_000_000) -> dict[str, Any]:
    """Measure with a ledger of so many records; takes some minutes for a million."""
    with tempfile.TemporaryDirectory(prefix="showsafe-bench-", dir=Path.cwd()) as name:
        room = Path(name) / "unit"
        clock = FixedClock(production.START)
        bootstrap.create_unit(room, UnitSettings("bench", "common"), clock)
        with bootstrap.open_unit(room, clock, stays=True) as unit:
            writing = Writing(unit, clock)
            writing.begin()
            writing.grow(1000)
            early = measured(writing, room)
            begun = time.perf_counter()
            writing.grow(records)
            grown = (records - 1000) / (time.perf_counter() - begun)
            late = measured(writing, room)
        opened = opening(room, clock)
    return {
        "at_1000": early,
        "at_the_end": late,
        "cpu_ratio": round(late["cpu_ms"] / early["cpu_ms"], 3),
        "pages_ratio": round(late["pages"] / early["pages"], 3),
        "batched_signed_per_second": round(grown),
        **opened,
    }


def measured(writing: Writing, room: Path) -> dict[str, Any]:
    """Ask single acts in turn with raw syncs beside them; then count pages over as many more."""
    raw = raw_syncs(room.parent / "raw", ACTS)
    taken = [writing.one(number) for number in range(ACTS)]
    raw += raw_syncs(room.parent / "raw", ACTS)
    wall = [each[0] for each in taken]
    p99 = quantiles(wall, n=100)[98]
    raw_p99 = quantiles(raw, n=100)[98]
    with counted(writing, room) as pages:
        for number in range(512):
            writing.one(number)
    return {
        "ask_ms": spread(wall),
        "raw_fdatasync_ms": spread(raw),
        "p99_to_raw_p99": round(p99 / raw_p99, 2),
        "cpu_ms": round(median(each[1] for each in taken), 4),
        "pages": pages[0],
    }


@contextmanager
def counted(writing: Writing, room: Path) -> Iterator[list[float]]:
    """Count the pages that 512 acts write, two snapshots included, by the size of the write-ahead log."""
    store: Any = writing.unit.store
    log = room / f"{directory.LEDGER}-wal"
    store._connection.execute("PRAGMA wal_autocheckpoint = 0")  # noqa: SLF001 - the log has to keep every page
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # noqa: SLF001
    pages: list[float] = []
    yield pages
    pages.append(round((log.stat().st_size - 32) / FRAME_BYTES / 512, 2))
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # noqa: SLF001
    store._connection.execute("PRAGMA wal_autocheckpoint = 1000")  # noqa: SLF001


def opening(room: Path, clock: FixedClock) -> dict[str, Any]:
    """Open the ledger in a new process and answer the first ask."""
    now = (clock.now() + timedelta(seconds=1)).isoformat()
    done = subprocess.run(  # noqa: S603 - this program itself
        [sys.executable, "-c", OPENING, str(room), now], check=True, capture_output=True
    )
    took, imported, memory, size, outcome = json.loads(done.stdout)
    assert outcome == "permit", outcome
    return {
        "records": size,
        "open_and_first_ask_ms": round(took, 1),
        "imports_ms": round(imported, 1),
        "memory_mib": round(memory),
    }


if __name__ == "__main__":
    print(json.dumps(run(*map(int, sys.argv[1:])), indent=2))
