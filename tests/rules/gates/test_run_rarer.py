"""Gate *run*, in its rarer ways: each limit to the last, and each way in which a cycle is another run's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.rules.decision import Weight
from tests.resets import FIRST, GIVE, LOAD, LOOK, RUN, SAY, cycle, going, opened, reset
from tests.rules.gates.asking import MARKS, found
from tests.simulator import FilmSet, a_day


def of_run(day: FilmSet, **fields: Any) -> FilmSet:  # noqa: ANN401
    """Change what the run of the revolver is."""
    run = replace(day.state.runs["revolver"], **fields)
    day.state = replace(day.state, runs={**day.state.runs, "revolver": run})
    return day


def of_gate_run(day: FilmSet, **keys: Any) -> list[str]:  # noqa: ANN401
    """Return what the gate itself finds of a cycle, without the single acts in it."""
    act = day.act("cycle", **{**cycle(FIRST), **keys})
    gate = day.rules.gates["run"]
    look = gate.look(day.state, act, day.rules.profile, day.now)
    return [MARKS[each.weight] + each.code.split(".")[1] for each in look]


def test_one_run_at_a_time() -> None:
    """Over a run that is open none is opened; over one that ended, one is."""
    assert found("run", opened(), "open-run", **RUN) == ["open-already"]
    assert found("run", of_run(opened(), ended="a drop", ended_by=9), "open-run", **RUN) == []
    assert found("run", a_day(), "open-run", **RUN) == []


@pytest.mark.parametrize(
    ("fields", "seconds", "expected"),
    [
        ({}, 0, []),
        ({}, 3600, []),
        ({}, 3601, ["too-long"]),
        ({}, -1, ["too-long"]),
        ({"cycles": 9}, 0, []),
        ({"cycles": 10}, 0, ["too-many"]),
        ({"cycles": 11}, 3601, ["too-many", "too-long"]),
        ({"ended": "a drop", "ended_by": 9}, 0, ["ended"]),
        ({"ended": "a drop", "ended_by": 9, "cycles": 10}, 3601, ["ended"]),
    ],
)
def test_the_limits(fields: dict[str, Any], seconds: int, expected: list[str]) -> None:
    """Ten cycles within the hour; a clock that went back is no time at all; what has ended has no limits left."""
    assert of_gate_run(of_run(opened(), **fields).later(seconds)) == expected


def test_without_a_run() -> None:
    """Where no run was opened the cycle has nothing to be compared with."""
    assert of_gate_run(a_day()) == ["none"]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([LOOK, LOAD, SAY, GIVE], []),
        ([LOOK, LOAD, SAY, {"act": "accept"}], []),
        ([LOAD, SAY, GIVE], ["leaves-out"]),
        ([LOOK, SAY, GIVE], ["leaves-out"]),
        ([LOOK, LOAD, GIVE], ["leaves-out"]),
        ([LOOK, LOAD, SAY], ["leaves-out"]),
        ([LOAD, LOOK, SAY, GIVE], ["leaves-out"]),
        ([GIVE, SAY, LOAD, LOOK], ["leaves-out"]),
    ],
)
def test_a_whole_reset(steps: list[dict[str, Any]], expected: list[str]) -> None:
    """Look, load, word and read-back, in this order; what is left out first is said, once."""
    assert of_gate_run(opened(), steps=steps) == expected


def changed(**keys: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """Return the steps of a reset with the keys of one of them changed, by its act."""
    return [{**step, **keys.get(str(step["act"]).replace("-", "_"), {})} for step in FIRST]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, []),
        ({"witness": "safety"}, ["other-than"]),
        ({"witness": None}, []),
        ({"user": "partner"}, ["other-than"]),
        ({"user": "performer"}, []),
        ({"scene": "street"}, ["other-than"]),
        ({"scene": "saloon"}, []),
        ({"steps": changed(load={"rounds": ["blanks:2"]})}, ["other-than"]),
        ({"steps": changed(load={"rounds": ["dummies:3"]})}, ["other-than"]),
        ({"steps": changed(load={"rounds": []})}, ["other-than"]),
        ({"steps": changed(load={"weapon": "pistol"})}, ["other-than"]),
        ({"steps": changed(load={"by": "prop-master"})}, ["other-than"]),
        ({"steps": changed(load={"by": "armorer"})}, []),
        ({"steps": changed(load={"witness": "safety"})}, ["other-than"]),
        ({"steps": changed(load={"scene": "street"})}, ["other-than"]),
        ({"steps": changed(unlock={"lot": "dummies"})}, ["other-than"]),
        ({"steps": changed(unlock={"lot": "blanks"})}, []),
        ({"steps": changed(hand_over={"to": ["partner"]})}, ["other-than"]),
        ({"steps": changed(hand_over={"to": ["performer", "partner"]})}, ["other-than"]),
        ({"steps": changed(show={"to": ["first-ad"]})}, []),
    ],
)
def test_another_than_the_run(keys: dict[str, Any], expected: list[str]) -> None:
    """Another load, weapon, hand, witness, performer, scene or box than the run was opened for is none of it."""
    said = {**cycle(FIRST), **keys}
    day = opened()
    act = day.act("cycle", **{key: value for key, value in said.items() if value is not None})
    gate = day.rules.gates["run"]
    codes = {each.code.split(".")[1] for each in gate.look(day.state, act, day.rules.profile, day.now)}
    assert sorted(codes) == expected


def test_said_once_by_name() -> None:
    """What is another than the run's is said once, with both names."""
    day = opened()
    act = day.act("cycle", "prop-master", **cycle(FIRST))
    gate = day.rules.gates["run"]
    said = [each.says for each in gate.look(day.state, act, day.rules.profile, day.now)]
    assert len(said) == 1
    assert "armorer" in said[0]
    assert "prop-master" in said[0]


