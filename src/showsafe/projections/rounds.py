"""The account of a lot over time: one line for every record that moved a round of it, with the account after it.

A line is written once and never again, so that one more record costs the same however long the account is.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from showsafe.application.records import stamp
from showsafe.domain.things import Lot
from showsafe.ledger.store import Row
from showsafe.projections import counts
from showsafe.projections.rows import Change, key_of, line

NAME = "rounds"


def project(change: Change) -> Iterator[Row]:
    """Yield a line for every lot of which the event changed the account."""
    scope, event = change.scope, change.event
    for name in counts.lots_touched(change):
        lot, was = change.after.lots[name], change.before.lots.get(name)
        # Most that touches a lot moves no round of it: it is locked, unlocked, handed on.
        if was is not None and not _moved(was, lot) and not _in_hands(change, name):
            continue
        now = counts.account(change.after, lot)
        if was is not None and counts.account(change.before, was) == now:
            continue
        deed = event.completes or event.act
        value = {
            "scope": scope,
            "lot": name,
            "record": event.number,
            "at": stamp(event.at),
            "kind": deed.kind,
            "by": deed.by,
            "weapon": deed.weapon,
            "deviation": event.deviation,
            **now,
        }
        yield line(NAME, f"{key_of(scope, name)}\n{event.number:012}", value)


_FIELDS = attrgetter("total", "surplus", *(part for part in counts.PARTS if part != "in_weapons"))


def _moved(before: Lot, after: Lot) -> bool:
    return before is not after and bool(_FIELDS(before) != _FIELDS(after))


def _in_hands(change: Change, lot: str) -> bool:
    """Whether a weapon holds other rounds of a lot than before."""
    for weapon in change.weapons:
        was, now = change.before.believed(weapon).contents, change.after.beliefs[weapon].contents
        if was != now and any(cartridge.lot == lot for cartridge in (*was, *now)):
            return True
    return False
