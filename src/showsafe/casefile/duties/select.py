"""Whose records a table is made from: what of a store is asked for, and the records of it, by an index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from showsafe.application.naming import deeds
from showsafe.application.records import unstamp
from showsafe.casefile.duties.index import Index, runs
from showsafe.casefile.duties.values import Asked
from showsafe.domain.acts import EVENTS
from showsafe.errors import WrongInput
from showsafe.ledger import record
from showsafe.ledger.store import Entry
from showsafe.projections.rows import SET

INCIDENTS = ("incident", "freeze", "stop", "unplanned-discharge", "find-live", "misfire", "drop")
"""Acts by which something that happened is opened, and of which a table can be asked for."""

Body = dict[str, Any]


class Records(Protocol):
    """What a table needs of a store, or of whatever else holds records."""

    def entries(self, first: int = 1, last: int | None = None) -> Iterator[Entry]:
        """Yield the records from one number to another."""

    def entry(self, number: int) -> Entry:
        """Return one record; raises NoSuchRecord."""


def of_weapon(
    weapon: str, scope: str, index: Index, *, since: datetime | None = None, until: datetime | None = None
) -> Asked:
    """Return what is asked of a weapon; raises WrongInput ``duties.no-such-weapon``."""
    if weapon not in index.weapons:
        raise WrongInput(
            "duties.no-such-weapon",
            f"No record of {scope} names a weapon {weapon[:60]!r}.",
            "Check the name; all weapons: showsafe board DIR",
        )
    return Asked(
        kind="weapon",
        name=weapon,
        scope=scope,
        things=(weapon,),
        weapons=(weapon,),
        since=since,
        until=until,
    )


def incident(number: int, body: Body) -> Body:
    """Return the body of an incident; raises WrongInput ``duties.no-such-incident``."""
    if EVENTS.get(body["kind"]) not in INCIDENTS:
        raise WrongInput(
            "duties.no-such-incident",
            f"Record {number} opens no incident.",
            f"Give the record of one of: {', '.join(INCIDENTS)}.",
        )
    return body


def of_incident(
    number: int,
    body: Body,
    offset_minutes: int,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Asked:
    """Return what is asked of an incident: what it names, from the morning of its day on.

    A told day is one whole. ``since`` and ``until`` say another period. Raises WrongInput
    ``duties.no-such-incident``.
    """
    act = incident(number, body)["act"]
    things = tuple(dict.fromkeys(act[key] for key in ("weapon", "lot", "about", "in") if act.get(key)))
    if since is None and body["scope"] == SET:
        since = _morning(unstamp(body["claimed_at"]), offset_minutes)
    return Asked(
        kind="incident",
        name=str(number),
        scope=body["scope"],
        things=things,
        weapons=(act["weapon"],) if act.get("weapon") else (),
        incident=number,
        since=since,
        until=until,
    )


def completed(asked: Asked, store: Records, index: Index) -> tuple[Asked, list[int]]:
    """Return what is asked with every lot and weapon that belongs to it, and the numbers of the records to walk."""
    things = asked.things or tuple(_all_things(asked, store, index))
    named = [number for thing in things for number in index.things.get(thing, ())]
    weapons, lots = dict.fromkeys(asked.weapons), dict[str, None]()
    for _, body in bodies(store, sorted(set(named))):
        for deed in deeds(body):
            weapons |= dict.fromkeys(_of(deed, "weapon"))
            lots |= dict.fromkeys(_of(deed, "lot"))
    if asked.kind == "weapon":
        weapons = dict.fromkeys(asked.weapons)
    everything = tuple(dict.fromkeys((*things, *weapons, *lots)))
    whole = replace(asked, things=everything, weapons=tuple(weapons))
    return whole, index.numbers(everything)


def bodies(store: Records, numbers: list[int]) -> Iterator[tuple[int, Body]]:
    """Yield records by number, in order, each with what it says."""
    for first, last in runs(numbers):
        for entry in store.entries(first, last):
            yield entry.number, record.read(entry.raw).body


def _all_things(asked: Asked, store: Records, index: Index) -> Iterator[str]:
    """Yield the weapons and lots that were named on the day of an incident that names none itself."""
    last: dict[int, list[str]] = {}
    for thing, numbers in index.things.items():
        for number in numbers:
            last.setdefault(number, []).append(thing)
    first = _first_since(store, asked)
    for number, names in sorted(last.items()):
        if number >= first and number <= asked.incident:
            yield from names


def _first_since(store: Records, asked: Asked) -> int:
    """Return the first record that was received in the period: numbers grow with the time of it."""
    if asked.since is None:
        return 1
    low, high = 1, asked.incident
    while low < high:
        middle = (low + high) // 2
        received = unstamp(record.read(store.entry(middle).raw).body["received_at"])
        low, high = (middle + 1, high) if received < asked.since else (low, middle)
    return low


def _morning(at: datetime, offset_minutes: int) -> datetime:
    local = at + timedelta(minutes=offset_minutes)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(minutes=offset_minutes)


def _of(value: object, key: str) -> Iterable[str]:
    """Yield every name that stands under a key anywhere in an act."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name == key and isinstance(each, str) and each:
                yield each
            else:
                yield from _of(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from _of(each, key)
