"""Are two graphs one? As sets, both ways; and where they are not, the first differences in words."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol

from showsafe.assurance.twin.bound import MORNING, PASSES, start, take_step
from showsafe.assurance.twin.graph import Answers, Edge, Node
from showsafe.assurance.twin.printed import Printed
from showsafe.assurance.twin.values import PERMIT, Twin
from showsafe.assurance.twin.vocabulary import STEPS, TIME
from showsafe.assurance.twin.worldmap import worldmap
from showsafe.domain.state import State
from showsafe.rules.rulebook import Rulebook

NAMED = 5
"""So many differences of each sort are put into words."""


class Walked(Protocol):
    """A graph of the bound, wherever it comes from."""

    nodes: set[Node]
    edges: set[Edge]
    answers: dict[Twin, Answers]


def differences(program: Walked, other: Walked, name: str) -> Iterator[str]:
    """Yield in words what is in the program's graph and not in the other's, and the other way round.

    States, labelled steps with what is answered, and what is answered to the steps that the budget does not allow.
    """
    for one, two, who, whose in (
        (program, other, "the program", name),
        (other, program, name, "the program"),
    ):
        yield from _first(
            (f"{who} comes to a state that {whose} never comes to: {state_in_words(*node)}")
            for node in one.nodes - two.nodes
        )
        yield from _first(
            f"{who} has a step that {whose} has not: {edge_in_words(edge)}" for edge in one.edges - two.edges
        )
    yield from _first(_answered(program, other, name))


def _answered(program: Walked, other: Walked, name: str) -> Iterator[str]:
    for twin, answers in program.answers.items():
        theirs = other.answers.get(twin, {})
        for step in STEPS:
            mine, yours = answers.get(step), theirs.get(step)
            if mine != yours and twin in other.answers:
                yield f"{step} {in_words(twin)}: the program says {_said(mine)}, and {name} {_said(yours)}"


def _said(answer: tuple[str, Twin | None] | None) -> str:
    if answer is None:
        return "nothing"
    return f"{answer[0]}, then {in_words(answer[1])}" if answer[1] is not None else answer[0]


def _first(sentences: Iterable[str]) -> Iterator[str]:
    for count, sentence in enumerate(sentences):
        if count == NAMED:
            return
        yield sentence


def in_words(twin: Twin) -> str:
    """Return a state by what in it is not as at the beginning."""
    before = Twin()._asdict()
    changed = [f"{name}={value!r}" for name, value in twin._asdict().items() if value != before[name]]
    return f"[{', '.join(changed) or 'as at the beginning'}]"


def state_in_words(twin: Twin, left: int) -> str:
    """Return a node in words."""
    return f"{in_words(twin)} with {left} left"


def edge_in_words(edge: Edge) -> str:
    """Return a step in words."""
    there = "and nothing changes" if edge.source == edge.target else f"to {state_in_words(*edge.target)}"
    return f"{edge.name} from {state_in_words(*edge.source)}: {edge.answer}, {there}"


def followed(printed: Printed, book: Rulebook, share: float, seed: int) -> tuple[int, list[str]]:
    """Let the program follow a printed graph: every step to another state of it, and a share of all others.

    Returns how many steps the program was asked, and the differences in words. Every state of the printed graph is
    come to by the program on the way that the printed graph says.
    """
    draw = random.Random(seed)  # noqa: S311 - which steps are asked, not a secret
    first = start(book)
    there: dict[Twin, tuple[State, datetime]] = {worldmap(first, MORNING): (first, MORNING)}
    found: list[str] = []
    asked = 0
    queue = deque(there)
    while queue:
        twin = queue.popleft()
        for name, wanted in printed.answers.get(twin, {}).items():
            on_the_way = wanted[1] != twin and wanted[1] in printed.answers
            if not on_the_way and draw.random() > share:
                continue
            asked += 1
            said, (state, now) = _asked(there[twin], name, book)
            seen = worldmap(state, now)
            if (said, seen) != (wanted[0], wanted[1] or seen):
                found.append(f"{name} {in_words(twin)}: {_said((said, seen))}; not {_said(wanted)}")
            elif seen not in there and seen in printed.answers:
                there[seen] = (state, now)
                queue.append(seen)
    missing = [
        f"the program never comes to {in_words(twin)}" for twin in printed.answers if twin not in there
    ]
    return asked, [*found[:NAMED], *missing[:NAMED]]


def _asked(there: tuple[State, datetime], name: str, book: Rulebook) -> tuple[str, tuple[State, datetime]]:
    state, now = there
    if name == TIME:
        return PERMIT, (state, now + PASSES)
    answer, after = take_step(state, name, book, now)
    return answer, (after, now)
