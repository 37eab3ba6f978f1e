"""People by their roles: who shares a role has a letter beside it, and no name is needed to tell them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_uppercase

from showsafe.casefile.duties.values import PERSON, Entry
from showsafe.domain import words

UNKNOWN = "person not on record"


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody in a table, by id: the ``letters`` of those who share a role, and the ``roles`` they had first."""

    letters: dict[str, str]
    roles: dict[str, tuple[str, ...]]

    def label(self, who: str, roles: tuple[str, ...] | None = None) -> str:
        """Return somebody by role, with a letter where others have it too."""
        roles = self.roles.get(who, ()) if roles is None else roles
        return f"{' and '.join(roles) or UNKNOWN} {self.letters.get(who, '')}".strip()


def cast(entries: Iterable[Entry]) -> Cast:
    """Return everybody who stands in one of the entries, in the order in which they first do."""
    worn: dict[str, list[tuple[str, ...]]] = {}
    for part in (part for entry in entries for part in entry.parts if part.who.what == PERSON):
        worn.setdefault(part.who.id, []).append(part.who.roles)
    roles = {who: next((each for each in those if each), ()) for who, those in worn.items()}
    wearers: dict[tuple[str, ...], set[str]] = {}
    for who, those in worn.items():
        for each in those:
            if each or not roles[who]:
                wearers.setdefault(each, set()).add(who)
    shared = {who for those in wearers.values() if len(those) > 1 for who in those}
    letters = {who: _letter(place) for place, who in enumerate(who for who in roles if who in shared)}
    return Cast(letters, roles)


def _letter(place: int) -> str:
    before, last = divmod(place, len(ascii_uppercase))
    return (_letter(before - 1) if before else "") + ascii_uppercase[last]


class Blanking:
    """Puts roles where ids of people stand in a sentence of the rules; an id that is a role says no more than that."""

    def __init__(self, people: Cast, ids: Iterable[str], day: str) -> None:
        """Take everybody whose id may stand in a sentence; ``day`` is what stands before the ids of a told day."""
        self.people, self.day = people, day
        short = {who.removeprefix(day): who for who in ids}
        self.ids = {name: who for name, who in short.items() if name and name not in words.ROLES}
        names = sorted(self.ids, key=len, reverse=True)
        self.pattern = (
            re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, names))})(?![\w-])") if names else None
        )

    def __call__(self, sentence: str) -> str:
        """Return a sentence in which nobody is named."""
        said = sentence.replace(self.day, "") if self.day else sentence
        return (
            self.pattern.sub(lambda found: self.people.label(self.ids[found[1]]), said)
            if self.pattern
            else said
        )
