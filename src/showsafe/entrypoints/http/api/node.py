"""What the routes of one node share."""

from __future__ import annotations

from dataclasses import dataclass

from showsafe.application.access.desk import Desk
from showsafe.entrypoints.http.api.events import Telling
from showsafe.entrypoints.http.api.front import Front
from showsafe.entrypoints.http.api.metrics import Metrics
from showsafe.ledger.store import Store


@dataclass(frozen=True, slots=True)
class Node:
    """One unit that is served: the desk, the front door, the boards that listen, and the counters."""

    desk: Desk
    front: Front
    telling: Telling
    metrics: Metrics

    @property
    def store(self) -> Store:
        """The records and what follows from them."""
        return self.desk.unit.store
