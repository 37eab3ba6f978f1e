"""Records that are looked at a second time: one that is gone by then is told, not passed over."""

from __future__ import annotations

import pytest

from showsafe.ledger.verify import seconded as seconding
from showsafe.ledger.verify.block import Found, Rows
from showsafe.ledger.verify.report import Notebook
from showsafe.ledger.verify.walk import Walk
from tests.ledger.verify.logs import NEXT, PERSON, UNIT, Log
from tests.ledger.verify.test_block_claims import seconded
from tests.ledger.verify.test_walk import Source, fault, opened, people, walked

GONE = "record {} was read once, and can no longer be read"


class Gone(Source):
    """Records of which those from a number on are gone."""

    since = 4

    def rows(self, first: int, count: int, *, columns: bool = True) -> Rows:
        """Return records up to those that are gone."""
        return super().rows(first, max(0, min(count, self.since - first)), columns=columns)


def looking(log: Log) -> Walk:
    """Return a walk that knows the keys of a log whose records are gone from the fourth on."""
    walk = Walk(Notebook(), Gone(log))
    walk.unit, walk.history = UNIT, walked(people()).history
    return walk


def test_a_record_that_is_gone_when_it_is_looked_at_again() -> None:
    """Whether its signatures hold was not seen; it is not for the auditor to say that they do."""
    log = people()
    log.add("handed-over", {}, NEXT)
    walk = looking(log)
    walk.again([4])
    assert walk.book.faults == fault("structure", GONE.format(4), 4)


def test_the_first_use_of_a_key_among_records_that_are_gone() -> None:
    """The use is told of the last record that the block named, and that the others are gone is told beside it."""
    log = people()
    for _ in range(2):
        log.add("handed-over", {}, PERSON)
    walk = looking(log)
    walk.history.keys[PERSON.id].until = 3
    walk.take(Found(4, 0, used={PERSON.id: [3, 5]}))
    says = "record 5 carries a signature of a key that was rotated before it"
    assert walk.book.faults == fault("structure", GONE.format(4), 4) | fault("signatures", says, 5)


@pytest.mark.parametrize("count", [3, 4])
def test_only_records_that_were_there_are_looked_for(count: int) -> None:
    """The record behind the last one that a key signed is not missed: it may never have been."""
    log = people()
    for _ in range(count - 3):
        log.add("handed-over", {}, PERSON)
    walk = Walk(Notebook(), Source(log))
    walk.history = walked(log).history
    assert walk._first_use(NEXT.id, 2, count) == count
    assert walk.book.faults == {}


@pytest.mark.parametrize(("says", "wrong"), [({"seen": 6}, False), ({"seen": 5}, True)])
def test_the_word_of_a_second_person_at_the_second_look(says: dict[str, int], wrong: bool) -> None:  # noqa: FBT001
    """What was not signed so is told of its record, in words that say whose word it is."""
    log = opened()
    log.enrol(PERSON, "device:cart")
    number = seconded(log.checked(), says=says)
    walk = Walk(Notebook(), Source(log))
    walk.unit, walk.history = UNIT, walked(log).history
    walk.again([number])
    expected = fault("signatures", seconding.DOES_NOT_HOLD.format(number), number) if wrong else {}
    assert (number, walk.book.faults) == (4, expected)


def test_nothing_is_added_to_a_signature_that_is_told_already() -> None:
    """The first one that is wrong is what matters; what could not be known beside it does not water it down."""
    log = people()
    log.add("handed-over", {}, NEXT)
    for told in (False, True):
        walk = Walk(Notebook(), Source(log))
        walk.history, walk.resumed = walked(people()).history, True
        if told:
            walk.book.fault("signatures", "a signature of record 2 does not hold", 2)
        walk.again([4])
        assert (walk.book.could_not_know == [], len(walk.book.faults)) == (told, int(told))
