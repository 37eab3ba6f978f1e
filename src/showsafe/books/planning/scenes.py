"""Scene numbers as scripts and schedules write them: ``12``, ``12A``, ``A12``, ``12 pt2``, ``3-5``, ``101-12``.

A scene number is a name and no number: ``12A`` was put in after ``12``, and ``A12`` before it. What is compared is its
key, in capitals and without spaces; what is shown is how it stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_PART = re.compile(
    r"(?:\bPARTE?|\bPTE?|(?<=\d)P(?:AR)?TE?|(?<=\d[A-Z])P(?:AR)?TE?)\.?\s*(\d+|[IVX]+)?\.?$", re.IGNORECASE
)
_HEAD = re.compile(r"^(?:SCENES?|SCS?|ESCENAS?|ESCS?|ESC|#)\.?\s*(?=[A-Z]?\d)", re.IGNORECASE)
_SHAPE = re.compile(r"([A-Z]*)(\d+)([A-Z]*)(.*)", re.DOTALL)
_NUMBER = r"[A-Za-z]{0,2}\d+[A-Za-z]{0,2}"
_RANGE = re.compile(rf"\s*({_NUMBER})\s*(?:[-\u2013\u2014]|\b(?:to|a|thru)\b)\s*({_NUMBER})\s*")
_BETWEEN = re.compile(r"\s*[,;/+&\n]\s*|\s+(?:and|y|e)\s+", re.IGNORECASE)
MOST_IN_A_RANGE = 200


@dataclass(frozen=True, slots=True)
class Named:
    """A scene as a schedule names it: its ``key``, and which ``part`` of it ("" where the whole is meant)."""

    key: str
    part: str = ""


def key_of(text: str) -> str:
    """Return the key of a scene number: capitals, no spaces, no dots at its end."""
    bare = _HEAD.sub("", text.strip())
    return re.sub(r"\s+", "", bare).upper().rstrip(".")


def order_of(key: str) -> tuple[str, int, tuple[int, str], str, str]:
    """Return where a scene stands among others: by episode, by number, what was put in before it, it, what after it."""
    episode, _, scene = key.rpartition("-")
    shape = _SHAPE.match(scene)
    if shape is None:
        return (episode, 10**9, (1, ""), key, "")
    before, number, after, rest = shape.groups()
    return (episode, int(number[:9]), (0, before) if before else (1, ""), after, rest)


def named(text: str, known: Collection[str] = ()) -> tuple[Named, ...]:
    """Return the scenes that a cell names, each once and in order; ``known`` are the keys of the script, in its order.

    ``3-5`` is everything from 3 to 5: by the script where there is one, else by counting; a name of the script that
    has a dash in it (``101-12``) is that scene. A cell that names none returns nothing.
    """
    found: dict[Named, None] = {}
    for piece in _BETWEEN.split(text):
        if piece.strip():
            for each in _piece(piece, known):
                found[each] = None
    return tuple(found)


def _piece(piece: str, known: Collection[str]) -> Iterable[Named]:
    bare = _HEAD.sub("", piece.strip())
    if key_of(bare) in known:
        return (Named(key_of(bare)),)
    part = _PART.search(bare)
    if part is not None and key_of(bare[: part.start()]):
        return (Named(key_of(bare[: part.start()]), (part.group(1) or "?").upper()),)
    ends = _RANGE.fullmatch(bare)
    if ends is not None:
        between = _between(key_of(ends[1]), key_of(ends[2]), known)
        if between:
            return tuple(Named(key) for key in between)
    key = key_of(bare)
    return (Named(key),) if any(each.isdigit() for each in key) else ()


def _between(first: str, last: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the scenes from one to another, ends included; nothing where the dash is no *to*."""
    low, high = order_of(first), order_of(last)
    if low >= high:
        return ()
    if first in known and last in known:
        keys = list(known)
        return tuple(keys[keys.index(first) : keys.index(last) + 1])
    if known or high[1] - low[1] > MOST_IN_A_RANGE:
        return ()
    middle = (str(number) for number in range(low[1] + 1, high[1]))
    return tuple(dict.fromkeys((first, *middle, last)))
