"""Effects of trouble: misfire, drop, unplanned shot, live round, concern, hold, stop, incident, freeze, release.

1. Misfire, drop and unplanned shot lock the weapon out and end all its proofs. One fault never hides an earlier one.
2. An unplanned shot also holds the lots that fed the weapon, and is a shot like any other (``use``). Told while an
   incident is open, it freezes the weapon.
3. A live or unidentified round stops the set (``live``).
4. A hold, a stop and an incident stop the set; a freeze stops what it names, or with nothing named the set. What an
   incident concerns is frozen with it (``freezing``).
5. A release lifts what stands against a weapon, a lot or the set, and only one that the rules permit in full. It proves
   nothing: the contents stay unknown, and a lot that was quarantined, or held after a deviation, is proven again. It
   settles no count: a lot of which two counts differ is held until two people count alike.
6. After a deviation the thing it was done with is held until it is released. It takes the place of no disputed count.
"""

from __future__ import annotations

from showsafe.domain.belief import Belief, Fault, Hold
from showsafe.domain.changing import replace
from showsafe.domain.effects.common import disturbed, put, stop, void_all, void_bore
from showsafe.domain.effects.counts import DISPUTED, lot_doubted_after
from showsafe.domain.effects.freezing import freeze_concerned, thaw, with_department
from showsafe.domain.effects.live import find_live as find_live  # noqa: PLC0414 - one of the table's effects
from showsafe.domain.effects.live import found_live as found_live  # noqa: PLC0414 - known under this room's name too
from showsafe.domain.effects.use import discharge
from showsafe.domain.events import Event
from showsafe.domain.state import Concern, State
from showsafe.domain.things import Lot

DEVIATION = "deviation"
"""Why a thing is held with which something was done outside the rules."""


def misfire(state: State, event: Event) -> State:
    """It did not fire: locked out, one faulty round in it, and nobody opens it before the wait is over."""
    belief = _fault(state, event, "misfire")
    contents = list(belief.contents)
    for index, cartridge in enumerate(contents):
        if cartridge.state == "ready":
            contents[index] = replace(cartridge, state="faulty")
            lot = state.lots.get(cartridge.lot)
            if lot is not None:
                state = state.with_lot(replace(lot, faulty=lot.faulty + 1))
            break
    return state.with_belief(event.act.weapon, replace(belief, contents=tuple(contents)))


def drop(state: State, event: Event) -> State:
    """An unplanned drop: locked out until released."""
    return state.with_belief(event.act.weapon, _fault(state, event, "drop"))


def unplanned_discharge(state: State, event: Event) -> State:
    """A shot that nobody planned: the weapon and the lot that fed it are locked, and issue stops, until a review."""
    fed = tuple(dict.fromkeys(c.lot for c in state.believed(event.act.weapon).contents if c.lot))
    state = discharge(state, event)
    state = state.with_belief(event.act.weapon, _fault(state, event, "unplanned-discharge"))
    for lot_id in fed:
        lot = state.lots[lot_id]
        state = state.with_lot(replace(lot, holds=(*lot.holds, _shot_of(event.number))))
    if any(stopped.kind == "incident" for stopped in state.stops):
        state = state if state.believed(event.act.weapon).frozen else freeze_concerned(state, event)
    return state


def _fault(state: State, event: Event, kind: str) -> Belief:
    belief = disturbed(void_all(state.believed(event.act.weapon), event, kind), event)
    involved = tuple(dict.fromkeys(who for who in (event.act.by, belief.holder, belief.issued_by) if who))
    fault = Fault(kind=kind, at=event.at, record=event.number, by=event.act.by, involved=involved)
    return replace(belief.with_fault(fault), seen_on_set=True)


def raise_concern(state: State, event: Event) -> State:
    """Somebody raised a concern: it is open until it is answered."""
    key = event.act.act_id
    concern = Concern(about=event.act.about, record=event.number, at=event.at)
    return replace(state, concerns=put(state.concerns, key, concern))


def answer_concern(state: State, event: Event) -> State:
    """A concern is answered: the one named by its act, or those about the same thing that had been raised by then."""
    act = event.act
    left = {
        key: concern
        for key, concern in state.concerns.items()
        if not (key == act.of_act if act.of_act else concern.about == act.about and concern.at <= event.of)
    }
    return replace(state, concerns=left)


def hold(state: State, event: Event) -> State:
    """A doubt: the set waits until custodian and 1st AD lift it together."""
    return stop(state, "hold", event, event.act.about)


def halt(state: State, event: Event) -> State:
    """Injury, unplanned shot, live round: the set stops until somebody outside the department has reviewed it."""
    return stop(state, "stop", event, event.act.about)


