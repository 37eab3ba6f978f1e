"""When a weapon is due for service: by days, by rounds fired, by what its certificate says; from records alone.

1. The interval is that stated for the weapon; else for its action; else for its class. What was stated last counts.
2. It runs from the last service: the latest of the services entered, and of what its description says.
3. Shots count from the day of that service on, that day among them: no day says what was fired before the bench.
4. The gunsmith's own last day counts where it comes first. *Unfit* is due at once, whatever the days say.
5. No service on record, and an interval for it: nobody knows, and that is said; it is never shown as not due.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from showsafe.books.hire.index import Index
from showsafe.books.hire.words import INTERVAL_OF, LIMITED, UNFIT
from showsafe.books.pages import Kept
from showsafe.domain.things import Weapon

DUE, SOON, LATER, UNKNOWN, NONE = "due", "soon", "later", "unknown", "none"

SOON_DAYS = 14
"""Ours: so many days before the last one it is shown as soon."""

SOON_PART = 10
"""Ours: with less than one part of so many left of the rounds, it is shown as soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """After how many days, and after how many rounds; 0 where it does not count. ``entry`` states it."""

    days: int
    rounds: int
    of: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """How a weapon stands: ``state``, the last service, its next day, the rounds since and those left.

    ``entry`` is that of the last service, 0 where only its description says one. ``by_difference`` of the rounds nobody
    counted. ``left`` is None where rounds do not count.
    """

    state: str
    last: str = ""
    entry: int = 0
    result: str = ""
    on: str = ""
    rounds: int = 0
    by_difference: int = 0
    left: int | None = None
    interval: Interval | None = None


Fired = Callable[[str, str], tuple[int, int]]
"""How often a weapon fired since a day, and how many of these shots nobody counted."""


def interval_of(index: Index, weapon: Weapon) -> Interval | None:
    """Return the interval that holds for a weapon, or None."""
    names = zip(INTERVAL_OF, (weapon.id, weapon.action, weapon.class_), strict=True)
    last = next((found for each in names if (found := index.intervals.get(each)) is not None), None)
    if last is None or not (last["days"] or last["rounds"]):
        return None
    return Interval(days=last["days"], rounds=last["rounds"], of=last["of"], entry=last.number)


def last_of(index: Index, weapon: Weapon) -> tuple[str, Kept | None]:
    """Return the day of the last service, and its entry; "" where none is on record."""
    done = index.services.get(weapon.id, ())
    entry = max(done, key=lambda kept: (kept["on"], kept.number), default=None)
    said = weapon.last_service.isoformat() if weapon.last_service else ""
    if entry is not None and entry["on"] >= said:
        return entry["on"], entry
    return said, None


def due(index: Index, weapon: Weapon, fired: Fired, today: date) -> Due:
    """Return how a weapon stands today."""
    interval = interval_of(index, weapon)
    last, entry = last_of(index, weapon)
    rounds, difference = fired(weapon.id, last)
    ends = str(entry["expires"]) if entry is not None else ""
    on = _first_day(last, interval.days if interval else 0, ends)
    left = interval.rounds - rounds if interval and interval.rounds else None
    result = str(entry["result"]) if entry is not None else ""
    return Due(
        state=_state(interval, last, on, left, result, today),
        last=last,
        entry=entry.number if entry is not None else 0,
        result=result,
        on=on,
        rounds=rounds,
        by_difference=difference,
        left=left,
        interval=interval,
    )


def _first_day(last: str, days: int, ends: str) -> str:
    """Return the first of the days by which it is due, or ""."""
    after = ""
    if last and days:
        try:
            after = (date.fromisoformat(last) + timedelta(days=days)).isoformat()
        except OverflowError:
            after = date.max.isoformat()
    return min((each for each in (after, ends) if each), default="")


def _state(interval: Interval | None, last: str, on: str, left: int | None, result: str, today: date) -> str:
    if result == UNFIT or (on and on < today.isoformat()) or (left is not None and left <= 0):
        return DUE
    if interval is not None and not last:
        return UNKNOWN
    near = bool(on) and on <= (today + timedelta(days=SOON_DAYS)).isoformat()
    few = interval is not None and left is not None and left * SOON_PART < interval.rounds
    if near or few or result == LIMITED:
        return SOON
    return LATER if on or left is not None else NONE
