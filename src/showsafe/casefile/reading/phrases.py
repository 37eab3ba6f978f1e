"""Noun phrases by their words: where one begins that ends at a place, and where one ends that begins there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from showsafe.casefile.reading.cues import FORMS, lists
from showsafe.casefile.reading.tables import words
from showsafe.casefile.reading.words import Word

GRAMMAR = {
    key: words("grammar", key)
    for key in (
        "subjects",
        "relatives",
        "others",
        "determiners",
        "prepositions",
        "subordinators",
        "conjunctions",
        "auxiliaries",
        "adverbs",
        "days",
        "months",
        "times",
        "titles",
        "verbs",
    )
}
CLOCK = GRAMMAR["days"] | GRAMMAR["months"]
WALLS = (
    GRAMMAR["subordinators"]
    | GRAMMAR["conjunctions"]
    | GRAMMAR["auxiliaries"]
    | GRAMMAR["relatives"]
    | GRAMMAR["subjects"]
    | GRAMMAR["verbs"]
)
CLAUSE = lists("clause")
_WHENS = words("grammar", "whens")


class Span(NamedTuple):
    """Words from one place to another, the end not among them."""

    first: int
    after: int


def forward(sentence: Sequence[Word], at: int) -> Span | None:
    """Return the noun phrase that begins at a place."""
    end = at
    while end < len(sentence):
        word = sentence[end]
        noun = end == at + 1 and sentence[at].low in GRAMMAR["determiners"]
        verb = word.low in FORMS and end > at and not noun and not word.is_capital
        stop = word.low in WALLS or word.low in CLOCK or verb
        stop = stop or (end - at > 0 and _is_past(sentence, end))
        if not word.is_word or (stop and not (end == at and word.low in GRAMMAR["subjects"])):
            break
        if word.low in GRAMMAR["prepositions"] and (word.low != "of" or end == at):
            break
        end += 1
        if word.low in GRAMMAR["subjects"]:
            break
    return Span(at, end) if end > at else None


def to_them(sentence: Sequence[Word], at: int) -> Span | None:
    """Return who is named behind a *to* at a place; nobody where a verb may follow it: to the crew, and not to go."""
    if at + 1 >= len(sentence) or sentence[at].low != "to":
        return None
    word = sentence[at + 1]
    if word.low in GRAMMAR["others"]:
        return Span(at + 1, at + 2)
    named = (
        word.is_capital or word.low in GRAMMAR["determiners"] or word.low.endswith(("ers", "ors", "police"))
    )
    return addressee(sentence, at + 1) if named and word.quote < 0 else None


def addressee(sentence: Sequence[Word], at: int) -> Span | None:
    """Return who is named at a place as the one who is told; the words for when behind them are cut off."""
    if at < len(sentence) and sentence[at].low in GRAMMAR["others"]:
        return Span(at, at + 1)
    found = forward(sentence, at)
    if found is None or sentence[found.first].low in _WHENS - {"this"}:
        return None
    after = next(
        (place for place in range(at + 1, found.after) if sentence[place].low in _WHENS), found.after
    )
    letters = any(word.is_capital or word.low.isalpha() for word in sentence[at:after])
    return Span(at, after) if letters else None


def _is_past(sentence: Sequence[Word], at: int) -> bool:
    """Return whether a word in -ed is a verb after its noun, and not an adjective before one."""
    word, leads = sentence[at], sentence[at - 1]
    adjective = leads.low in GRAMMAR["determiners"] or is_adverb(leads) or leads.low.endswith("ed")
    return word.low.endswith("ed") and not word.is_capital and not adjective


def is_adverb(word: Word) -> bool:
    """Return whether a word is an adverb by its ending."""
    return word.low.endswith("ly") and not word.is_capital


def noun_phrase(sentence: Sequence[Word], after: int) -> Span | None:
    """Return the noun phrase that ends at a place, with what hangs on it: officials from the county."""
    first = _plain(sentence, after)
    if first == after:
        return None
    while first > 1 and sentence[first - 1].low in GRAMMAR["prepositions"]:
        further = _plain(sentence, first - 1)
        if further == first - 1:
            return Span(_name_at_the_end(sentence, first, after), after)
        first = further
    return Span(first, after)


def _plain(sentence: Sequence[Word], after: int) -> int:
    first = after
    while first:
        word = sentence[first - 1]
        if word.low in GRAMMAR["subjects"] and first == after:
            return first - 1
        if not word.is_word or word.low in GRAMMAR["prepositions"]:
            break
        if word.low in WALLS and not _is_named(sentence, first - 1):
            break
        if ((word.low in CLOCK or word.low in GRAMMAR["times"]) and first < after) or _is_verb(
            sentence, first - 1, after
        ):
            break
        first -= 1
        if word.low in GRAMMAR["determiners"]:
            break
    return first


def _is_named(sentence: Sequence[Word], at: int) -> bool:
    """Return whether a word that is a verb elsewhere is a thing here: on the set."""
    return (
        bool(at) and sentence[at].low in GRAMMAR["verbs"] and sentence[at - 1].low in GRAMMAR["determiners"]
    )


def _is_verb(sentence: Sequence[Word], at: int, after: int) -> bool:
    word = sentence[at]
    form = FORMS.get(word.low)
    if form is None or word.is_capital or at + 1 == after:
        return False
    following = sentence[at + 1]
    return form.verb in CLAUSE or following.low in GRAMMAR["determiners"] or following.is_capital


def _name_at_the_end(sentence: Sequence[Word], first: int, after: int) -> int:
    """Return where a name begins that stands after another noun: in a statement | the mayor."""
    place = after
    while place > first and sentence[place - 1].is_capital:
        place -= 1
    return place if place < after else first
