"""Statements: what the text reports somebody to have said, word for word or in other words, and when."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from showsafe.casefile.reading import kinds
from showsafe.casefile.reading.addressed import hearer, place
from showsafe.casefile.reading.dates.find import Date
from showsafe.casefile.reading.indirect import Reported, reported
from showsafe.casefile.reading.others import DOER, WEAK, Other, beside, others
from showsafe.casefile.reading.passives import teller
from showsafe.casefile.reading.people import People, Person
from showsafe.casefile.reading.said import Times
from showsafe.casefile.reading.shape import About, Place, Quote, Statement, When
from showsafe.casefile.reading.signs import signs
from showsafe.casefile.reading.speakers import Parsed
from showsafe.casefile.reading.tables import words
from showsafe.casefile.reading.within import Spoken, Voice, person
from showsafe.casefile.reading.words import paragraphs

DIRECT, INDIRECT, MIXED = "direct", "indirect", "mixed"
_SPEAKING = ("say", "ask", "call", "source")
_EVENT = re.compile(rf"\b(?:{'|'.join(sorted(words('grammar', 'events')))})s?\b", re.IGNORECASE)
_NO_CLAUSE = words("grammar", "prepositions")
_CLAUSE = 2
"""More words than this behind a quotation are a clause that it is only a part of."""

_WIDEST = 3
"""How many characters a mark and a space behind it have at most."""

_BACK = 40
_NEAR = 3
_INDIRECT = 60
_MIXED = 65
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class _Around:
    """What all statements of one text are made with."""

    text: str
    quotes: Sequence[Quote]
    people: People
    times: Times
    told: Sequence[Spoken]
    """All sentences in order, those within quotations too."""

    begins: Sequence[int]
    said: Sequence[Place]
    """Everything that is said by anybody, in order."""

    day: int | None
    """The number of the date on which all turns of a transcript were spoken."""

    starts: Sequence[int]

    def inside(self, place: Place) -> tuple[int, ...]:
        """Return the numbers of the dates within a place."""
        first, after = bisect_left(self.starts, place[0]), bisect_left(self.starts, place[1])
        return tuple(number for number in range(first, after) if self.times.dates[number].end <= place[1])

    def sentence(self, place: int, depth: int) -> Parsed | None:
        """Return the sentence that a place stands in, of the words that are so deep within others."""
        for at in range(
            bisect_right(self.begins, place) - 1, max(bisect_right(self.begins, place) - _BACK, -1), -1
        ):
            each = self.told[at]
            if self._depth(each) == depth:
                return each.parsed
        return None

    def near(self, place: int, depth: int) -> list[Parsed]:
        """Return the sentence that a place stands in, and the two before it of words so deep."""
        last = bisect_right(self.begins, place)
        deep = (
            each for each in reversed(self.told[max(last - _BACK, 0) : last]) if self._depth(each) == depth
        )
        return [each.parsed for _, each in zip(range(_NEAR), deep, strict=False)]

    @staticmethod
    def _depth(each: Spoken) -> int:
        return each.voice.depth if each.voice else 0

    def when(self, sentence: Parsed | None, who: Sequence[Place], cue: Place | None) -> When:
        """Return when something was said, by the sentence that tells of it."""
        if sentence is None or cue is None:
            return self.times.otherwise()
        start, end = sentence.sentence.start, sentence.sentence.end
        said = [
            span
            for span in self.said[bisect_left(self.said, (start,)) : bisect_left(self.said, (end,))]
            if not span[0] <= cue[0] < span[1]
        ]
        return self.times.when(self.inside((start, end)), who[0] if who else None, cue, said)


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
    told = sorted(told, key=lambda each: each.parsed.sentence.start)
    reports = [(one, each.voice) for each in told for one in reported(each.parsed) if not _is_a_quote(one)]
    places = [_places(one) for one, _ in reports]
    own = frozenset(each.start for each in quotes if _is_statement(each))
    mixed = [_is_mixed(one, own) for one, _ in reports]
    around = _Around(
        text,
        quotes,
        people,
        Times(text, dates, published),
        told,
        [each.parsed.sentence.start for each in told],
        sorted([span for spans in places for span in spans] + [(each.start, each.end) for each in quotes]),
        day,
        [each.start for each in dates],
    )
    held = [
        (*span, voice.depth if voice else 0)
        for (_, voice), spans, holds in zip(reports, places, mixed, strict=True)
        if holds
        for span in spans
    ]
    found = [
        _direct(around, number, each)
        for number, each in enumerate(quotes)
        if _is_statement(each)
        and not any(
            start <= each.start and each.end <= end and depth == each.depth for start, end, depth in held
        )
    ]
    found += [_indirect(around, *one, mixed=holds) for one, holds in zip(reports, mixed, strict=True)]
    found.sort(key=lambda each: (each.start, each.end, each.kind))
    return around.times.carried(found, _paragraphs(text, found))


def _paragraphs(text: str, found: Sequence[Statement]) -> list[int]:
    """Return the number of the paragraph that each statement begins in."""
    starts = [start for start, _ in paragraphs(text)]
    return [bisect_right(starts, each.start) for each in found]


def _places(one: Reported) -> list[Place]:
    words = one.sentence.sentence.words
    return [(words[first].start, words[after - 1].end) for first, after in one.parts]


def _is_mixed(one: Reported, own: frozenset[int]) -> bool:
    """Return whether somebody's words stand in what is reported; a title or a term in marks is none."""
    words = one.sentence.sentence.words
    return any(
        word.quote >= 0 and any(place in own for place in range(word.start, word.start + _WIDEST + 1))
        for first, after in one.parts
        for word in words[first:after]
    )


