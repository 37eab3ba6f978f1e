"""A text as paragraphs, words and signs, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from showsafe.casefile.reading.tables import words

_SHORTENED = "|".join(sorted(words("grammar", "shortened"), key=lambda word: (-len(word), word)))
_WORD = re.compile(
    rf"""
    (?: [^\W\d_]\. ){{2,}}                          # U.S.  a.m.
    | (?=\w{{1,5}}\.\s) (?: (?i:{_SHORTENED}) | [A-Z] ) \.     # Mr.  J.
    | [$€£]? \d+ (?: [.,:/] \d+ )* (?: \w | - (?=\w) )* %?
    | \w+ (?: [’'.\-‐‑&@] \w+ )*                    # words, with what stands inside them
    | -{{2,}} | \.{{2,}} | [^\w\s]
    """,
    re.VERBOSE,
)
_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")


class Word(NamedTuple):
    """A word, a sign, or a whole quotation that stands as one thing in its sentence."""

    start: int
    end: int
    text: str
    low: str
    quote: int = -1
    """The number of the quotation, or -1 where this is none."""

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter or a figure."""
        return self.quote < 0 and (self.text[0].isalnum() or self.text[0] in "$€£")

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.quote < 0 and self.text[0].isupper()


_made = tuple.__new__
"""A text has thousands of words: this makes one in half the time of its own call."""


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the places of all lines that are not empty."""
    return [found.span() for found in _PARAGRAPH.finditer(text) if not found.group().isspace()]


def split(text: str, start: int, end: int) -> Iterator[Word]:
    """Yield the words and signs of a part of a text."""
    for found in _WORD.finditer(text, start, end):
        own = found.group()
        first, last = found.span()
        yield _made(Word, (first, last, own, own.lower(), -1))
