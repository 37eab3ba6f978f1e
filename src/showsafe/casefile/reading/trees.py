"""A sentence as a tree: what each word hangs on. Made by a parser where one is asked for; the rules do without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from showsafe.casefile.reading.words import Word


class Tree(NamedTuple):
    """For each word of a sentence: the number of the word that it hangs on, how, and what kind of word it is."""

    heads: tuple[int, ...]
    """A word that hangs on itself hangs on nothing."""

    labels: tuple[str, ...]
    """As the parser names them: *nsubj* for a subject, and so on."""

    kinds: tuple[str, ...]
    """Parts of speech: verb, noun, adjective, preposition, determiner, or nothing for another."""

    people: tuple[bool, ...]
    """Whether it is part of a person's name."""

    def above(self, at: int) -> Iterator[int]:
        """Yield what a word hangs on, and what that hangs on, to the top."""
        seen = {at}
        while self.heads[at] not in seen:
            at = self.heads[at]
            seen.add(at)
            yield at

    def below(self, at: int, *labels: str) -> list[int]:
        """Return the words that hang on one, those with one of some labels."""
        return [
            number
            for number, head in enumerate(self.heads)
            if head == at and number != at and self.labels[number] in labels
        ]


class Parser(Protocol):
    """What makes trees of sentences. The same sentence gives the same tree."""

    edition: str
    """What it is and in which version, for the record of a reading."""

    def trees(self, sentences: Sequence[Sequence[Word]]) -> list[Tree]:
        """Return a tree for each sentence, with as many words as the sentence has."""
