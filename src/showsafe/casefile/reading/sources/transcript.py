"""A transcript in plain text: lines that each begin with the label of whoever speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from showsafe.casefile.reading.sources.extracted import Place

_TURN = re.compile(
    r"^[ \t]*((?:[A-Z][A-Z.’'-]*)(?: [A-Z][A-Z.’'-]*){0,4}) ?:[ \t]+(\S.*?)[ \t]*$", re.MULTILINE
)
_LINE = re.compile(r"^.*\S.*$", re.MULTILINE)
_LEAST = 3
"""Fewer labels than this make no transcript, and their words are read as those of the writer."""


def turns(text: str) -> Iterator[tuple[Place, Place | None]]:
    """Yield what each label of a transcript stands before, with the label; nothing where a text is none."""
    found = list(_TURN.finditer(text))
    if len(found) < _LEAST or 2 * len(found) < sum(1 for _ in _LINE.finditer(text)):
        return
    for each in found:
        yield each.span(2), each.span(1)
