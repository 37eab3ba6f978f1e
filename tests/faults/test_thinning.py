"""What is kept of many points: every kind, its first and last, and all of them once among different places."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.faults.children import Point, call_of
from tests.faults.thinning import EVERY, thinned

MANY = [
    Point(call, number) for call, count in (("pwrite64", 97), ("fsync", 3)) for number in range(1, count + 1)
]
MOST = 8
STEP = 13
"""One in so many of 97 leaves eight at most."""


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tests be those of a plain run."""
    monkeypatch.delenv(EVERY, raising=False)


def kept(place: int) -> list[Point]:
    """Return what is kept at a place."""
    return thinned(MANY, call_of, MOST, place)


@pytest.mark.parametrize("place", range(STEP))
def test_the_ends_of_each_kind_are_always_tried(place: int) -> None:
    """At every place the first and the last of each kind are tried, in order, and few points stay whole."""
    points = kept(place)
    assert points == sorted(set(points), key=MANY.index)
    assert {Point("pwrite64", 1), Point("pwrite64", 97)} < set(points)
    assert [point for point in points if point.call == "fsync"] == MANY[-3:]


def test_the_part_is_even_and_not_larger() -> None:
    """Of many of one kind about as many as said are tried, the ends apart, and no gap is wider than one step."""
    for place in range(STEP):
        numbers = [point.number for point in kept(place) if point.call == "pwrite64"]
        assert MOST - 1 <= len(numbers) <= MOST + 2
        assert max(later - one for one, later in pairwise(numbers)) <= STEP


def test_different_places_try_different_points() -> None:
    """Places beside each other share the ends alone, and together as many places as a step try every point."""
    assert {point.number for point in set(kept(1)) & set(kept(2)) if point.call == "pwrite64"} == {1, 97}
    assert set().union(*(kept(place) for place in range(STEP))) == set(MANY)


def test_the_same_place_tries_the_same_points() -> None:
    """Nothing is left to chance."""
    assert kept(5) == kept(5) == kept(5 + STEP)


def test_nothing_of_nothing() -> None:
    """Where there is no point, none is tried."""
    assert thinned([], call_of, MOST) == []


def test_every_point_where_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the variable of the environment every point is tried, and with 0 in it the part again."""
    monkeypatch.setenv(EVERY, "1")
    assert kept(3) == MANY
    monkeypatch.setenv(EVERY, "0")
    assert len(kept(3)) < len(MANY)