def _is_statement(each: Quote) -> bool:
    return each.kind == kinds.QUOTE and each.rule != "nobody"


def _direct(around: _Around, number: int, each: Quote) -> Statement:
    place = (each.start, each.end)
    turn = each.rule == "label" and not each.depth
    sentence = None if turn else around.sentence(each.cue[0] if each.cue else each.start, each.depth)
    within = any(
        other.depth > each.depth and each.start <= other.start and other.end <= each.end
        for other in _near(around.quotes, number)
    )
    marks = [*signs(each.text), *(("quotes-another",) if within else ())]
    when = around.when(sentence, each.speaker, each.cue)
    if around.day is not None and turn:
        when = around.times.stated(around.day)
    if not each.speaker:
        marks.append("speaker-unknown")
    addressee = around.people.named(each.to)
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
        each.to,
        addressee,
        () if turn else _but(addressee, _other_speakers(around, number, each)),
    )


def _other_speakers(around: _Around, number: int, each: Quote) -> tuple[Other, ...]:
    """Return who else may have spoken a quotation: by a pronoun, by a surname, or because they speak beside it."""
    if not each.speaker:
        return ()
    near = beside(around.near(each.start, each.depth)) if each.rule in WEAK else ()
    holding = (
        one.start
        for one in reversed(around.quotes[max(number - _BACK, 0) : number] if each.depth else ())
        if one.depth < each.depth and each.end <= one.end
    )
    since = next(holding, each.start) if each.depth else 0
    return others(around.people, each.speaker[0], each.person, near, since=since)


def _but(addressee: Person | None, found: tuple[Other, ...]) -> tuple[Other, ...]:
    """Return others without whoever is told: nobody tells themselves."""
    return tuple(each for each in found if addressee is None or each.name != addressee.name)


def _relayed(sentence: Parsed | None, each: Quote) -> bool:
    """Return whether another is named as the source of the whole: “...,” he said, according to a report."""
    if sentence is None or each.rule == "source":
        return False
    return any(told.cue.kind == "source" for told in sentence.told)


def _near(quotes: Sequence[Quote], number: int) -> Sequence[Quote]:
    return quotes[number + 1 : number + 12]


def _is_a_quote(one: Reported) -> bool:
    """Return whether what is reported is a quotation, which is a statement already, and no clause around one."""
    words = one.sentence.sentence.words
    inside = [word for first, after in one.parts for word in words[first:after]]
    if not any(word.quote >= 0 for word in inside):
        return False
    lead = next(at for at, word in enumerate(inside) if word.quote >= 0)
    after = sum(word.is_word for word in inside[lead + 1 :])
    if not lead and (words[one.parts[0][0] - 1].low != "that" or after > _CLAUSE):
        return words[one.parts[0][0] - 1].low != "that"
    whole = sum(word.end - word.start for word in inside)
    own = sum(word.end - word.start for word in inside if word.quote >= 0)
    apart = lead > 0 and inside[lead - 1].text in (":", ",")
    clause = one.rule == "after-its-verb" and lead > 1 and not apart and inside[0].low not in _NO_CLAUSE
    return not clause and own > _MOSTLY * whole


def _indirect(around: _Around, one: Reported, voice: Voice | None, *, mixed: bool) -> Statement:
    words = one.sentence.sentence.words
    spans = tuple(_places(one))
    said = " ".join(around.text[slice(*span)] for span in spans)
    who = () if one.by_nobody else (one.sentence.place(one.told.who),)
    cue = words[one.told.cue.at].start, words[one.told.cue.at].end
    named = person(around.text, who[0], around.people, voice) if who else None
    told_by = None if one.by_nobody else one.told.who
    to = place(words, hearer(words, one.told.cue, told_by, one.parts))
    addressee = around.people.named(to)
    return Statement(
        MIXED if mixed else INDIRECT,
        spans[0][0],
        spans[-1][1],
        around.text[spans[0][0] : spans[-1][1]],
        spans,
        who,
        named,
        cue,
        one.told.cue.verb,
        around.when(one.sentence, who, cue),
        _about(around, spans),
        _depth(one) + (voice.depth if voice else 0),
        (*signs(said), *(("speaker-unknown",) if not who else ())),
        _MIXED if mixed else _INDIRECT,
        one.rule,
        None,
        to,
        addressee,
        _but(addressee, _allowed(around, one, who, named, voice)),
    )


def _allowed(
    around: _Around, one: Reported, who: Sequence[Place], named: Person | None, voice: Voice | None
) -> tuple[Other, ...]:
    """Return who else may have said it in other words; of what somebody was told, who may have told it."""
    if who:
        return others(around.people, who[0], named, (), since=voice.start if voice else 0)
    behind = teller(one.sentence.sentence.words, one.told.cue)
    near = [(one.sentence, behind[0])] if behind is not None else []
    return others(around.people, None, None, near, DOER)


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
