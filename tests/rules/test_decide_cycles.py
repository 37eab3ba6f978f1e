"""A cycle is its single acts, each decided by its own row, after the one before it, under the number of the cycle."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from showsafe.domain import resets
from showsafe.domain.acts import Act
from showsafe.domain.apply import apply
from showsafe.domain.belief import Belief
from showsafe.domain.events import ASK, PERMIT, RECORD, REPORT, Did, Event
from showsafe.domain.state import Pending, State
from showsafe.domain.things import Person, Weapon
from showsafe.rules.decide import Decided, decide
from showsafe.rules.decision import Decision, Finding, Weight
from showsafe.rules.gates.run import Run as RunGate
from tests.rules.deciding import NOW, Once, Told, act, rules, said

START = State(
    last_record=41,
    people={name: Person(id=name) for name in ("armorer", "assistant", "performer")},
    weapons={"revolver": Weapon(id="revolver", action="single-action-revolver", capacity=6)},
    beliefs={"revolver": Belief(holder="performer")},
    active=("revolver",),
)
CYCLE = act(
    "cycle",
    weapon="revolver",
    user="performer",
    witness="assistant",
    at=NOW - timedelta(minutes=1),
    steps=(
        act("collect", by="", at=resets.NEVER),
        act("declare", by="", word="cold", at=resets.NEVER),
        act("show", by="", to=("performer",), at=resets.NEVER),
    ),
)
COLLECT, DECLARE, SHOW = resets.single_acts(START, CYCLE)


def then(state: State, single: Act, door: str = ASK, *gates: str) -> State:
    """Return the state after a step, under the number of the record of the whole cycle."""
    event = Event(
        number=42,
        act=single,
        door=door,
        outcome=PERMIT if door == ASK else RECORD,
        would="refuse" if gates else "permit",
        at=NOW,
        gates=gates,
    )
    return apply(state, event)


def step(place: int, kind: str, finding: Finding) -> Finding:
    """Return a finding of a step as the cycle says it."""
    return replace(finding, says=f"Step {place}, {kind}: {finding.says}")


def test_every_step_is_permitted() -> None:
    """A cycle of which every step is permitted is permitted; what is warned of a step is said with its place."""
    warm, own = said("custodian.warm"), said("run.own")
    custodian = Once("custodian", {("declare", "revolver"): warm})
    result = decide(START, CYCLE, rules(custodian, Once("run", {("cycle", "revolver"): own})), NOW)
    assert result == Decided(Decision((own, step(2, "declare", warm))))
    second = then(START, COLLECT)
    assert custodian.asked == [(START, COLLECT), (second, DECLARE), (then(second, DECLARE), SHOW)]


def test_a_cycle_that_is_reported() -> None:
    """Told as done, every step happened, at its own time: what stood against each is said, with what it weighed."""
    grave = said("custodian.x", "refuse")
    custodian = Once("custodian", {("declare", "revolver"): grave})
    trouble = Told("trouble")
    result = decide(START, CYCLE, rules(custodian, trouble), NOW, REPORT)
    did = (Did("permit"), Did("refuse", ("custodian",)), Did("permit"))
    assert result == Decided(Decision((step(2, "declare", grave),)), did=did)
    second = then(START, COLLECT, REPORT)
    third = then(second, DECLARE, REPORT, "custodian")
    assert custodian.asked == [(START, COLLECT), (second, DECLARE), (third, SHOW)]
    assert [each.at for _, each in trouble.asked] == [CYCLE.at]


def test_a_step_of_an_ask_is_still_to_be_done() -> None:
    """A step that is asked is asked as of now, where something frozen could be touched."""
    trouble = Told("trouble")
    decide(START, CYCLE, rules(trouble), NOW)
    assert [each.at for _, each in trouble.asked] == [NOW]


def test_a_step_that_is_refused() -> None:
    """The first step that is not permitted refuses the whole; of the steps the one in the safe direction counts."""
    grave = said("custodian.x", "refuse")
    result = decide(START, CYCLE, rules(Once("custodian", {("declare", "revolver"): grave})), NOW)
    stops = RunGate().find("stops-here", step=2, act="declare")
    counts = RunGate().find("counts", done="1 collect", rest="2 declare, 3 show")
    did = (Did(RECORD), Did("refuse", ("custodian",)), Did("refuse"))
    assert result == Decided(Decision((step(2, "declare", grave), stops, counts)), did=did)


def test_a_cycle_that_is_confirmed() -> None:
    """Confirmed, a cycle is decided again with its second person; what counts of it, refused, was said at the ask."""
    alone = replace(CYCLE, witness="")
    pending = Pending(act=alone, outcome="hold", codes=("duty.other",), at=NOW, record=40)
    waiting = replace(START, pending={CYCLE.act_id: pending})
    confirm = act("confirm", "assistant", of_act=CYCLE.act_id)
    assert decide(waiting, confirm, rules(), NOW) == Decided(Decision(()), CYCLE)
    grave = said("custodian.x", "refuse")
    refused = decide(waiting, confirm, rules(Once("custodian", {("declare", "revolver"): grave})), NOW)
    stops = RunGate().find("stops-here", step=2, act="declare")
    assert refused == Decided(Decision((step(2, "declare", grave), stops)))
    assert refused.decision.weight == Weight.REFUSE
