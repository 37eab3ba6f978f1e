"""What deadlines and registers are made from: the unit and its books as one look has them, clauses, and the time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from showsafe.books.bound.clock import local_day
from showsafe.books.bound.lines import Bound, bound
from showsafe.books.kinds import BOUND, OFFICE
from showsafe.books.pages import Pages
from showsafe.domain.state import State
from showsafe.errors import Unusable
from showsafe.ledger import record
from showsafe.ledger.store import Store
from showsafe.projections.project import of_this_layout, stale
from showsafe.projections.rows import SET, read
from showsafe.rules.clause import Clause

REBUILD = "No answer means hot. The records are whole; make it anew: showsafe rebuild DIR"


@dataclass
class Material:
    """A unit and its books. ``places`` are the ids of its profile and of those that this rests on."""

    state: State
    store: Store
    clauses: Mapping[str, Clause]
    now: datetime
    unit: str = ""
    offset_minutes: int = 0
    places: tuple[str, ...] = ()
    office: Pages = field(default_factory=lambda: Pages(OFFICE))
    book: Pages = field(default_factory=lambda: Pages(BOUND))

    @cached_property
    def bound(self) -> Bound:
        """The bound book in lines."""
        return bound(self.book)

    @property
    def today(self) -> date:
        """The day of the clock where the set is."""
        return self.day_of(self.now)

    def day_of(self, moment: datetime) -> date:
        """Return the day of a moment where the set is."""
        return local_day(moment, self.offset_minutes)

    def rows(self, name: str, prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the lines of a view of the set by their keys; raises as ``refuse_old``."""
        self.refuse_old(name)
        for key, value in self.store.rows(name, prefix):
            found = read(value)
            if found.get("scope", SET) == SET:
                yield key, found

    def refuse_old(self, name: str) -> None:
        """Refuse a view that may be old; raises Unusable ``projection.stale``."""
        if not of_this_layout(self.store) or name in stale(self.store):
            raise Unusable("projection.stale", f"The view {name} may be old, and is not shown.", REBUILD)

    def body(self, number: int) -> dict[str, Any]:
        """Return what a record of the unit says."""
        return dict(record.read(self.store.entry(number).raw).body)
