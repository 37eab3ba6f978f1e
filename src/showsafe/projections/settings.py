"""Which settings hold, by the SHA-256 of their bytes, and which held before: opening need not read all records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from showsafe.errors import Unusable
from showsafe.ledger.store import Row, Store
from showsafe.projections.rows import Change, line, read

NAME = "settings"
KEY = "file"
EVENTS = ("unit-opened", "settings-changed")


@dataclass(frozen=True, slots=True)
class Held:
    """The settings that hold ``now``, and those that held ``before``; "" for none."""

    now: str
    before: str


def project(change: Change) -> Iterator[Row]:
    """Yield the line where the settings changed."""
    if change.before.settings != change.after.settings:
        value = {
            "now": change.after.settings,
            "before": change.before.settings,
            "record": change.event.number,
        }
        yield line(NAME, KEY, value)


def held(store: Store) -> Held | None:
    """Return which settings hold by the kept line, or None where it is gone or damaged."""
    value = store.row(NAME, KEY)
    try:
        said = read(value) if value is not None else None
    except Unusable:
        return None
    return Held(said["now"], said["before"]) if said else None
