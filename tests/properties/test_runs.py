"""A run reaches no state that single acts cannot reach, and a cycle is refused exactly where one of them would be.

Random resets, most of them slightly wrong, are asked twice from one state: as one cycle, and as single acts that are
written out here by hand, one after the other, until one is not permitted. A refused one is held against its steps in
the safe direction alone, each asked by one person.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from showsafe.application.step import step
from showsafe.domain.acts import Act
from showsafe.domain.events import ASK, HOLD, PERMIT, REFUSE, REPORT
from showsafe.domain.proof import stands
from showsafe.domain.state import State
from showsafe.rules.decision import Weight
from tests.resets import FIRST, cycle, going, opened, reset, used
from tests.simulator import FilmSet

TWO = ("check", "load", "unload", "clear", "reconcile", "lock", "unlock", "accept", "hand-over")
ODD: tuple[dict[str, Any], ...] = (
    {"act": "collect"},
    {"act": "check"},
    {"act": "check", "found": [{"lot": "blanks", "count": 1}], "seen": 6, "of": 6, "witness_seen": 6},
    {"act": "check", "seen": 6, "of": 6, "witness_seen": 5, "found": [], "bore": True},
    {"act": "check", "seen": 6, "of": 6, "found": [], "bore": "obstructed"},
    {"act": "check", "seen": 6, "of": 6, "found": ["live:1"]},
    {"act": "unload", "found": ["blanks:1"]},
    {"act": "unload"},
    {"act": "clear", "found": []},
    {"act": "show", "to": ["first-ad"]},
    {"act": "load", "rounds": ["blanks:4"]},
    {"act": "load", "rounds": ["dummies:3"]},
    {"act": "load", "rounds": ["blanks:3"]},
    {"act": "declare", "word": "cold"},
    {"act": "declare", "word": "hot"},
    {"act": "hand-over", "sight": 2},
    {"act": "hand-over"},
    {"act": "offer"},
    {"act": "accept"},
    {"act": "reconcile"},
    {"act": "unlock"},
    {"act": "lock", "in": "ammunition safe"},
    {"act": "lock", "in": "weapon safe", "weapon": "revolver"},
)


def single(day: FilmSet, said: dict[str, Any], number: int) -> Act:
    """Return one step of a reset as the single act that a person would ask by hand."""
    keys = dict(said)
    kind = keys.pop("act")
    if kind in ("lock", "unlock") and "weapon" not in keys:
        keys["lot"] = "blanks"
    else:
        keys["weapon"] = "revolver"
    if kind in TWO:
        keys["witness"] = "assistant"
    if kind in ("offer", "hand-over"):
        keys["to"] = ["performer"]
    if kind in ("load", "offer", "accept", "hand-over"):
        keys["scene"] = "saloon"
    by = "performer" if kind == "accept" else "armorer"
    return day.act(kind, by, **keys, act_id=f"single-{number}")


def one_by_one(day: FilmSet, steps: list[dict[str, Any]], door: str) -> tuple[State, list[str], str]:
    """Put single acts through a door, all under the next number, until one that is asked is not permitted."""
    state, codes = day.state, []
    for place, said in enumerate(steps):
        stepped = step(
            state,
            single(day, said, place),
            door=door,
            rulebook=day.rules,
            now=day.now,
            number=day.number + 1,
        )
        codes += [finding.code for finding in stepped.decision.findings]
        if door == ASK and stepped.event.outcome != PERMIT:
            return state, codes, stepped.event.outcome
        state = stepped.state
    return state, codes, PERMIT


def safe_alone(day: FilmSet, steps: list[dict[str, Any]]) -> tuple[State, list[int]]:
    """Ask the steps in the safe direction alone, each without a second person; return which of them happened."""
    state = day.state
    happened: list[int] = []
    for place, said in enumerate(steps, start=1):
        if said["act"] not in ("collect", "unload", "clear", "check"):
            continue
        act = replace(single(day, said, place), witness="")
        stepped = step(state, act, door=ASK, rulebook=day.rules, now=day.now, number=day.number + 1)
        if stepped.event.outcome == PERMIT:
            state, happened = stepped.state, [*happened, place]
    return state, happened


def differences_of(state: State, other: State) -> State:
    """Return a state with the differences of another, which are of the same things by so much, and name another act."""
    mine, theirs = (Counter[tuple[str, str, str]](), Counter[tuple[str, str, str]]())
    for each, counts in ((state, mine), (other, theirs)):
        for found in each.discrepancies.values():
            counts[found.thing, found.name, found.why] += found.count
    assert mine == theirs
    return replace(state, discrepancies=other.discrepancies)


def but_for_the_ask(state: State, asked: State) -> State:
    """Return a state as if a cycle had been asked and refused: it is on record, and kept among what was refused."""
    same = differences_of(state, asked)
    return replace(same, pending=asked.pending, last_record=asked.last_record)


def as_one(day: FilmSet, steps: list[dict[str, Any]], door: str) -> Any:  # noqa: ANN401 - what came of it
    """Put the same through the same door as one cycle."""
    return day.fork().through(door, day.act("cycle", **cycle(tuple(steps)), act_id="the-cycle"))


def but_for_the_count(state: State, other: State) -> State:
    """Return a state with the runs of another: how many cycles there were is all that a cycle adds."""
    assert {name: run.ended for name, run in state.runs.items()} == {
        name: run.ended for name, run in other.runs.items()
    }
    return replace(differences_of(state, other), runs=other.runs)


@st.composite
def resets(draw: st.DrawFn) -> tuple[int, list[dict[str, Any]]]:
    """Draw how many of three rounds were fired (-1: there was no take yet), and the steps of a reset after that."""
    fired = draw(st.integers(min_value=-1, max_value=3))
    left = draw(st.sampled_from((3 - fired, 3 - fired, 3 - fired, 0, 1))) if fired >= 0 else 0
    steps = [dict(each) for each in (FIRST if fired < 0 else reset(left))]
    for _ in range(draw(st.integers(min_value=0, max_value=2))):
        place = draw(st.integers(min_value=0, max_value=len(steps) - 1))
        change = draw(st.sampled_from(("drop", "twice", "swap", "odd", "add")))
        if change == "drop" and len(steps) > 1:
            del steps[place]
        elif change == "twice":
            steps.insert(place, steps[place])
        elif change == "swap":
            steps[place], steps[0] = steps[0], steps[place]
        elif change == "odd":
            steps[place] = draw(st.sampled_from(ODD))
        else:
            steps.insert(place, draw(st.sampled_from(ODD)))
    return fired, steps


def after(fired: int) -> FilmSet:
    """Return the set on which a reset is due."""
    if fired < 0:
        return opened()
    day = opened()
    day.permit("cycle", **cycle(FIRST))
    return used(day, fired)


STARTS = {fired: after(fired) for fired in range(-1, 4)}
MANY = settings(max_examples=250, derandomize=True, deadline=None, database=None)


@MANY
@given(resets())
def test_a_cycle_is_its_single_acts(drawn: tuple[int, list[dict[str, Any]]]) -> None:
    """Permitted, a cycle leaves the very state that its single acts leave; else it is answered with their codes."""
    fired, steps = drawn
    day = STARTS[fired].fork()
    state, codes, outcome = one_by_one(day, steps, ASK)
    asked = as_one(day, steps, ASK)
    own = [f for f in asked.decision.findings if f.gate == "run"]
    theirs = [f.code for f in asked.decision.findings if f.gate != "run"]
    assert theirs == codes
    if not any(finding.weight > Weight.NOTE for finding in own):
        assert asked.event.outcome == outcome
    if asked.event.outcome == PERMIT:
        assert outcome == PERMIT
        assert but_for_the_count(state, asked.state) == asked.state
        return
    assert asked.event.outcome == REFUSE
    safe, happened = safe_alone(day, steps)
    assert but_for_the_ask(safe, asked.state) == asked.state
    assert [each.would == "record" for each in asked.event.did] == [
        place in happened for place in range(1, len(steps) + 1)
    ]


@MANY
@given(resets())
def test_a_refused_cycle_proves_nothing(drawn: tuple[int, list[dict[str, Any]]]) -> None:
    """Whatever its steps say, after a refusal no proof stands that did not stand before, and no round is proven."""
    fired, steps = drawn
    day = STARTS[fired].fork()
    day.permit("end-run", weapon="revolver")
    before, after = day.state, as_one(day, steps, ASK).state
    for name, belief in after.beliefs.items():
        for proof, old in (
            (belief.proof, before.beliefs[name].proof),
            (belief.bore, before.beliefs[name].bore),
        ):
            assert not stands(proof) or proof == old
    assert all(lot.proven <= before.lots[name].proven for name, lot in after.lots.items())


@MANY
@given(resets())
def test_what_waits_can_be_confirmed(drawn: tuple[int, list[dict[str, Any]]]) -> None:
    """Without its witness a cycle waits and changes nothing, or is refused: none waits that nobody could confirm."""
    fired, steps = drawn
    day = STARTS[fired].fork()
    asked = {key: value for key, value in cycle(tuple(steps)).items() if key != "witness"}
    stepped = day.ask("cycle", act_id="the-cycle", **asked)
    outcome = one_by_one(STARTS[fired], steps, ASK)[2]
    if stepped.event.outcome == HOLD:
        assert but_for_the_ask(STARTS[fired].state, stepped.state) == stepped.state
        confirmed = day.ask("confirm", "assistant", of="the-cycle")
        left = {finding.gate for finding in confirmed.decision.against}
        assert (confirmed.event.outcome == PERMIT and outcome == PERMIT) or left == {"sight"}
        return
    safe, _ = safe_alone(STARTS[fired], steps)
    if stepped.event.outcome == REFUSE:
        assert but_for_the_ask(safe, stepped.state) == stepped.state


@MANY
@given(resets())
def test_a_reported_cycle_is_its_reported_acts(drawn: tuple[int, list[dict[str, Any]]]) -> None:
    """Told after the fact, it leaves what the single reports leave; a deviation holds the weapon once more."""
    fired, steps = drawn
    day = STARTS[fired].fork()
    state, codes, _ = one_by_one(day, steps, REPORT)
    told = as_one(day, steps, REPORT)
    assert [f.code for f in told.decision.findings if f.gate != "run"] == codes
    assert len(told.event.did) == len(steps)
    if told.event.deviation:
        one, other = state.beliefs["revolver"], told.state.beliefs["revolver"]
        assert other.holds
        assert replace(one, holds=()) == replace(other, holds=())
        return
    assert but_for_the_count(state, told.state) == told.state


def test_a_whole_run_is_whole_days_of_single_acts() -> None:
    """Cycle after cycle, with takes between, the set is where single acts would have brought it."""
    day, hand = going(), going()
    for fired in (3, 2, 0):
        state, _, outcome = one_by_one(hand, list(reset()), ASK)
        day.permit("cycle", **cycle(reset()))
        assert outcome == PERMIT
        assert but_for_the_count(state, day.state) == day.state
        hand.number, hand.state = day.number, day.state
        if fired != 3:
            break
        used(day, fired)
        used(hand, fired)


@pytest.mark.parametrize("fired", [0, 1, 2, 3])
def test_an_ordinary_reset_is_permitted(fired: int) -> None:
    """However many were fired, a reset that does everything goes through."""
    assert as_one(after(fired), list(reset(3 - fired)), ASK).event.outcome == PERMIT
