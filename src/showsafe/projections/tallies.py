"""The account of each weapon: every round that went into it and where it went; one line a record that moved one.

A line is written once and never again, so that one more record costs the same however long the account is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from showsafe.application.records import stamp
from showsafe.domain.changing import changed
from showsafe.domain.counted import Tally
from showsafe.domain.state import State
from showsafe.ledger.store import Row, Store
from showsafe.projections.rows import Change, key_of, line, read

NAME = "tallies"


def project(change: Change) -> Iterator[Row]:
    """Yield a line for every weapon into or out of which the event moved a round."""
    scope, event = change.scope, change.event
    for name in changed(change.before.tallies, change.after.tallies):
        tally = change.after.tallies[name]
        deed = event.completes or event.act
        value = {
            "scope": scope,
            "weapon": name,
            "record": event.number,
            "at": stamp(event.at),
            "kind": deed.kind,
            "by": deed.by,
            "second": deed.witness,
            "deviation": event.deviation,
            **account(change.after, name, tally),
        }
        yield line(NAME, f"{key_of(scope, name)}\n{event.number:012}", value)


def account(state: State, name: str, tally: Tally) -> dict[str, int]:
    """Return what went into a weapon and what came of it: ``loaded`` + ``extra`` is the sum of the other parts.

    Not in the sum: ``unexplained`` shots, of no round that the record has.
    """
    inside = sum(1 for each in state.believed(name).contents if each.state != "spent")
    return {**asdict(tally), "in_it": inside}


def lines(store: Store, key: str) -> Iterator[dict[str, Any]]:
    """Yield the account of a weapon, the first record first, in bounded memory."""
    for _, value in store.rows(NAME, f"{key}\n"):
        yield read(value)
