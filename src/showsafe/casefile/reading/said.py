"""When something was said: what the words beside the verb say of it, or those of the speech that it belongs to.

A time within what was said is what it is about, and a time that stands with another verb is not when somebody spoke.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from showsafe.casefile.reading.dates.calendar import day, exact
from showsafe.casefile.reading.dates.find import Date
from showsafe.casefile.reading.shape import Place, Statement, When

_PRECISION = {4: "year", 7: "month", 8: "week", 10: "day"}
_DAY = len("2024-10-21")
_BEHIND = 60
"""How far behind a verb its time may stand: told reporters at the gate on Monday."""

_FIRST = 14
_LONGEST = 400
_AHEAD = 90
_OTHER = re.compile(r"[.;:“”\"‘]|\b(?:that|who|which|whose|since|until)\b|, (?:and|but) ")
_SINCE = re.compile(r"\b(?:since|until|by|before|after|from|due)\s+(?:the\s+)?$", re.IGNORECASE)
_SPEECH = re.compile(
    r"\b(?:conference|interview|speech|keynote|briefing|hearing|meeting|address|testimony|announcement|inquest|trial)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"XXXX-(?:0[1-9]|1[0-2])(?:-\d\d)?")
_BEGINS = (". ", "\n", "” ", '" ', "’ ", "? ")
_SCENE = re.compile(r"\s*(?:[A-Z]\w+ing|In|At|During|On|After|Before|Late|Early|Earlier)\b[^,.;:]{0,60}$")
_AROUND = 500
_RECENT = 14
"""So many days before the publication a speech may lie that what follows is still told of."""


@dataclass(frozen=True, slots=True)
class Times:
    """The text with its dates, and the day of its publication."""

    text: str
    dates: Sequence[Date]
    published: date | None

    def when(
        self, inside: Sequence[int], who: Place | None, cue: Place | None, said: Sequence[Place]
    ) -> When:
        """Return when something was said, or not after the day of publication.

        Args:
            inside: The numbers of the dates in its sentence.
            who: Where the one is named who speaks.
            cue: The verb.
            said: Everything in the sentence that is said by anybody.
        """
        if cue is not None:
            able = [
                number
                for number in inside
                if self._is_when(self.dates[number])
                and not any(start <= self.dates[number].start < end for start, end in said)
                and self._beside(self.dates[number], who, cue)
            ]
            if able:
                nearest = min(able, key=lambda number: (abs(self.dates[number].start - cue[0]), number))
                return self.stated(nearest)
        return self.otherwise()

    def stated(self, number: int) -> When:
        """Return the time that a date says."""
        found = self.dates[number]
        return When("stated", _precision(found), found.edtf, number)

    def otherwise(self) -> When:
        """Return what is known of when, where the text does not say it."""
        if self.published is not None:
            return When("not-after", "open", f"../{day(self.published)}")
        return When("unknown", "open")

    def _is_when(self, each: Date) -> bool:
        if each.type not in ("DATE", "TIME") or each.value.endswith("_REF") or each.rule == "clock":
            return False
        if "X" in each.value and not _OPEN.match(each.value):
            return False
        return self.published is None or each.value[:_DAY] <= day(self.published)

    def _beside(self, each: Date, who: Place | None, cue: Place) -> bool:
        """Return whether a date stands with the verb: behind it, before it, or where its sentence begins."""
        if _SINCE.search(self.text, max(each.start - 12, 0), each.start):
            return False
        if each.start >= cue[1]:
            return self._is_free(cue[1], each.start, _BEHIND)
        if who is not None and who[1] <= each.start:
            doing = self.text[cue[0] : cue[1]].lower().endswith("ing")
            return not doing and self._is_free(who[1], cue[0], _AHEAD)
        begin = max(self.text.rfind(sign, max(each.start - _LONGEST, 0), each.start) for sign in _BEGINS) + 1
        first = min(who[0], cue[0]) if who else cue[0]
        near = each.start - begin <= _FIRST or _SCENE.match(self.text, begin, each.start) is not None
        return near and self._is_free(each.end, first, _AHEAD)

    def _is_free(self, start: int, end: int, furthest: int) -> bool:
        return end - start <= furthest and not _OTHER.search(self.text, start, end)

    def carried(self, statements: Sequence[Statement], paragraphs: Sequence[int]) -> list[Statement]:
        """Return the statements, those that go on from a dated one of the same speaker with its time.

        Only from one paragraph into the same or the next one, as long as nobody else is told of between.
        """
        made: list[Statement] = []
        speeches: dict[str, When] = {}
        last: Statement | None = None
        where = 0
        for each, paragraph in zip(statements, paragraphs, strict=True):
            if each.rule in ("within", "label"):
                made.append(each)
                continue
            name = each.person.name if each.person else ""
            one = each
            if each.when.kind == "stated":
                last = each if self._is_recent(each) else None
                speeches.pop(name, None)
                if last is not None and name and self._tells_of_a_speech(each):
                    speeches[name] = each.when
            elif last is not None and _goes_on(last, each) and paragraph - where <= 1:
                one = replace(each, when=last.when)
            else:
                last = None
                one = replace(each, when=speeches.get(name, each.when)) if each.depth == 1 else each
            where = paragraph
            made.append(one)
        return made

    def _tells_of_a_speech(self, each: Statement) -> bool:
        """Return whether the text around a statement speaks of an occasion on which it was made."""
        return _SPEECH.search(self.text, max(each.start - _AROUND, 0), each.end + _AROUND) is not None

    def _is_recent(self, each: Statement) -> bool:
        value = (each.when.edtf or "")[:_DAY]
        parts = value.split("-")
        if len(value) != _DAY or not all(part.isdigit() for part in parts):
            return False
        if self.published is None:
            return True
        when = exact(*(int(part) for part in parts))
        return when is not None and 0 <= (self.published - when).days <= _RECENT


def _goes_on(last: Statement, each: Statement) -> bool:
    """Return whether somebody goes on: the same person, or the same words for who speaks."""
    if last.person is None or each.person is None:
        return last.who == each.who and bool(each.who)
    return last.person.name == each.person.name


def _precision(each: Date) -> str:
    value, clock, time = each.value.partition("T")
    if clock:
        return "minute" if ":" in time else "part-of-day"
    if "-W" in value:
        return "week"
    if "X" in value:
        return "open"
    return _PRECISION.get(len(value), "open")