def test_accepted_by_the_user() -> None:
    """The read-back in a cycle is the user's own."""
    steps = [LOOK, LOAD, SAY, {"act": "offer"}, {"act": "accept", "by": "partner"}]
    assert of_gate_run(opened(), steps=steps) == ["other-than"]
    steps[-1] = {"act": "accept", "by": "performer"}
    assert of_gate_run(opened(), steps=steps) == []


def test_rounds_in_any_order() -> None:
    """The rounds of a run are the same in whatever order they are said."""
    day = of_run(opened(), rounds=day_rounds("blanks:2", "dummies:1"))
    steps = changed(
        load={"rounds": ["dummies:1", "blanks:2"]}, unlock={"lot": "dummies"}, lock={"lot": "blanks"}
    )
    assert of_gate_run(day, steps=steps) == []


def test_what_is_said_with_a_refusal_only_warns() -> None:
    """Which steps count, and what was found, is said beside what refuses the cycle, and refuses nothing itself."""
    day = going()
    steps = tuple({**step, "found": ["live:1"]} if step is LOOK else step for step in reset())
    weights = {each.code: each.weight for each in day.findings("cycle", **cycle(steps))}
    assert [weights["run.counts"], weights["run.found"]] == [Weight.NOTE, Weight.NOTE]


def test_rounds_of_no_lot() -> None:
    """Rounds of which only the kind is said are told apart by it, and a load that says none is another load."""
    day = of_run(opened(), rounds=day_rounds("blanks:3"))
    kinds = tuple(replace(each, lot="", kind="blank") for each in day.state.runs["revolver"].rounds)
    steps = changed(
        load={"rounds": [{"kind": "dummy", "count": 3}]},
        unlock={"weapon": "revolver"},
        lock={"weapon": "revolver"},
    )
    assert of_gate_run(of_run(day, rounds=kinds), steps=steps) == ["other-than"]
    none_said = [step if step["act"] != "load" else {"act": "load"} for step in FIRST]
    assert of_gate_run(opened(), steps=none_said) == ["other-than"]


def day_rounds(*rounds: str) -> tuple[Any, ...]:
    """Return rounds as an act says them."""
    return a_day().act("load", weapon="revolver", rounds=list(rounds)).rounds or ()
