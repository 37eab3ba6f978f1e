"""A fleet's year, compressed: made-up productions through the real write path, into a real office, audited at the end.

Each production is made in a data directory of its own, copied to the office as a node copies it, and taken away; so
neither memory nor the disk beside the office grows with the fleet.
"""

from __future__ import annotations

import math
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import Any, TypeAlias

from showsafe import bootstrap
from showsafe.adapters import directory
from showsafe.adapters.clock import FixedClock
from showsafe.adapters.postgres import require
from showsafe.adapters.processes import shared
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.parse import act_from
from showsafe.application.replicating import Copying
from showsafe.application.unit import Unit as Set
from showsafe.application.witnessing import Peer, StoredLog
from showsafe.domain.events import ASK
from showsafe.entrypoints import auditing
from showsafe.errors import Unusable
from showsafe.fleet.ingest import Cosigner, Ingest
from showsafe.fleet.simulated_fleet import TENTHS, Audited, Cast, Figures, Shot, Stage, fleet
from showsafe.fleet.simulated_line import DirectLine
from showsafe.fleet.simulated_set import Shooting
from showsafe.ledger.archive import LogKey, Unit
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.verify.many_report import Report

Progress: TypeAlias = Callable[[str, int, int], None]
"""Is told what is done now, how much of it, and of how much."""

FIRST_DAY = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)
WITNESS = "simulated.example/office"
WORTH_A_PROCESS = 20
"""From how many productions on a second process is worth its start."""

_PATIENCE = (5, 40)
"""Between how many seconds two acts follow each other."""

