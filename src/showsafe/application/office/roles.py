"""Who sees what: the table of roles, read from ``roles.toml``. What stands in no role of somebody is not shown to them.

``THINGS`` are all that can be seen. Those of ``OF_PEOPLE`` name people: whoever looks at one is written down first.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from showsafe.application.office.words import EVERY, OFFICE

THINGS: Mapping[str, str] = {
    "board": "that a production is there, how far its records came, and how many things are open",
    "production": "one production: its units, days, stops, counts of what is open",
    "weapons": "weapons and their passports, without whose hands they were in",
    "weapon-hands": "whose hands a weapon was in",
    "deviations": "deviations and concerns, without who answers for them",
    "deviation-names": "who answers for a deviation or a concern",
    "people": "people whose papers expire",
    "person": "the papers of one person",
    "witness": "how far a log is witnessed, and refused branches of it",
    "consignments": "weapons on their way, and who carries them",
    "production-access": "who looked at people of one production",
    "roles": "who has which role",
    "productions": "which productions and units there are, and adding them",
    "access": "who looked at anything, in the whole office",
}
"""Everything that can be seen, each in words."""

OF_PEOPLE = frozenset({"weapon-hands", "deviation-names", "people", "person"})
"""What names people of a production: every look at it is a record before it is shown."""

OF_OFFICE = frozenset({"roles", "productions", "access"})
"""What is of the whole office, and of no production."""

ADMINISTRATOR = "administrator"
"""The role that gives roles and adds productions; it sees nobody's papers."""

_SCOPES = ("office", "production")


@dataclass(frozen=True, slots=True)
class Role:
    """One role: whether it is of the whole office, and what it sees."""

    name: str
    whole: bool
    sees: frozenset[str]


@cache
def roles() -> dict[str, Role]:
    """Return every role by its name, in the order of the file."""
    content = resources.files("showsafe.application.office").joinpath("roles.toml").read_text("utf-8")
    return table_of(tomllib.loads(content))


def table_of(content: Mapping[str, Any]) -> dict[str, Role]:
    """Return the roles of a table; raises ValueError where it names a thing or a scope that there is not."""
    made = {}
    for name, row in content.items():
        sees, scope = frozenset(row["sees"]), row["scope"]
        if set(row) != {"scope", "sees"} or scope not in _SCOPES or not sees <= set(THINGS):
            raise ValueError(name)
        whole = scope == "office"
        if (whole and sees & OF_PEOPLE) or (not whole and sees & OF_OFFICE):
            # Somebody's papers are seen by a role of their production alone, and the office by one of its own.
            raise ValueError(name)
        made[name] = Role(name, whole, sees)
    return made


@dataclass(frozen=True, slots=True)
class Held:
    """The roles that somebody holds: pairs of a role's name and a production, ``OFFICE`` or ``EVERY``."""

    held: frozenset[tuple[str, str]] = frozenset()

    def sees(self, thing: str, production: str = OFFICE) -> bool:
        """Whether they see a thing of a production; of the office where that is ``OFFICE``.

        A role of the whole office sees of a production what its row names, and never what names people.
        """
        table = roles()
        return any(
            thing in table[name].sees and (table[name].whole or (production and where in (production, EVERY)))
            for name, where in self.held
            if name in table
        )

    def anywhere(self, thing: str) -> bool:
        """Whether they see a thing of every production, also of those that are added later."""
        table = roles()
        return any(
            thing in table[name].sees and (table[name].whole or where == EVERY)
            for name, where in self.held
            if name in table
        )

    def among(self, thing: str, productions: Iterable[str]) -> list[str]:
        """Return those of the productions of which they see a thing, in the order given."""
        if self.anywhere(thing):
            return list(productions)
        own = {where for _, where in self.held if where and self.sees(thing, where)}
        return [each for each in productions if each in own]

    def named(self, thing: str) -> set[str]:
        """Return the productions that a role of theirs names, and of which they see a thing."""
        return {where for _, where in self.held if where not in (OFFICE, EVERY) and self.sees(thing, where)}

    @property
    def administrator(self) -> bool:
        """Whether they are an administrator of the office."""
        return (ADMINISTRATOR, OFFICE) in self.held


NOTHING_HELD = Held()
