"""The graph of the bound, explored with the production ``decide`` and ``apply`` and seen through the world map.

A node is a state of the model and how many steps off the usual way are left. One production state stands for each
state of the model: the first that the search came to. That two production states with one state in the model go on
alike is what the random walks of the tests hold, and every edge replayed through the store again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from showsafe.assurance.twin.bound import MORNING, MOST_PASSES, PASSES, start, take_step
from showsafe.assurance.twin.usual import may, off_the_way
from showsafe.assurance.twin.values import PERMIT, Twin
from showsafe.assurance.twin.vocabulary import STEPS, TIME
from showsafe.assurance.twin.worldmap import worldmap
from showsafe.domain.state import State
from showsafe.rules.rulebook import Rulebook

Node = tuple[Twin, int]
"""A state of the model, and how many steps off the usual way are left."""

Answers = dict[str, tuple[str, Twin | None]]
"""What is answered to each step, and the state after it; None where nobody looked how it goes on."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One step of the bound: from which node, which step, what was answered, and to which node."""

    source: Node
    name: str
    answer: str
    target: Node


@dataclass(slots=True)
class Graph:
    """Every node and edge of the bound, and of every state of the model what is answered to every step.

    ``answers`` are given for all steps, also for those that the budget does not allow any more.
    """

    budget: int
    nodes: set[Node] = field(default_factory=set)
    edges: set[Edge] = field(default_factory=set)
    answers: dict[Twin, Answers] = field(default_factory=dict)

    @property
    def changing(self) -> int:
        """How many edges lead to another node."""
        return sum(edge.source != edge.target for edge in self.edges)


def edges_from(node: Node, answers: Answers) -> Iterator[Edge]:
    """Yield the edges of one node that the budget allows."""
    state, left = node
    for name, (answer, after) in answers.items():
        if after is None:
            continue
        cost = off_the_way(state, name, after)
        if cost <= left:
            yield Edge(node, name, answer, (after, left - cost))


def explore(book: Rulebook, budget: int) -> Graph:
    """Return the graph of the bound from the production rules, seen through the world map."""
    graph = Graph(budget)
    first = start(book)
    root = worldmap(first, MORNING)
    there = {root: (first, MORNING)}
    graph.nodes.add((root, budget))
    queue = deque([(root, budget)])
    while queue:
        node = queue.popleft()
        if node[0] not in graph.answers:
            graph.answers[node[0]] = _answered(node[0], there, book)
        for edge in edges_from(node, graph.answers[node[0]]):
            graph.edges.add(edge)
            if edge.target not in graph.nodes:
                graph.nodes.add(edge.target)
                queue.append(edge.target)
    return graph


def _answered(twin: Twin, there: dict[Twin, tuple[State, datetime]], book: Rulebook) -> Answers:
    """Put every step of the bound to the production state that stands for one of the model."""
    state, now = there[twin]
    answers: Answers = {}
    for name in STEPS:
        if not may(twin, name):
            continue
        later = now + PASSES if name == TIME else now
        answer, after = (PERMIT, state) if name == TIME else take_step(state, name, book, now)
        if later - MORNING > PASSES * MOST_PASSES:
            message = f"time passed more than {MOST_PASSES} times on the way to a state of this bound"
            raise AssertionError(message)
        seen = worldmap(after, later)
        answers[name] = (answer, seen)
        there.setdefault(seen, (after, later))
    return answers
