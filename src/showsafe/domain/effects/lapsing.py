"""What waits for a second person is stale once what it is about is not what it was when somebody asked.

Asked, held, and said yes to a while later, an act would otherwise be of then and count as of now: a box that somebody
else had alone since it was proven, a stop that came after the review of another. Whoever asked asks anew. An accept has
a rule of its own (``custody``): it belongs to one offer. What gates ask of people, papers and the day is asked again in
any case, and an override lifts nothing that did not stand against it when it was asked (``decide``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from showsafe.domain.acts import Act
from showsafe.domain.belief import Belief
from showsafe.domain.changing import replace
from showsafe.domain.effects.counts import lot_moved_after
from showsafe.domain.resets import run_of
from showsafe.domain.state import ShotPlan, State
from showsafe.domain.things import Lot

COUNTING = ("reconcile",)
RELEASING = ("release",)
OF_A_SCENE = ("meet", "plan")
OF_AN_OFFER = ("accept",)
OF_ROUNDS = ("prove",)


def plans_about(state: State, act: Act) -> list[ShotPlan]:
    """Return the plans of a scene that a meeting is about, or the one that another plan would replace."""
    return [
        plan
        for plan in state.plans.values()
        if plan.act.scene == act.scene and (act.kind == "meet" or plan.act.weapon == act.weapon)
    ]


def planned_since(state: State, act: Act, at: datetime) -> bool:
    """Whether a plan that a meeting is about was changed after an instant, or the one that a plan would replace made.

    Said of then, neither changes what is now: gate *duty* refuses it as an ask, and as a report it has no effect.
    """
    return any(plan.at > at and (act.kind == "plan" or plan.changed) for plan in plans_about(state, act))


def used_since(state: State, act: Act, at: datetime) -> bool:
    """Whether what two count was fired, or its lot moved, after an instant: shots that nobody had counted by then."""
    belief = state.believed(act.weapon)
    fired = bool(act.weapon and (belief.use or belief.uncounted)) and belief.disturbed_after(at)
    return fired or bool(act.lot and lot_moved_after(state, act.lot, at))


def with_stale(before: State, state: State) -> State:
    """Return the state with those open asks marked stale that are about something that the last step changed."""
    changed = [
        key
        for key, each in state.pending.items()
        if key in before.pending and not each.stale and _changed(each.act, before, state)
    ]
    if not changed:
        return state
    stale = {key: replace(state.pending[key], stale=True) for key in changed}
    return replace(state, pending={**state.pending, **stale})


def _changed(act: Act, before: State, state: State) -> bool:
    if act.kind in OF_AN_OFFER:
        return False
    return any(was != now for was, now in _about(act, before, state))


def _about(act: Act, before: State, state: State) -> Iterator[tuple[object, object]]:
    """Yield what an act rests on, as it was and as it is."""
    if act.kind in OF_A_SCENE:
        yield plans_about(before, act), plans_about(state, act)
    elif act.kind in COUNTING:
        for weapon in (act.weapon,) if act.weapon else tuple(state.beliefs):
            yield _use(before.believed(weapon)), _use(state.believed(weapon))
        for lot in (act.lot,) if act.lot else tuple(state.lots):
            yield _short(before.lots.get(lot)), _short(state.lots.get(lot))
    elif act.kind in RELEASING:
        yield from _released(act, before, state)
    else:
        yield from _handled(act, before, state)


def _handled(act: Act, before: State, state: State) -> Iterator[tuple[object, object]]:
    for weapon in (act.weapon, *(scan.weapon for scan in act.scans)):
        if weapon:
            yield _weapon(before.believed(weapon)), _weapon(state.believed(weapon))
    run = run_of(state, act) if act.kind == "cycle" else None
    rounds = run.rounds if run is not None else act.rounds or ()
    for lot in dict.fromkeys((act.lot, *(each.lot for each in rounds))):
        was, now = before.lots.get(lot), state.lots.get(lot)
        if was is not now:
            yield _lot(was), _lot(now)
            if act.kind in OF_ROUNDS:
                yield _account(was), _account(now)


def _released(act: Act, before: State, state: State) -> Iterator[tuple[object, object]]:
    if act.weapon:
        yield _against(before.believed(act.weapon)), _against(state.believed(act.weapon))
    if act.lot:
        yield _lot(before.lots.get(act.lot)), _lot(state.lots.get(act.lot))
    if act.set_:
        yield (before.stops, before.live), (state.stops, state.live)
    for name in (act.weapon, act.lot, act.in_):
        yield _freezes(before, name), _freezes(state, name)


def _weapon(belief: Belief) -> tuple[object, ...]:
    return (belief.standing, belief.disturbed, *_against(belief))


def _against(belief: Belief) -> tuple[object, ...]:
    return (belief.fault, belief.holds, belief.quarantined, belief.frozen)


def _use(belief: Belief) -> tuple[object, ...]:
    return (belief.use.fired if belief.use else 0, belief.uncounted)


def _lot(lot: Lot | None) -> tuple[object, ...]:
    if lot is None:
        return ()
    return (lot.holder, lot.container, lot.gone, lot.tainted, lot.quarantined, lot.holds, lot.frozen)


def _account(lot: Lot | None) -> tuple[object, ...]:
    return (lot.box, lot.surplus, lot.unaccounted) if lot is not None else ()


def _short(lot: Lot | None) -> int:
    return lot.unaccounted if lot is not None else 0


def _freezes(state: State, name: str) -> list[object]:
    return [(each.at, each.again) for each in state.frozen.values() if name and each.name == name]
