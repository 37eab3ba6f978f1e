"""A set with its books for tests: what deadlines and registers are made from."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from showsafe.adapters.clock import FixedClock
from showsafe.application.records import stamp
from showsafe.books import tasks
from showsafe.books.due import SOURCES
from showsafe.books.material import Material
from tests.application.units import Node, a_node
from tests.books import ready
from tests.books.bound.ready import Desk, clauses
from tests.books.ready import enter
from tests.simulator import MORNING

OFFSET = -360


class Office:
    """A set on its morning, an office book, and a bound book if one is wanted; all by one clock."""

    def __init__(self, *places: str, bound: bool = False) -> None:
        """Open the set; ``places`` are the profiles that it works by."""
        self.places = places or ("common",)
        self.node: Node = a_node()
        self.clock: FixedClock = self.node.clock
        self.book = ready.book("office", self.clock)
        self.desk = Desk(stated=False, clock=self.clock) if bound else None

    @property
    def bound(self) -> Desk:
        """The one at the bound book."""
        assert self.desk is not None
        return self.desk

    def enter(self, kind: str, **keys: Any) -> int:  # noqa: ANN401 - of any key
        """Enter something in the office book."""
        return enter(self.book, kind, at=self.clock.now(), **keys).number

    def material(self) -> Material:
        """Return what there is now."""
        more = {"book": self.desk.book.pages()} if self.desk is not None else {}
        return Material(
            state=self.node.state,
            store=self.node.store,
            clauses=clauses(),
            now=self.clock.now(),
            unit="north-ridge",
            offset_minutes=OFFSET,
            places=self.places,
            office=self.book.pages(),
            **more,
        )

    def tasks(self, *, everything: bool = True) -> dict[str, dict[str, Any]]:
        """Return every task by its id."""
        found = tasks.shown(self.material(), SOURCES, everything=everything)
        return {task["id"]: task for task in found["tasks"]}

    def states(self, begins: str = "") -> dict[str, str]:
        """Return the state of every task whose id begins so."""
        return {name: task["state"] for name, task in self.tasks().items() if name.startswith(begins)}

    def due(self, begins: str = "") -> dict[str, str]:
        """Return the day of every task whose id begins so."""
        return {name: task["due"] for name, task in self.tasks().items() if name.startswith(begins)}

    def pass_days(self, days: float) -> None:
        """Let days go by."""
        self.clock.advance(days * 86_400)


TODAY = (MORNING + timedelta(minutes=OFFSET)).date()
"""The day of the morning where the set is."""


def day(after: int) -> str:
    """Return the day so many days after that of the morning."""
    return (TODAY + timedelta(days=after)).isoformat()


def hours(after: float) -> str:
    """Return the moment so many hours after the morning."""
    return stamp(MORNING + timedelta(hours=after))
