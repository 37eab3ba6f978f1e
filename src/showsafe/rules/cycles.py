"""A cycle of a run under the rules: the single acts that it holds, each decided after the one before it.

1. It is permitted where every step is, and gate *run* is; the first step that is not, with all its reasons, is the
   answer to the whole.
2. Refused, it still says what was found and who has the weapon now: its steps in the safe direction count, wherever
   they stand in it, exactly as the same single acts of one person would. They prove nothing, and no other step counts.
3. Without its second person it waits, whole, and nothing of it counts yet. Where it would be refused with them too, it
   is refused now: nobody confirms over what was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from showsafe.domain import resets
from showsafe.domain.acts import Act
from showsafe.domain.apply import apply
from showsafe.domain.changing import replace
from showsafe.domain.events import ASK, HOLD, PERMIT, RECORD, REFUSE, REPORT, Did, Event
from showsafe.domain.state import State
from showsafe.rules.decision import Decision, Finding, Weight
from showsafe.rules.gates.run import Run

OF_A_REFUSAL = ("run.counts", "run.found")
"""What is said of a cycle that was asked and refused: what of it counts. A confirm that is refused changes nothing."""

OF_THE_WATCHER = "sight"
"""The gate whose question is still answered in a confirm."""


@dataclass(frozen=True, slots=True)
class Walk:
    """How the steps of one cycle are decided: each by its own row, through its door, under the number of the cycle."""

    single: Callable[[State, Act], Decision]
    now: datetime
    door: str
    number: int

    def after(self, state: State, act: Act, decision: Decision) -> State:
        """Return the state after a step that happened."""
        event = Event(
            number=self.number,
            act=act,
            door=self.door,
            outcome=PERMIT if self.door == ASK else RECORD,
            would=decision.outcome,
            at=self.now,
            gates=decision.gates_against,
        )
        return apply(state, event)


@dataclass(frozen=True, slots=True)
class Walked:
    """What became of the steps: what was found, and what the gates said of each as far as an ask got."""

    found: tuple[Finding, ...]
    did: tuple[Did, ...]


def cycled(
    state: State, cycle: Act, own: tuple[Finding, ...], walk: Walk
) -> tuple[tuple[Finding, ...], tuple[Did, ...]]:
    """Return all that is found of a cycle, and what became of its steps; ``own`` is what its own row says."""
    walked = _walked(state, cycle, walk)
    found = (*own, *walked.found)
    if walk.door == REPORT:
        return found, walked.did
    outcome = Decision(found).outcome
    if outcome == HOLD:
        completed = _with_its_second(state, cycle)
        again = _walked(state, completed, walk)
        if not {each.gate for each in again.found if each.weight == Weight.REFUSE} - {OF_THE_WATCHER}:
            # What a watcher sees at the hand-over they may still say in confirming it.
            return (*found, Run().find("waits")), ()
        waited = tuple(each for each in found if each.weight == Weight.HOLD)
        found, walked, outcome = (*waited, *again.found), again, REFUSE
    if outcome == PERMIT:
        return found, ()
    notes, did = _what_counts(state, cycle, walked, walk)
    return (*found, *notes), did


def _walked(state: State, cycle: Act, walk: Walk) -> Walked:
    """Decide the single acts of a cycle, each after the one before it; an ask ends at the first not permitted."""
    found: list[Finding] = []
    did: list[Did] = []
    for place, act in enumerate(resets.single_acts(state, cycle), start=1):
        decision = walk.single(state, act)
        found += [replace(each, says=f"Step {place}, {act.kind}: {each.says}") for each in decision.findings]
        did.append(Did(decision.outcome, decision.gates_against))
        if walk.door == ASK and decision.weight > Weight.NOTE:
            found.append(Run().find("stops-here", step=place, act=act.kind))
            break
        state = walk.after(state, act, decision)
    return Walked(tuple(found), tuple(did))


def _with_its_second(state: State, cycle: Act) -> Act:
    """Return a cycle as its witness would confirm it."""
    run = resets.run_of(state, cycle)
    return cycle if cycle.witness or run is None else replace(cycle, witness=run.witness)


def _what_counts(
    state: State, cycle: Act, walked: Walked, walk: Walk
) -> tuple[list[Finding], tuple[Did, ...]]:
    """Say which steps of a refused cycle count, and what is held by what was found in them."""
    after, counts = state, set()
    for place, act in resets.safe_acts(state, cycle):
        decision = walk.single(after, act)
        if decision.weight == Weight.NOTE:
            after = walk.after(after, act, decision)
            counts.add(place)
    said = [(place, f"{place} {step.kind}") for place, step in enumerate(cycle.steps, start=1)]
    done = ", ".join(each for place, each in said if place in counts)
    rest = ", ".join(each for place, each in said if place not in counts)
    notes = [Run().find("counts", done=done or "none", rest=rest or "none")] if said else []
    what = ", ".join(_holding(state, after, cycle.weapon))
    if what:
        notes.append(Run().find("found", what=what))
    against = dict(enumerate((each.gates for each in walked.did), start=1))
    did = tuple(Did(RECORD) if place in counts else Did(REFUSE, against.get(place, ())) for place, _ in said)
    return notes, did


def _holding(before: State, after: State, weapon: str) -> Iterator[str]:
    """Yield what is held, stopped or locked out by what was found."""
    one, other = before.believed(weapon), after.believed(weapon)
    if len(after.stops) > len(before.stops):
        yield "the set is stopped"
    if other.fault is not None and other.fault != one.fault and not other.fault.cleared:
        yield f"{weapon} is locked out"
    if len(other.holds) > len(one.holds) or (other.quarantined and not one.quarantined):
        yield f"{weapon} is held"
    if len(other.uncounted) > len(one.uncounted):
        yield "a difference in the count is open"
