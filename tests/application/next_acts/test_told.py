"""From any state of any told day: something is next of every weapon, and doing it alone brings the weapon home."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from showsafe.application.scenario.run import Numbered, Telling
from showsafe.bootstrap import rules_of
from showsafe.domain.events import PERMIT
from tests.application.next_acts.following import follow, next_here
from tests.properties import world
from tests.scenarios.days import ALL, name_of, scenario
from tests.simulator import FilmSet

EVERY = 17
"""Of a told day every so-manieth state, and the last one."""


def states(path: Path) -> Iterator[tuple[FilmSet, dict[str, bool]]]:
    """Yield states of a told day as sets that go on from there, and which weapons a user has had since the safe."""
    day = scenario(path)
    rules = rules_of(day.profile)
    telling = Telling(day, rules, Numbered(rules))
    telling.begin()
    out: dict[str, bool] = {}
    for number, told in enumerate(telling.steps(), start=1):
        state = telling.state
        for name, belief in state.beliefs.items():
            if belief.container:
                out[name] = False
            elif belief.holder and not state.is_custodian(belief.holder):
                out[name] = True
        if number % EVERY == 0 or number == len(day.steps):
            yield FilmSet(rules, state=state, now=told.step.act.at, number=10_000), dict(out)


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_every_weapon_comes_home_by_what_is_next(path: Path) -> None:
    """Nothing that is next is refused, nothing is next for ever, and it ends in a container."""
    for day, out in states(path):
        for weapon in day.state.beliefs:
            follow(day.fork(), weapon, been_out=out.get(weapon, False))


@pytest.mark.parametrize("path", ALL[::5], ids=name_of)
def test_what_would_be_refused_is_never_next_while_something_else_would_not(path: Path) -> None:
    """Whoever asks: what is next is the first, and where it would be refused so would everything else be."""
    for day, out in states(path):
        for weapon in day.state.beliefs:
            for person in list(day.state.people)[:6]:
                found = next_here(day, weapon, person, been_out=out.get(weapon, False))
                everything = (*found.mine, *found.others)
                assert found.right in everything
                if found.right.would != PERMIT:
                    assert all(right.would != PERMIT for right in everything)
                assert all(person in right.who for right in found.mine)
                assert not any(person in right.who for right in found.others)


@pytest.mark.parametrize("seed", range(12))
def test_after_anything_at_all_something_is_next(seed: int) -> None:
    """After random acts through both doors every weapon on record has a next act, by dry runs that change nothing."""
    chance = random.Random(seed)  # noqa: S311 - the same acts each time
    day = world.morning()
    for _ in range(40):
        kind = chance.choice(world.ACTS)
        draw = {
            "weapon": chance.choice([name for name in world.THINGS if name in day.state.weapons]),
            "lot": chance.choice(world.LOTS),
            "other": chance.choice(world.PEOPLE),
            "witness": chance.choice(("assistant", "safety", "")),
            "count": chance.randrange(6),
            "flag": chance.random() < 0.5,
        }
        name, keys = world.said_of(day, kind, draw)
        door = chance.choice(("ask", "report"))
        day.later(chance.choice((0, 30, 300))).through(
            door, day.act(name, chance.choice(world.PEOPLE), **keys)
        )
    before = day.state
    for weapon in day.state.beliefs:
        found = next_here(day, weapon)
        assert found.right.kind
        assert found.right.findings or found.right.would == PERMIT
    assert day.state is before
