"""Signs on what is said that a reader has to know of: an editor's insertion, a habit, a negation, a question."""

from __future__ import annotations

import re
from collections.abc import Iterator

from showsafe.casefile.reading.tables import words

_INSERTION = re.compile(r"\[(?!\s*(?:\.\.\.|…|sic|\d+)\s*\])[^\]\n]{1,200}\]")
_OMISSION = re.compile(r"\[\s*(?:\.\.\.|…)\s*\]|…|\.\.\.|\. \. \.")
_SIC = re.compile(r"\[\s*sic\s*\]", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+(?:[’'][a-z]+)*")
_SHARE = re.compile(
    r"\b(?:\d+(?:\.\d+)?|ninety\S*)\s*(?:percent|per cent|%) of the time\b|\bmost of the time\b|\ball the time\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"n[’']t$")
_NEGATIONS = words("grammar", "negations")
_HABITS = words("grammar", "habits")


def signs(said: str) -> Iterator[str]:
    """Yield the signs on a piece of text, in a fixed order."""
    if _INSERTION.search(said):
        yield "insertion"
    if _SIC.search(said):
        yield "sic"
    if _OMISSION.search(said):
        yield "omission"
    own = set(_WORD.findall(said.lower()))
    if own & _HABITS or _SHARE.search(said):
        yield "habit"
    if own & _NEGATIONS or any(_NOT.search(word) for word in own):
        yield "negation"
    if said.rstrip().endswith("?"):
        yield "question"
