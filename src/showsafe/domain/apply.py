"""``apply(state, event)``: the only place where state changes.

1. An ask that was held or refused changes nothing but the list of what may still be confirmed or overridden. Only a
   refused cycle has the effect of its steps in the safe direction: what was found in it counts.
2. What happened has its effect, by the table in ``effects``; a confirm or override lets the act it names happen.
3. What happened although a gate would have refused it is a deviation: the things concerned are held.
4. A cycle of a run, an issue or a return of a file, is its single acts, in order, under one record.
5. A run ends, and a file holds, with whatever it cannot go on after.
6. Whatever an act loses or finds too many is a difference that somebody owns; a lot with another custodian is to be
   counted.
7. What waits for a second person is stale where what it is about changed since it was asked: it is asked anew.
8. Of each weapon it is kept when it last moved, and who handled it that day; of what is frozen, who did since, too.
"""

from __future__ import annotations

from showsafe.domain.acts import KINDS, Act
from showsafe.domain.changing import changed, replace
from showsafe.domain.effects import files, runs
from showsafe.domain.effects.common import put, without
from showsafe.domain.effects.counted import after_act, after_record
from showsafe.domain.effects.custody import here_again
from showsafe.domain.effects.forgetting import sealed_values
from showsafe.domain.effects.freezing import brought, handled
from showsafe.domain.effects.lapsing import with_stale
from showsafe.domain.effects.table import EFFECTS
from showsafe.domain.effects.trouble import after_deviation
from showsafe.domain.events import ASK, HOLD, PERMIT, REFUSE, Event
from showsafe.domain.resets import OF_THE_BOX
from showsafe.domain.state import Pending, State

PENDING_KEPT = 256
"""How many held and refused asks are kept open; older ones lapse, so that a long day does not weigh more."""


def apply(state: State, event: Event) -> State:
    """Return the state after one event. Pure: the same state and event give the same result, always."""
    done = after_record(state, _moved(state, _applied(state, event), event), event)
    return with_stale(state, done)


def _applied(state: State, event: Event) -> State:
    state = replace(state, last_record=event.number)
    if event.sealed:
        state = sealed_values(state, event)
    if event.door == ASK and event.outcome in (HOLD, REFUSE):
        state = _set_aside(state, event)
        for step in runs.found_in_a_refused(state, event):
            state = _done(state, step)
        return state
    if event.completes is not None:
        return _completed(state, event, event.completes)
    return _done(state, event)


def _done(state: State, event: Event) -> State:
    """What happened has its effect, a cycle that of its steps in their order; runs end that cannot go on after it."""
    before = state
    if event.act.kind in OF_THE_BOX and not (event.act.weapon or event.act.lot):
        return state  # a step about a box that neither it nor a run names
    for step in (*runs.steps_of_event(state, event), *files.steps_of_event(state, event)):
        state = _done(state, step)
    undone = state
    state = here_again(after_act(undone, EFFECTS[event.act.kind](state, event), event), event)
    if event.deviation and not KINDS[event.act.kind].safe:
        state = after_deviation(state, event)
    state = brought(before, handled(state, event), event)
    return runs.ended_by(before, files.after_event(before, state, event), event)


def _moved(before: State, state: State, event: Event) -> State:
    """Keep of each weapon when it last moved, so that a look from before that proves nothing after it."""
    at = min(event.act.at, event.at)
    for weapon in changed(before.beliefs, state.beliefs):
        belief, known = state.beliefs[weapon], before.believed(weapon)
        if belief.standing != known.standing:
            moved = at if known.moved is None else max(at, known.moved)
            state = state.with_belief(weapon, replace(belief, moved=moved))
    return state


def _set_aside(state: State, event: Event) -> State:
    pending = Pending(
        act=event.act,
        outcome=event.outcome,
        codes=event.codes,
        at=event.at,
        record=event.number,
        sealed=event.sealed,
    )
    kept = dict(list(state.pending.items())[1 - PENDING_KEPT :])
    return replace(state, pending=put(kept, event.act.act_id, pending))


def _completed(state: State, event: Event, act: Act) -> State:
    """A confirm or override: the act it names happens now, as permitted, under this record's number."""
    pending = without(without(state.pending, act.act_id), event.act.of_act)
    state = replace(state, pending=pending)
    now_done = replace(act, at=event.act.at)
    happened = replace(event, act=now_done, outcome=PERMIT, would=PERMIT, completes=None)
    return _done(state, happened)
