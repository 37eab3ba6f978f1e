"""What the application asks of the world around it: a clock, and rows for the projections."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

from showsafe.domain.events import Event
from showsafe.domain.state import State
from showsafe.ledger.store import Row
from showsafe.rules.rulebook import Rulebook


class Clock(Protocol):
    """Tells the time; nothing below the adapters asks for it in any other way."""

    def now(self) -> datetime:
        """Return the time now, aware, in UTC."""


Rulebooks = Callable[[str], Rulebook]
"""Returns the rulebook of a profile by its id. Raises WrongInput ``profile.unknown``."""

Project = Callable[[str, State, State, Event], Iterable[Row]]
"""Returns the rows that one event changes: of a scope, from the state before and after it."""
