"""What every store has to do while many use it at once: who is first, and what a reader may see meanwhile.

A subclass gives ``store``, empty, and ``reader``: the same records as another connection sees them, where there is one.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from showsafe.ledger.outbox import WAITING
from showsafe.ledger.store import Beside, Conflict, Duplicate, Row, Snapshot, Store
from showsafe.ledger.tree import Frontier
from tests.contract.store_contract import entry, to_tell

WRITERS, EACH = 4, 12


def add(store: Store, act_id: str) -> int:
    """Record one act as everybody does: look where the log ends, append there, and again where somebody was first."""
    while True:
        size = store.size()
        row = Row("board", "last", b"%d" % (size + 1))
        snapshot = Snapshot("scope-all", size + 1, b"%d" % (size + 1))
        try:
            store.append(size, [entry(size + 1, "scope-all", act_id)], [row], [snapshot])
        except Conflict:
            continue
        return size + 1


def is_whole(reader: Store) -> int:
    """Hold what a reader sees against the order in which things are written, and return how many records there are."""
    told = int(reader.row("board", "last") or b"0")
    size = reader.size()
    numbers = [each.number for each in reader.entries()]
    snapshot = reader.snapshot("scope-all")
    assert told <= size <= len(numbers)
    assert numbers == list(range(1, len(numbers) + 1))
    assert (snapshot.number if snapshot else 0) >= size
    assert snapshot is None or snapshot.state == b"%d" % snapshot.number
    assert int(reader.row("board", "last") or b"0") >= len(numbers)
    return size


class TogetherContract:
    """The suite; see the module."""

    @pytest.fixture
    def reader(self, store: Store) -> Store:
        """Return the store itself: a subclass has another connection."""
        return store

    def test_each_place_is_given_once(self, store: Store) -> None:
        """Of writers that all append at what they see, each gets its records in, once, without a gap."""
        start = Barrier(WRITERS)

        def write(writer: int) -> list[int]:
            start.wait()
            return [add(store, f"writer-{writer}-{number}") for number in range(EACH)]

        with ThreadPoolExecutor(WRITERS) as pool:
            places = list(pool.map(write, range(WRITERS)))
        entries = list(store.entries())
        assert sorted(place for own in places for place in own) == list(range(1, WRITERS * EACH + 1))
        assert all(own == sorted(own) for own in places)
        for writer, own in enumerate(places):
            assert [entries[place - 1].act_id for place in own] == [
                f"writer-{writer}-{n}" for n in range(EACH)
            ]
        assert store.frontier() == Frontier().extend(each.leaf for each in entries)

    def test_no_reader_sees_a_part(self, store: Store, reader: Store) -> None:
        """While records come in, a reader never sees one without the one before it, nor rows ahead of the records."""
        done = Event()

        def look() -> int:
            seen = 0
            while not done.is_set():
                now = is_whole(reader)
                assert now >= seen
                seen = now
            return is_whole(reader)

        with ThreadPoolExecutor(3) as pool:
            looking = [pool.submit(look) for _ in range(2)]
            try:
                for number in range(40):
                    add(store, f"act-{number}")
            finally:
                done.set()
            assert [each.result(60) for each in looking] == [40, 40]

    def test_one_act_of_many_senders_is_recorded_once(self, store: Store) -> None:
        """An act that is sent many times at once is there once, and the other senders hear so."""
        start = Barrier(WRITERS)

        def send(_: int) -> str:
            start.wait()
            try:
                return str(add(store, "act-sent-again"))
            except Duplicate as known:
                return known.act_id

        with ThreadPoolExecutor(WRITERS) as pool:
            answers = sorted(pool.map(send, range(WRITERS)))
        assert answers == ["1", *["act-sent-again"] * (WRITERS - 1)]
        assert [each.act_id for each in store.entries()] == ["act-sent-again"]

    def test_what_is_told_meanwhile_is_told_once(self, store: Store) -> None:
        """Lines that come with records and lines that come alone, at once, are each there once, in one order."""
        start = Barrier(2)

        def with_records() -> None:
            start.wait()
            for number in range(1, 9):
                size = store.size()
                line = to_tell("office", number, f"record {number}")
                store.append(size, [entry(size + 1)], beside=Beside(tell=(line,)))

        def alone() -> None:
            start.wait()
            for number in range(8):
                store.tell([to_tell("office", 0, f"morning {number}")])

        with ThreadPoolExecutor(2) as pool:
            for each in [pool.submit(with_records), pool.submit(alone)]:
                each.result(60)
        lines = store.outbox("office", WAITING)
        numbers = [line.number for line in lines]
        assert numbers == sorted(set(numbers))
        for word, first in (("record", 1), ("morning", 0)):
            keys = [line.what.key for line in lines if line.what.key.startswith(word)]
            assert keys == [f"{word} {number}" for number in range(first, first + 8)]
