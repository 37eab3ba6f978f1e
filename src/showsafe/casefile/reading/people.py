"""Whom a mention means: the fullest name that the text itself has for it, or nobody.

Nothing is known here of any person; a name is what the text writes with capitals. A pronoun is taken for the last one
who was said to speak, and is never more than likely.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from showsafe.casefile.reading.tables import words

NAMED, SURE, LIKELY, OPEN = "named", 90, 50, 30
_PARTICLES = r"(?:(?:de|da|del|der|den|di|du|la|le|van|von|bin|al|el|ter|ten)\s+)"
_SHORT = "|".join(sorted(words("grammar", "shortened"), key=lambda word: (-len(word), word)))
_PART = rf"(?:(?=\w{{1,5}}\.\s)(?i:{_SHORT})\.|[^\W\d_a-z]\.(?=\s)|[^\W\d_a-z][\w’'-]*)"
_NAME = re.compile(rf"(?=[^\W\d_a-z]){_PART}(?:[ \u00a0]+{_PARTICLES}*(?=[^\W\d_a-z]){_PART})*")
_WAYS = {word: way for way in ("he", "she") for word in words("grammar", f"as_{way}")}
_TITLES = words("grammar", "titles") | words("grammar", "shortened") | _WAYS.keys()
_NOT_NAMES = (
    words("grammar", "determiners")
    | words("grammar", "prepositions")
    | words("grammar", "scene")
    | words("grammar", "subordinators")
)
_PRONOUNS = words("grammar", "subjects") | words("grammar", "relatives")
_SINGULAR = ("he", "she", "he’s", "she’s", "he's", "she's")
_ADDRESSED_BY = {"he": "he", "sh": "she"}
_REACH = 24
_FIRST = re.compile(r"(\S+)\s*")
_DAYS = words("grammar", "days") | words("grammar", "months")
_NOBODY = _NOT_NAMES | _DAYS | _TITLES


@dataclass(frozen=True, slots=True)
class Person:
    """A name as the text writes it, where it stands, and how sure it is that this is meant."""

    name: str
    start: int
    end: int
    how: str
    confidence: int
    alternatives: tuple[str, ...] = ()


class People:
    """The names of a text, and who of them spoke where."""

    def __init__(self, text: str) -> None:
        """Collect the names of a text."""
        self.text = text
        self.full: dict[str, dict[str, tuple[int, int]]] = {}
        self.inside: set[str] = set()
        self.ways: dict[str, str | None] = {}
        self.spoke: list[tuple[int, Person]] = []
        for found in _NAME.finditer(text):
            start, end = _bare(text, *found.span())
            parts = text[start:end].split()
            if parts:
                self._way(text, start, _key(parts[-1]))
            if not _begins(text, start):
                self.inside.update(_key(part) for part in parts)
            if len(parts) > 1:
                self.full.setdefault(_key(parts[-1]), {}).setdefault(text[start:end], (start, end))

    def _way(self, text: str, start: int, key: str) -> None:
        """Keep how a name is addressed: Mr., Ms., spokeswoman; two ways for one name are none."""
        before = text[max(start - _REACH, 0) : start]
        way = (
            _WAYS.get(before.split()[-1].rstrip(".").lower())
            if before[-1:] == " " and before.strip()
            else None
        )
        if way is not None:
            self.ways[key] = way if self.ways.get(key, way) == way else None

    def of(self, mention: tuple[int, int] | None) -> Person | None:
        """Return whom a mention means; nobody where the text does not name them."""
        if mention is None:
            return None
        said = self.text[slice(*mention)]
        if said.lower() in _PRONOUNS:
            return self._pronoun(said.lower(), mention[0])
        found = self._named(mention)
        if found is not None:
            self._spoke(mention[0], found)
        return found

    def named(self, mention: tuple[int, int] | None) -> Person | None:
        """Return whom a name means that somebody else speaks of; no pronoun, and nobody who speaks here."""
        if mention is None or self.text[slice(*mention)].lower() in _PRONOUNS:
            return None
        return self._named(mention)

    def _spoke(self, at: int, who: Person) -> None:
        place = bisect_left(self.spoke, at, key=lambda each: each[0])
        if place < len(self.spoke) and self.spoke[place][0] == at:
            self.spoke[place] = (at, who)
        else:
            self.spoke.insert(place, (at, who))

    def _pronoun(self, low: str, at: int) -> Person | None:
        before = bisect_left(self.spoke, at, key=lambda each: each[0])
        if low not in _SINGULAR or not before:
            return None
        for _, last in reversed(self.spoke[:before]):
            if self._addressed(last.name) in (None, _ADDRESSED_BY[low[:2]]):
                return Person(last.name, last.start, last.end, "pronoun", LIKELY)
        return None

    def _addressed(self, name: str) -> str | None:
        """Return whether the text speaks of somebody as of a man or of a woman, where it does and only in one way."""
        return self.ways.get(_key(name.rsplit(maxsplit=1)[-1]))

    def _named(self, mention: tuple[int, int]) -> Person | None:
        names = []
        for found in _NAME.finditer(self.text, *mention):
            start, end = _bare(self.text, *found.span())
            if start < end and self.text[start:end].lower() not in _NOBODY:
                names.append((start, end))
        if not names:
            return None
        start, end = names[0]
        own = self.text[start:end]
        if " " not in own and _begins(self.text, start) and _key(own) not in self.inside | self.full.keys():
            return None  # a capital at the beginning of a sentence makes no name
        fuller = {
            name: at for name, at in self.full.get(_key(own.split()[-1]), {}).items() if _covers(name, own)
        }
        if len(fuller) == 1:
            name, at = next(iter(fuller.items()))
            return Person(name, *at, NAMED, SURE)
        return Person(own, start, end, NAMED, OPEN if fuller else SURE, tuple(sorted(fuller)))


def _begins(text: str, start: int) -> bool:
    """Return whether a sentence begins at a place, so that a capital there says nothing."""
    before = text[max(start - 12, 0) : start].rstrip(" \u00a0\t“‘\"'([«„")
    return not before or before[-1] in ".?!:;…\n\r”’—–-"


def _key(word: str) -> str:
    if word.endswith(("’s", "'s")):
        word = word[:-2]
    elif word.endswith(("’", "'")):
        word = word[:-1]
    return word.rstrip(".").lower()


def _covers(name: str, own: str) -> bool:
    parts = [_key(part) for part in own.split()]
    return name != own and all(part in {_key(each) for each in name.split()} for part in parts)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a name without the ways of address and small words that it begins with, and without its ending."""
    while True:
        first = _FIRST.match(text, start, end)
        if first is None:
            break
        word = first[1].rstrip(".").lower()
        rest = first.end()
        if rest >= end or (word not in _TITLES and word not in _NOT_NAMES):
            break
        start = rest
    own = text[start:end]
    if own.endswith(("’s", "'s")):
        end -= 2
    elif own.endswith(("’", "'")):
        end -= 1
    return start, end
