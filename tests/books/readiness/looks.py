"""Looking at a day of a set in memory, with a script, a schedule and what was said of its scenes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from showsafe.adapters.clock import FixedClock
from showsafe.adapters.memory import MemoryStore
from showsafe.application.would import Moment
from showsafe.books.book import Book, Entry
from showsafe.books.planning import entering
from showsafe.books.planning.now import planning_of
from showsafe.books.readiness.look import Looked, readiness
from showsafe.books.readiness.values import Item, Readiness
from tests.books.planning.scripts import RIDGE, script
from tests.books.ready import book
from tests.simulator import FilmSet

USES = {
    "uses": [{"weapon": "revolver", "user": "performer"}],
    "ammunition": "blank",
    "load": "half",
    "shots": 3,
}


def tomorrow(day: FilmSet) -> date:
    """Return the day after the one of a set."""
    return day.state.local_date(day.now) + timedelta(days=1)


def office(day: FilmSet) -> Book:
    """Return an office book in which tomorrow's schedule names scenes 12 and 13 of a script."""
    made = book("office", FixedClock(day.now))
    made.enter(replace(entering.script(script(*RIDGE), "ridge.fdx", "first-ad", day.now), act_id="script"))
    planned(made, day, "12, 13")
    return made


def planned(into: Book, day: FilmSet, scenes: str) -> None:
    """Let the schedule that holds name these scenes tomorrow."""
    rows = [{"day": tomorrow(day).isoformat(), "scenes": scenes, "location": "Ridge", "call": "07:30"}]
    number = len(into.entries("import-schedule"))
    entry = entering.schedule(rows, "s.csv", "first-ad", day.now)
    into.enter(replace(entry, act_id=f"schedule-{number}"))


def confirmed(into: Book, day: FilmSet, scene: str = "12", said: Mapping[str, Any] = USES) -> Book:
    """Confirm that a scene has weapons."""
    keys = entering.confirm(planning_of(into.entries()), day.state, scene, said)
    act_id = f"confirmed-{len(into.entries())}"
    into.enter(Entry(kind="confirm-scene", by="armorer", at=day.now, act_id=act_id, keys=keys))
    return into


def look(day: FilmSet, into: Book, wanted: date | None = None) -> Readiness:
    """Return readiness of a set in memory, by default for tomorrow."""
    at = Moment(day.state, day.rules, day.now)
    return readiness(Looked(at, MemoryStore(), into.pages(), "north-ridge"), wanted)


def codes(items: tuple[Item, ...]) -> set[str]:
    """Return the codes of items."""
    return {each.code for each in items}
