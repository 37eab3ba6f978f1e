"""People by their roles, where nobody is to be named: *armorer*, or *armorer 2* where more than one has that role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from showsafe.application.role_words import ROLES_ES
from showsafe.books.wording import said
from showsafe.domain import words
from showsafe.domain.state import State

UNKNOWN = {"en": "somebody not on record", "es": "alguien que no está en el registro"}

IN_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {"first-ad": "1st AD", "sfx": "special effects", "stunt": "stunt performer"},
    "es": ROLES_ES,
}
"""How roles are said; one that is not here is said by its own words."""


OTHER_PARTY = {"en": "the other party", "es": "la otra parte"}


def covered(code: str, about: Mapping[str, Any], language: str) -> str:
    """Return what a task says without the number of anybody's paper, and without whom something was hired from."""
    hidden = {"number": "", "party": OTHER_PARTY[language]}
    text = said(code, {key: hidden.get(key, value) for key, value in about.items()}, language)
    return " ".join(text.replace(" .", ".").split())


class Unnamed:
    """Everybody on record by role. The number beside a role follows the order in which people came on record."""

    def __init__(self, state: State, language: str = "en") -> None:
        """Take the people of a state; ``language`` is ``en`` or ``es``."""
        self.people = state.people
        self.language = language

    @cached_property
    def _labels(self) -> dict[str, str]:
        wearers: dict[str, list[str]] = {}
        for who in self.people.values():
            wearers.setdefault(who.roles[0] if who.roles else "", []).append(who.id)
        return {
            name: f"{self.role(role)} {place}" if len(names) > 1 else self.role(role)
            for role, names in wearers.items()
            for place, name in enumerate(names, start=1)
        }

    def role(self, role: str) -> str:
        """Return a role in words."""
        said = IN_WORDS[self.language].get(role) or role.replace("-", " ")
        return said or UNKNOWN[self.language]

    def label(self, who: str) -> str:
        """Return somebody by role."""
        return self._labels.get(who) or UNKNOWN[self.language]

    def labels(self, who: Iterable[str]) -> tuple[str, ...]:
        """Return the roles of some people, each role once and without numbers."""
        known = (self.people.get(each) for each in who)
        roles = (each.roles[0] if each is not None and each.roles else "" for each in known)
        return tuple(dict.fromkeys(self.role(each) for each in roles))

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        names = {who for who in self.people if who not in words.ROLES}
        names |= {each.name for each in self.people.values() if each.name}
        ordered = sorted(names, key=len, reverse=True)
        return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, ordered))})(?![\w-])") if ordered else None

    @cached_property
    def _by_name(self) -> dict[str, str]:
        return {each.name: each.id for each in self.people.values() if each.name}

    def sentence(self, text: str) -> str:
        """Return a sentence of the rules with roles in place of ids and names; an id that is a role stays."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self.label(self._by_name.get(found[1], found[1])), text)
