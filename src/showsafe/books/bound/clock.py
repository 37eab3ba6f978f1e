"""By when something has to be in the bound book: the close of a day at the licensed premises.

A business day is one on which the licensee is open, as far as the book says: weekdays that are not said to be closed.
Where holidays were not said, a day counts as open, so that nothing is due later than the law has it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from showsafe.books.bound import words

SEVEN, FIFTEEN = 7, 15
LOSS_HOURS = 48
_MOST_CLOSED = 31


@dataclass(frozen=True, slots=True)
class Due:
    """The last day on which something is in time, and the clause that says so."""

    day: date
    clause: str

    def late(self, entered: date) -> int:
        """Return by how many days an entry is late, 0 where it is in time."""
        return max(0, (entered - self.day).days)


@dataclass(frozen=True, slots=True)
class Open:
    """When the premises are open: weekdays that are closed, and single closed days."""

    weekdays: frozenset[str] = frozenset(words.WEEKEND)
    days: frozenset[str] = frozenset()

    def next_after(self, day: date) -> date:
        """Return the next business day; where every day is said to be closed, simply the next day."""
        found = day
        for _ in range(_MOST_CLOSED):
            found += timedelta(days=1)
            if words.WEEKDAYS[found.weekday()] not in self.weekdays and found.isoformat() not in self.days:
                return found
        return day + timedelta(days=1)


def acquisition(licence: str, on: date, opening: Open, *, nfa: bool, paper: bool) -> Due:
    """Return by when an acquisition is entered.

    A dealer has until the close of the next business day, and seven days where a separate commercial record holds the
    same facts (``paper``); a manufacturer seven days, but for what 26 U.S.C. 5845 names (``nfa``); an importer fifteen.
    """
    if licence == words.IMPORTER:
        return Due(on + timedelta(days=FIFTEEN), words.IMPORTED)
    clause = words.MADE if licence == words.MANUFACTURER else words.ACQUISITION
    if paper or (licence == words.MANUFACTURER and not nfa):
        return Due(on + timedelta(days=SEVEN), clause)
    return Due(opening.next_after(on), clause)


def disposition(on: date) -> Due:
    """Return by when a disposition is entered: within seven days."""
    return Due(on + timedelta(days=SEVEN), words.DISPOSITION)


def loss_report(found: datetime) -> datetime:
    """Return by when a theft or loss is reported: forty-eight hours after it was found."""
    return found + timedelta(hours=LOSS_HOURS)


def loss_entry(found: date) -> Due:
    """Return by when a theft or loss is entered as a disposition: within seven days of its discovery."""
    return Due(found + timedelta(days=SEVEN), words.LOSS_ENTRY)


def local_day(moment: datetime, offset_minutes: int) -> date:
    """Return the day of a moment at the premises, whose clock is so many minutes ahead of UTC."""
    return (moment + timedelta(minutes=offset_minutes)).date()


def lacks_of(facts: Collection[str], said: object) -> list[str]:
    """Return which of some facts a table does not say."""
    return [fact for fact in facts if not (isinstance(said, dict) and said.get(fact))]
