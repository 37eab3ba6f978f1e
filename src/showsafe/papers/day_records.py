"""The records of the day that a paper is about; before the first day, those of the time before it."""

from __future__ import annotations

from dataclasses import dataclass

from showsafe.domain.events import Event
from showsafe.errors import WrongInput
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish

NO_DAY = "paper.no-day"


@dataclass(frozen=True, slots=True)
class OfDay:
    """A day as a paper of planning needs it: its date, "" before the first one, its records, and its events."""

    date: str
    first: int
    last: int
    events: tuple[Event, ...]

    @property
    def records(self) -> range:
        """Every record of the day: what is said to be missing from it rests on all of them."""
        return range(self.first, self.last + 1)


def of_day(source: Source, wish: Wish) -> OfDay:
    """Return the wished day, or the last one, with its events; where no day was opened yet, everything until now.

    Raises WrongInput ``paper.no-day`` for a wished day of which nothing is on record.
    """
    try:
        day = source.day(wish.day)
    except WrongInput as none:
        if wish.day or none.code != NO_DAY:
            raise
        return OfDay("", 1, source.size, _events(source, 1, source.size))
    return OfDay(day.date, day.first, day.last, _events(source, day.first, day.last))


def _events(source: Source, first: int, last: int) -> tuple[Event, ...]:
    return tuple(line.event for line in source.between(first, last))
