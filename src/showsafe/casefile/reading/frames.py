"""Sentences as their writer wrote them, each quotation in them standing as one thing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from showsafe.casefile.reading.cues import FORMS
from showsafe.casefile.reading.marks import Marked
from showsafe.casefile.reading.trees import Tree
from showsafe.casefile.reading.words import Word, paragraphs, split

_STOPS = frozenset((".", "?", "!", "…", "..."))
_LOOK = 16
_LONGEST = 150
"""What has more words than this without a stop is a list or a table, and is cut."""

"""How many words after a quotation may come before the verb that reports it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one sentence, and the number of its paragraph."""

    words: tuple[Word, ...]
    paragraph: int
    tree: Tree | None = None
    """What each word hangs on, where a parser was asked."""

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.words[-1].end


def sentences(text: str, quotes: list[Marked]) -> list[Sentence]:
    """Return all sentences of a text; quotations that stand in no other are one word each."""
    top = [(number, each) for number, each in enumerate(quotes) if not each.depth]
    starts = [each.outer[0] for _, each in top]
    found = []
    for number, (start, end) in enumerate(paragraphs(text)):
        inside = top[bisect_left(starts, start) : bisect_left(starts, end)]
        found += part(text, (start, end), inside, number)
    return found


def part(
    text: str, place: tuple[int, int], inside: list[tuple[int, Marked]], paragraph: int = 0
) -> list[Sentence]:
    """Return the sentences of a part of a text; the quotations in it, which are numbered, are one word each."""
    return [Sentence(tuple(words), paragraph) for words in _cut(list(_framed(text, *place, inside)))]


def _framed(text: str, start: int, end: int, inside: list[tuple[int, Marked]]) -> Iterator[Word]:
    at = start
    for number, each in inside:
        yield from split(text, at, each.outer[0])
        inner = text[each.start : each.end]
        yield Word(each.outer[0], each.outer[1], inner or " ", "", number)
        at = each.outer[1]
    yield from split(text, at, end)


def _cut(words: list[Word]) -> Iterator[list[Word]]:
    begun = 0
    for at, word in enumerate(words):
        able = word.quote >= 0 or word.text in _STOPS
        if (able and _ends(words, at, word)) or at - begun >= _LONGEST:
            yield words[begun : at + 1]
            begun = at + 1
    if begun < len(words):
        yield words[begun:]


def _ends(words: list[Word], at: int, word: Word) -> bool:
    """Return whether a sentence ends in a stop or a quotation."""
    after = words[at + 1] if at + 1 < len(words) else None
    if after is None:
        return True
    if word.quote >= 0:
        return _quote_ends(words, at, word, after)
    return (
        after.quote >= 0
        or after.is_capital
        or after.text[0].isdigit()
        or (not after.is_word and after.text not in ",;:)")
    )


def _quote_ends(words: list[Word], at: int, word: Word, after: Word) -> bool:
    last = word.text.rstrip()[-1:]
    if last not in (".", "?", "!", "…") or not (after.quote >= 0 or after.is_capital):
        return False
    if after.quote >= 0:
        return True
    return not _reported(words, at, last)


def _reported(words: list[Word], at: int, last: str) -> bool:
    """Return whether the words after a whole sentence in marks report it: “Why?” the officer, by now awake, asked."""
    if last == "." and not (at and words[at - 1].is_word):
        return False
    for place, each in enumerate(words[at + 1 : at + 1 + _LOOK], at + 1):
        form = FORMS.get(each.low)
        if form is not None and form.kind in ("say", "ask"):
            return last != "." or not words[place + 1 : place + 2] or words[place + 1].text in _STOPS
        if (
            (each.quote >= 0 and each.text.rstrip()[-1:] in _STOPS)
            or each.text in _STOPS
            or (last == "." and not each.is_word)
        ):
            return False
    return False
