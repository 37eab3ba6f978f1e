"""Edges of the small graph through the real write path and the store; all of them are taken by make assurance."""

from __future__ import annotations

import random
from collections import deque
from pathlib import Path

import pytest

from showsafe.assurance.twin.graph import Answers
from showsafe.assurance.twin.model import step
from showsafe.assurance.twin.usual import may, off_the_way
from showsafe.assurance.twin.values import Twin
from showsafe.assurance.twin.vocabulary import STEPS, WORDS
from tools.assurance.replay import CRASHES, Walk, every_edge

SAMPLE = 5
"""So many steps off the usual way are in the sample, each from every state of the usual way."""
ACTS = 500


def part_of_the_graph(draw: random.Random) -> dict[Twin, Answers]:
    """Return the usual way with a few steps off it, as the model has them."""
    off = set(draw.sample([name for name, word in WORDS.items() if word.mishap], SAMPLE))
    answers: dict[Twin, Answers] = {}
    queue = deque([(Twin(), 1)])
    seen = {(Twin(), 1)}
    while queue:
        twin, left = queue.popleft()
        answers.setdefault(twin, {name: step(twin, name) for name in STEPS if may(twin, name)})
        for name, (_, after) in answers[twin].items():
            if after is None or (cost := off_the_way(twin, name, after)) > left or (cost and name not in off):
                continue
            if (after, left - cost) not in seen:
                seen.add((after, left - cost))
                queue.append((after, left - cost))
    return answers


@pytest.mark.slow
def test_a_sample_of_edges_on_disk(tmp_path: Path) -> None:
    """Answers and states on disk are the graph's after every act, reopened and after every sort of crash."""
    draw = random.Random(6)  # noqa: S311 - where it dies, not a secret
    answers = part_of_the_graph(draw)
    todo = every_edge(answers, draw)
    before = sum(map(len, todo.values()))
    walk = Walk(tmp_path / "set", lambda twin: answers.get(twin, {}), todo, draw, crash_every=20)
    walk.go(ACTS)
    assert not walk.wrong, "\n".join(walk.wrong)
    assert before - sum(map(len, walk.todo.values())) > ACTS // 3
    assert set(walk.crashes) == set(CRASHES)


def test_what_is_not_as_the_graph_says_is_told(tmp_path: Path) -> None:
    """A graph that says otherwise than the program is found out at the edge, with both in words."""
    lax: dict[Twin, Answers] = {Twin(): {"load-dummy": ("permit", Twin()._replace(load="fresh"))}}
    draw = random.Random(1)  # noqa: S311 - as above
    walk = Walk(tmp_path / "set", lambda twin: lax.get(twin, {}), {Twin(): ["load-dummy"]}, draw)
    walk.go(10)
    assert len(walk.wrong) == 2
    assert "answered refuse, and the graph says permit" in walk.wrong[0]
