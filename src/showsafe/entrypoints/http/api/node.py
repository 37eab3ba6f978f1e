"""What the routes of one node share."""

from __future__ import annotations

from dataclasses import dataclass

from showsafe.application.access.desk import Desk
from showsafe.entrypoints.http.api.boards import Boards
from showsafe.entrypoints.http.api.cases.held import Cases
from showsafe.entrypoints.http.api.events import Telling
from showsafe.entrypoints.http.api.front import Front
from showsafe.entrypoints.http.api.metrics import Metrics
from showsafe.ledger.store import Store


@dataclass(frozen=True, slots=True)
class Node:
    """One unit that is served: the desk, the front door, the newest board and who listens to it, counters, cases."""

    desk: Desk
    front: Front
    boards: Boards
    telling: Telling
    metrics: Metrics
    cases: Cases

    @property
    def store(self) -> Store:
        """The records and what follows from them."""
        return self.desk.unit.store
