"""Reckoning with days, weeks, months, quarters and years, written as TIMEX3 writes them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = 12
_IN_A_QUARTER = 3
WEEK = 7


def day(when: date) -> str:
    """Return a day."""
    return when.isoformat()


def week(when: date) -> str:
    """Return the ISO week of a day."""
    year, number, _ = when.isocalendar()
    return f"{year:04}-W{number:02}"


def month(year: int, number: int) -> str:
    """Return a month; one before the first or after the last lies in another year."""
    year, number = year + (number - 1) // _MONTHS, (number - 1) % _MONTHS + 1
    return f"{year:04}-{number:02}"


def quarter(year: int, number: int) -> str:
    """Return a quarter, in another year where the number is out of range."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return f"{year:04}-Q{number}"


def quarter_of(when: date) -> int:
    """Return the number of the quarter of a day."""
    return (when.month - 1) // _IN_A_QUARTER + 1


def moved(when: date, days: int) -> date | None:
    """Return the day so many days on; nothing where the calendar has ended."""
    try:
        return when + timedelta(days=days)
    except OverflowError:
        return None


def exact(year: int, number: int, of_month: int) -> date | None:
    """Return a day; nothing where there is no such day."""
    try:
        return date(year, number, of_month)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first day to the last one."""

    first: date
    last: date

    def meets(self, other: Stretch) -> bool:
        """Return whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last


_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def stretch(value: str) -> Stretch | None:
    """Return the days that a TIMEX3 value covers; nothing where they are not known."""
    head, _, rest = value.partition("-")
    try:
        year = int(head) if head.isdigit() and len(head) == len("2024") else None
        if year is None:
            return _decade(head) if not rest else None
        if not rest:
            return Stretch(date(year, 1, 1), date(year, 12, 31))
        return _within(year, rest)
    except ValueError:
        return None


def _decade(head: str) -> Stretch | None:
    if head.isdigit() and len(head) == len("199"):
        return Stretch(date(int(head) * 10, 1, 1), date(int(head) * 10 + 9, 12, 31))
    return None


def _within(year: int, rest: str) -> Stretch | None:
    if rest.startswith("W"):
        number, _, part = rest[1:].partition("-")
        first = date.fromisocalendar(year, int(number), 6 if part == "WE" else 1)
        return Stretch(first, date.fromisocalendar(year, int(number), 7))
    if rest.startswith("Q"):
        begins = (int(rest[1:]) - 1) * _IN_A_QUARTER + 1
        return Stretch(date(year, begins, 1), _month_end(year, begins + 2))
    if rest in _SEASONS:
        begins = _SEASONS[rest]
        ends = begins + 2
        return Stretch(date(year, begins, 1), _month_end(year + (ends > _MONTHS), (ends - 1) % _MONTHS + 1))
    if len(rest) == len("10"):
        return Stretch(date(year, int(rest), 1), _month_end(year, int(rest)))
    when = date.fromisoformat(f"{year:04}-{rest[:5]}")
    return Stretch(when, when)


def _month_end(year: int, number: int) -> date:
    return date(year, number, calendar.monthrange(year, number)[1])


_EDTF_SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}


def edtf(value: str, published: date | None, *, about: bool = False) -> str | None:
    """Return a TIMEX3 value in EDTF; nothing for what is no date, such as a length of time."""
    if value == "PAST_REF":
        return f"../{day(published)}" if published else None
    if value == "FUTURE_REF":
        return f"{day(published)}/.." if published else None
    if value == "PRESENT_REF":
        return day(published) if published else None
    if value.startswith(("P", "T")) or "WXX" in value:
        return None
    written = _written(value)
    return f"{written}~" if about and written and "/" not in written and "T" not in written else written


def _written(value: str) -> str | None:
    head, _, rest = value.partition("-")
    if not rest:
        return f"{head}X" if len(head) == len("199") else head
    if rest.startswith("W"):
        found = stretch(value)
        return f"{day(found.first)}/{day(found.last)}" if found else None
    if rest.startswith("Q"):
        return f"{head}-{32 + int(rest[1:])}"
    if rest in _EDTF_SEASONS:
        return f"{head}-{_EDTF_SEASONS[rest]}"
    when, clock, time = value.partition("T")
    if not clock or not time[:1].isdigit():
        return when
    return f"{when}T{_clock(time)}"


def _clock(time: str) -> str:
    own, zone = (time[:-1], "Z") if time.endswith("Z") else (time, "")
    return (own if own.count(":") > 1 else f"{own}:00") + zone
