"""How a line of a projection is named and written, for all of them.

A name is shown as its scope has it. Where one day was told twice, the second telling is a scope of its own with the
same names; in a key it has its number, ``<id>@2/revolver``, so that the two never share a line.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from showsafe.domain.changing import changed
from showsafe.domain.events import Event
from showsafe.domain.state import State
from showsafe.errors import Unusable
from showsafe.ledger import canonical
from showsafe.ledger.store import Row

_SUM_BYTES = 8

SET = "set"
"""The scope of the set itself, as the write path names it."""


def day_of(scope: str) -> str:
    """Return the id of the day that a scope tells, without the number of its telling; "" for the set itself."""
    return "" if scope == SET else telling_of(scope)[0]


def telling_of(scope: str) -> tuple[str, int]:
    """Return the id of the day that a scope tells, and of which telling; an ``@`` may be in the id itself."""
    day, at, number = scope.rpartition("@")
    return (day, int(number)) if at and number.isascii() and number.isdecimal() else (scope, 1)


def key_of(scope: str, name: str) -> str:
    """Return the key under which a thing or person of a scope is kept."""
    prefix = f"{day_of(scope)}/"
    if "@" in scope and name.startswith(prefix):
        return f"{scope}/{name.removeprefix(prefix)}"
    return name


def short(scope: str, name: str) -> str:
    """Return a name as people of that day say it, without the day before it."""
    return name.removeprefix(f"{day_of(scope)}/") if day_of(scope) else name


def clock_time(state: State, at: datetime) -> str:
    """Return the time of day where the set is, in hours and minutes."""
    return (at + timedelta(minutes=state.offset_minutes)).strftime("%H:%M")


def line(name: str, key: str, value: dict[str, Any]) -> Row:
    """Return a line of a projection, its value in the canonical form."""
    content = canonical.encode(value)
    return Row(name, key, content + _sum(content))


def read(value: bytes) -> dict[str, Any]:
    """Return what a line says; raises Unusable ``projection.damaged`` where a single bit of it has changed."""
    content, held = value[:-_SUM_BYTES], value[-_SUM_BYTES:]
    if held != _sum(content):
        raise Unusable(
            "projection.damaged",
            "A line of the views is not as it was written, so nothing of them is shown.",
            "No answer means hot. Run: showsafe verify DIR; where the records hold, then: showsafe rebuild DIR",
        )
    return dict(canonical.decode(content))


def _sum(content: bytes) -> bytes:
    """A bit that flips on the disk must never show a word that no record leads to; the engine has no sums."""
    return hashlib.sha256(content).digest()[:_SUM_BYTES]


@dataclass(frozen=True, slots=True)
class Change:
    """What one event did to a scope: the state before and after it, and the ``weapons`` of which anything changed."""

    scope: str
    before: State
    after: State
    event: Event
    weapons: tuple[str, ...]


def change_of(scope: str, before: State, after: State, event: Event) -> Change:
    """Return what an event did, found out once for all projections."""
    return Change(scope, before, after, event, _touched(before, after))


def _touched(before: State, after: State) -> tuple[str, ...]:
    """What an event leaves alone is the same object before and after it."""
    touched = changed(before.beliefs, after.beliefs)
    described = [*changed(before.weapons, after.weapons), *changed(before.runs, after.runs)]
    return tuple(dict.fromkeys((*touched, *(weapon for weapon in described if weapon in after.beliefs))))
