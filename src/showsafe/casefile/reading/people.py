"""Whom a mention means: the fullest name that the text itself has for it, or nobody.

Nothing is known here of any person; a name is what the text writes with capitals. A pronoun is taken for the last one
who was said to speak, and is never more than likely.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from showsafe.casefile.reading.names import BODIES, LEGAL, ROLES, Place, bare, low, named, names
from showsafe.casefile.reading.tables import words

NAMED, SURE, LIKELY, OPEN = "named", 90, 50, 30
_WAYS = {word: way for way in ("he", "she") for word in words("grammar", f"as_{way}")}
_PRONOUNS = words("grammar", "subjects") | words("grammar", "relatives")
_SINGULAR = ("he", "she", "he’s", "she’s", "he's", "she's")
_ADDRESSED_BY = {"he": "he", "sh": "she"}
_REACH = 24
_NEXT = 160
_LATELY = 8
_HE_OR_SHE = re.compile(r"\b(he|she|his|her|him)\b", re.IGNORECASE)
_HIS_OR_HER = {"he": "he", "his": "he", "him": "he", "she": "she", "her": "she"}
_OWN = re.compile(r"[’']s?$")
_SHORTER = re.compile(r"\s*\(([A-Z][\w.&’' -]{1,30})\)")
_NOBODY = words("grammar", "roles") | words("grammar", "labels")
_ONE = ("a", "an", "the", "one", "another", "his", "her", "my", "their")
_THE = re.compile(r"[Tt]he ([\w-]+)")
_ROLE_BEFORE = re.compile(r"(?P<role>[\w-]+)[.,]?\s+$")
_ROLE_AFTER = re.compile(
    r",\s+(?:the|a|an|its|their|his|her)\s+(?:[a-z’'-]+\s+){0,2}?(?P<role>[a-z-]+)(?=[,.;]|\s+(?:of|for|at|on|in|who)\b)"
)
_BODIES = BODIES
_THINGS = words("grammar", "documents")


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

    def __init__(self, text: str, *, familiar: bool = False) -> None:
        """Collect the names of a text; ``familiar`` where people are called by their first names, as they speak."""
        self.text = text
        self.familiar = familiar
        self.firsts: dict[str, dict[str, Place]] = {}
        self.full: dict[str, dict[str, Place]] = {}
        self.inside: set[str] = set()
        self.ways: dict[str, str | None] = {}
        self.spoke: list[tuple[int, Person | None]] = []
        self.holders: dict[str, set[str]] = {}
        self.shorter: dict[str, Place] = {}
        self.legal: dict[str, Place] = {}
        self.longer: dict[str, dict[str, Place]] = {}
        for start, end in names(text):
            parts = text[start:end].split()
            if not parts:
                continue
            self._way(text, start, _key(parts[-1]))
            if not _begins(text, start):
                self.inside.update(_key(part) for part in parts)
            if len(parts) > 1:
                self.full.setdefault(_key(parts[-1]), {}).setdefault(text[start:end], (start, end))
                self.firsts.setdefault(_key(parts[0]), {}).setdefault(text[start:end], (start, end))
                if all(low(part) in LEGAL for part in parts[1:]):
                    self.legal.setdefault(_key(parts[0]), (start, end))
            self._shortened(text, (start, end), parts)
            self._holds(text, (start, end))

    def _holds(self, text: str, place: Place) -> None:
        """Keep which role a name has: DIRECTOR NAME; NAME, the director; the director, NAME."""
        before = _ROLE_BEFORE.search(text, max(place[0] - _REACH, 0), place[0])
        after = _ROLE_AFTER.match(text, place[1])
        for found in (before, after):
            role = low(found["role"]) if found else ""
            if role in ROLES:
                self.holders.setdefault(role, set()).add(text[slice(*place)])

    def _holder(self, said: str) -> Person | None:
        """Return who the one holder of a role is, where the text names one: the director."""
        found = _THE.fullmatch(said)
        held = self.holders.get(low(found[1])) if found else None
        if not held:
            return None
        names = {person.name: person for own in held if (person := self._whole(own)) is not None}
        if len(names) != 1:
            return None
        one = next(iter(names.values()))
        return Person(one.name, one.start, one.end, "role", OPEN)

    def _whole(self, own: str) -> Person | None:
        """Return the fullest form of a name, where there is one."""
        fuller = _apart(
            {
                **self._fuller(own),
                **{
                    name: at
                    for name, at in self.full.get(_key(own.rsplit(maxsplit=1)[-1]), {}).items()
                    if name == own
                },
            }
        )
        if len(fuller) != 1:
            return None
        name, at = next(iter(fuller.items()))
        return Person(name, *at, NAMED, SURE)

    def _shortened(self, text: str, place: Place, parts: list[str]) -> None:
        """Keep what a name is called from here on: FULL NAME (INITIALS), and RANK NAME (RANK NAME) of a transcript."""
        found = _SHORTER.match(text, place[1])
        if found is None:
            return
        own = found[1].casefold()
        letters = iter("".join(parts).casefold())
        initials = (
            found[1].isupper() and own[0] == parts[0][0].casefold() and all(each in letters for each in own)
        )
        if len(parts) > 1 and (initials or own.split()[-1] == _key(parts[-1])):
            self.shorter.setdefault(own, place)

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

    def of(self, mention: Place | None) -> Person | None:
        """Return whom a mention means; nobody where the text does not name them."""
        if mention is None:
            return None
        said = self.text[slice(*mention)]
        if said.lower() in _PRONOUNS:
            return self._pronoun(said.lower(), mention[0])
        found = self._named(mention) or self._holder(said)
        if found is not None or _is_somebody(said):
            self._spoke(mention[0], found)
        return found

    def named(self, mention: Place | None) -> Person | None:
        """Return whom a name means that somebody else speaks of; no pronoun, and nobody who speaks here."""
        if mention is None or self.text[slice(*mention)].lower() in _PRONOUNS:
            return None
        return self._named(mention)

    def labelled(self, label: Place) -> Person | None:
        """Return whom a label of a transcript means: a name even where nothing else shows it; a role is nobody."""
        found = self.named(label) or self._holder(f"the {self.text[slice(*label)].lower()}")
        own = self.text[slice(*label)]
        if found is not None or _is_a_label(own) or own.lower() in _PRONOUNS:
            return found
        place = bare(self.text, *label)
        return Person(self.text[slice(*place)], *place, NAMED, OPEN) if place[0] < place[1] else None

    def since(self, mention: Place, start: int) -> Person | None:
        """Return whom a pronoun means in the words of somebody who began to speak at a place: nobody from before it."""
        before = bisect_left(self.spoke, mention[0], key=lambda each: each[0])
        if not before or self.spoke[before - 1][0] < start:
            return None
        return self._pronoun(self.text[slice(*mention)].lower(), mention[0])

    def may_be(self, mention: Place, start: int) -> list[Person]:
        """Return whom else than the likeliest a pronoun may mean: who spoke lately before it, from a place on."""
        way = _ADDRESSED_BY.get(self.text[slice(*mention)].lower()[:2])
        before = bisect_left(self.spoke, mention[0], key=lambda each: each[0])
        return [
            who
            for at, who in reversed(self.spoke[max(before - _LATELY, 0) : before])
            if who is not None and at >= start and way and self._addressed(who.name) in (None, way)
        ]

    def place(self, name: str) -> Place:
        """Return where a whole name of the text first stands."""
        return self.full[_key(name.rsplit(maxsplit=1)[-1])][name]

    def _spoke(self, at: int, who: Person | None) -> None:
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
            if last is None:
                return None  # somebody without a name spoke last: it may be them
            if self._addressed(last.name) in (None, _ADDRESSED_BY[low[:2]]):
                return Person(last.name, last.start, last.end, "pronoun", LIKELY)
        return None

    def _addressed(self, name: str) -> str | None:
        """Return whether the text speaks of somebody as of a man or of a woman, where it does and only in one way."""
        return self.ways.get(_key(name.rsplit(maxsplit=1)[-1]))

    def _named(self, mention: Place) -> Person | None:
        place = self.shorter.get(self.text[slice(*mention)].casefold()) or named(self.text, mention)
        if place is None:
            return None
        start, end = place = self.shorter.get(self.text[slice(*place)].casefold(), place)
        own = self.text[start:end]
        if " " not in own and _begins(self.text, start) and not self._is_known(_key(own)):
            return None  # a capital at the beginning of a sentence makes no name
        fuller = self._longer(own)
        if len(fuller) == 1:
            name, at = next(iter(fuller.items()))
            return Person(name, *at, NAMED, SURE)
        if own.isupper() and _is_a_label(own) and not fuller:
            return None
        one = self._by_address(start, fuller)
        if one is not None:
            return Person(one, *fuller[one], NAMED, LIKELY, tuple(sorted(fuller.keys() - {one})))
        return Person(own, start, end, NAMED, OPEN if fuller else SURE, tuple(sorted(fuller)))

    def _by_address(self, start: int, fuller: dict[str, Place]) -> str | None:
        """Return which of several of one surname is meant by how it is addressed here: Mr, Ms, his, her."""
        if len(fuller) <= 1:
            return None
        way = _WAYS.get(self.text[max(start - _REACH, 0) : start].rstrip(". ").rpartition(" ")[2].lower())
        ways = {name: self._way_of(at) for name, at in fuller.items()}
        same = [name for name in fuller if ways[name] == way]
        return same[0] if way is not None and len(same) == 1 and None not in ways.values() else None

    def _way_of(self, at: Place) -> str | None:
        """Return how the text speaks of a whole name where it first stands: by its title, or by the next pronoun."""
        before = self.text[max(at[0] - _REACH, 0) : at[0]].rstrip(". ").rpartition(" ")[2].lower()
        after = _HE_OR_SHE.search(self.text, at[1], at[1] + _NEXT)
        own = _WAYS.get(before)
        return own if own is not None or after is None else _HIS_OR_HER[after[1].lower()]

    def _is_known(self, key: str) -> bool:
        """Return whether a word has a capital elsewhere too, or is a part of a longer name."""
        return key in self.inside or key in self.full or (self.familiar and key in self.firsts)

    def _longer(self, own: str) -> dict[str, Place]:
        """Return the longer names that may be meant by a name, each once; what was found for it stays found."""
        if own not in self.longer:
            self.longer[own] = _apart(self._fuller(own))
        return self.longer[own]

    def _fuller(self, own: str) -> dict[str, Place]:
        """Return the longer names that may be meant by a name: a whole name by a surname, a firm with its form."""
        parts = own.split()
        found = {name: at for name, at in self.full.get(_key(parts[-1]), {}).items() if _covers(name, own)}
        firm = self.legal.get(_key(own))
        if firm is not None and not found:
            found[self.text[slice(*firm)]] = firm
        if self.familiar and not found and len(parts) == 1:
            return self.firsts.get(_key(own), {})
        return found


def _apart(fuller: dict[str, Place]) -> dict[str, Place]:
    """Return names without those in capitals that stand otherwise too, and without those that a longer one holds."""
    seen: dict[str, str] = {}
    for name in sorted(fuller, key=lambda each: (each.isupper(), fuller[each])):
        seen.setdefault(name.casefold(), name)
    kept = list(seen.values())
    return {
        name: fuller[name]
        for name in kept
        if not any(other != name and _covers(other, name) for other in kept)
    }


def _is_a_label(own: str) -> bool:
    """Return whether capitals name what somebody does in a transcript, and not who they are."""
    return all(low(part) in _NOBODY for part in own.split())


def _is_somebody(said: str) -> bool:
    """Return whether a mention without a name is of one person: a grip, one, another insider; and no paper."""
    parts = said.lower().split()
    if not parts or parts[0] not in _ONE or any(part in _THINGS | _BODIES for part in parts):
        return False
    return not parts[-1].endswith("s")


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
    return name != own and {_key(part) for part in own.split()} <= {_key(each) for each in name.split()}