_FAST = Path("/dev/shm")  # noqa: S108 - only folders of mkdtemp are made there
_SETTINGS = {"shared_buffers": "256MB", "max_wal_size": "1GB", "checkpoint_timeout": "15min"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What to simulate: how many productions and days, the seed, how many processes, and an empty database, if any."""

    productions: int
    days: int
    seed: int = 1
    workers: int = 1
    dsn: str = ""


def simulate(wish: Wish, progress: Progress) -> Figures:
    """Simulate a fleet and return the figures.

    Raises Unusable ``simulate.not-empty`` for an office that holds records already, ``postgres.not-installed``, and as
    ``open_pool``.
    """
    require()
    from showsafe.adapters.postgres import altered  # noqa: PLC0415 - of the office alone

    started = perf_counter()
    with _database(wish) as dsn:
        archive = auditing.archive_at(dsn)
        if archive.units():
            raise Unusable(
                "simulate.not-empty",
                "This office keeps logs of productions already, and made-up ones do not belong among them.",
                "Give an empty database, or none: then a private one is started for the time.",
            )
        altered.refuse_others(archive.pool)
        cast = fleet(wish.productions, wish.days, wish.seed, bootstrap.profiles())
        shots: list[Shot] = []
        stages: list[Stage] = []
        for shot in shared(partial(shoot, dsn), cast, wish.workers, collect=True):
            shots.append(shot)
            progress("productions", len(shots), len(cast))
            if len(shots) * TENTHS // len(cast) > len(stages) or len(shots) == len(cast):
                stages.append(Stage(len(shots), sum(each.records for each in shots), _size(dsn)))
        audited = _audited(dsn, shots, cast, wish, progress)
        auditing.close_archives()
    return Figures(tuple(shots), tuple(stages), wish.workers, audited, perf_counter() - started)


def shoot(dsn: str, cast: Cast) -> Shot:
    """Make one production, day after day, and copy it to the office in a database."""
    _warm()
    archive = auditing.archive_at(dsn)
    before = _rehearsed(cast)
    with _production(cast) as (unit, clock, path):
        acted = _acted(unit, clock, cast)
        done = perf_counter()
        store, key = unit.store, unit.writer.key
        vkey = VerifierKey(unit.writer.origin, key.public)
        archive.trust(Unit(cast.production, cast.unit, unit.writer.origin, (LogKey(vkey),)))
        office = Ingest(archive, _cosigner(), clock.now)
        line = _Timed(office, unit.writer.origin)
        log = StoredLog(store, store.checkpoint(), (vkey,))
        peer = Peer(office.cosigner.vkeys()[0], "")
        copied = Copying(log, line, peer, clock.now(), lambda: iter(())).run()
        ingest = perf_counter() - done
        if copied.held != store.size():
            raise AssertionError(copied)
        raw = sum(len(entry.raw) for entry in store.entries())
        stored = sum(file.stat().st_size for file in path.iterdir() if file.is_file())
    lag = (line.cosigned or perf_counter()) - done
    return Shot(
        index=cast.index,
        acts=acted.acts,
        cpu=acted.cpu,
        act=min(before, acted.middle),
        records=copied.held,
        raw=raw,
        stored=stored,
        ingest=ingest,
        lag=lag,
        answered=acted.answered,
    )


def records_of(cast: Cast) -> list[bytes]:
    """Return the records of one production, which is copied nowhere."""
    with _production(cast) as (unit, clock, _):
        _acted(unit, clock, cast)
        return [entry.raw for entry in unit.store.entries()]


class _Timed(DirectLine):
    """A line that notes when the office had cosigned what it was shown."""

    cosigned = 0.0

    def show(self, shown: Any) -> bytes:  # noqa: ANN401 - as the line takes it
        """Show a checkpoint."""
        lines = super().show(shown)
        self.cosigned = perf_counter()
        return lines


@dataclass(frozen=True, slots=True)
class _Acted:
    """What a story took: how many acts, seconds of CPU for all and for the one in the middle, and the outcomes."""

    acts: int
    cpu: float
    middle: float
    answered: tuple[tuple[str, int], ...]


def _acted(unit: Set, clock: FixedClock, cast: Cast) -> _Acted:
    """Put the story of a production through its doors."""
    pace, count, answered = Random(cast.story), 0, Counter[str]()  # noqa: S311 - a story, no secret
    each: list[float] = []

    def do(kind: str, by: str, door: str, keys: dict[str, Any]) -> str:
        nonlocal count
        count += 1
        clock.advance(pace.randint(*_PATIENCE))
        act = act_from(kind, keys, act_id=f"{cast.unit}-{count}", by=by, at=clock.now())
        # Some machines take as long for this clock as for an act: it is read where an act is measured by itself.
        began = process_time() if cast.measured else 0.0
        outcome = (unit.ask if door == ASK else unit.report)(act).outcome
        if cast.measured:
            each.append(process_time() - began)
        answered[outcome] += 1
        return outcome

    story = Shooting(cast.of_kind(), Random(cast.story + 1), do, unit.state)  # noqa: S311 - as above
    began = process_time()
    story.prepare()
    for day in range(cast.days):
        morning = FIRST_DAY + timedelta(days=day + 1)
        clock.advance(max(0.0, (morning - clock.now()).total_seconds()))
        story.day(day + 1)
    cpu = process_time() - began
    middle = median(each) if each else cpu / count
    return _Acted(count, sum(each) or cpu, middle, tuple(sorted(answered.items())))


def _rehearsed(cast: Cast) -> float:
    """Return the seconds of CPU for the act in the middle when the story was run before, where it was."""
    found = [math.inf]
    for _ in range(cast.rehearsals):
        with _production(cast) as (unit, clock, _):
            found.append(_acted(unit, clock, cast).middle)
    return min(found)


@contextmanager
def _production(cast: Cast) -> Iterator[tuple[Set, FixedClock, Path]]:
    """Open a new unit in a folder that goes with it, in memory where the machine has such a place."""
    clock = FixedClock(FIRST_DAY)
    with tempfile.TemporaryDirectory(prefix="showsafe-simulated-", dir=_room()) as folder:
        path = Path(folder) / "unit"
        settings = UnitSettings(cast.unit, cast.profile)
        directory.create(path, settings, DeviceKey(cast.key_seed()))
        with directory.open_for_writing(path) as opened:
            if opened.key is None:
                raise AssertionError(path)
            yield bootstrap.unit_of(opened.store, opened.key, settings, clock), clock, path


def _room() -> str | None:
    """Return where data directories are made: what has to outlive nothing need not wait for a disk."""
    return str(_FAST) if _FAST.is_dir() else None


@lru_cache(maxsize=1)
def _warm() -> None:
    """Run one production that does not count, so that the first that does pays for no import and no cache."""
    cast = fleet(1, 1, 0, (bootstrap.COMMON,))[0]
    for kind in (0, 1):
        with _production(replace(cast, kind=kind)) as (unit, clock, _):
            _acted(unit, clock, replace(cast, kind=kind))


@lru_cache(maxsize=1)
def _cosigner() -> Cosigner:
    key = DeviceKey.generate()
    return Cosigner(WITNESS, (key,), lambda: int(FIRST_DAY.timestamp()))


@contextmanager
def _database(wish: Wish) -> Iterator[str]:
    """Give the database that was named, or a private one for the time of the simulation."""
    if wish.dsn:
        yield wish.dsn
        return
    from showsafe.adapters.postgres import migrate, private  # noqa: PLC0415 - of the office alone

    with private.start(durable=False, settings=_SETTINGS) as server:
        migrate.upgrade(server.dsn())
        yield server.dsn()


def _size(dsn: str) -> int:
    row = auditing.archive_at(dsn).pool.run(
        lambda c: c.execute("SELECT pg_database_size(current_database())").fetchone()
    )
    return int(row[0]) if row else 0


def _audited(
    dsn: str, shots: Sequence[Shot], cast: Sequence[Cast], wish: Wish, progress: Progress
) -> Audited:
    """Alter one record behind the office's back, audit everything, and put it back."""
    from showsafe.adapters.postgres import altered  # noqa: PLC0415 - of the office alone

    chance = Random(wish.seed)  # noqa: S311 - any record will do
    whose = cast[chance.randrange(len(cast))]
    number = chance.randrange(shots[whose.index].records) + 1
    pool = auditing.archive_at(dsn).pool
    undo = altered.alter(pool, origin_of(whose.unit), number)
    try:
        began = perf_counter()
        report = auditing.of_office(dsn, None, None, partial(progress, "audited logs"))
        seconds = perf_counter() - began
    finally:
        undo()
    return Audited(
        report.records, seconds, _found(report, whose, number), f"record {number} of {whose.production}"
    )


def _found(report: Report, whose: Cast, number: int) -> bool:
    """Say whether exactly that record was named, and nothing else."""
    named = [(each.log.unit, each.record, each.last) for each in report.named]
    return named == [(whose.unit, number, 0)] and not report.unbound
