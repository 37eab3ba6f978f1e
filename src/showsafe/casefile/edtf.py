"""The earliest and the latest day that an EDTF date can mean, so that statements can be put in an order."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

OPEN_BEGIN, OPEN_END = "0000-01-01", "9999-12-31"
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (1, 12), 25: (3, 5), 26: (6, 8), 27: (9, 11)}
_QUARTER, _HALF = 33, 40
_MONTHS = 12
_ONE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX|\dXXX|XXXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?P<time>T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::\d\d)?)?)?[?~%]?"
)
Bounds = tuple[str, str]


@lru_cache(maxsize=4096)
def bounds(text: str) -> Bounds | None:
    """Return the first and the last moment that a date can mean, as texts that sort; None for what is no EDTF.

    Days are YYYY-MM-DD, moments YYYY-MM-DDTHH:MM. An open end is the first or the last day that can be written.
    """
    if text[:1] in ("[", "{") and text[-1:] in ("]", "}"):
        return _set(text[1:-1])
    if "/" not in text:
        return _single(text)
    begin, _, end = text.partition("/")
    first = (OPEN_BEGIN, OPEN_BEGIN) if begin in ("", "..") else _single(begin)
    last = (OPEN_END, OPEN_END) if end in ("", "..") else _single(end)
    if first is None or last is None or (begin in ("", "..") and end in ("", "..")):
        return None
    return (first[0], last[1]) if first[0] <= last[1] else None


def lower(text: str) -> str:
    """Return the first moment that a date can mean: what is open at its beginning counts from its end."""
    found = bounds(text) if text else None
    if found is None:
        return ""
    return found[1] if found[0] == OPEN_BEGIN else found[0]


def _set(inner: str) -> Bounds | None:
    found = [bounds(each.strip().replace("..", "/")) for each in inner.split(",")]
    known = [each for each in found if each is not None]
    if not known or len(known) != len(found):
        return None
    return min(each[0] for each in known), max(each[1] for each in known)


def _single(text: str) -> Bounds | None:
    match = _ONE.fullmatch(text)
    if match is None:
        return None
    years = match["year"].replace("X", "0"), match["year"].replace("X", "9")
    month, day, time = match["month"], match["day"], match["time"]
    if time:
        moment = f"{match['year']}-{month}-{day}{time[:6]}"
        return (moment, moment) if month and day and _is_day(match["year"], month, day) else None
    if month in (None, "XX"):
        return f"{years[0]}-01-01", f"{years[1]}-12-31"
    span = _months(int(month))
    if span is None:
        return None
    if day in (None, "XX"):
        last = calendar.monthrange(max(int(years[1]), 1), span[1])[1]
        return f"{years[0]}-{span[0]:02}-01", f"{years[1]}-{span[1]:02}-{last:02}"
    if int(month) > _MONTHS or not _is_day(years[1], month, day):
        return None
    return f"{years[0]}-{month}-{day}", f"{years[1]}-{month}-{day}"


def _is_day(year: str, month: str, day: str) -> bool:
    if "X" in year + month + day or not 1 <= int(month) <= _MONTHS:
        return False
    return 1 <= int(day) <= calendar.monthrange(max(int(year), 1), int(month))[1]


def _months(number: int) -> tuple[int, int] | None:
    """Return the months of a month, a season, a quarter or a half, by its number in EDTF."""
    if 1 <= number <= _MONTHS:
        return number, number
    if _QUARTER <= number < _QUARTER + 4:
        first = (number - _QUARTER) * 3 + 1
        return first, first + 2
    if _HALF <= number < _HALF + 2:
        first = (number - _HALF) * 6 + 1
        return first, first + 5
    return _SEASONS.get(number)
