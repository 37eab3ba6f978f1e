"""The shooting days of the set. Every record from the first opening on belongs to exactly one of them.

A day begins with the first record of the date on which it is opened, and never before the day before it was closed; it
goes on until the next one begins. So what is reported late in the evening stands on the paper of that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from showsafe.application.records import unstamp
from showsafe.domain.state import State
from showsafe.errors import WrongInput
from showsafe.ledger.store import Store
from showsafe.projections import days
from showsafe.projections.rows import SET


@dataclass(frozen=True, slots=True)
class Day:
    """A shooting day of the set: its date there, and its records from the first to the last, both included.

    ``open`` says that it goes on: then its last record is the newest of the ledger.
    """

    date: str
    first: int
    last: int
    open: bool = False


class Dated(Protocol):
    """What is asked of a source to find its days."""

    @property
    def store(self) -> Store:
        """The records."""

    @property
    def scope(self) -> str:
        """The set itself, or the told day, that is looked at."""

    @property
    def size(self) -> int:
        """How many records there are."""

    @property
    def state(self) -> State:
        """The state of the set as of the last record."""

    @property
    def offset(self) -> int:
        """How many minutes the clock of the set is from UTC."""

    def body(self, number: int) -> dict[str, Any]:
        """Return what a record says."""

    def rows(self, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the lines of a view of the set, by their keys."""

    def date(self, stamped: str) -> str:
        """Return the date of a record's time where the set is."""


def every(source: Dated) -> Iterator[Day]:
    """Yield every shooting day, from the first on."""
    begun: list[tuple[str, int]] = []
    closed = 0
    for _, line in source.rows(days.NAME):
        date = source.date(line["opened_at"])
        if begun and begun[-1][0] == date:
            closed = line["closed_record"]
            continue
        begun.append((date, max(_first_of(source, date), closed + 1)))
        closed = line["closed_record"]
    ends = [*(first - 1 for _, first in begun[1:]), *([source.size] if begun else [])]
    for (date, first), last in zip(begun, ends, strict=True):
        yield Day(date, first, last, open=last == source.size and source.state.day.open)


def day_of(source: Dated, wanted: str) -> Day:
    """Return the shooting day of a date, the last one where none is given; or the records of a date without one.

    Raises WrongInput ``paper.no-day``.
    """
    found = list(every(source))
    for each in reversed(found):
        if wanted in ("", each.date):
            return each
    if not found and source.scope != SET:
        return _told(source)
    first, after = (_first_of(source, wanted), _first_of(source, _next(wanted))) if wanted else (1, 1)
    if first < after:
        return Day(wanted, first, after - 1)
    raise WrongInput(
        "paper.no-day",
        f"Nothing is on record of the day {wanted}." if wanted else "No shooting day is on record yet.",
        "Name a day of the set with --day, as 2026-03-31."
        if found
        else "Open the day first: showsafe ask DIR open-day",
    )


def _told(source: Dated) -> Day:
    """Return all that a file told of a day on which nobody opened one."""
    numbers = [entry.number for entry in source.store.scope_entries(source.scope, 0)]
    return Day(source.date(source.body(numbers[-1])["as_of"]), numbers[0], numbers[-1])


def _next(date: str) -> str:
    return (datetime.fromisoformat(date) + timedelta(days=1)).date().isoformat()


def _first_of(source: Dated, date: str) -> int:
    """Return the number of the first record that was received on a date of the set, or after it."""
    moment = datetime.fromisoformat(date).replace(tzinfo=UTC) - timedelta(minutes=source.offset)
    low, high = 1, source.size + 1
    while low < high:
        middle = (low + high) // 2
        if unstamp(source.body(middle)["received_at"]) < moment:
            low = middle + 1
        else:
            high = middle
    return low
