"""The story of a made-up production, under the rules of every place."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from showsafe.bootstrap import profiles, rules_of
from showsafe.domain.events import ASK, PERMIT, REFUSE
from showsafe.fleet.simulated_set import KINDS, Kind, Shooting
from tests.simulator import FilmSet


def told(kind: Kind, profile: str, days: int, seed: int = 5) -> list[tuple[str, str]]:
    """Return kind and outcome of every act of a production."""
    film, acts = FilmSet(rules_of(profile)), list[tuple[str, str]]()

    def do(act: str, by: str, door: str, keys: dict[str, Any]) -> str:
        film.later(20)
        stepped = film.through(door, film.act(act, by, **keys))
        acts.append((act, stepped.event.outcome if door == ASK else stepped.event.would))
        return stepped.event.outcome

    shooting = Shooting(kind, Random(seed), do, lambda: film.state)  # noqa: S311 - a story
    shooting.prepare()
    for day in range(1, days + 1):
        film.later(40_000)
        shooting.day(day)
    return acts


@pytest.mark.parametrize("profile", profiles())
def test_story_is_a_day_of_work(profile: str) -> None:
    """Under the rules of each place the days go on to their close: next to nothing that is asked is refused."""
    acts = told(KINDS[0], profile, 1)
    refused = [kind for kind, outcome in acts if outcome == REFUSE]
    assert set(refused) <= {"register"}
    assert acts[-1] == ("close-day", PERMIT)


def test_same_seed_same_story() -> None:
    """The same chance gives the same acts; another one other ones, and with time something goes wrong in them."""
    days = told(KINDS[3], "common", 6)
    assert days == told(KINDS[3], "common", 6)
    assert {"drop", "raise-concern"} <= {kind for kind, _ in days + told(KINDS[3], "common", 6, seed=6)}
