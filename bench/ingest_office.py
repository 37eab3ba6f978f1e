"""Parts of ``bench.ingest``: an office in a process of its own, and a set with and without the copy of its log."""

from __future__ import annotations

import hashlib
import os
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, thread_time

from litestar import Litestar

from showsafe import bootstrap
from showsafe.adapters import offices_file
from showsafe.adapters.clock import FixedClock
from showsafe.adapters.memory_archive import MemoryArchive
from showsafe.adapters.offices_file import OfficeSettings
from showsafe.adapters.postgres.archive import PostgresArchive
from showsafe.adapters.postgres.connect import Pool
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.parse import act_from
from showsafe.application.unit import Unit as Set
from showsafe.entrypoints.http import serving
from showsafe.entrypoints.http.office import ingest as routes
from showsafe.entrypoints.http.witness import listen, url_of
from showsafe.entrypoints.replicating import EVERY, Replicator
from showsafe.entrypoints.within import Live
from showsafe.fleet.ingest import Cosigner, Ingest
from showsafe.ledger.archive import Archive, LogKey, Unit
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey

WITNESS = DeviceKey(bytes(range(64, 96)))
TOKEN = "a-token-of-the-bench"  # noqa: S105 - of a bench
ACTS = 400
DSN, UNIT = "SHOWSAFE_BENCH_DSN", "SHOWSAFE_BENCH_UNIT"


@contextmanager
def office_process(dsn: str = "", unit: str = "") -> Iterator[str]:
    """Serve an office over a database, or in memory for the unit of a vkey, in a process of its own; yields its URL."""
    command = [sys.executable, "-m", "bench.ingest_office"]
    environment = {**os.environ, DSN: dsn, UNIT: unit}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:  # noqa: S603
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def serve() -> None:
    """Serve the routes of nodes until terminated."""
    office = Ingest(_archive(), cosigner(), lambda: datetime.now(UTC))
    listening = listen("127.0.0.1", 0)
    application = Litestar(route_handlers=[*routes.routes(office)], openapi_config=None, logging_config=None)
    print(url_of(listening), flush=True)
    serving.server(application, at_once=64, keep_alive=5, farewell=1).run(sockets=[listening])


def cosigner() -> Cosigner:
    """Return the office as a witness."""
    return Cosigner("studio.example/bench", (WITNESS,), lambda: int(datetime.now(UTC).timestamp()))


def _archive() -> Archive:
    if os.environ[DSN]:
        return PostgresArchive(Pool(os.environ[DSN]))
    archive, key = MemoryArchive(), VerifierKey.parse(os.environ[UNIT])
    name = key.name.removeprefix("showsafe/")
    archive.trust(Unit("bench", name, key.name, (LogKey(key),)))
    archive.admit(key.name, hashlib.sha256(TOKEN.encode()).digest())
    return archive


def on_a_set(room: Path) -> dict[str, float]:
    """Return the CPU of the thread that acts, and how long it takes, alone and while the log is copied all the time."""
    alone, copied = _acts(room / "alone", copy=False), _acts(room / "copied", copy=True)
    return {
        "cpu_us_alone": alone[0],
        "cpu_us_copied": copied[0],
        "p50_ms_alone": alone[1],
        "p50_ms_copied": copied[1],
        "calls": copied[2],
    }


def _acts(path: Path, *, copy: bool) -> tuple[float, float, int]:
    clock = FixedClock(datetime(2026, 3, 2, 9, tzinfo=UTC))
    bootstrap.create_unit(path, UnitSettings("bench", "common"), clock)
    with bootstrap.open_unit(path, clock, stays=True) as unit:
        if not copy:
            return *_told(unit, clock), 0
        key = VerifierKey("showsafe/bench", unit.writer.key.public)
        with office_process(unit=str(key)) as url, _copying(path, unit, url) as calls:
            told = _told(unit, clock)
        return *told, calls[0]


def _told(unit: Set, clock: FixedClock) -> tuple[float, float]:
    taken, cpu = [], 0.0
    for number in range(ACTS + 1):
        clock.advance(5)
        who, role = (f"p{number % 50}", "crew") if number else ("producer", "producer")
        act = act_from(
            "enrol", {"person": who, "roles": [role]}, act_id=f"act-{number}", by="producer", at=clock.now()
        )
        if number == 1:
            cpu = thread_time()
        begun = perf_counter()
        unit.report(act)
        taken.append(perf_counter() - begun)
    cpu = thread_time() - cpu
    return round(cpu / ACTS * 1e6, 1), round(statistics.median(taken) * 1000, 3)


@contextmanager
def _copying(path: Path, unit: Set, url: str) -> Iterator[list[int]]:
    """Copy what is new ten times as often as a served unit does; yields how many calls there were."""
    offices_file.write(path, [OfficeSettings(str(cosigner().vkeys()[0]), url, TOKEN)])
    over, calls = threading.Event(), [0]
    replicator = Replicator(path, within=Live(unit, path), over=over)

    def go_on() -> None:
        while not over.wait(EVERY / 10):
            calls[0] += replicator.round()[0].sent > 0

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield calls
    finally:
        over.set()
        thread.join()


if __name__ == "__main__":
    serve()