def incident(state: State, event: Event) -> State:
    """Somebody was hurt, or nearly: the set stops, and the things concerned stay as they are."""
    about = event.act.weapon or event.act.lot or event.act.in_
    return stop(freeze_concerned(state, event), "incident", event, about)


def freeze(state: State, event: Event) -> State:
    """The things named stay as they are; with nothing named, the whole set: nothing but the safe direction."""
    act = event.act
    if not (act.weapon or act.lot or act.in_):
        return with_department(stop(state, "freeze", event, act.about))
    return freeze_concerned(state, event)


def release(state: State, event: Event) -> State:
    """Custodian and review lift what stands against a weapon, a lot, or the set. Contents stay unknown."""
    act = event.act
    if not event.good:
        return state
    if act.weapon:
        state = _weapon_released(state, event)
    if act.lot and not lot_doubted_after(state, act.lot, act.at):
        state = _lot_released(state, event)
    if act.set_:
        stops = tuple(each for each in state.stops if each.at > act.at)
        newer = {each.record for each in stops}
        finds = tuple(
            find
            for find in state.live
            if find.record in newer or (not find.quarantined and _placed(state, find.where))
        )
        state = replace(state, stops=stops, live=finds)
    return thaw(state, event)


def _weapon_released(state: State, event: Event) -> State:
    """What stood against a weapon is lifted; what came after it was reviewed stands."""
    at, name = event.act.at, event.act.weapon
    belief = state.believed(name)
    newer: list[Fault] = []
    for fault in belief.fault.all if belief.fault else ():
        if fault.at > at:
            newer.append(fault)
        else:
            state = _let_lots_go(state, _shot_of(fault.record))
    belief = replace(
        belief,
        fault=replace(newer[0], earlier=tuple(newer[1:])) if newer else None,
        holds=tuple(each for each in belief.holds if each.at is not None and each.at > at),
        quarantined=belief.quarantined and belief.seen_before(at),
    )
    return state.with_belief(name, belief)


def _lot_released(state: State, event: Event) -> State:
    """A lot comes back as doubtful: every round is proven again. One of which nobody can say what it is never does.

    So does one that was held after a deviation. A dispute over a count is lifted by two people who count alike alone.
    """
    lot = state.lots[event.act.lot]
    if lot.quarantined and not lot.bad:
        lot = _in_doubt(replace(lot, quarantined=False), f"quarantined until record {event.number}")
    elif any(why.startswith(DEVIATION) for why in lot.holds):
        lot = _in_doubt(lot, f"held until record {event.number}")
    return state.with_lot(replace(lot, holds=_disputes(lot.holds)))


def _in_doubt(lot: Lot, because: str) -> Lot:
    return replace(lot, proven=0, tainted=lot.tainted or because)


def _disputes(holds: tuple[str, ...]) -> tuple[str, ...]:
    """Return those holds of a lot that stand for two counts that differ."""
    return tuple(why for why in holds if why.startswith(tuple(DISPUTED.values())))


def _let_lots_go(state: State, shot: str) -> State:
    """Lift from every lot the hold that came with the fault that is released; what else it is held for stays."""
    for lot in state.lots.values():
        if shot in lot.holds:
            state = state.with_lot(replace(lot, holds=tuple(why for why in lot.holds if why != shot)))
    return state


def _shot_of(record: int) -> str:
    """Return why a lot is held after an unplanned shot."""
    return f"unplanned discharge, record {record}"


def foul(state: State, event: Event) -> State:
    """Mud, sand, snow, water, cleaning, a plug or adapter changed: the bore has to be looked through again."""
    belief = void_bore(state.believed(event.act.weapon), event, event.act.cause or "fouled")
    return state.with_belief(event.act.weapon, disturbed(replace(belief, said=None), event))


def _placed(state: State, where: str) -> bool:
    """Whether a live round was found in something that can be quarantined, and so has to be."""
    return where in state.lots or where in state.weapons


def after_deviation(state: State, event: Event) -> State:
    """What was done outside the rules is recorded, and the thing it was done with is held until released."""
    act = event.act
    if act.weapon in state.weapons:
        belief = state.believed(act.weapon)
        held = Hold(why=DEVIATION, record=event.number, at=event.at)
        state = state.with_belief(act.weapon, replace(belief, holds=(*belief.holds[-3:], held)))
    against = "rounds" in event.gates or "live" in event.gates
    fed = (each.lot for each in act.rounds or ()) if against else ()
    for lot_id in dict.fromkeys((act.lot, *fed)):
        if lot_id in state.lots:
            lot = state.lots[lot_id]
            disputes = _disputes(lot.holds)
            others = tuple(why for why in lot.holds if why not in disputes)[-3:]
            held_for = (*disputes, *others, f"{DEVIATION}, record {event.number}")
            state = state.with_lot(replace(lot, holds=held_for))
    return state
