"""Runs under the search: nothing comes of a reset but what its single acts do, and each property can be broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from showsafe.adapters.rulebooks import rules_of
from showsafe.assurance.search.bounds import Bound
from showsafe.assurance.search.explore import Explorer
from showsafe.assurance.search.gates import explorer, killed
from showsafe.assurance.search.run_bounds import DEEPER, RUNS, RUNS_AND_FILES
from showsafe.assurance.search.runs import unlike_single_acts
from showsafe.domain.effects import runs as effects
from showsafe.domain.effects import table
from showsafe.domain.events import ASK, PERMIT, Event
from showsafe.domain.state import State
from showsafe.rules import decide
from showsafe.rules.gates import run as gate

BOOK = rules_of("common")
BY_NAME = {(each.name.removeprefix("a run, "), each.adversary.name): each for each in RUNS}
TURNS = BY_NAME["turn after turn", "careless"]
TWO = BY_NAME["two resets", "insider"]
HURRY = BY_NAME["two resets in a hurry", "hurried"]


def broken(bound: Bound, wanted: str) -> bool:
    """Return whether a search of a bound comes upon a way to break one property."""
    found = explorer(bound, BOOK).run(deepest=bound.deepest, stop_at_first=False)
    return wanted in [each.property for each in found.violations]


def resets(searched: Explorer) -> int:
    """Return how many states of a search a permitted reset led to first."""
    came = [way for way in searched.parents.values() if way is not None and way[1].act is not None]
    asked = [(way[0][0], way[1].act) for way in came if way[1].parts]
    return sum(1 for number, act in asked if act and searched.records.answer(number, act, ASK)[0] == PERMIT)


def shallow(bound: Bound, deepest: int) -> Bound:
    """Return a bound that is searched no deeper than this."""
    return replace(bound, deepest=min(bound.deepest, deepest))


@pytest.mark.parametrize(
    "bound",
    [
        shallow(TURNS, 7),
        shallow(TWO, 6),
        shallow(BY_NAME["two resets, confirmed", "careless"], 4),
        shallow(BY_NAME["among single acts", "careless"], 3),
        shallow(BY_NAME["two resets of dummies", "insider"], 7),
        HURRY,
    ],
    ids=lambda bound: bound.name,
)
def test_no_run_does_more_than_its_single_acts(bound: Bound) -> None:
    """Nothing is broken, resets are permitted on the way, and each leads where its single acts lead."""
    searched = explorer(bound, BOOK)
    found = searched.run(deepest=bound.deepest)
    assert found.violations == []
    assert resets(searched) > 0
    assert unlike_single_acts(searched) == []


def test_every_bound_has_a_name_of_its_own() -> None:
    """A bound is told apart by its name and its adversary, and says what it takes in."""
    assert len({(each.name, each.adversary.name) for each in (*RUNS_AND_FILES, *DEEPER)}) == len(
        (*RUNS_AND_FILES, *DEEPER)
    )
    assert all(each.says for each in RUNS_AND_FILES)


def test_without_the_gate_a_reset_goes_on_after_the_end() -> None:
    """Without gate *run* a reset is permitted after a meal, or with no run at all."""
    gone = killed(BOOK, ("run",), RUNS)
    assert (gone.killed, gone.property) == (True, "a-reset-belongs-to-an-open-run")
    assert gone.steps <= 4


def nothing(*_: Any) -> Iterator[Any]:  # noqa: ANN401 - stands in for what asks
    """Find nothing, whatever is asked."""
    yield from ()


def test_a_limit_that_is_not_asked_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody counts resets, the search finds the eleventh."""
    monkeypatch.setattr(gate.Run, "_limits", nothing)
    assert broken(shallow(TURNS, 12), "a-run-is-short")


def test_a_part_that_nobody_misses_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a reset may leave out a part, the search finds the one without its word."""
    monkeypatch.setattr(gate.Run, "_whole", nothing)
    assert broken(shallow(HURRY, 3), "a-reset-leaves-nothing-out")


def test_a_reset_for_somebody_else_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a reset may be of other people or rounds than its run, the search finds it."""
    monkeypatch.setattr(gate, "_others", nothing)
    assert broken(shallow(HURRY, 3), "a-reset-is-what-its-run-is-for")


def test_a_run_that_nothing_ends_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a misfire leaves a run open, the search finds it."""

    def goes_on(before: State, after: State, event: Event) -> State:  # noqa: ARG001 - the shape of it
        return after

    monkeypatch.setattr(effects, "ended_by", goes_on)
    assert broken(shallow(TWO, 5), "a-run-ends-with-what-ends-it")


def test_steps_that_are_not_asked_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a reset is permitted without its steps being asked, the search finds what that leads to."""

    def unasked(*said: Any) -> tuple[Any, tuple[()]]:  # noqa: ANN401 - as ``cycled``
        return said[2], ()

    monkeypatch.setattr(decide, "cycled", unasked)
    assert broken(shallow(TWO, 5), "a-reset-does-what-its-acts-may")


def test_an_effect_of_its_own_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a reset does anything that its single acts do not, its state is none of theirs."""

    def forgets(state: State, event: Event) -> State:
        belief = replace(state.believed(event.act.weapon), bore=None)
        return effects.counted(state.with_belief(event.act.weapon, belief), event)

    monkeypatch.setitem(table.EFFECTS, "cycle", forgets)
    searched = explorer(shallow(TWO, 4), BOOK)
    searched.run(deepest=4)
    assert unlike_single_acts(searched)
