"""What an expression of time means, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

_STOP = re.compile(r"[.!?](?=\s)|[\n\r;]")
_AHEAD = re.compile(
    r"\b(?:will|won[’']t|shall|to be|is to|are to|set to|plans?|planned|planning|scheduled|expected|expects?|due|"
    r"upcoming|going to|begins?|starts?|opens?|until|would)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\b(?:said|told|announced|was|were|had|since|reported|released|has|did|last|began|started|opened)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A TIMEX3 type and value, with others that are possible."""

    type: str
    value: str
    alternatives: tuple[str, ...] = ()
    conflict: str | None = None
    about: bool = False
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The text that an expression stands in, the day it was published, and the order of its numeric dates."""

    text: str
    published: date | None
    day_first: bool | None = None
    marks: list[int] = field(default_factory=list)

    def ahead(self, start: int, end: int) -> bool:
        """Return whether what stands around a place speaks of what is still to come."""
        return self.tense(start, end) > 0

    def tense(self, start: int, end: int) -> int:
        """Return 1 where what stands around a place speaks of what is to come, -1 of what has been, 0 of neither.

        The verb before the expression decides, the nearest one first; only where there is none does one after it count.
        """
        left = max(
            (each.end() for each in _STOP.finditer(self.text, max(start - 200, 0), start)),
            default=max(start - 200, 0),
        )
        before = self.text[left:start]
        future = max((each.start() for each in _AHEAD.finditer(before)), default=-1)
        past = max((each.start() for each in _BEHIND.finditer(before)), default=-1)
        if future != past:
            return 1 if future > past else -1
        right = _STOP.search(self.text, end, end + 80)
        after = self.text[end : right.start() if right else end + 80]
        first = _AHEAD.search(after)
        other = _BEHIND.search(after)
        return int(first is not None and (other is None or first.start() < other.start()))
