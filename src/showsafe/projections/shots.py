"""The shots of a weapon: one line for every record that says that it fired, so that a service is due by rounds too.

*Counted* is what somebody said at the shot; *by difference* is what went into an automatic and did not come out again,
which nobody counted. A line is written once, and one more shot costs the same however many there were.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from showsafe.application.records import stamp
from showsafe.ledger.store import Row, Store
from showsafe.projections.rows import Change, key_of, line, read

NAME = "shots"
FIRING = ("discharge", "unplanned-discharge")
"""Acts that say that a weapon fired; who does not say how often means once. No step of a run is one."""


def project(change: Change) -> Iterator[Row]:
    """Yield the line of an event that says that a weapon fired."""
    event = change.event
    deed = event.completes or event.act
    fired = deed.kind in FIRING and (event.happened or event.completes is not None)
    counted = (1 if deed.count is None else deed.count) if fired else 0
    difference = _by_difference(change)
    if not deed.weapon or not (counted or difference):
        return
    yield line(
        NAME,
        f"{key_of(change.scope, deed.weapon)}\n{event.number:012}",
        {
            "scope": change.scope,
            "weapon": deed.weapon,
            "counted": counted,
            "by_difference": difference,
            "day": change.after.local_date(deed.at).isoformat(),
            "claimed": stamp(deed.at),
            "record": event.number,
        },
    )


def _by_difference(change: Change) -> int:
    """Return how many shots of an automatic this event booked by difference; said again, it may be fewer."""
    before, after = change.before.lots, change.after.lots
    if before is after:
        return 0
    lots = [(before.get(name), lot) for name, lot in after.items() if before.get(name) is not lot]
    return sum(now.by_difference - (was.by_difference if was else 0) for was, now in lots)


@dataclass(frozen=True, slots=True)
class Fired:
    """How often a weapon fired since a day, and how many of these shots nobody counted."""

    rounds: int
    by_difference: int


def since(store: Store, key: str, day: str = "") -> Fired:
    """Return the shots of a weapon from a day on, that day among them; of all days where none is given."""
    rounds = difference = 0
    for _, value in store.rows(NAME, f"{key}\n"):
        says = read(value)
        if says["day"] >= day:
            rounds += says["counted"] + says["by_difference"]
            difference += says["by_difference"]
    return Fired(max(rounds, 0), max(difference, 0))
