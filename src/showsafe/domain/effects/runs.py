"""Effects of a run: it is opened, its cycles are counted, and it ends with whatever it cannot go on after.

1. A run that the rules permit in full, told at once, is open; any other changes nothing.
2. A cycle is its single acts in their order (``apply``); a run adds no effect of its own to them but the count.
3. A cycle that is refused has the effect of its steps in the safe direction alone, and is not counted.
4. It ends when anything changes that it rests on: weapon, performer, custodian, witness, plan, meeting, papers.
5. It ends with a fault, a hold, a stop, a doubtful lot, a no of the performer, the end of the day, and when the weapon
   is in other hands than those two, or out of their sight. What has ended never goes on: another one is opened.
"""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.domain import resets
from showsafe.domain.changing import replace
from showsafe.domain.events import PERMIT, REFUSE, Did, Event
from showsafe.domain.state import Run, State


def open_run(state: State, event: Event) -> State:
    """Everything that a run rests on is said once; the one before it, if there was one, is over."""
    act = event.act
    if not event.proves:
        return state
    run = Run(
        weapon=act.weapon,
        user=act.user,
        scene=act.scene,
        rounds=act.rounds or (),
        custodian=act.by,
        witness=act.witness,
        place=act.place,
        record=event.number,
        at=event.at,
    )
    return _with(state, run)


def counted(state: State, event: Event) -> State:
    """One more cycle is done; its steps have had their effects."""
    run = resets.run_of(state, event.act)
    if run is None or run.ended:
        return state
    return _with(state, replace(run, cycles=run.cycles + 1))


def end_run(state: State, event: Event) -> State:
    """Somebody ended it: a meal, another set-up, enough."""
    run = resets.run_of(state, event.act)
    if run is None or run.ended:
        return state
    return _with(state, replace(run, ended=event.act.reason or "it was ended", ended_by=event.number))


def steps_of_event(state: State, event: Event) -> Iterator[Event]:
    """Yield the events that a cycle stands for, each with what the gates said of it."""
    if event.act.kind != "cycle":
        return
    acts = resets.single_acts(state, event.act)
    did = event.did or tuple(Did(PERMIT) for _ in acts)
    for act, each in zip(acts, did, strict=True):
        yield replace(event, act=act, would=each.would, gates=each.gates, did=(), completes=None)


def found_in_a_refused(state: State, event: Event) -> Iterator[Event]:
    """Yield what counts of a cycle that was asked and refused: its steps in the safe direction, as one person's.

    ``did`` says which. A record without it is older than this, and nothing of it counts.
    """
    if event.act.kind != "cycle" or event.outcome != REFUSE:
        return
    for place, act in resets.safe_acts(state, event.act):
        if place in event.counts:
            yield replace(event, act=act, outcome=PERMIT, would=PERMIT, gates=(), did=())


def ended_by(before: State, after: State, event: Event) -> State:
    """End every open run that cannot go on after an event; a new day forgets those that have ended."""
    if after.day.open and not before.day.open:
        after = replace(after, runs={name: run for name, run in after.runs.items() if not run.ended})
    for run in after.runs.values():
        if run.ended or run.record == event.number:
            continue
        why = next(_against(run, before, after), "")
        if why:
            after = _with(after, replace(run, ended=why, ended_by=event.number))
    return after


def _against(run: Run, before: State, after: State) -> Iterator[str]:
    yield from _of_the_set(run, before, after)
    yield from _of_the_weapon(run, before, after)
    for who in (run.user, run.custodian, run.witness):
        if before.people.get(who) != after.people.get(who):
            yield f"what is on record of {who} changed"
    for lot_id in (each.lot for each in run.rounds):
        lot = after.lots.get(lot_id)
        if lot is None or lot.tainted or lot.holds or lot.frozen or lot.quarantined:
            yield f"{lot_id} is not what it was"


def _of_the_set(run: Run, before: State, after: State) -> Iterator[str]:
    if after.stops:
        yield "the set is held" if after.stops[-1].kind == "hold" else "the set was stopped"
    if not after.day.open and before.day.open:
        yield "the day was closed"
    if before.plans is not after.plans and _plans(run, before) != _plans(run, after):
        yield f"the plan for {run.scene} changed"
    if before.meetings.get(run.scene) != after.meetings.get(run.scene):
        yield f"there was another meeting for {run.scene}"
    if before.papers is not after.papers and _papers(run, before) != _papers(run, after):
        yield "a paper changed"


def _plans(run: Run, state: State) -> list[object]:
    return [
        plan for plan in state.plans.values() if (plan.act.weapon, plan.act.scene) == (run.weapon, run.scene)
    ]


def _papers(run: Run, state: State) -> list[object]:
    about = ("day", run.weapon, run.user, run.custodian, run.witness)
    return [paper for paper in state.papers.values() if paper.about in about]


def _of_the_weapon(run: Run, before: State, after: State) -> Iterator[str]:
    belief = after.believed(run.weapon)
    if before.weapons.get(run.weapon) != after.weapons.get(run.weapon):
        yield f"what is on record of {run.weapon} changed"
    if belief.fault is not None:
        yield f"{run.weapon} is locked out: {belief.fault.kind.replace('-', ' ')}"
    if belief.holds or belief.frozen or belief.quarantined:
        yield f"{run.weapon} is held"
    if belief.container or belief.gone or (belief.place and not belief.preset):
        yield f"{run.weapon} was out of sight"
    elif belief.holder not in (run.custodian, run.user):
        yield f"{run.weapon} was in other hands"
    taking = belief.take
    if taking is not None and (taking.user != run.user or taking.scene not in ("", run.scene)):
        yield f"{run.weapon} was used in another set-up"
    if run.user in belief.declined_by:
        yield f"{run.user} said no"


def _with(state: State, run: Run) -> State:
    return replace(state, runs={**state.runs, run.weapon: run})
