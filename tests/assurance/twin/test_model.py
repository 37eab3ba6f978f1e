"""The small model and the program go on alike: what is answered, and what the world map says of the state after it."""

from __future__ import annotations

import inspect
import random
import re

import pytest

from showsafe.assurance.twin import happening, judging, model
from showsafe.assurance.twin.bound import MORNING
from showsafe.assurance.twin.values import PERMIT, Twin
from showsafe.assurance.twin.vocabulary import STEPS
from showsafe.assurance.twin.worldmap import worldmap
from tests.assurance.twin.walks import differs, morning, shortest, walk

ACTS = 25_000
SEEDS = (1, 2, 3, 4)


def test_the_beginning_is_the_models() -> None:
    """The morning made by the production rules is the state in which the model begins."""
    assert worldmap(morning(), MORNING) == Twin()


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_they_commute(seed: int) -> None:
    """Over 100,000 random acts, world map after apply is the model's step, and the answer is the same."""
    draw = random.Random(seed)  # noqa: S311 - a walk, not a secret
    acts, met = 0, set[str]()
    while acts < ACTS:
        names, differ = walk(draw)
        assert not differ, f"after {', '.join(shortest(names))} (of seed {seed}): {differ}"
        acts += len(names)
        met.update(names)
    assert met == set(STEPS)


def test_a_difference_is_told_by_its_shortest_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that forgets to ask for the bore at a load is found out, in the fewest acts that show it."""
    forgetful = {
        **judging.ANSWERS,
        "load-dummy": lambda s: PERMIT if s.proof and not s.contents else "refuse",
    }
    monkeypatch.setattr(judging, "ANSWERS", forgetful)
    way = ["show", "check-empty", "foul", "decline", "unlock-dummies", "cut", "load-dummy", "show"]
    assert differs(way)
    assert shortest(way) == ("check-empty", "load-dummy")
    assert "the program: refuse" in differs(shortest(way))


def test_nothing_of_the_rules_is_in_the_model() -> None:
    """The model was written by reading the protocol: neither its answers nor its effects import the rules."""
    for module in (model, judging, happening):
        source = inspect.getsource(module)
        assert "from showsafe.assurance.twin.values import" in source
        assert not re.search(r"^(from|import) showsafe\.(rules|domain)", source, re.MULTILINE)
