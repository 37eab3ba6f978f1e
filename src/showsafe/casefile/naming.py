"""How the name of somebody is found in words that others wrote: over line ends, in small letters, as an address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

_SHORTEST = 2
_BETWEEN = r"[\W_]{0,3}"
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"


def finding(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds any of some patterns as words of their own, the longest first; None where there is none."""
    longest = sorted(set(patterns), key=lambda each: (-len(each), each))
    return re.compile(f"{_BEFORE}(?:{'|'.join(longest)}){_AFTER}") if longest else None


def whole(name: str) -> set[str]:
    """Return patterns of a name as it stands in a text: several words in any letters, one word as it is written."""
    parts = name.split()
    if len(parts) < _SHORTEST:
        return {re.escape(each) for part in parts for each in _written(part)}
    forms = (parts, [normalize("NFD", part) for part in parts])
    return {f"(?i:{_BETWEEN.join(map(re.escape, form))})" for form in forms}


def parts(name: str) -> set[str]:
    """Return patterns of the single words of a name: with a capital, all in capitals, or behind an @ or # in any."""
    small = name == name.lower()
    words = [part.title() if small else part for part in name.split()]
    capital = [word for word in words if len(word) >= _SHORTEST and word[:1].isupper()]
    marked = {f"(?i:(?<=[@#]){re.escape(word)})" for word in capital}
    return marked | {re.escape(each) for word in capital for each in _written(word)}


def _written(word: str) -> set[str]:
    forms = {word, word.upper()}
    return forms | {normalize("NFD", each) for each in forms}
