"""A record means what it meant when it was written: no version changes that without a new edition of the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe.application.step import Stepped
from showsafe.rules.rulebook import RULES_EDITION
from tests.meaning.told import Left, of_day, recorded
from tests.meaning.walks import WALKS, walk
from tests.scenarios.days import ALL, name_of


def agreed(name: str, steps: list[Stepped]) -> None:
    """Insist that each record left what it left before, and name the first that did not."""
    before = recorded()[name]
    left = Left()
    for number, stepped in enumerate(steps):
        act = stepped.event.act
        assert left.by(stepped) == before[number], f"{name}, record {number + 1}: {act.kind} by {act.by}"
    assert len(steps) == len(before)


def test_the_recorded_edition_is_the_one_of_the_rules() -> None:
    """What is on record here was recorded under the edition of the rules that records name today."""
    assert recorded()["edition"] == [RULES_EDITION]


def test_every_day_and_every_walk_is_recorded() -> None:
    """No day of the house is without its record, and nothing is recorded of a day that is not there."""
    expected = {"edition", *map(name_of, ALL), *(f"walk/{seed}" for seed in WALKS)}
    assert recorded().keys() == expected


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_a_told_day_leaves_what_it_left(path: Path) -> None:
    """Each record of a told day is answered, and leaves the whole state, as it did when it was recorded."""
    agreed(name_of(path), of_day(path))


@pytest.mark.parametrize("seed", WALKS)
def test_a_walk_leaves_what_it_left(seed: int) -> None:
    """Each record of a set on which anybody does anything leaves the whole state as it did when it was recorded."""
    agreed(f"walk/{seed}", walk(seed))
