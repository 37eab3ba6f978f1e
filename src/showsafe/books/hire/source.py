"""What the views of hire look at: the unit's state and lines as of one record, the office book, and the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from showsafe.application.unit import SET
from showsafe.books.hire.index import Index, index_of
from showsafe.books.hire.service import Due, due
from showsafe.books.hire.state import Hire, Hires, hires_of
from showsafe.books.pages import Pages
from showsafe.domain.belief import Belief
from showsafe.domain.state import State
from showsafe.domain.things import Lot, Weapon
from showsafe.ledger.store import Store
from showsafe.projections import custody, shots
from showsafe.projections.rows import key_of

Line = dict[str, Any]

MASKED = 3
"""So many last characters of a serial are not shown on a screen: whoever looks at a thing is asked for them."""


@dataclass
class Source:
    """The unit, the office book and today, as one look has them; ``masked`` for a screen.

    People are in none of the views by name: by their role, or as somebody.
    """

    state: State
    store: Store
    pages: Pages
    today: date
    masked: bool = False
    dues: dict[str, Due] = field(default_factory=dict)

    @cached_property
    def hires(self) -> Hires:
        """Every hire of the book."""
        return hires_of(self.pages)

    @cached_property
    def index(self) -> Index:
        """The entries of hire by what they are about."""
        return index_of(self.pages)

    @cached_property
    def of_a_thing(self) -> Mapping[str, Sequence[Hire]]:
        """The hires of each thing, the first one first."""
        found: dict[str, list[Hire]] = {}
        for hire in self.hires:
            for thing in hire.items:
                found.setdefault(thing, []).append(hire)
        return found

    @property
    def day(self) -> str:
        """Today, as days are written."""
        return self.today.isoformat()

    def serial(self, serial: str) -> str:
        """Return a serial as it may be shown."""
        return serial[:-MASKED] + "\u2022" * min(MASKED, len(serial)) if self.masked else serial

    def due(self, weapon: Weapon) -> Due:
        """Return how a weapon stands with its service."""
        if weapon.id not in self.dues:
            self.dues[weapon.id] = due(self.index, weapon, self._fired, self.today)
        return self.dues[weapon.id]

    def _fired(self, weapon: str, since: str) -> tuple[int, int]:
        fired = shots.since(self.store, key_of(SET, weapon), since)
        return fired.rounds, fired.by_difference

    def role(self, person: str) -> str:
        """Return the role by which somebody is shown; "somebody" where none is on record."""
        known = self.state.people.get(person)
        return known.roles[0] if known is not None and known.roles else "somebody"

    def where(self, thing: str) -> Line:
        """Return where the unit's record has a thing: a place, a container or whom it left for, and a role."""
        if thing in self.state.weapons:
            at: Belief | Lot = self.state.believed(thing)
        elif thing in self.state.lots:
            at = self.state.lots[thing]
        else:
            return _place("not-on-record")
        if at.gone:
            return _place("gone", at.gone)
        if at.quarantined:
            return _place("quarantine", at.container)
        if at.container:
            return _place("locked", at.container)
        if at.holder:
            return _place("held", role=self.role(at.holder))
        lying = at.place if isinstance(at, Belief) else ""
        return _place("lying", lying) if lying else _place("unknown")

    def moved_in(self, thing: str) -> int:
        """Return the record by which a weapon came to where it is, 0 where the views do not say."""
        if thing not in self.state.weapons:
            return 0
        spans = self.store.rows(custody.NAME, f"{key_of(SET, thing)}\n", newest_first=True, limit=1)
        return next((int(key.rpartition("\n")[2]) for key, _ in spans), 0)


def _place(place: str, name: str = "", role: str = "") -> Line:
    return {"place": place, "name": name, "role": role}


def as_hire(source: Source, thing: str) -> Hire | None:
    """Return the hire under which a thing of others is here, or one of ours is away, if there is one."""
    return next((hire for hire in source.of_a_thing.get(thing, ()) if hire.items[thing].outstanding), None)


def last_hire(source: Source, thing: str) -> Hire | None:
    """Return the hire of a thing that began last, over or not."""
    return next(reversed(source.of_a_thing.get(thing, ())), None)


def is_away(source: Source, thing: str) -> bool:
    """Whether the unit's record has a thing elsewhere."""
    return bool(source.where(thing)["place"] == "gone")


def known(state: State, thing: str) -> Mapping[str, str]:
    """Return what the unit's record says a thing is: its sort, its serial, what it is in words."""
    weapon, lot = state.weapons.get(thing), state.lots.get(thing)
    if weapon is not None:
        says = (weapon.maker, weapon.model, weapon.calibre, weapon.action if weapon.action != "none" else "")
        return {
            "sort": "weapon",
            "serial": weapon.serial,
            "is": " ".join(filter(None, (*says, weapon.class_))),
        }
    if lot is not None:
        says = (lot.calibre, lot.kind, lot.size, lot.maker)
        return {"sort": "lot", "serial": "", "is": " ".join(filter(None, says))}
    return {"sort": "other", "serial": "", "is": ""}
