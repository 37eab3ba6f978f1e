"""What telling people outside costs an act: the same asks with nobody told and with three told of everything, in turns.

Nothing is sent: that is done by other threads, after the answer. By itself: ``python -m bench.telling``.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median

from bench import production
from bench.unit import Writing
from showsafe import bootstrap
from showsafe.adapters.clock import FixedClock
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.telling.destinations import Destination
from showsafe.application.telling.subscribed import Subscribed
from showsafe.application.telling.topics import TOPICS
from showsafe.application.unit import Unit

ACTS = 4000
WARM = 200

Took = dict[str, list[tuple[float, float]]]


def destinations() -> tuple[Destination, ...]:
    """Return three that are told of everything."""
    return tuple(
        Destination(
            name=name, kind="hook", topics=TOPICS, by="producer", host="a.example", url_sum=f"{number:064}"
        )
        for number, name in enumerate(("office", "studio", "insurer"))
    )


def asked(unit: Unit, writing: Writing, ways: dict[str, Subscribed]) -> Took:
    """Ask acts that nobody is told of, with each way in turns; return durations and CPU times in milliseconds."""
    took: Took = {name: [] for name in ways}
    for number in range(ACTS):
        name = tuple(ways)[number // 2 % len(ways)]
        unit.telling = ways[name]
        took[name].append(writing.one(number))
    return took


def told(unit: Unit, writing: Writing, ways: dict[str, Subscribed]) -> Took:
    """Report concerns, which are told, with each way in turns."""
    took: Took = {name: [] for name in ways}
    for number in range(ACTS // 8):
        name = tuple(ways)[number % len(ways)]
        unit.telling = ways[name]
        act = writing.act("raise-concern", says="the ladder")
        wall, cpu = time.perf_counter(), time.process_time()
        answer = unit.report(act)
        took[name].append(((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000))
        assert answer.outcome == "record", answer
    assert len(unit.store.outbox("studio", "waiting")) == ACTS // 8 // len(ways)
    return took


def say(what: str, took: Took) -> None:
    """Print medians of both ways and their ratio."""
    walls = {name: median(wall for wall, _ in each[WARM // 8 :]) for name, each in took.items()}
    cpus = {name: median(cpu for _, cpu in each[WARM // 8 :]) for name, each in took.items()}
    for kind, found in (("duration", walls), ("CPU", cpus)):
        one, other = found["nobody"], found["three"]
        print(
            f"{what}, {kind}: {one:.3f} ms with nobody told, {other:.3f} ms with three: x {other / one:.3f}"
        )


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="showsafe-bench-", dir=Path.cwd()) as name:
        room, clock = Path(name) / "unit", FixedClock(production.START)
        bootstrap.create_unit(room, UnitSettings("bench", "common"), clock)
        with bootstrap.open_unit(room, clock, stays=True) as unit:
            writing = Writing(unit, clock)
            writing.begin()
            writing.grow(1000)
            ways = {"nobody": Subscribed(), "three": Subscribed(destinations())}
            say("an ask that is told to nobody", asked(unit, writing, ways))
            say("a concern, told to three", told(unit, writing, ways))


if __name__ == "__main__":
    main()
