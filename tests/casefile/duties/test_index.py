"""The index of what names what: it parses no record, and finds what parsing finds."""

from __future__ import annotations

from showsafe.casefile.duties.index import ALONG, Index, runs
from showsafe.domain.acts import EVENTS
from tests.casefile.duties import units
from tests.scenarios import days

KEYS = ("weapon", "lot", "about", "in")


def named(value: object) -> set[str]:
    """Return every thing that a body names, by reading it."""
    if isinstance(value, list):
        return {name for each in value for name in named(each)}
    if not isinstance(value, dict):
        return set()
    own = {each for key, each in value.items() if key in KEYS and isinstance(each, str) and each}
    return own | {name for each in value.values() for name in named(each)}


def test_it_finds_what_reading_finds() -> None:
    """Of every record the index knows the same things as who parses it, and whether it goes along."""
    for path in days.files("incidents")[::4] + days.files("days")[::4]:
        day, index = units.told(path), units.told(path).index
        for number, body in enumerate(day.bodies, start=1):
            things = named(body)
            assert {name for name, numbers in index.things.items() if number in numbers} == things
            assert (number in index.along) == (not things or EVENTS[body["kind"]] in ALONG)


def test_growing_twice_changes_nothing() -> None:
    """Records that are in already are passed over."""
    day = units.told(days.files("incidents")[0])
    index = Index()
    index.grow(day.entries(1, 5))
    index.grow(day.entries())
    assert index == day.index
    index.grow(day.entries())
    assert index == day.index


def test_neighbours_are_read_together() -> None:
    """Numbers without a gap are one stretch."""
    assert list(runs([1, 2, 3, 7, 9, 10])) == [(1, 3), (7, 7), (9, 10)]
    assert list(runs([])) == []
