"""What the head of a transcript says of all of it: the day on which it was spoken, and who asks and who answers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from showsafe.casefile.reading.dates.find import Date, dates

Place = tuple[int, int]

_CALLED = r"(?P<name>(?:[^\W\d_a-z][\w.’'-]*)(?: [^\W\d_a-z][\w.’'-]*){0,4})"
_ASKS = re.compile(
    rf"\b(?:(?i:examin\w+|question\w+|interview\w*|asked)[ \n]+(?i:by)|BY):?[ \n]+(?:the )?{_CALLED}"
)
_KINDS = r"witness|deponent|interviewee|(?:evidence|interview|testimony|deposition) (?:of|with)"
_SWORN = r"(?:having been|was|is|first|being|duly|sworn|affirmed|recalled|called)"
_NAMED_WITNESS = re.compile(rf"\b(?i:{_KINDS})[,:]?[ \n]+{_CALLED}")
_SWORN_WITNESS = re.compile(
    rf"{_CALLED},?[ \n]+(?:\([^)\n]{{0,40}}\),? )?(?i:{_SWORN} ){{0,4}}(?i:sworn|affirmed|recalled|called)\b"
)
_HELD = re.compile(
    r"\b(?:date|dated|held|recorded|interview|sitting|heard|taken|day|hearing|meeting|minutes|broadcast)\b",
    re.IGNORECASE,
)
_LETTERS = ("Q", "A")
_DAY = re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d")


class Exchange:
    """The turns of a transcript, in order, with the text that they stand in."""

    def __init__(self, text: str, turns: Sequence[tuple[Place, Place | None]]) -> None:
        """Look up who asks and who answers, where labels are mere letters."""
        self.text = text
        self.turns = sorted(turns)
        self._begins = [(label or said)[0] for said, label in self.turns]
        letters = any(label and text[slice(*label)] in _LETTERS for _, label in turns)
        self._asks = _places(text, _ASKS) if letters else []
        self._answers = sorted(_places(text, _NAMED_WITNESS, _SWORN_WITNESS)) if letters else []

    @property
    def head(self) -> int:
        """Where the head ends and the first turn begins; nothing stands before it where there are no turns."""
        return self._begins[0] if self._begins else 0

    def day(self, dates: Sequence[Date]) -> int | None:
        """Return the number of the date on which the whole was spoken: the one day of the head, if there is one."""
        head = self.head
        days = [
            number
            for number, each in enumerate(dates)
            if each.end <= head and each.type == "DATE" and _DAY.fullmatch(each.value)
        ]
        if len({dates[number].value for number in days}) > 1:
            days = [number for number in days if _HELD.search(self._line(dates[number]))]
        return days[0] if len({dates[number].value for number in days}) == 1 else None

    def dated(self, published: date | None) -> list[Date]:
        """Return the dates of the text, those in the turns reckoned from the day on which the whole was spoken."""
        found = dates(self.text, published)
        number = self.day(found) if self.turns else None
        if number is None:
            return found
        try:
            spoken = dates(self.text, date.fromisoformat(found[number].value))
        except ValueError:
            return found
        head = self.head
        return [each for each in found if each.start < head] + [each for each in spoken if each.start >= head]

    def covers(self, start: int, end: int) -> bool:
        """Return whether a place lies in a turn, or in the label before it."""
        at = bisect_right(self._begins, start) - 1
        return at >= 0 and end <= self.turns[at][0][1]

    def _line(self, each: Date) -> str:
        begin = self.text.rfind("\n", 0, each.start) + 1
        end = self.text.find("\n", each.end)
        return self.text[begin : end if end >= 0 else len(self.text)]

    def behind(self, label: Place) -> Place:
        """Return the name behind a label that is a mere letter, as the lines before it have it; or the label."""
        own = self.text[slice(*label)]
        if own not in _LETTERS:
            return label
        named = self._asks if own == "Q" else self._answers
        at = bisect_left(named, label)
        return named[at - 1] if at else label


def _places(text: str, *patterns: re.Pattern[str]) -> list[Place]:
    return [match.span("name") for pattern in patterns for match in pattern.finditer(text)]
