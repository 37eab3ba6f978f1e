"""Letters that the typesetter's own fonts do not have: written as their number, so that no paper fails for a name.

PDF/A wants every letter to be there. A name in a script that the fonts lack, an emoji or a control character would
otherwise keep a whole paper from being printed; as ``[U+62F3]`` it can still be looked up.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from threading import Lock

from showsafe.projections import typesetting

_ALWAYS = frozenset(map(chr, (0x0A, *range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x180), 0x200B)))
"""Letters that the fonts have for certain: those of Latin texts, and what papers put between them."""

_JOINS = "\u200c\u200d"
"""Marks inside words that some scripts need."""

_WHOLE_FROM, _WHOLE_TO = 0x2E80, 0xFB00
"""Between these, and beyond the first plane, a script is there as a whole or not at all."""

_MOST = 200
"""How many letters are tried at once: nobody writes with more, and whoever sends more does not keep a paper waiting."""

_has: dict[str, bool] = {}
_lock = Lock()


def written(text: str) -> str:
    """Return a text with every letter that cannot be set written as its number."""
    odd = set(text) - _ALWAYS
    if not odd:
        return text
    missing = missing_of(odd)
    return "".join(f"[U+{ord(each):04X}]" if each in missing else each for each in text) if missing else text


def missing_of(letters: Iterable[str]) -> set[str]:
    """Return those letters that no font of the typesetter has; each is tried once in the life of the program."""
    asked = sorted(set(letters))
    with _lock:
        new = {_key(each): each for each in asked if _key(each) not in _has}
        _has.update(dict.fromkeys((key for key, each in new.items() if _hidden(each)), False))
        _try([each for each in new.values() if not _hidden(each)][:_MOST])
        return {each for each in asked if not _has.get(_key(each), False)}


def _try(letters: list[str]) -> None:
    """Find out which letters can be set: all together, and where one cannot, each half by itself."""
    if not letters:
        return
    if typesetting.can_set(letters):
        _has.update(dict.fromkeys(map(_key, letters), True))
    elif len(letters) == 1:
        _has[_key(letters[0])] = False
    else:
        half = len(letters) // 2
        _try(letters[:half])
        _try(letters[half:])


def _hidden(letter: str) -> bool:
    """Whether a letter is none: it commands, turns the direction of what follows, or is half of another one."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs") and letter not in _JOINS


def _key(letter: str) -> str:
    number = ord(letter)
    whole = _WHOLE_FROM <= number < _WHOLE_TO or number > 0xFFFF  # noqa: PLR2004 - the first plane
    return f"{number >> 8:x}" if whole else letter
