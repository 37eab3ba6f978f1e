"""Whether a text has room on a label: shrunk to the least size that can be read, broken into lines, never cut.

Labels are set in a type in which every letter is as wide as any other, and a 0 has a dot that an O has not: so how
wide a text comes out is known before it is set.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from showsafe.errors import WrongInput

LEAST = 5.0
"""Points. Smaller type is not read on a label on a dark set (ours)."""

_WIDE = 0.602
"""How wide a letter of the type is, in parts of its size."""
_WIDEST = 1.05
"""The same of a letter that the type does not have, so that another one lends it."""
_HIGH = 1.2
"""How high a line is, in parts of its size."""
_STEP = 0.5
_LESS = 0.6
"""How large the other texts are at the most, in parts of the largest size."""
_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Line:
    """One text as it is set: its lines, their size in points, and how high they are together, in millimetres."""

    lines: tuple[str, ...]
    size: float

    @property
    def high(self) -> float:
        """How high they are together, in millimetres."""
        return len(self.lines) * self.size * _HIGH * _POINT


def fit(texts: tuple[str, ...], wide: float, high: float, largest: float = 13.0) -> tuple[Line, ...]:
    """Return texts set below each other in so many millimetres: the first one as large as it can be, before the rest.

    Raises WrongInput ``paper.label-room`` where they do not fit at the least size.
    """
    for whole in (True, False):
        for first in _sizes(largest):
            for rest in _sizes(min(first, largest * _LESS)) if texts[1:] else (first,):
                sizes = (first, *(rest for _ in texts[1:]))
                found = _all_set(texts, sizes, wide, whole=whole)
                if found and sum(line.high for line in found) <= high:
                    return found
    raise WrongInput(
        "paper.label-room",
        f"{texts[0]!r} and what belongs to it have no room on this label, at {LEAST:g} points.",
        "Choose a larger label, or give the thing a shorter tag.",
    )


def _sizes(largest: float) -> Iterator[float]:
    size = max(LEAST, largest)
    while size >= LEAST:
        yield size
        size -= _STEP


def _all_set(
    texts: tuple[str, ...], sizes: tuple[float, ...], wide: float, *, whole: bool
) -> tuple[Line, ...]:
    """Return every text in lines at its size; none where one of them has no room."""
    found = [_set(text, wide, size, whole=whole) for text, size in zip(texts, sizes, strict=True)]
    return () if None in found else tuple(line for line in found if line is not None)


def _set(text: str, wide: float, size: float, *, whole: bool) -> Line | None:
    """Break a text at its spaces; a word that is longer than a line breaks where the line ends, or has no room."""
    room = wide / (size * _POINT)
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and _wide(f"{line} {word}") <= room:
            line = f"{line} {word}"
            continue
        lines += [line] if line else []
        *before, line = _pieces(word, room)
        if before and whole:
            return None
        lines += before
    return Line((*lines, line), size)


def _pieces(word: str, room: float) -> list[str]:
    if _wide(word) <= room:
        return [word]
    pieces, used = [""], 0.0
    for letter in word:
        long = _wide(letter)
        if pieces[-1] and used + long > room:
            pieces.append("")
            used = 0.0
        pieces[-1] += letter
        used += long
    return pieces


def _wide(text: str) -> float:
    if text.isascii():
        return len(text) * _WIDE
    return sum(_WIDE if letter.isascii() else _WIDEST for letter in text)
