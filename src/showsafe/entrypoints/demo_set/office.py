"""What the office of the demonstration has: a script, a schedule of two days, and a scene that was confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from importlib import resources
from typing import Any

from showsafe.books.book import Book, Entry
from showsafe.books.kinds import planning as kinds
from showsafe.books.planning import entering
from showsafe.books.planning.now import planning_of
from showsafe.domain.state import State

SCRIPT = "three-bells.fdx"
SCHEDULE: tuple[Mapping[str, str], ...] = (
    {"scenes": "21, 22", "location": "Main street", "when": "day", "call": "07:00"},
    {"scenes": "23, 24", "location": "Rail yard", "when": "night", "call": "16:30"},
    {"scenes": "25", "location": "Parlor", "when": "day", "call": "16:30"},
)
"""What is shot today, and tomorrow: the first row is of today."""

CONFIRMED: Mapping[str, Any] = {
    "uses": [{"weapon": "police-revolver", "user": "kim"}, {"weapon": "pistol", "user": "dan"}],
    "ammunition": "blank",
    "load": "quarter",
    "shots": 2,
}
"""What the armorer said of tomorrow's shooting: there is no blank on record that fits the pistol."""


def plan(book: Book, state: State, today: date) -> None:
    """Enter script, schedule and what was said of tomorrow's scene."""
    now = book.clock.now()
    content = resources.files(__package__).joinpath(SCRIPT).read_bytes()
    days = (today, today + timedelta(days=1), today + timedelta(days=1))
    rows = [{"day": day.isoformat(), **row} for day, row in zip(days, SCHEDULE, strict=True)]
    book.enter(replace(entering.script(content, SCRIPT, "moe", now), act_id="demonstration-script"))
    book.enter(replace(entering.schedule(rows, "schedule.csv", "moe", now), act_id="demonstration-schedule"))
    keys = entering.confirm(planning_of(book.entries()), state, "23", CONFIRMED)
    book.enter(Entry(kind=kinds.CONFIRM, by="ann", at=now, act_id="demonstration-scene", keys=keys))
