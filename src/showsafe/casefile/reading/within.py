"""Words within words: what somebody quotes or relays inside of what they say, as far as their own words name who.

The outer speaker stays who they are. An *I* within their words is themselves; a *he* is somebody whom they named
before, or nobody; and nobody is taken over from the text around.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from showsafe.casefile.reading import kinds
from showsafe.casefile.reading.addressed import to_whom
from showsafe.casefile.reading.cues import FORMS, lists
from showsafe.casefile.reading.exchange import Exchange
from showsafe.casefile.reading.frames import Sentence, part
from showsafe.casefile.reading.marks import Marked
from showsafe.casefile.reading.people import People, Person
from showsafe.casefile.reading.phrases import Span
from showsafe.casefile.reading.shape import Place, Quote
from showsafe.casefile.reading.speakers import CLAUSE, Parsed, Said, in_sentence, parsed
from showsafe.casefile.reading.tables import words as table

Trees = Callable[[list[Sentence]], list[Sentence]]
_SELF = frozenset(("i", "i’m", "i'm", "i’ve", "i've", "i’d", "i'd"))
_PRONOUNS = table("grammar", "subjects")
_GOES = lists("quotative")
_REPORTING = frozenset(word for word, form in FORMS.items() if form.verb in CLAUSE) | {"according"}
_LETTERS = re.compile(r"[a-z]+")
_SHOWN = 60
"""How sure it is who said words within words, where the one who quotes them says so."""

_NOBODY = 20
_BESIDE = ("after", "before", "same-paragraph")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks the words around: a place in the text from which on they do, and the person."""

    start: int
    person: Person | None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence with whose words it is in; nobody's where they are the writer's."""

    parsed: Parsed
    voice: Voice | None


def person(text: str, place: Place | None, people: People, voice: Voice | None) -> Person | None:
    """Return whom a mention means, in the writer's words or in those of somebody who speaks."""
    if voice is None or place is None:
        return people.of(place)
    own = text[slice(*place)].lower()
    if own in _SELF:
        return voice.person
    return people.since(place, voice.start) if own in _PRONOUNS else people.of(place)


def within(
    text: str, pairs: Sequence[Marked], quotes: Sequence[Quote], people: People, trees: Trees
) -> tuple[list[Quote], list[Spoken]]:
    """Return the quotations inside of others, each with who is shown to say it, and the sentences that they stand in.

    Args:
        text: The text.
        pairs: All pairs of marks, those inside of others deeper by one.
        quotes: The quotations that stand in no other, and the turns of a transcript.
        people: The names of the text.
        trees: What gives sentences their trees, where that was asked for.
    """
    found: list[Quote] = []
    spoken: list[Spoken] = []
    deep = sorted((each for each in pairs if each.depth), key=lambda each: each.start)
    starts = [each.start for each in deep]
    outer = [each for each in quotes if each.kind == kinds.QUOTE]
    while outer:
        inner: list[Quote] = []
        for each in outer:
            first, after = bisect_left(starts, each.start), bisect_left(starts, each.end)
            children = [
                pair for pair in deep[first:after] if pair.depth == each.depth + 1 and pair.end <= each.end
            ]
            made, own = _inside(text, each, children, people, trees)
            inner += made
            spoken += own
        found += inner
        outer = [each for each in inner if each.kind == kinds.QUOTE]
    return found, spoken


def _inside(
    text: str, outer: Quote, children: list[Marked], people: People, trees: Trees
) -> tuple[list[Quote], list[Spoken]]:
    if not children and not _may_report(text[outer.start : outer.end]):
        return [], []
    voice = Voice(outer.start, outer.person, outer.depth + 1)
    sentences = part(text, (outer.start, outer.end), list(enumerate(children)))
    own = [parsed(each) for each in (trees(sentences) if children else sentences)]
    found: list[Quote] = []
    before: Said | None = None
    for each in own:
        for told in each.told:
            person(text, each.place(told.who), people, voice)
        for at, word in enumerate(each.sentence.words):
            if word.quote >= 0:
                said = in_sentence(each, at, children) or _goes(each.sentence, at)
                kind = kinds.kind(each.sentence.words, at, said)
                if said is None and before is not None and children[word.quote].continues:
                    said = before
                before = said
                found.append(_quote(text, children[word.quote], said, kind, (people, voice)))
    return found, [Spoken(each, voice) for each in own]


def _may_report(said: str) -> bool:
    """Return whether a word that takes a clause is in it: most of what people say tells of nobody's words."""
    return not _REPORTING.isdisjoint(_LETTERS.findall(said.lower()))


def _goes(sentence: Sentence, at: int) -> Said | None:
    """Return who goes, or is like, before a quotation: and they go, “...”."""
    words = sentence.words
    place = at - 1
    if place > 0 and words[place].text == ",":
        place -= 1
    if place < 1 or words[place].low not in _GOES:
        return None
    while place > 0 and words[place - 1].low in ("was", "were", "is", "are", "just", "all"):
        place -= 1
    if place and (words[place - 1].low in _PRONOUNS or words[place - 1].is_capital):
        return Said("before", sentence, Span(place - 1, place))
    return None


def _quote(text: str, pair: Marked, said: Said | None, kind: str, whose: tuple[People, Voice]) -> Quote:
    own = said if kind == kinds.QUOTE and said is not None and _is_shown(said) else None
    mention = own.mention if own else None
    cue = own.sentence.words[own.cue.at] if own and own.cue else None
    return Quote(
        pair.start,
        pair.end,
        text[pair.start : pair.end],
        (mention,) if mention else (),
        person(text, mention, *whose) if mention else None,
        (cue.start, cue.end) if cue else None,
        own.cue.verb if own and own.cue else None,
        to_whom(own) if own else None,
        _SHOWN if mention else _NOBODY,
        "within",
        pair.marks,
        pair.closed,
        pair.depth,
        pair.continues,
        kind,
    )


def _is_shown(said: Said) -> bool:
    """Return whether whoever speaks stands right beside the words, with a verb that says they were spoken."""
    return said.rule in _BESIDE and (said.cue is None or said.cue.kind in ("say", "ask", "call"))


def deeper(pairs: Sequence[Marked], exchange: Exchange) -> list[Marked]:
    """Return all pairs of marks, those in a turn of a transcript deeper by one: they stand in somebody's words."""
    if not exchange.turns:
        return list(pairs)
    return [
        replace(pair, depth=pair.depth + 1) if exchange.covers(pair.start, pair.end) else pair
        for pair in pairs
    ]
