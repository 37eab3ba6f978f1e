"""Every told day of the repository as the records that its ledger would hold, and tables of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from showsafe.application.records import body_of
from showsafe.application.scenario.run import Telling
from showsafe.application.step import Stepped, step
from showsafe.bootstrap import rules_of
from showsafe.casefile.duties import select
from showsafe.casefile.duties.document import Document, Of, document
from showsafe.casefile.duties.index import Index
from showsafe.casefile.duties.made import Ledger, made
from showsafe.casefile.duties.values import Asked, Found
from showsafe.casefile.duties.walk import walked
from showsafe.domain.acts import Act
from showsafe.domain.state import State
from showsafe.ledger import record
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.store import Entry, NoSuchRecord
from tests.scenarios import days

KEY = DeviceKey(bytes(range(32)))
OF = Of(unit="north-ridge", size=0, as_of="", offset_minutes=0)


@dataclass(slots=True)
class Told:
    """The records of one told day, without a database."""

    scope: str
    bodies: list[dict[str, Any]] = field(default_factory=list)
    sealed: dict[int, Entry] = field(default_factory=dict)

    def entries(self, first: int = 1, last: int | None = None) -> Iterator[Entry]:
        """Yield the records of a stretch."""
        for number in range(first, (len(self.bodies) if last is None else last) + 1):
            yield self.entry(number)

    def entry(self, number: int) -> Entry:
        """Return one record, sealed when it is first asked for."""
        if not 0 < number <= len(self.bodies):
            raise NoSuchRecord(number, len(self.bodies))
        if number not in self.sealed:
            body = self.bodies[number - 1]
            self.sealed[number] = Entry(number, body["act_id"], self.scope, record.seal(body, (KEY,)), b"")
        return self.sealed[number]

    @property
    def index(self) -> Index:
        """The index of the day."""
        index = Index()
        index.grow(self.entries())
        return index


@cache
def told(path: Path) -> Told:
    """Return the records of one file: what is given, and its steps, the first account where two conflict."""
    scenario = days.scenario(path)
    rules = rules_of(scenario.profile)
    day = Told("set")

    def recorded(state: State, act: Act, door: str, now: datetime) -> Stepped:
        stepped = step(state, act, door=door, rulebook=rules, now=now, number=len(day.bodies) + 1)
        findings = stepped.decision.findings
        day.bodies.append(
            body_of(
                stepped.event, findings, scope=day.scope, rulebook=rules.edition, received_at=stepped.event.at
            )
        )
        return stepped

    telling = Telling(scenario, rules, recorded, both_variants=False)
    telling.begin()
    for _ in telling.steps():
        pass
    return day


def weapons(day: Told) -> tuple[str, ...]:
    """Return every weapon that a day names."""
    named = (body["act"].get("weapon") for body in day.bodies)
    return tuple(dict.fromkeys(name for name in named if name))


@cache
def whole_of(path: Path) -> tuple[Found, Document]:
    """Return what ``whole`` gives of a file; made once a worker."""
    return whole(told(path))


def whole(day: Told) -> tuple[Found, Document]:
    """Return what a walk through a whole day finds of every weapon of it, and the table of that."""
    asked = Asked(kind="weapon", name="all", scope=day.scope, things=weapons(day), weapons=weapons(day))
    found = walked(asked, enumerate(day.bodies, start=1), rules_of, lambda _: None)
    return found, document(asked, found, OF)


def table(day: Told, asked: Asked, *, names: bool = False) -> Document:
    """Return the table of what is asked of a day."""
    return made(Ledger(day, lambda _: None, rules_of), day.index, asked, OF, names=names)


def of_weapon(day: Told, weapon: str, *, names: bool = False) -> Document:
    """Return the table of a weapon."""
    return table(day, select.of_weapon(weapon, day.scope, day.index), names=names)


def of_weapon_from_all(day: Told, weapon: str) -> Document:
    """Return the table of a weapon from every record of the day, with no index."""
    asked = select.of_weapon(weapon, day.scope, day.index)
    completed, _ = select.completed(asked, day, day.index)
    found = walked(completed, enumerate(day.bodies, start=1), rules_of, lambda _: None)
    return document(completed, found, OF)
