"""The follower: facts behind the archive of an office, the same however they were come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from showsafe.adapters.clock import FixedClock
from showsafe.adapters.postgres.archive import PostgresArchive
from showsafe.adapters.postgres.connect import Pool
from showsafe.adapters.postgres.facts import PostgresFacts
from showsafe.application.facts.values import Fact
from showsafe.fleet.follow import Follower
from tests.fleet.sets import Node, long_day
from tests.postgres import Database
from tests.projections.units import NOON


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

    def lines(self, node: Node) -> list[Fact]:
        """Return every line of a unit."""
        return list(self.facts.every_line(node.origin))


@pytest.fixture
def office(office_database: Database) -> Iterator[Office]:
    """Return an office with nothing in it."""
    with Pool(office_database.dsn) as pool:
        yield Office(PostgresArchive(pool), PostgresFacts(pool), FixedClock(NOON + timedelta(days=1)))


def busy(name: str) -> Node:
    """Return a node after a long day."""
    node = Node(name)
    long_day(node)
    return node


def test_made_anew_is_the_same(office: Office) -> None:
    """Facts that came record by record are those that come of all records at once, also over snapshots."""
    node = busy("north-ridge")
    count = len(node.raws())
    slow = office.follower()
    for upto in range(1, count + 1):
        office.takes(node, "the-ridge", upto)
        assert slow.once().records == 1
    bit_by_bit = office.lines(node)
    assert office.follower().rebuild(node.origin) == count
    assert office.lines(node) == bit_by_bit
    assert office.follower(records=3).rebuild(node.origin) == count
    assert office.lines(node) == bit_by_bit
    assert {fact.line.kind for fact in bit_by_bit} >= {
        "deviation",
        "concern",
        "stop",
        "day",
        "paper",
        "weapon",
    }
