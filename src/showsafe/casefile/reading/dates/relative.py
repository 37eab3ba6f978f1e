"""Times that are reckoned from the day of publication: weekdays, months, seasons, last week, three days ago."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from showsafe.casefile.reading.dates import calendar as c
from showsafe.casefile.reading.dates.meaning import Meaning, Place
from showsafe.casefile.reading.dates.numbers import count
from showsafe.casefile.reading.tables import table

_T = table("dates")
_DAYS = c.WEEK
_BACK = ("last", "this past", "the past", "the last", "the previous")
_ON = ("next", "this coming", "the coming", "the next", "the following")
_VAGUE = ("that", "the same")
_HALF_YEAR = 183


def weekday(match: re.Match[str], place: Place) -> Meaning | None:
    """Return the day that a weekday stands for: the last one, or the next where the words look ahead."""
    number = _T["days"][match["w"].lower()]
    part = f"T{_T['parts'][match['p'].lower()]}" if match["p"] else ""
    kind = "TIME" if part else "DATE"
    if match["next"]:
        ahead = (number - place.published.weekday()) % _DAYS + _DAYS if place.published else None
        when = c.moved(place.published, ahead) if place.published and ahead else None
        return Meaning(kind, c.day(when) if when else f"XXXX-WXX-{number + 1}")
    if match.end("w") < match.end() and not part:
        return Meaning("SET", f"XXXX-WXX-{number + 1}")
    if place.published is None:
        return Meaning(kind, f"XXXX-WXX-{number + 1}{part}")
    back = (place.published.weekday() - number) % _DAYS
    first, other = _days_off(match["rel"], back, ahead=place.ahead(match.start(), match.end()))
    days = [c.moved(place.published, each) for each in (first, *other)]
    values = [c.day(each) + part for each in days if each is not None]
    return Meaning(kind, values[0], tuple(values[1:])) if values else None


def _days_off(rel: str | None, back: int, *, ahead: bool) -> tuple[int, tuple[int, ...]]:
    """Return how many days off a weekday is, and how many it may be as well."""
    on = (_DAYS - back) % _DAYS
    if rel in _BACK:
        return -(back or _DAYS), (-(back or _DAYS) - _DAYS,)
    if rel in _ON:
        return on or _DAYS, ((on or _DAYS) + _DAYS,)
    if rel == "this":
        return (on, (-back,)) if ahead or not back else (-back, (on,))
    if ahead:
        return (on, (-back,)) if on else (0, (_DAYS,))
    return -back, (on or _DAYS,)


def near(match: re.Match[str], place: Place) -> Meaning | None:
    """Return today, yesterday, tomorrow, or a part of one of them."""
    low = match["w"].lower()
    off = 0
    if "before yesterday" in low or "after tomorrow" in low:
        off = -2 if "before" in low else 2
    elif low.startswith("yesterday") or low == "last night":
        off = -1
    elif low.startswith("tomorrow"):
        off = 1
    word = "night" if low in ("tonight", "last night") else low.rpartition(" ")[2]
    part = f"T{_T['parts'][word]}" if word in _T["parts"] else ""
    if place.published is None:
        return Meaning("DATE", "PRESENT_REF" if not off else "PAST_REF" if off < 0 else "FUTURE_REF")
    when = c.moved(place.published, off)
    return Meaning("TIME" if part else "DATE", c.day(when) + part) if when else None


def month(match: re.Match[str], place: Place) -> Meaning | None:
    """Return the month that a bare name of one stands for: the nearest behind, or ahead where the words look."""
    name, rel = match["m"], (match["rel"] or "").lower()
    number = _T["months"][name.lower()]
    if name in ("May", "March") and not (rel or match["part"] or _after_preposition(match, place)):
        return None
    if place.published is None:
        return Meaning("DATE", f"XXXX-{number:02}")
    year, own = place.published.year, place.published.month
    before, after = year - (number > own), year + (number < own)
    ahead = rel in _ON or (rel not in _BACK and place.ahead(match.start(), match.end()))
    if rel == "last" and number == own:
        before -= 1
    first, other = (after, before) if ahead else (before, after)
    others = (c.month(other, number),) if other != first else ()
    return Meaning("DATE", c.month(first, number), others)


_PREPOSITION = re.compile(
    r"\b(?:in|of|since|by|until|till|during|before|after|through|from|to|and|or|early|late|mid|this|next|last|for|"
    r"between|on|at|around)[ -]$",
    re.IGNORECASE,
)


def _after_preposition(match: re.Match[str], place: Place) -> bool:
    return _PREPOSITION.search(place.text, max(match.start() - 12, 0), match.start()) is not None


def season(match: re.Match[str], place: Place) -> Meaning | None:
    """Return a season; *fall* and *spring* alone are verbs as often, and are passed over."""
    own, rel = _T["seasons"][match["s"].lower()], (match["rel"] or "").lower()
    if match["y"]:
        return Meaning("DATE", f"{match['y']}-{own}")
    if not rel and not _the(match, place):
        return None
    if place.published is None:
        return Meaning("DATE", f"XXXX-{own}")
    year = place.published.year
    here = c.stretch(f"{year}-{own}")
    past = here is not None and here.last < place.published
    if rel in _BACK:
        return Meaning("DATE", f"{year if past else year - 1}-{own}")
    if rel in _ON:
        return Meaning("DATE", f"{year + past}-{own}")
    return Meaning("DATE", f"{year}-{own}")


def _the(match: re.Match[str], place: Place) -> bool:
    return (
        place.text[max(match.start() - 7, 0) : match.start()]
        .lower()
        .endswith(("in the ", "by the ", "for the ", "since ", "during "))
    )


def related(match: re.Match[str], place: Place) -> Meaning | None:
    """Return last week, this month, next year, later this year; what hangs on another date is left open."""
    rel, unit, when = match["rel"].lower(), match["u"].lower(), place.published
    if rel == "the" and not (match["part"] and " of" in match["part"]):
        return None
    if rel in ("the past", "the last", "the next", "the coming"):
        return _length(rel, unit, place)
    if when is None or rel in _VAGUE:
        return Meaning(
            "DATE", "PAST_REF" if rel in (*_BACK, *_VAGUE) else "FUTURE_REF" if rel in _ON else "PRESENT_REF"
        )
    off = -1 if rel in _BACK else 1 if rel in _ON else 0
    return _unit(when, unit, off)


def _length(rel: str, unit: str, place: Place) -> Meaning | None:
    if unit == "quarter" and place.published is not None:
        return _unit(place.published, unit, -1 if rel in _BACK else 1)
    lengths = {
        "week": "P1W",
        "weekend": "P1WE",
        "month": "P1M",
        "quarter": "P1Q",
        "year": "P1Y",
        "decade": "P10Y",
        "century": "P100Y",
    }
    return Meaning("DURATION", lengths[unit])


def _unit(when: date, unit: str, off: int) -> Meaning | None:
    if unit in ("week", "weekend"):
        moved = c.moved(when, off * _DAYS)
        return Meaning("DATE", c.week(moved) + ("-WE" if unit == "weekend" else "")) if moved else None
    if unit == "month":
        return Meaning("DATE", c.month(when.year, when.month + off))
    if unit == "quarter":
        return Meaning("DATE", c.quarter(when.year, c.quarter_of(when) + off))
    if unit == "year":
        return Meaning("DATE", f"{when.year + off:04}")
    lasts = {"decade": 10, "century": 100}[unit]
    return Meaning("DATE", f"{when.year // lasts + off}")


def ago(match: re.Match[str], place: Place) -> Meaning | None:
    """Return three days ago as a day, two weeks ago as a week, a year ago as a year."""
    back = match["dir"].lower() != "from now"
    number, unit = count(match["n"]), match["u"].lower()
    if (
        number is None
        or place.published is None
        or unit.startswith(("second", "minute", "hour", "quarter", "century", "centuries"))
    ):
        return Meaning("DATE", "PAST_REF" if back else "FUTURE_REF")
    off = -int(number) if back else int(number)
    try:
        return _off(place.published, unit.removesuffix("s"), off)
    except (OverflowError, ValueError):
        return None


def _off(when: date, unit: str, off: int) -> Meaning | None:
    if unit in ("day", "night"):
        moved = c.moved(when, off)
        return Meaning("DATE", c.day(moved)) if moved else None
    if unit in ("week", "weekend", "fortnight"):
        moved = c.moved(when, off * _DAYS * (2 if unit == "fortnight" else 1))
        return Meaning("DATE", c.week(moved)) if moved else None
    if unit == "month":
        return (
            Meaning("DATE", c.month(when.year, when.month + off))
            if 0 < when.year + off // 12 <= date.max.year
            else None
        )
    years = when.year + off * (10 if unit == "decade" else 1)
    return Meaning("DATE", f"{years:04}") if 0 < years <= date.max.year else None


def without_year(number: int, of_month: int, match: re.Match[str], place: Place) -> Meaning | None:
    """Return a day of a month without its year: the nearest one, which the tense of the sentence may move."""
    if place.published is None:
        return Meaning("DATE", f"XXXX-{number:02}-{of_month:02}")
    year = place.published.year
    days = [each for off in (-1, 0, 1) if (each := c.exact(year + off, number, of_month)) is not None]
    if not days:
        return None
    published = place.published
    tense = place.tense(match.start(), match.end())
    ahead = tense > 0
    if tense < 0:
        days = [each for each in days if each <= published] or days
    days.sort(
        key=lambda each: (
            abs((each - published).days) + (_HALF_YEAR // 3 if (each > published) != ahead else 0),
            each,
        )
    )
    return Meaning("DATE", c.day(days[0]), tuple(c.day(each) for each in days[1:2]))


def quarter(match: re.Match[str], place: Place) -> Meaning | None:
    """Return a quarter without its year: the last one that has begun, or the next where the words look ahead."""
    if place.published is None:
        return None
    number, own = _QUARTERS[match["n"].lower()], c.quarter_of(place.published)
    year = place.published.year
    if place.ahead(match.start(), match.end()):
        return Meaning("DATE", c.quarter(year + (number < own), number))
    return Meaning("DATE", c.quarter(year - (number > own), number), (c.quarter(year, number),))


_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def weekend(match: re.Match[str], place: Place) -> Meaning | None:
    """Return the weekend that has just been, or the next where the words look ahead."""
    if place.published is None:
        return Meaning("DATE", "PAST_REF", span=match.span("w"))
    off = 0 if place.ahead(match.start(), match.end()) or place.published.weekday() >= _SATURDAY else -_DAYS
    moved = c.moved(place.published, off)
    return Meaning("DATE", f"{c.week(moved)}-WE", span=match.span("w")) if moved else None


_SATURDAY = 5


def vague(match: re.Match[str], _: Place) -> Meaning:
    """Return in recent weeks as what is past, and in the future as what is to come."""
    if match["w"]:
        start, end = match.start("w"), match.end()
        return Meaning(
            "DATE", "PAST_REF" if match["w"].lower() == "recent" else "FUTURE_REF", span=(start, end)
        )
    return Meaning(
        "DATE", "PAST_REF" if match["far"].lower() == "past" else "FUTURE_REF", span=match.span("ref")
    )


def holiday(match: re.Match[str], place: Place) -> Meaning | None:
    """Return the day of a holiday that has a fixed one; before another noun, as in a Christmas party, it is none."""
    if not match["y"] and not _after_preposition(match, place):
        return None
    number, of_month = (int(part) for part in _T["holidays"][match["w"]].split("-"))
    if match["y"]:
        return Meaning("DATE", f"{match['y']}-{number:02}-{of_month:02}")
    return without_year(number, of_month, match, place)


MEANINGS: dict[str, Callable[[re.Match[str], Place], Meaning | None]] = {
    "weekday": weekday,
    "near": near,
    "month": month,
    "season": season,
    "related": related,
    "ago": ago,
    "earlier": ago,
    "bare_quarter": quarter,
    "over_weekend": weekend,
    "vague": vague,
    "holiday": holiday,
}
