"""The state of a scope as it is kept in memory, and how it is loaded: a snapshot, and the records after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from showsafe.application.personal import Opened
from showsafe.application.records import event_of
from showsafe.application.snapshots import state_from_bytes
from showsafe.domain.apply import apply
from showsafe.domain.state import State
from showsafe.ledger import record
from showsafe.ledger.store import Entry, Store


@dataclass(slots=True)
class Scope:
    """The state of a scope, and how many of its records came after its last snapshot."""

    state: State
    since_snapshot: int = 0


def loaded(store: Store, scope: str) -> Scope:
    """Return a scope as the store has it."""
    kept = store.snapshot(scope)
    state = state_from_bytes(kept.state) if kept is not None else None
    after = kept.number if kept is not None and state is not None else 0
    state = state or State()
    tail = 0
    for entry in store.scope_entries(scope, after):
        state = apply(state, event_of(record.read(entry.raw).body, entry.number, store.personal))
        tail += 1
    return Scope(state, tail)


def rebuilt(entries: Iterable[Entry], opened: Opened) -> State:
    """Return the state that the records of one scope lead to, from the first on."""
    state = State()
    for entry in entries:
        state = apply(state, event_of(record.read(entry.raw).body, entry.number, opened))
    return state
