"""One text and the day it was published in; quotations, dates and statements out; the same text, the same answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from showsafe.casefile.reading import hanging, kinds
from showsafe.casefile.reading.addressed import to_whom
from showsafe.casefile.reading.conflicts import weighed
from showsafe.casefile.reading.cues import FORMS
from showsafe.casefile.reading.exchange import Exchange
from showsafe.casefile.reading.frames import Sentence, sentences
from showsafe.casefile.reading.marks import Marked, marked
from showsafe.casefile.reading.people import People
from showsafe.casefile.reading.shape import Place, Quote, Reading
from showsafe.casefile.reading.speakers import CLAUSE, CONFIDENCE, Parsed, Said, parsed, speakers
from showsafe.casefile.reading.statements import statements
from showsafe.casefile.reading.trees import Parser
from showsafe.casefile.reading.within import Spoken, deeper, within

_NOBODY = 20
"""How sure it is that words in marks are somebody's where the text shows nobody who says them."""


def read(
    text: str,
    published: date | None = None,
    turns: tuple[tuple[Place, Place | None], ...] = (),
    parser: Parser | None = None,
) -> Reading:
    """Read a text.

    Args:
        text: What is read; every place that is returned counts its code points.
        published: The day from which *yesterday* is reckoned; without one such words stay open.
        turns: Where somebody speaks without any marks, each with the place that names them, as in a transcript.
        parser: What shows how the sentences are built, where that was asked for.
    """
    exchange = Exchange(text, turns)
    pairs = deeper(marked(text), exchange)
    each = [parsed(sentence) for sentence in _with_trees(_of_the_writer(text, pairs, exchange), parser)]
    people = People(text, familiar=bool(turns))
    for one in each:
        for told in one.told:
            people.of(one.place(told.who))
        for who in hanging.named(one.sentence.tree) if one.sentence.tree is not None else ():
            people.of(one.place(who))
    outer = [*_quotes(text, pairs, each, people), *(_turn(text, *turn, people, exchange) for turn in turns)]
    inner, spoken = within(text, pairs, outer, people, partial(_with_trees, parser=parser))
    ordered = tuple(sorted((*outer, *inner), key=lambda quote: (quote.start, -quote.end, quote.depth)))
    times = weighed(text, exchange.dated(published))
    spoken = [*(Spoken(one, None) for one in each), *spoken]
    day = exchange.day(times)
    return Reading(
        ordered, tuple(times), tuple(statements(text, ordered, times, spoken, people, published, day))
    )


def _of_the_writer(text: str, pairs: list[Marked], exchange: Exchange) -> list[Sentence]:
    """Return the sentences that are nobody's turn in a transcript."""
    found = sentences(text, pairs)
    if not exchange.turns:
        return found
    return [each for each in found if not exchange.covers(each.start, each.start)]


def _with_trees(found: list[Sentence], parser: Parser | None) -> list[Sentence]:
    if parser is None:
        return found
    wanted = [number for number, each in enumerate(found) if _reports(each)]
    trees = parser.trees([found[number].words for number in wanted])
    made = list(found)
    for number, tree in zip(wanted, trees, strict=True):
        made[number] = replace(found[number], tree=tree)
    return made


def _reports(sentence: Sentence) -> bool:
    """Return whether a tree can show something: a quotation stands beside words, or a verb that takes a clause."""
    words = sentence.words
    if any(word.quote >= 0 for word in words):
        return any(word.is_word for word in words)
    return any(word.low in FORMS and FORMS[word.low].verb in CLAUSE for word in words)


def _quotes(text: str, pairs: list[Marked], each: list[Parsed], people: People) -> list[Quote]:
    said = speakers(pairs, each)
    standing = {
        word.quote: (one.sentence.words, at)
        for one in each
        for at, word in enumerate(one.sentence.words)
        if word.quote >= 0
    }
    found, outer = [], None
    for number, pair in enumerate(pairs):
        if pair.depth:
            continue
        outer = said.get(number)
        found.append(_outer(text, pair, outer, kinds.kind(*standing[number], outer), people))
    return found


def _outer(text: str, pair: Marked, said: Said | None, kind: str, people: People) -> Quote:
    own = kind == kinds.QUOTE and said is not None
    mention = said.mention if own and said else None
    cue = said.sentence.words[said.cue.at] if own and said and said.cue else None
    return Quote(
        pair.start,
        pair.end,
        text[pair.start : pair.end],
        (mention,) if mention else (),
        people.of(mention) if mention else None,
        (cue.start, cue.end) if cue else None,
        said.cue.verb if cue and said and said.cue else None,
        to_whom(said) if own and said else None,
        CONFIDENCE[said.rule] if own and said else _NOBODY,
        said.rule if own and said else "nobody",
        pair.marks,
        pair.closed,
        pair.depth,
        pair.continues,
        kind,
    )


def _turn(text: str, place: Place, label: Place | None, people: People, exchange: Exchange) -> Quote:
    start, end = place
    person = people.labelled(exchange.behind(label)) if label else None
    return Quote(
        start, end, text[start:end], (label,) if label else (), person, None, None, None,
        CONFIDENCE["label"] if label else _NOBODY, "label" if label else "nobody", "label", closed=True,
        depth=0, continues=False,
        kind=kinds.QUOTE,
    )  # fmt: skip
