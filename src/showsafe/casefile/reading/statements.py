"""Statements: what the text reports somebody to have said, word for word or in other words, and when."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from showsafe.casefile.reading import kinds
from showsafe.casefile.reading.dates.calendar import day
from showsafe.casefile.reading.dates.find import Date
from showsafe.casefile.reading.indirect import Reported, reported
from showsafe.casefile.reading.people import People
from showsafe.casefile.reading.shape import About, Place, Quote, Statement, When
from showsafe.casefile.reading.signs import signs
from showsafe.casefile.reading.speakers import Parsed
from showsafe.casefile.reading.tables import words
from showsafe.casefile.reading.within import Spoken, Voice, person

DIRECT, INDIRECT, MIXED = "direct", "indirect", "mixed"
_PRECISION = {4: "year", 7: "month", 8: "week", 10: "day"}
_SPEAKING = ("say", "ask", "call", "source")
_EVENT = re.compile(rf"\b(?:{'|'.join(sorted(words('grammar', 'events')))})s?\b", re.IGNORECASE)
_INDIRECT = 60
_MIXED = 65
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class _Around:
    """What all statements of one text are made with."""

    text: str
    quotes: Sequence[Quote]
    dates: Sequence[Date]
    people: People
    published: date | None
    starts: Sequence[int]
    sentences: Sequence[Parsed]
    begins: Sequence[int]
    day: int | None = None
    """The number of the date on which all turns of a transcript were spoken."""

    def inside(self, place: Place) -> tuple[int, ...]:
        """Return the numbers of the dates within a place."""
        first, after = bisect_left(self.starts, place[0]), bisect_left(self.starts, place[1])
        return tuple(number for number in range(first, after) if self.dates[number].end <= place[1])


def statements(
    text: str,
    quotes: Sequence[Quote],
    dates: Sequence[Date],
    told: Sequence[Spoken],
    people: People,
    published: date | None,
    day: int | None = None,
) -> list[Statement]:
    """Return all statements of a text, in the order in which they begin.

    Args:
        text: The text.
        quotes: All quotations, those within others too.
        dates: Its dates.
        told: Its sentences, those within quotations too, each with whose words they are.
        people: Its names.
        published: The day of publication.
        day: The number of the date on which the turns of a transcript were spoken.
    """
    sentences = [each.parsed for each in told if each.voice is None]
    around = _Around(
        text,
        quotes,
        dates,
        people,
        published,
        [each.start for each in dates],
        sentences,
        [each.sentence.start for each in sentences],
        day,
    )
    found = [_direct(around, number, each) for number, each in enumerate(quotes) if _is_statement(each)]
    for each in told:
        found += [_indirect(around, one, each.voice) for one in reported(each.parsed) if not _is_a_quote(one)]
    return sorted(found, key=lambda each: (each.start, each.end, each.kind))


def _is_statement(each: Quote) -> bool:
    return each.kind == kinds.QUOTE and each.rule != "nobody"


def _direct(around: _Around, number: int, each: Quote) -> Statement:
    place = (each.start, each.end)
    sentence = _sentence(around, each.cue[0] if each.cue else each.start)
    within = any(
        other.depth > each.depth and each.start <= other.start and other.end <= each.end
        for other in _near(around.quotes, number)
    )
    marks = [*signs(each.text), *(("quotes-another",) if within else ())]
    when = _when(around, sentence, [place], each.cue)
    if around.day is not None and each.rule == "label" and not each.depth:
        when = When("stated", "day", around.dates[around.day].edtf, around.day)
    if not each.speaker:
        marks.append("speaker-unknown")
    return Statement(
        DIRECT,
        each.start,
        each.end,
        each.text,
        (place,),
        each.speaker,
        each.person,
        each.cue,
        each.verb,
        when,
        _about(around, [place]),
        1 + each.depth + within + _relayed(sentence, each),
        tuple(marks),
        each.confidence,
        each.rule,
        number,
    )


def _relayed(sentence: Parsed | None, each: Quote) -> bool:
    """Return whether another is named as the source of the whole: “...,” he said, according to a report."""
    if sentence is None or each.rule == "source":
        return False
    return any(told.cue.kind == "source" for told in sentence.told)


def _near(quotes: Sequence[Quote], number: int) -> Sequence[Quote]:
    return quotes[number + 1 : number + 12]


def _sentence(around: _Around, place: int) -> Parsed | None:
    at = bisect_right(around.begins, place) - 1
    return around.sentences[at] if at >= 0 else None


def _is_a_quote(one: Reported) -> bool:
    """Return whether what is reported is little more than a quotation, which is a statement already."""
    words = one.sentence.sentence.words
    whole = own = 0
    for first, after in one.parts:
        whole += words[after - 1].end - words[first].start
        own += sum(word.end - word.start for word in words[first:after] if word.quote >= 0)
    return own > _MOSTLY * whole


def _indirect(around: _Around, one: Reported, voice: Voice | None) -> Statement:
    words = one.sentence.sentence.words
    spans = tuple((words[first].start, words[after - 1].end) for first, after in one.parts)
    said = " ".join(around.text[slice(*span)] for span in spans)
    who = () if one.by_nobody else (one.sentence.place(one.told.who),)
    cue = words[one.told.cue.at].start, words[one.told.cue.at].end
    mixed = any(word.quote >= 0 for first, after in one.parts for word in words[first:after])
    return Statement(
        MIXED if mixed else INDIRECT,
        spans[0][0],
        spans[-1][1],
        around.text[spans[0][0] : spans[-1][1]],
        spans,
        who,
        person(around.text, who[0], around.people, voice) if who else None,
        cue,
        one.told.cue.verb,
        _when(around, one.sentence, spans, cue),
        _about(around, spans),
        _depth(one) + (voice.depth if voice else 0),
        (*signs(said), *(("speaker-unknown",) if not who else ())),
        _MIXED if mixed else _INDIRECT,
        one.rule,
    )


def _depth(one: Reported) -> int:
    """Return how many people it went through: others of the sentence who report this report."""
    words = one.sentence.sentence.words
    around = 0
    for other in one.sentence.told:
        holds = other.cue.at < one.told.who.first and other.cue.kind in _SPEAKING
        same = words[one.told.who.first].low in ("he", "she", "they", "it", "i", "we")
        around += holds and other.who != one.told.who and not same
    return 1 + around


def _about(around: _Around, spans: Sequence[Place]) -> About:
    dates = tuple(number for span in spans for number in around.inside(span))
    events = [found.span() for span in spans for found in _EVENT.finditer(around.text, *span)]
    return About(dates, tuple(events))


def _when(around: _Around, sentence: Parsed | None, spans: Sequence[Place], cue: Place | None) -> When:
    """Return when it was said: as the sentence says outside of what was said, or not after the day of publication."""
    if sentence is not None:
        place = sentence.sentence.start, sentence.sentence.end
        outside = [
            n
            for n in around.inside(place)
            if not any(a <= around.dates[n].start < b for a, b in spans) and _is_when(around.dates[n])
        ]
        if outside:
            nearest = min(outside, key=lambda n: (abs(around.dates[n].start - (cue or place)[0]), n))
            found = around.dates[nearest]
            return When("stated", _precision(found), found.edtf, nearest)
    if around.published is not None:
        return When("not-after", "open", f"../{day(around.published)}")
    return When("unknown", "open")


def _is_when(each: Date) -> bool:
    return each.type in ("DATE", "TIME") and not each.value.endswith("_REF")


def _precision(each: Date) -> str:
    value, clock, time = each.value.partition("T")
    if clock:
        return "minute" if ":" in time else "part-of-day"
    if "-W" in value:
        return "week"
    if "X" in value:
        return "open"
    return _PRECISION.get(len(value), "open")
