"""An issue is exactly the hand-overs that would be permitted one by one; the way back of a file is open, always."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from showsafe.application.step import step
from showsafe.domain import files
from showsafe.domain.events import ASK, PERMIT
from showsafe.domain.proof import stands
from showsafe.domain.spoken import HOT
from tests.files import FILE, TWO, drawn, issue
from tests.simulator import FilmSet

START = drawn(4)
TROUBLE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("drop", {}),
    ("foul", {}),
    ("misfire", {}),
    ("collect", {}),
    ("check", {"witness": "safety", "seen": 5, "of": 5, "found": [], "bore": True}),
    ("check", {"witness": "assistant", "seen": 5, "of": 5, "found": ["dummies:1"], "bore": True}),
    ("decline", {}),
    ("leave", {"place": "a stone"}),
    ("load", {"rounds": ["dummies:1"], "witness": "assistant"}),
    ("drop-out", {}),
)
NUMBERS = (1, 2, 3, 4)
MANY = settings(max_examples=150, derandomize=True, deadline=None, database=None)


def troubled(trouble: list[tuple[int, int]]) -> FilmSet:
    """Return the set after such things were reported of these rifles."""
    day = START.fork()
    for number, which in trouble:
        kind, keys = TROUBLE[which]
        who = f"extra-{number}" if kind == "decline" else "armorer"
        day.report(kind, who, weapon=f"bg-{number}", **keys)
    return day


things = st.lists(st.tuples(st.sampled_from(NUMBERS), st.integers(0, len(TROUBLE) - 1)), max_size=3)
several = st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=4, unique=True)


def right_count(day: FilmSet, numbers: list[int]) -> int:
    """Return how many flags have to be counted in these rifles."""
    return files.flagged(day.state, tuple(f"bg-{number}" for number in numbers))


@MANY
@given(things, several)
def test_an_issue_is_the_hand_overs_that_would_be_permitted(
    trouble: list[tuple[int, int]], out: list[int]
) -> None:
    """One by one and together the same rifles go out, to the same belief; the others drop out and are hot."""
    day = troubled(trouble)
    members = {member.weapon for member in day.state.files["trench"].members}
    out = [number for number in out if f"bg-{number}" in members] or out
    state, gone, number = day.state, [], day.number + 1
    for each in out:
        keys = {"weapon": f"bg-{each}", "to": [f"extra-{each}"], "from_": "armorer", "scene": "wood", **TWO}
        act = day.act("hand-over", **keys, act_id=f"single-{each}")
        one = step(state, act, door=ASK, rulebook=day.rules, now=day.now, number=number)
        if one.event.outcome == PERMIT:
            state = one.state
            gone.append(each)
    asked = day.fork().through(ASK, day.act("issue-file", **issue(*out, flags=right_count(day, out))))
    if asked.event.outcome != PERMIT:
        own = {finding.gate for finding in asked.decision.against}
        assert not gone or own <= {"file", "trouble"}
        assert asked.state.beliefs == day.state.beliefs
        return
    assert [each.would == PERMIT for each in asked.event.did] == [each in gone for each in out]
    for each in out:
        belief = asked.state.beliefs[f"bg-{each}"]
        if each in gone:
            assert belief == state.beliefs[f"bg-{each}"]
        else:
            assert f"bg-{each}" in asked.state.files["trench"].dropped
            assert not stands(belief.proof)
    assert all(
        asked.state.believed(f"bg-{n}") == day.state.believed(f"bg-{n}") for n in NUMBERS if n not in out
    )


@MANY
@given(things, several, st.integers(0, 5))
def test_the_way_back_of_a_file_is_open(trouble: list[tuple[int, int]], back: list[int], flags: int) -> None:
    """From anywhere, by anybody, with any count: nothing refuses a return or a drop, and the word only gets hotter."""
    day = troubled(trouble)
    for by in ("armorer", "second-armorer", "grip"):
        assert day.against("return-file", by, **issue(*back, flags=flags)) == set()
        assert day.against("drop-out", by, weapon=f"bg-{back[0]}") == set()
    day.permit("return-file", **issue(*back, flags=flags))
    file = day.state.files["trench"]
    assert bool(file.held) == (flags != right_count(day, back))
    assert files.word_of(day.state, file) == HOT or not set(back) & {int(m.mark) for m in file.members}
    if file.held:
        assert "file.held" in day.against("issue-file", **issue(*back))
        assert "file.held" in day.against("close-file", **FILE, **TWO, flags=4)
