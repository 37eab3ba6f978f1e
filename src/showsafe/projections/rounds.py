"""The account of a lot over time: one line for every record that moved a round of it, with the account after it.

A line is written once and never again, so that one more record costs the same however long the account is.
"""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.application.records import stamp
from showsafe.ledger.store import Row
from showsafe.projections import counts
from showsafe.projections.rows import Change, key_of, line

NAME = "rounds"


def project(change: Change) -> Iterator[Row]:
    """Yield a line for every lot of which the event changed the account."""
    scope, event = change.scope, change.event
    for name in counts.lots_touched(change):
        now = counts.account(change.after, change.after.lots[name])
        lot = change.before.lots.get(name)
        if lot is not None and counts.account(change.before, lot) == now:
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
