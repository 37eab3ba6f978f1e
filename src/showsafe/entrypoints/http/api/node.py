"""What the routes of one node share."""

from __future__ import annotations

from dataclasses import dataclass, field

from showsafe.application.access.desk import Desk
from showsafe.entrypoints.http.api.boards import Boards
from showsafe.entrypoints.http.api.cases.held import Cases
from showsafe.entrypoints.http.api.duty_tables import Kept
from showsafe.entrypoints.http.api.events import Telling
from showsafe.entrypoints.http.api.front import Front
from showsafe.entrypoints.http.api.metrics import Metrics
from showsafe.entrypoints.http.api.shelf import Shelf
from showsafe.ledger.store import Store


@dataclass(frozen=True, slots=True)
class Node:
    """One unit that is served: desk, front door, the newest board and who listens, counters, cases, duties, books."""

    desk: Desk
    front: Front
    boards: Boards
    telling: Telling
    metrics: Metrics
    cases: Cases
    duties: Kept = field(default_factory=Kept)
    shelf: Shelf = field(default_factory=Shelf)

    @property
    def store(self) -> Store:
        """The records and what follows from them."""
        return self.desk.unit.store
