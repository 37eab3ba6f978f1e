"""Effects of what comes in, is proven, locked, taken out, sealed, quarantined or leaves.

1. To bring is not to enrol; to register is, unless the rules are against it. What is enrolled keeps its description.
   Registered again, it is given the number of its places for rounds where nobody had said it: then all proofs end.
2. Rounds are proven n of n by two people in an act that the rules permit in full, and told at once, or not at all.
3. Locked away, all proofs end; whether it was proven empty then is kept, for closing the day and sending it off.
4. What comes out of a safe is unknown until two people have looked.
5. Isolated, it is locked as it is and marked: nobody has opened it. Told after it moved again, it stays where it is.
   Isolated, locked away or quarantined, as is told where no custodian says it or had it, it stays where it is too: they
   may have the name of another one.
6. What is quarantined or has left the unit is in nobody's hands here.
7. What left the unit comes back unknown, as if it came for the first time: no proof outlives it, of a weapon or of the
   rounds in a box. Whatever is done with a box here says that it is back.
"""

from __future__ import annotations

from showsafe.domain import pairs, roundproof
from showsafe.domain.acts import Act
from showsafe.domain.belief import Watched
from showsafe.domain.changing import replace
from showsafe.domain.described import lot_from, person_from, weapon_from
from showsafe.domain.effects.common import disturbed, in_hands, put, taint_fed, told_before_it_moved, void_all
from showsafe.domain.effects.counts import lot_doubted_after, lot_told_before_it_moved
from showsafe.domain.events import PERMIT, Event
from showsafe.domain.proof import Proof, stands, void
from showsafe.domain.state import State
from showsafe.domain.things import Container, Lot, Weapon


def register(state: State, event: Event) -> State:
    """A weapon is enrolled by name, unless the rules are against it; a lot is put on record as it came."""
    return _comes(state, event, enrolled=event.would == PERMIT)


def bring(state: State, event: Event) -> State:
    """Something arrives on set. Bringing enrols nothing."""
    return _comes(state, event, enrolled=False)


def _comes(state: State, event: Event, *, enrolled: bool) -> State:
    """What is enrolled already keeps its description: nothing becomes another thing by coming in again."""
    act = event.act
    if act.lot:
        return _lot_arrives(state, event)
    before = state.weapons.get(act.weapon)
    if before is None or not before.enrolled:
        known = weapon_from(act, before, enrolled=enrolled)
        state = replace(state, weapons=put(state.weapons, act.weapon, known))
    elif enrolled and act.capacity and not before.capacity:
        state = _with_places(state, event, before, act.capacity)
    return _arrives(state, event)


def _with_places(state: State, event: Event, weapon: Weapon, capacity: int) -> State:
    """Add how many places for rounds an enrolled weapon has: whoever looked before did not look into so many."""
    known = replace(weapon, capacity=capacity)
    state = replace(state, weapons=put(state.weapons, weapon.id, known))
    belief = void_all(state.believed(weapon.id), event, "how many places it has was said after that")
    return state.with_belief(weapon.id, replace(belief, gated=False))


def _arrives(state: State, event: Event) -> State:
    belief = state.believed(event.act.weapon)
    if belief.gone:
        belief = void_all(belief, event, "came back from elsewhere")
    person = state.people.get(event.act.by)
    if not belief.holder and not belief.container and person is not None:
        belief = in_hands(belief, event.act.by, event)
    return state.with_belief(event.act.weapon, replace(belief, seen_on_set=True))


def _lot_arrives(state: State, event: Event) -> State:
    before = state.lots.get(event.act.lot)
    lot = before if before is not None and before.total else lot_from(event.act, before)
    holder = lot.holder or ("" if lot.container else event.act.by)
    return state.with_lot(replace(lot, on_set=True, holder=holder, gone=""))


def prove(state: State, event: Event) -> State:
    """Rounds of a lot are proven one by one by two people: n of n, or not at all."""
    act = event.act
    lot = state.lots[act.lot]
    people = pairs.pair(state, act)
    lot = replace(lot, on_set=True, holder=lot.holder or ("" if lot.container else act.by), gone="")
    if not (people and event.proves and roundproof.complete(lot, act)):
        return state.with_lot(lot)
    if lot_doubted_after(state, act.lot, act.at):
        return state.with_lot(lot)
    now_proven = min(max(lot.proven, act.count or 0), lot.box)
    rests = (event.number,)
    proof = Proof(says="proven", rests_on=rests, people=people, since=event.at, renewed=event.at)
    tainted = "" if now_proven == lot.box else lot.tainted
    known = state.counts.get(lot.id)
    if known is not None and known.strange and now_proven == lot.box:
        state = replace(state, counts=put(state.counts, lot.id, replace(known, strange=False)))
    return state.with_lot(
        replace(lot, proven=now_proven, proof=proof, state="opened", tainted=tainted, seal="")
    )


