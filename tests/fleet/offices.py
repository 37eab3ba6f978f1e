"""An office in a database of its test: archive, facts, a clock that is set, and followers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from showsafe.adapters.clock import FixedClock
from showsafe.adapters.postgres.archive import PostgresArchive
from showsafe.adapters.postgres.connect import Pool
from showsafe.adapters.postgres.facts import PostgresFacts
from showsafe.application.facts.values import Allowed, AskedBoard, Fact, UnitFacts
from showsafe.fleet.follow import Follower
from tests.fleet.sets import Node
from tests.projections.units import NOON

START = NOON + timedelta(days=1)
"""What the clock of an office says at first."""


@dataclass
class Office:
    """An office with its archive, its facts and a clock that is set."""

    archive: PostgresArchive
    facts: PostgresFacts
    clock: FixedClock

    def follower(self, records: int = 1024) -> Follower:
        """Return a follower that has nothing in memory."""
        return Follower(self.archive, self.facts, self.clock, records=records)

    def takes(self, node: Node, production: str, upto: int | None = None) -> None:
        """Take the records of a node."""
        node.added_to(self.archive, production)
        node.sent_to(self.archive, self.clock.now(), upto)

    def follows(self, node: Node, production: str) -> UnitFacts:
        """Take the records of a node, follow them, and return what stands on the board."""
        self.takes(node, production)
        self.follower().once()
        return self.stands(node, frozenset({production}))

    def stands(self, node: Node, allowed: Allowed) -> UnitFacts:
        """Return a unit as it stands on the board now."""
        page = self.facts.board(allowed, AskedBoard(now=self.clock.now()))
        return next(unit for unit in page.rows if unit.standing.origin == node.origin)

    def lines(self, node: Node, kind: str = "") -> list[Fact]:
        """Return every line of a unit, or those of one kind."""
        return [fact for fact in self.facts.every_line(node.origin) if kind in ("", fact.line.kind)]

    def now(self) -> datetime:
        """Return what the clock of the office says."""
        return self.clock.now()


@contextmanager
def office_in(dsn: str) -> Iterator[Office]:
    """Give an office in a database with all tables."""
    with Pool(dsn) as pool:
        yield Office(PostgresArchive(pool), PostgresFacts(pool), FixedClock(START))
