"""Two expressions of time for one thing that cannot both hold: said, with both kept, and never cut down to one.

An article stamped Saturday that speaks of *last week's interview* and of *the interview last Thursday* means a
Thursday that no cut of the two would give.
"""

from __future__ import annotations

import re
from dataclasses import replace

from showsafe.casefile.reading.dates.calendar import stretch
from showsafe.casefile.reading.dates.find import Date
from showsafe.casefile.reading.tables import words

_EVENTS = words("grammar", "events")
_WORD = re.compile(r"[a-z]+")
_NEAR = 60
_REACH = 12
"""With how many expressions after it, of the same thing, one is compared."""

_RELATIVE = ("weekday", "related", "near", "ago", "month")
_STOP = re.compile(r"[.!?](?=\s)|\n")


def weighed(text: str, found: list[Date]) -> list[Date]:
    """Return the dates; those of one thing that have no day in common are marked, primary and alternatives kept."""
    by_event: dict[str, list[int]] = {}
    for number, each in enumerate(found):
        if each.rule in _RELATIVE and each.type in ("DATE", "TIME"):
            for event in _events(text, each):
                by_event.setdefault(event, []).append(number)
    notes: dict[int, str] = {}
    for event, numbers in by_event.items():
        for place, first in enumerate(numbers):
            for second in numbers[place + 1 : place + 1 + _REACH]:
                if _apart(found[first], found[second]):
                    note = _note(found[first].text, found[second].text, event)
                    notes.setdefault(first, note)
                    notes.setdefault(second, note)
    return [replace(each, conflict=notes.get(number, each.conflict)) for number, each in enumerate(found)]


def _note(first: str, second: str, event: str) -> str:
    both = f"“{first}” and “{second}” both stand with “{event}” and have no day in common."
    return f"{both} Which is meant has to be asked."


def _events(text: str, each: Date) -> list[str]:
    before = text[max(each.start - _NEAR, 0) : each.start]
    after = text[each.end : each.end + _NEAR]
    left = before[max((found.end() for found in _STOP.finditer(before)), default=0) :]
    stop = _STOP.search(after)
    near = f"{left} {after[: stop.start()] if stop else after}"
    return sorted(_EVENTS & set(_WORD.findall(near.lower())))


def _apart(first: Date, second: Date) -> bool:
    """Return whether a time lies outside a longer one of the same thing, where another reading would lie inside."""
    one, other = stretch(first.value), stretch(second.value)
    if one is None or other is None or one.meets(other):
        return False
    if (one.last - one.first) == (other.last - other.first):
        return False
    longer, shorter = (one, second) if one.last - one.first > other.last - other.first else (other, first)
    return any(
        (reading := stretch(value)) is not None and reading.meets(longer) for value in shorter.alternatives
    )