def sealed_for_nothing(state: State, act: Act) -> str:
    """Say why a seal stands for nothing, or "": a custodian alone can say what is behind it, and of no user's box."""
    if not state.is_custodian(act.by):
        return f"{act.by} is no custodian"
    lot = state.lots.get(act.lot)
    if lot is not None and lot.holder and not state.is_custodian(lot.holder):
        return f"{lot.id} is with {lot.holder}, who is no custodian"
    return ""


def seal(state: State, event: Event) -> State:
    """A numbered seal is put on; its digits can stand for the time in store."""
    act = event.act
    if sealed_for_nothing(state, act):
        return state
    if act.lot:
        return state.with_lot(replace(state.lots[act.lot], seal=act.number))
    return state.with_belief(act.weapon, replace(state.believed(act.weapon), seal=act.number))


def quarantine(state: State, event: Event) -> State:
    """Something is taken out of everybody's way; only custodian and review bring it back."""
    act = event.act
    where = act.in_ or "quarantine"
    live = tuple(
        replace(find, quarantined=True) if find.where == (act.lot or act.weapon) else find
        for find in state.live
    )
    if not any(stop.kind == "live" for stop in state.stops):
        live = tuple(find for find in live if not find.quarantined)
    state = replace(state, live=live)
    if act.lot:
        lot = replace(state.lots[act.lot], quarantined=True)
        if not lot_told_before_it_moved(state, event):
            lot = replace(lot, container=where, holder="", on_set=True, gone="")
        return state.with_lot(lot)
    before = state.believed(act.weapon)
    belief = disturbed(void_all(before, event, "quarantined"), event)
    belief = replace(belief, quarantined=True, gated=False)
    if told_before_it_moved(before, event) or not _by_a_custodian(state, event):
        return state.with_belief(act.weapon, belief)
    belief = replace(belief, container=where, holder="", place="", issued_by="", take=None)
    return state.with_belief(act.weapon, belief)


def lock(state: State, event: Event) -> State:
    """Locked away: proofs end, since what comes out of a safe is unknown until it is checked."""
    act = event.act
    if act.lot:
        lot = state.lots[act.lot]
        if lot_told_before_it_moved(state, event):
            return state
        away = replace(lot, container=act.in_ or "ammunition safe", holder="", on_set=True, gone="")
        return state.with_lot(back_from_a_user(state, lot, away, event))
    belief = state.believed(act.weapon)
    if not _by_a_custodian(state, event):
        return _as_told_by_others(state, event, "locked away, as is told by nobody who had it")
    if told_before_it_moved(belief, event):
        late = void_all(belief, event, "locked away, as is told now, before it moved again")
        return state.with_belief(act.weapon, late)
    empty = stands(belief.proof) and not belief.contents
    belief = replace(void_all(belief, event, "locked away"), locked_empty=empty)
    if belief.use is not None:
        belief = replace(belief, use=replace(belief.use, back=True))
    belief = replace(belief, container=act.in_ or "weapon safe", holder="", place="", issued_by="")
    return state.with_belief(act.weapon, replace(belief, since=event.at, seen_on_set=True, gated=empty))


def unlock(state: State, event: Event) -> State:
    """Taken out by a custodian, into their hands. Its contents are unknown until two people have looked."""
    act = event.act
    if act.lot:
        lot = state.lots[act.lot]
        if lot_told_before_it_moved(state, event):
            return state
        kept = lot.container or lot.kept_in
        out = replace(lot, container="", kept_in=kept, holder=act.by, on_set=True, gone="")
        return state.with_lot(back_from_a_user(state, lot, out, event))
    belief = void_all(state.believed(act.weapon), event, "taken out of the safe")
    if told_before_it_moved(belief, event):
        return state.with_belief(act.weapon, belief)
    return state.with_belief(act.weapon, replace(in_hands(belief, act.by, event), issued_by=""))


