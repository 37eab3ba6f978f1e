"""Find every expression of time in a text and say what it means, with what else it may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from showsafe.casefile.reading.dates import relative, spans
from showsafe.casefile.reading.dates.calendar import edtf
from showsafe.casefile.reading.dates.meaning import Meaning, Place
from showsafe.casefile.reading.dates.patterns import places

_MEANINGS = {**relative.MEANINGS, **spans.MEANINGS}


@dataclass(frozen=True, slots=True)
class Date:
    """An expression of time in a text."""

    start: int
    end: int
    text: str
    type: str
    value: str
    edtf: str | None
    rule: str
    alternatives: tuple[str, ...] = ()
    conflict: str | None = None


def dates(text: str, published: date | None) -> list[Date]:
    """Return all expressions of time in order; those that stand in a longer one are left out."""
    place = Place(text, published, spans.order(text))
    found: list[tuple[int, int, str, Meaning]] = []
    for name, match in places(text):
        meaning = _MEANINGS[name](match, place)
        if meaning is not None:
            start, end = meaning.span or match.span()
            found.append((start, end, name, meaning))
    found.sort(key=lambda each: (each[0], -each[1]))
    return [_date(text, published, each) for each in _apart(found)]


def _apart(found: list[tuple[int, int, str, Meaning]]) -> list[tuple[int, int, str, Meaning]]:
    kept: list[tuple[int, int, str, Meaning]] = []
    for each in found:
        if kept and each[0] < kept[-1][1]:
            if each[1] - each[0] > kept[-1][1] - kept[-1][0]:
                kept[-1] = each
            continue
        kept.append(each)
    return kept


_TRAILING = re.compile(r"[\s,]+$")


def _date(text: str, published: date | None, each: tuple[int, int, str, Meaning]) -> Date:
    start, end, name, meaning = each
    own = _TRAILING.sub("", text[start:end])
    return Date(
        start,
        start + len(own),
        own,
        meaning.type,
        meaning.value,
        edtf(meaning.value, published, about=meaning.about),
        name,
        meaning.alternatives,
        meaning.conflict,
    )
