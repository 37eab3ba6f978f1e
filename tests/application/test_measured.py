"""Counters: they only grow, have room for so many, and never hold who somebody is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from showsafe.application import measured
from showsafe.application.measured import Counters


def test_counts_of_several_threads() -> None:
    """What several threads count at once is all counted."""
    counters = Counters()

    def count(_: int) -> None:
        for _again in range(500):
            counters.add("acts", 2, kind="load")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count, range(4)))
    assert counters.value("acts", kind="load") == 4_000


def test_only_known_labels() -> None:
    """A label that is not among those there are is left out with its value, and a count never goes down."""
    counters = Counters()
    counters.add("acts", 1, kind="load", person="pat")
    counters.add("acts", -5, kind="load")
    assert list(counters.all()) == [("acts", (("kind", "load"),), 1)]


def test_room_for_so_many() -> None:
    """What finds no room as a series of its own is counted as left out, whatever is counted."""
    counters = Counters()
    for number in range(measured.MOST_SERIES + 3):
        counters.add("acts", code=str(number))
    counters.add("acts", 4, code="0")
    assert counters.value("acts", code="0") == 5
    assert counters.value(measured.LEFT_OUT) == 3
    assert sum(1 for _ in counters.all()) == measured.MOST_SERIES + 1