def isolate(state: State, event: Event) -> State:
    """Locked as it is, and marked: nobody has opened it. It is put away where a custodian says so, or had it."""
    act = event.act
    if not _by_a_custodian(state, event):
        return _as_told_by_others(state, event, "isolated, as is told by nobody who had it")
    if told_before_it_moved(state.believed(act.weapon), event):
        late = void_all(state.believed(act.weapon), event, "isolated, as is told now, before it moved again")
        return state.with_belief(act.weapon, late)
    belief = void_all(state.believed(act.weapon), event, "isolated unopened")
    empty = stands(state.believed(act.weapon).proof) and not belief.contents
    belief = replace(belief, isolated=True, container=act.in_ or "isolation", holder="", place="")
    belief = replace(belief, locked_empty=empty, gated=False)
    return state.with_belief(act.weapon, replace(belief, take=None, issued_by="", since=event.at))


def _by_a_custodian(state: State, event: Event) -> bool:
    """Whether a custodian says of a weapon that it was put away, or had it in their hands."""
    return state.is_custodian(event.act.by) or state.is_custodian(state.believed(event.act.weapon).holder)


def _as_told_by_others(state: State, event: Event, because: str) -> State:
    """A weapon stays where it is believed to be, and nothing is known of it: the day asks for it there."""
    unknown = void_all(state.believed(event.act.weapon), event, because)
    return state.with_belief(event.act.weapon, replace(unknown, gated=False))


def consign(state: State, event: Event) -> State:
    """It leaves the unit, to a carrier or its owner; from then on it is in nobody's hands here."""
    act = event.act
    to = act.given_to or "owner"
    if act.lot:
        lot = state.lots[act.lot]
        if lot_told_before_it_moved(state, event):
            return state
        lot = replace(lot, gone=to, holder="", container="", proven=0, offered_to="")
        proof = void(lot.proof, event.number, "left the unit")
        return state.with_lot(replace(lot, proof=proof))
    belief = void_all(state.believed(act.weapon), event, "left the unit")
    if told_before_it_moved(belief, event):
        return state.with_belief(act.weapon, belief)
    belief = replace(belief, gone=to, holder="", container="", place="", issued_by="", take=None)
    return state.with_belief(act.weapon, replace(belief, gated=False))


def begin(state: State, event: Event) -> State:
    """A unit is opened, or a told day begins: where it is in time, and under which profile."""
    act = event.act
    return replace(state, profile=act.profile, offset_minutes=act.offset_minutes or 0)


def describe(state: State, event: Event) -> State:
    """What the file of a told day says of a thing or a person before its first step."""
    act = event.act
    if act.weapon:
        return _describe_weapon(state, event)
    if act.lot:
        lot = lot_from(act, state.lots.get(act.lot))
        lot = replace(lot, on_set=act.on_set is not False, holder="" if act.on_set else lot.holder)
        return state.with_lot(replace(lot, container=act.in_, holder="") if act.in_ else lot)
    if act.person:
        return replace(
            state, people=put(state.people, act.person, person_from(act, state.people.get(act.person)))
        )
    box = Container(id=act.in_, kind=act.sort or "safe", openers=act.openers)
    return replace(state, containers=put(state.containers, box.id, box))


def _describe_weapon(state: State, event: Event) -> State:
    act = event.act
    weapon = weapon_from(act, state.weapons.get(act.weapon), enrolled=act.enrolled is not False)
    state = replace(state, weapons=put(state.weapons, act.weapon, weapon))
    belief = state.believed(act.weapon)
    if act.on_set:
        belief = replace(belief, holder="", since=None)
    if act.holder:
        belief = in_hands(belief, act.holder, event)
        if not state.is_custodian(act.holder):
            belief = replace(
                belief,
                issued_by=act.from_ or act.by,
                watched=Watched(user=act.holder, watcher=act.by, record=event.number),
            )
    if act.in_:
        belief = replace(
            void_all(belief, event, "locked away"), container=act.in_, holder="", seen_on_set=True
        )
    return state.with_belief(act.weapon, belief)


def back_from_a_user(state: State, before: Lot, lot: Lot, event: Event) -> Lot:
    """Return a lot that was with a user and is not any more: in doubt, since nobody watched its seal."""
    if not before.holder or before.holder == lot.holder or state.is_custodian(before.holder):
        return lot
    return replace(lot, tainted=f"back from a user, record {event.number}", proven=0)


def lot_left(state: State, event: Event) -> State:
    """A lot is out, and out of every custodian's hands and sight: it is tainted, and what it fed is unknown."""
    lot = replace(
        state.lots[event.act.lot], holder="", container="", tainted=f"left unattended, record {event.number}"
    )
    lot = replace(lot, proven=0, on_set=True)
    return taint_fed(state.with_lot(lot), lot.id, event, "its lot was left unattended")
