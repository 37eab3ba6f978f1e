"""From every state that can be reached all normal work, and wrap, stay reachable; and the way back is open at once.

Safety must not be bought by refusing everything. A search that went to its end knows every way between its states; here
they are walked backwards, from every state in which a goal is met, and what was not come upon is a dead end.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from showsafe.assurance.search.explore import Explorer, State, Step
from showsafe.assurance.search.move import Move
from showsafe.domain.acts import KINDS
from showsafe.domain.events import ASK, PERMIT

GOALS = ("take", "close-day")
"""Normal work is a take that the rules permit in full; wrap is the day closed without an exception."""


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A state from which a goal cannot be reached any more, and how it came to it."""

    goal: str
    steps: tuple[Step, ...]


def dead_ends(explorer: Explorer) -> tuple[DeadEnd, ...]:
    """Return, for every goal, the nearest state from which it cannot be reached; none where it can from all."""
    before: dict[State, list[State]] = {state: [] for state in explorer.parents}
    met: dict[str, list[State]] = {
        goal: [] for goal in GOALS if goal != "close-day" or "wrap" in explorer.moves.kinds
    }
    for state in explorer.parents:
        for move in explorer.moves.of(state[1], explorer.records.seen(state[0])):
            there, outcome = explorer.go(state, move)
            after = explorer.least(there)[0]
            kind = move.act.kind if move.act else ""
            if kind in met and outcome == PERMIT:
                met[kind].append(state)
            if after != state and after in before and _honest(move):
                before[after].append(state)
    found = []
    for goal, states in met.items():
        ways = _backwards(before, states)
        lost = next(
            (state for state in explorer.parents if state not in ways and not _over(explorer, state)), None
        )
        if lost is not None:
            found.append(DeadEnd(goal, explorer.story(lost)))
    return tuple(found)


def _over(explorer: Explorer, state: State) -> bool:
    """Whether the day is closed in a state: that is where it was to end."""
    return "wrap" in explorer.moves.kinds and not explorer.records.seen(state[0]).open


def _honest(move: Move) -> bool:
    """Whether a move is one that people make who want to get on: the adversary's own are no way out."""
    return move.act is not None or move.door != ""


def _backwards(before: dict[State, list[State]], states: Iterable[State]) -> set[State]:
    """Return every state from which one of some states can be reached."""
    there = set(states)
    left = deque(there)
    while left:
        for state in before[left.popleft()]:
            if state not in there:
                there.add(state)
                left.append(state)
    return there


def _waiting(faults: tuple[str, ...], *, burning: bool) -> tuple[str, ...]:
    """Return what is not done to a weapon that misfired: nothing opens it in its wait, and after it only a clear."""
    if "misfire" not in faults:
        return ()
    return ("check", "unload", "clear") if burning else ("check", "unload")


def refused_in_the_safe_direction(explorer: Explorer) -> tuple[Step, ...]:
    """Return the way to a state in which the safe direction is refused, other than opening in a misfire's wait."""
    for state in explorer.parents:
        known = explorer.records.seen(state[0])
        for move in explorer.moves.of(state[1], known):
            if move.act is None or move.door != ASK or not KINDS[move.act.kind].safe:
                continue
            outcome, _, _ = explorer.records.answer(state[0], move.act, ASK)
            waits = move.gun >= 0 and move.act.kind in _waiting(
                known.guns[move.gun].faults, burning=state[1].guns[move.gun].burning
            )
            if outcome != PERMIT and not waits:
                return explorer.story(state, move)
    return ()
