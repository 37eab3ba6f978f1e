"""Tables of duties of the set that is served: from an index of its records that grows with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import takewhile
from threading import Lock

from showsafe.application.unit import SET, Unit
from showsafe.casefile.duties import select
from showsafe.casefile.duties.document import Document, Of
from showsafe.casefile.duties.index import Index
from showsafe.casefile.duties.made import Ledger, made
from showsafe.casefile.duties.values import Asked
from showsafe.errors import WrongInput
from showsafe.ledger import record
from showsafe.ledger.store import Store

MOST_ENTRIES = 2000
"""How many acts one answer holds; more are asked for in parts, by the time."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: the record of an incident, or a weapon; from when to when; whether people are named."""

    incident: int
    weapon: str
    since: str
    until: str
    names: bool


@dataclass(slots=True)
class Kept:
    """The index of the set's records, made when it is first needed and grown with what was recorded since."""

    lock: Lock = field(default_factory=Lock)
    index: Index = field(default_factory=Index)

    def table(self, store: Store, wish: Wish, unit: Unit, offset: int) -> Document:
        """Return the table of what is asked; raises WrongInput for what it is not."""
        size = store.size()
        with self.lock:
            new = store.scope_entries(SET, self.index.upto)
            self.index.grow(takewhile(lambda entry: entry.number <= size, new))
            asked = _asked(store, wish, size, offset, self.index)
            of = Of(unit=unit.writer.unit, size=size, as_of=_received(store, size), offset_minutes=offset)
            found = made(
                Ledger(store, store.personal, unit.rulebooks), self.index, asked, of, names=wish.names
            )
        if len(found["entries"]) > MOST_ENTRIES:
            raise WrongInput(
                "duties.too-many",
                f"These are {len(found['entries'])} acts, and one answer holds {MOST_ENTRIES}.",
                "Ask for a shorter time, with from and to; the command showsafe duties writes all of it.",
            )
        return found


def _asked(store: Store, wish: Wish, size: int, offset: int, index: Index) -> Asked:
    since, until = _moment(wish.since), _moment(wish.until)
    if bool(wish.incident) == bool(wish.weapon):
        raise WrongInput(
            "input.usage",
            "Say what the table is about: an incident by its record, or a weapon.",
            "Give one of incident and weapon.",
        )
    if wish.weapon:
        return select.of_weapon(wish.weapon, SET, index, since=since, until=until)
    body = record.read(store.entry(wish.incident).raw).body if 0 < wish.incident <= size else {}
    if body.get("scope") != SET:
        raise WrongInput(
            "duties.no-such-incident",
            f"Record {wish.incident} of the set opens no incident.",
            f"Give the record of one of: {', '.join(select.INCIDENTS)}.",
        )
    return select.of_incident(wish.incident, body, offset, since=since, until=until)


def _moment(said: str) -> datetime | None:
    if not said:
        return None
    try:
        moment = datetime.fromisoformat(said)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise WrongInput(
        "input.wrong-value", "from and to are times with their zone.", "Write it as 2026-03-31T11:30Z."
    )


def _received(store: Store, size: int) -> str:
    return str(record.read(store.entry(size).raw).body["received_at"]) if size else ""
