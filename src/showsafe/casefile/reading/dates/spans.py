"""Times that say it themselves: whole dates, years, clock times, lengths of time, and what comes again and again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from showsafe.casefile.reading.dates import calendar as c
from showsafe.casefile.reading.dates.meaning import Meaning, Place
from showsafe.casefile.reading.dates.numbers import count, short
from showsafe.casefile.reading.dates.patterns import PATTERNS
from showsafe.casefile.reading.dates.relative import weekday, without_year
from showsafe.casefile.reading.tables import table

_T = table("dates")
_MONTHS = 12
_SHORT_YEAR = 100
_PIVOT = 70
_NOON = 12
_ROUGH = ("about", "around", "almost", "nearly", "roughly", "approximately")


def order(text: str) -> bool | None:
    """Return whether numeric dates of a text put the day first; nothing where none of them shows it, or they differ."""
    seen: set[bool] = set()
    for match in PATTERNS["slash"].finditer(text):
        first, second = int(match["a"]), int(match["b"])
        if first > _MONTHS >= second:
            seen |= {True}
        elif second > _MONTHS >= first:
            seen |= {False}
    return seen.pop() if len(seen) == 1 else None


def _likely(place: Place, month_first: date, day_first: date) -> bool:
    """Return whether the day leads, where no date in figures shows it: as in the dates in words, or to lie behind."""
    if place.published is not None and (month_first > place.published) != (day_first > place.published):
        return day_first <= place.published
    words = {
        True: PATTERNS["dmy"].search(place.text) is not None,
        False: PATTERNS["mdy"].search(place.text) is not None,
    }
    return words[True] and not words[False]


def iso(match: re.Match[str], _: Place) -> Meaning | None:
    """Return a date in figures, largest first."""
    when = c.exact(int(match["y"]), int(match["m"]), int(match["d"]))
    return Meaning("DATE", c.day(when)) if when else None


def slash(match: re.Match[str], place: Place) -> Meaning | None:
    """Return 7/8/2007 month first unless the text shows otherwise; where nothing shows it, both, in conflict."""
    year = int(match["y"])
    if year < _SHORT_YEAR:
        year += 1900 if year >= _PIVOT else 2000
    first, second = int(match["a"]), int(match["b"])
    month_first, day_first = c.exact(year, first, second), c.exact(year, second, first)
    if month_first is None or day_first is None:
        when = month_first or day_first
        return Meaning("DATE", c.day(when)) if when else None
    if month_first == day_first:
        return Meaning("DATE", c.day(month_first))
    leads = place.day_first if place.day_first is not None else match["sep"] == "."
    if place.day_first is None and not leads:
        leads = _likely(place, month_first, day_first)
    values = (c.day(day_first), c.day(month_first)) if leads else (c.day(month_first), c.day(day_first))
    open_ = place.day_first is None and match["sep"] == "/"
    conflict = (
        "Day and month may stand in either order, and no other date of this text shows in which."
        if open_
        else None
    )
    return Meaning("DATE", values[0], values[1:], conflict)


def month_day(match: re.Match[str], place: Place) -> Meaning | None:
    """Return a day of a month, with its year or without."""
    number = _T["months"][match["m"].lower().rstrip(".")]
    of_month = int(re.sub(r"\D", "", match["d"]))
    if match["y"]:
        when = c.exact(int(match["y"]), number, of_month)
        return Meaning("DATE", c.day(when)) if when else None
    return without_year(number, of_month, match, place)


def month_year(match: re.Match[str], _: Place) -> Meaning:
    """Return a month of a year."""
    return Meaning("DATE", c.month(int(match["y"]), _T["months"][match["m"].lower().rstrip(".")]))


def quarter(match: re.Match[str], _: Place) -> Meaning:
    """Return a quarter of a year."""
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(match["n"].lower()) or int(match["n"][1:])
    return Meaning("DATE", c.quarter(int(match["y"]), number))


def decade(match: re.Match[str], _: Place) -> Meaning:
    """Return the nineties."""
    return Meaning("DATE", match["y"] or f"19{match['short']}")


_COUNTED = re.compile(
    r"[ -](?:people|miles|dollars|men|women|votes|jobs|units|employees|times|feet|square|pounds|km|kilometers|meters)\b"
)


def year(match: re.Match[str], place: Place) -> Meaning | None:
    """Return a year; a number of things is none."""
    if _COUNTED.match(place.text, match.end()):
        return None
    return Meaning("DATE", match["y"])


def _code(unit: str) -> str:
    low = unit.lower()
    return str(_T["units"].get(low) or _T["units"].get(low.removesuffix("s")) or "CE")


def length(number: float | None, unit: str) -> str:
    """Return a length of time."""
    code = _code(unit)
    if unit.lower().startswith("fortnight") and number is not None:
        number *= 2
    if number is not None and code in ("DE", "CE"):
        number, code = number * (10 if code == "DE" else 100), "Y"
    if number is None and code in ("DE", "CE"):
        code = "Y"
    said = "X" if number is None else short(number)
    return f"PT{said}{code[1:]}" if code[0] == "T" else f"P{said}{code}"


_PER = re.compile(r"(?:\d|times|once|twice|dollars|percent|million|billion|[A-Za-z]s) $")


def span(match: re.Match[str], place: Place) -> Meaning | None:
    """Return a length of time: two years, a 27-year contract; *15 a year* is what comes again and again."""
    number = count(match["n"])
    if number is not None and match["half"]:
        number += 0.5
    single = match["n"].lower() in ("a", "an")
    if (single and match["u"].lower() in ("second", "minute", "quarter")) or (
        number is not None and match["n"][0].isdigit() and number > 10**6
    ):
        return None
    if match["n"].lower() == "one" and match["u"].lower() in ("day", "night") and not match["lead"]:
        return Meaning("DATE", "XXXX-XX-XX")
    value = length(number, match["u"])
    per = single and _PER.search(place.text, max(match.start() - 10, 0), match.start()) is not None
    about = bool(match["rough"]) and match["rough"].strip().lower() in _ROUGH
    return Meaning("SET" if per else "DURATION", value, about=about)


def half(match: re.Match[str], _: Place) -> Meaning:
    """Return half an hour as thirty minutes, half a year as six months."""
    values = {"hour": "PT30M", "day": "PT12H", "year": "P6M", "decade": "P5Y", "century": "P50Y"}
    return Meaning("DURATION", values[match["u"].lower()])


def plural(match: re.Match[str], _: Place) -> Meaning:
    """Return a length that is left open: for years."""
    if match["bare"]:
        return Meaning("DURATION", length(None, match["v"]))
    return Meaning("DURATION", length(None, match["u"]), span=match.span("span"))


def every(match: re.Match[str], _: Place) -> Meaning:
    """Return what comes again and again: every year, each Monday."""
    unit = match["u"].lower()
    if unit in _T["days"]:
        return Meaning("SET", f"XXXX-WXX-{_T['days'][unit] + 1}")
    if unit in _T["parts"] and unit != "night":
        return Meaning("SET", f"XXXX-XX-XXT{_T['parts'][unit]}")
    number = 2.0 if (match["n"] or "").lower() == "other" else count(match["n"]) if match["n"] else 1.0
    return Meaning("SET", length(number, unit))


def repeated(match: re.Match[str], place: Place) -> Meaning | None:
    """Return a word for what comes again and again; as a part of a name it is none."""
    if match["w"][0].isupper() and place.text[match.end() + 1 : match.end() + 2].isupper():
        return None
    return Meaning("SET", _T["sets"][match["w"].lower()])


def reference(match: re.Match[str], _: Place) -> Meaning:
    """Return a word that points to now, before or after."""
    return Meaning("DATE", _T["references"][match["w"].lower()])


def _weekday_beside(match: re.Match[str], place: Place) -> str | None:
    """Return the day that the same sentence names before a time of day."""
    near = list(PATTERNS["weekday"].finditer(place.text, max(match.start() - 80, 0), match.start()))
    if not near or re.search(r"[.!?\n]\s", place.text[near[-1].end() : match.start()]):
        return None
    meaning = weekday(near[-1], place)
    return meaning.value.partition("T")[0] if meaning and meaning.type != "SET" else None


def clock(match: re.Match[str], place: Place) -> Meaning | None:
    """Return a time of day; a bare number is none."""
    if match["w"]:
        hour, minute = (12 if match["w"].lower() == "noon" else 0), 0
    elif match["half"] or (
        match["min"] and place.text[match.start() - 1 : match.start()] not in ("-", "/", ":")
    ):
        hour, minute = int(match["h"]), int(match["min"] or match["dot"] or 0)
        if match["half"]:
            if not 0 < hour <= _NOON:
                return None
            hour = hour % _NOON + (_NOON if match["half"].lower().startswith("p") else 0)
    else:
        return None
    zone = _T["zones"].get((match["z"] or "").lower(), "")
    own = _weekday_beside(match, place)
    when = own or (c.day(place.published) if place.published else "XXXX-XX-XX")
    return Meaning("TIME", f"{when}T{hour:02}:{minute:02}{zone}")


MEANINGS: dict[str, Callable[[re.Match[str], Place], Meaning | None]] = {
    "iso": iso,
    "slash": slash,
    "mdy": month_day,
    "dmy": month_day,
    "my": month_year,
    "quarter": quarter,
    "decade": decade,
    "year": year,
    "span": span,
    "half": half,
    "plural": plural,
    "every": every,
    "set": repeated,
    "reference": reference,
    "clock": clock,
}
