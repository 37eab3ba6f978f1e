"""Random walks through the program and the model side by side, and the shortest form of one that fails."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from showsafe.assurance.twin import model
from showsafe.assurance.twin.bound import MORNING, MOST_PASSES, PASSES, start, take_step
from showsafe.assurance.twin.compare import in_words
from showsafe.assurance.twin.usual import USUAL
from showsafe.assurance.twin.values import Twin
from showsafe.assurance.twin.vocabulary import STEPS, TIME
from showsafe.assurance.twin.worldmap import worldmap
from showsafe.bootstrap import COMMON, rules_of
from showsafe.domain.state import State

LONG = 60
"""So many steps a walk has, unless the day is closed in it."""
HEAVY = 4
"""A weapon that is believed to hold more rounds is no longer worth walking with."""
USUALLY = 0.6
"""How often a step of the usual way is taken: else a random walk hardly ever comes to a take."""


@cache
def morning() -> State:
    """Return the state after the morning of the bound."""
    return start(rules_of(COMMON))


@dataclass(slots=True)
class Pair:
    """The program and the model, side by side."""

    state: State = field(default_factory=morning)
    now: datetime = MORNING
    twin: Twin = field(default_factory=Twin)

    def step(self, name: str) -> str:
        """Let both do a step; say in words how they differ after it, or ""."""
        expected, self.twin = model.step(self.twin, name)
        answer = expected
        if name == TIME:
            self.now += PASSES
        else:
            answer, self.state = take_step(self.state, name, rules_of(COMMON), self.now)
        seen = worldmap(self.state, self.now)
        if (answer, seen) == (expected, self.twin):
            return ""
        return f"the program: {answer}, {in_words(seen)}; the model: {expected}, {in_words(self.twin)}"


def walk(draw: random.Random) -> tuple[list[str], str]:
    """Take one random walk; return its steps, and how the program and the model differ after the last, or ""."""
    names: list[str] = []
    both = Pair()
    while len(names) < LONG and both.twin.day_open and len(both.twin.contents) <= HEAVY:
        usual = [name for name, is_usual in USUAL.items() if is_usual(both.twin)]
        name = draw.choice(usual if usual and draw.random() < USUALLY else STEPS)
        if name == TIME and names.count(TIME) == MOST_PASSES:
            continue
        names.append(name)
        differ = both.step(name)
        if differ:
            return names, differ
    return names, ""


def differs(names: Sequence[str]) -> str:
    """Say how the program and the model differ after some of these steps, or ""."""
    both = Pair()
    return next((differ for name in names if (differ := both.step(name))), "")


def shortest(names: Sequence[str]) -> tuple[str, ...]:
    """Return the steps without all that can be left out, one at a time, with a difference left."""
    left = tuple(names)
    for shorter in _without_one(left):
        if differs(shorter):
            return shortest(shorter)
    return left


def _without_one(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield from (names[:place] + names[place + 1 :] for place in range(len(names)))
