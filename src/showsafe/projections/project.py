"""Which rows of which projection one event changes; written in the same transaction as its record."""

from __future__ import annotations

from collections.abc import Iterable

from showsafe.domain.events import Event
from showsafe.domain.state import State
from showsafe.ledger.store import Row


def project(scope: str, before: State, after: State, event: Event) -> Iterable[Row]:
    """Return the rows that one event changes."""
    return ()
