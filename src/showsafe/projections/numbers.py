"""One round, two rounds: numbers and their words agree, wherever a person reads them."""

from __future__ import annotations

import re

_VERBS = {"are": "is", "were": "was", "do": "does", "have": "has"}
_NOUNS = "blanks hours lines minutes places records rounds seconds shots steps weapons"
_ONE = re.compile(
    rf"(?<![\w.,:/+-])1 ((?:[a-z]+ )?)({'|'.join(_NOUNS.split())})\b( (?:{'|'.join(_VERBS)})\b)?"
)


def counted(count: int, noun: str) -> str:
    """Return a count with its noun, as *1 record* or *2 records*."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def agreed(sentence: str) -> str:
    """Return a sentence in which whatever there is one of stands in the singular.

    The sentences of the rules are templates with a number in them; a record keeps them as they were made.
    """
    return _ONE.sub(_single, sentence)


def _single(found: re.Match[str]) -> str:
    verb = _VERBS[found[3].strip()] if found[3] else ""
    return f"1 {found[1]}{found[2].removesuffix('s')}{' ' if verb else ''}{verb}"
