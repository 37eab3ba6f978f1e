"""The search walks the production rules themselves, finds what breaks them by a shortest way, and says what it met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from showsafe.assurance.search.adversary import USER
from showsafe.assurance.search.bounds import SMALL, WIDE, Bound
from showsafe.assurance.search.explore import Explored, Explorer
from showsafe.assurance.search.properties import all_properties
from showsafe.domain.acts import Act
from showsafe.domain.effects import common
from showsafe.domain.effects.table import EFFECTS
from showsafe.domain.events import Event
from showsafe.domain.state import State
from showsafe.rules.decision import Finding
from showsafe.rules.gates.check import Check
from showsafe.rules.gates.sight import Sight
from tests.assurance.search.walks import search

INSIDER, HURRIED = SMALL[0], SMALL[6]


def gone_through(bound: Bound, most: int) -> tuple[Explorer, Explored]:
    """Return a search of a bound, and what it found until so many states."""
    one = search(bound)
    return one, one.run(most=most)


def nothing(*_: object) -> Iterator[Finding]:
    """Find nothing, whatever is asked."""
    yield from ()


def test_no_property_is_broken() -> None:
    """Within the first states of each bound nobody comes to harm by an act that the rules permit."""
    for bound in SMALL:
        _, found = gone_through(bound, 500)
        assert not found.violations, bound.name
        assert found.states > found.records > 50


@pytest.mark.parametrize(
    ("gate", "bound", "broken"),
    [(Sight, INSIDER, "handed-over-looked-at"), (Check, HURRIED, "nothing-is-locked-away-loaded")],
    ids=["sight", "check"],
)
def test_a_gate_that_breaks_in_the_running_program_is_found(
    gate: type[Check | Sight], bound: Bound, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search holds the code that runs, and no copy of it: a gate that goes blind in this process is found in it."""
    monkeypatch.setattr(gate, "look", nothing)
    _, found = gone_through(bound, 10_000)
    assert [each.property for each in found.violations] == [broken]


def test_an_effect_that_breaks_in_the_running_program_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A weapon that is collected and keeps its proofs is handed on without a look."""

    def keeps(state: State, event: Event) -> State:
        belief = common.in_hands(state.believed(event.act.weapon), event.act.by, event)
        return state.with_belief(event.act.weapon, belief)

    monkeypatch.setitem(EFFECTS, "collect", keeps)
    _, found = gone_through(INSIDER, 10_000)
    story = found.violations[0]
    assert story.property == "handed-over-looked-at"
    assert story.sentence == all_properties()[story.property].says


def test_a_story_is_a_shortest_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found first lies no deeper than the level that was being gone through, and its steps lead there."""
    monkeypatch.setattr(Sight, "look", nothing)
    one, found = gone_through(INSIDER, 10_000)
    steps = found.violations[0].steps
    assert len(steps) == found.depth + 1
    assert all(step.outcome == "permit" for step in steps if step.act)
    state = one.first
    for step in steps[:-1]:
        moves = one.moves.of(state[1], one.records.seen(state[0]))
        state = next(
            one.go(state, move)[0]
            for move in moves
            if (move.act, move.door, move.says) == (step.act, step.door, step.remark)
        )
    assert state in one.parents


def test_the_limit_of_every_record_is_known() -> None:
    """A user who exchanges a round while the weapon is theirs gets a live one among the proven: no rule forces more."""
    _, found = gone_through(replace(INSIDER, adversary=USER, kinds=frozenset(("wrap",))), 10_000)
    assert [each.property for each in found.violations] == ["proven-is-inert"]
    assert "A round in it is exchanged for a live one." in [step.remark for step in found.violations[0].steps]


def test_the_digest_is_that_of_the_states() -> None:
    """The same search has the same digest; one state more is another."""
    digests = []
    for most in (400, 400, 1_200):
        one, _ = gone_through(INSIDER, most)
        digests.append(one.digest())
    assert digests[0] == digests[1] != digests[2]


def test_what_is_refused_leaves_no_trace() -> None:
    """A refused ask leads nowhere: state and world are as they were."""
    one = search(INSIDER)
    moves = one.moves.of(one.first[1], one.records.seen(one.first[0]))
    refused: list[Act] = [
        move.act
        for move in moves
        if move.act and one.go(one.first, move)[1] == "refuse" and move.refused is None
    ]
    assert all(one.go(one.first, move)[0] == one.first for move in moves if move.act in refused)


def test_two_weapons_are_counted_and_gone_through_once() -> None:
    """Where weapons and users can change places, states stand for those that come of it."""
    one, found = gone_through(WIDE[0], 300)
    assert not found.violations
    assert found.states > 1.5 * len(one.parents)
