"""Random walks through the moves of a bound, for tests that hold one way of walking against another."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from showsafe.assurance.search.bounds import Bound
from showsafe.assurance.search.explore import Explorer, State
from showsafe.assurance.search.gates import explorer
from showsafe.assurance.search.move import Move
from showsafe.bootstrap import rules_of


def search(bound: Bound) -> Explorer:
    """Return the search of a bound under the common rules."""
    return explorer(bound, rules_of("common"))


def walk(one: Explorer, seed: int, steps: int) -> Iterator[tuple[State, Move, State, str]]:
    """Walk at random, and yield each state, the move from it, the state after it, and the answer."""
    random = Random(seed)  # noqa: S311 - a test draws at random, and keeps no secret
    state = one.first
    for _ in range(steps):
        moves = one.moves.of(state[1], one.records.seen(state[0]))
        if not moves:
            return
        move = random.choice(moves)
        after, outcome = one.go(state, move)
        yield state, move, after, outcome
        state = after
