"""Effects of what comes in, is proven, locked, taken out, sealed, quarantined or leaves."""

from __future__ import annotations

from dataclasses import replace

from showsafe.domain import pairs, roundproof
from showsafe.domain.acts import Act
from showsafe.domain.belief import Watched
from showsafe.domain.effects.common import change, in_hands, put, taint_fed, void_all, with_belief, with_lot
from showsafe.domain.events import PERMIT, Event
from showsafe.domain.proof import Proof, stands
from showsafe.domain.state import State
from showsafe.domain.things import Container, Lot, Person, Weapon


def weapon_from(act: Act, before: Weapon | None, *, enrolled: bool) -> Weapon:
    """Return a weapon as an act describes it; what the act leaves out stays as it was."""
    old = before or Weapon(id=act.weapon, enrolled=False)
    return replace(
        old,
        class_=act.class_ or old.class_,
        action=act.action or old.action,
        calibre=act.calibre or old.calibre,
        capacity=old.capacity if act.capacity is None else act.capacity,
        serial=act.serial or old.serial,
        maker=act.maker or old.maker,
        model=act.model or old.model,
        owner=act.owner or old.owner,
        permit_class=act.permit_class or old.permit_class,
        last_service=act.last_service or old.last_service,
        takes=act.takes or old.takes,
        certificates=act.certificates or old.certificates,
        modified=old.modified if act.modified is None else act.modified,
        enrolled=enrolled,
    )


def lot_from(act: Act, before: Lot | None) -> Lot:
    """Return a lot as an act describes it; a count given for the first time is its total, all in the box."""
    old = before or Lot(id=act.lot)
    added = (act.count or 0) if old.total == 0 else 0
    return replace(
        old,
        kind=act.sort or old.kind,
        size=act.load or old.size or ("full" if (act.sort or old.kind) == "blank" else ""),
        calibre=act.calibre or old.calibre,
        closure=act.closure or old.closure,
        state=act.state or old.state,
        supplier=act.supplier or (act.from_ if act.kind == "receive" else "") or old.supplier,
        maker=act.maker or old.maker,
        total=old.total + added,
        box=old.box + added,
    )


def register(state: State, event: Event) -> State:
    """Enrol a weapon by name; a lot is put on record as it came."""
    act = event.act
    if act.lot:
        return _lot_arrives(state, event)
    before = state.weapons.get(act.weapon)
    if before is not None and before.enrolled:
        return _arrives(state, event)
    enrolled = event.would == PERMIT or (before is not None and before.enrolled)
    known = weapon_from(act, before, enrolled=enrolled)
    state = replace(state, weapons=put(state.weapons, act.weapon, known))
    return _arrives(state, event)


def bring(state: State, event: Event) -> State:
    """Something arrives on set. Bringing enrols nothing."""
    act = event.act
    if act.lot:
        return _lot_arrives(state, event)
    before = state.weapons.get(act.weapon)
    if before is not None and before.enrolled:
        return _arrives(state, event)
    known = weapon_from(act, before, enrolled=False)
    state = replace(state, weapons=put(state.weapons, act.weapon, known))
    return _arrives(state, event)


def _arrives(state: State, event: Event) -> State:
    belief = state.believed(event.act.weapon)
    person = state.people.get(event.act.by)
    if not belief.holder and not belief.container and person is not None:
        belief = in_hands(belief, event.act.by, event)
    return with_belief(state, event.act.weapon, replace(belief, seen_on_set=True))


def _lot_arrives(state: State, event: Event) -> State:
    before = state.lots.get(event.act.lot)
    lot = before if before is not None and before.total else lot_from(event.act, before)
    holder = lot.holder or ("" if lot.container else event.act.by)
    return with_lot(state, replace(lot, on_set=True, holder=holder))


def prove(state: State, event: Event) -> State:
    """Rounds of a lot are proven one by one by two people: n of n, or not at all."""
    act = event.act
    lot = state.lots[act.lot]
    people = pairs.pair(state, act)
    lot = replace(lot, on_set=True, holder=lot.holder or ("" if lot.container else act.by))
    if not (people and event.good and roundproof.complete(lot, act)):
        return with_lot(state, lot)
    now_proven = min(max(lot.proven, act.count or 0), lot.box)
    rests = (event.number,)
    proof = Proof(says="proven", rests_on=rests, people=people, since=event.at, renewed=event.at)
    opened = "opened" if lot.state == "sealed" else lot.state
    tainted = "" if now_proven == lot.box else lot.tainted
    return with_lot(
        state, replace(lot, proven=now_proven, proof=proof, state=opened, tainted=tainted, seal="")
    )


def seal(state: State, event: Event) -> State:
    """A numbered seal is put on; its digits can stand for the time in store."""
    act = event.act
    if act.lot:
        return with_lot(state, replace(state.lots[act.lot], seal=act.number))
    return change(state, act.weapon, seal=act.number)


def quarantine(state: State, event: Event) -> State:
    """Something is taken out of everybody's way; only custodian and review bring it back."""
    act = event.act
    where = act.in_ or "quarantine"
    live = tuple(
        replace(find, quarantined=True) if find.where == (act.lot or act.weapon or act.in_) else find
        for find in state.live
    )
    if not any(stop.kind == "live" for stop in state.stops):
        live = tuple(find for find in live if not find.quarantined)
    state = replace(state, live=live)
    if act.lot:
        lot = replace(state.lots[act.lot], quarantined=True, container=where, holder="", on_set=True)
        return with_lot(state, lot)
    belief = void_all(state.believed(act.weapon), event, "quarantined")
    belief = replace(belief, quarantined=True, container=where, holder="", place="", offer=None, take=None)
    belief = replace(belief, preset="", issued_by="")
    return with_belief(state, act.weapon, belief)


def lock(state: State, event: Event) -> State:
    """Locked away: proofs end, since what comes out of a safe is unknown until it is checked."""
    act = event.act
    if act.lot:
        lot = state.lots[act.lot]
        return with_lot(state, replace(lot, container=act.in_ or "ammunition safe", holder="", on_set=True))
    belief = state.believed(act.weapon)
    empty = stands(belief.proof) and not belief.contents
    belief = replace(void_all(belief, event, "locked away"), locked_empty=empty)
    if belief.use is not None:
        belief = replace(belief, use=replace(belief.use, back=True))
    belief = replace(
        belief, container=act.in_ or "weapon safe", holder="", place="", preset="", offer=None, issued_by=""
    )
    return with_belief(state, act.weapon, replace(belief, since=event.at, seen_on_set=True, gated=empty))


def unlock(state: State, event: Event) -> State:
    """Taken out by a custodian, into their hands. Its contents are unknown until two people have looked."""
    act = event.act
    if act.lot:
        lot = state.lots[act.lot]
        return with_lot(state, replace(lot, container="", holder=act.by, on_set=True))
    belief = void_all(state.believed(act.weapon), event, "taken out of the safe")
    return with_belief(state, act.weapon, replace(in_hands(belief, act.by, event), issued_by=""))


def isolate(state: State, event: Event) -> State:
    """Locked as it is, and marked: nobody has opened it."""
    act = event.act
    belief = void_all(state.believed(act.weapon), event, "isolated unopened")
    empty = stands(state.believed(act.weapon).proof) and not belief.contents
    belief = replace(belief, isolated=True, container=act.in_ or "isolation", holder="", place="", preset="")
    belief = replace(belief, locked_empty=empty, gated=False)
    return with_belief(
        state, act.weapon, replace(belief, offer=None, take=None, issued_by="", since=event.at)
    )


def consign(state: State, event: Event) -> State:
    """It leaves the unit, to a carrier or its owner; from then on it is in nobody's hands here."""
    act = event.act
    to = act.to[0] if act.to else "owner"
    if act.lot:
        return with_lot(state, replace(state.lots[act.lot], gone=to, holder="", container=""))
    belief = void_all(state.believed(act.weapon), event, "left the unit")
    return with_belief(
        state, act.weapon, replace(belief, gone=to, holder="", container="", place="", offer=None)
    )


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
        return with_lot(state, replace(lot, container=act.in_, holder="") if act.in_ else lot)
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
    return with_belief(state, act.weapon, belief)


def person_from(act: Act, before: Person | None) -> Person:
    """Return a person as an act describes them; what it leaves out stays as it was."""
    old = before or Person(id=act.person)
    return replace(
        old,
        roles=act.roles or old.roles,
        duties=act.duties or old.duties,
        credentials=act.credentials or old.credentials,
        instructed=act.instructed or old.instructed,
        age=old.age if act.age is None else act.age,
        prohibited=old.prohibited if act.prohibited is None else act.prohibited,
        papers=act.papers or old.papers,
    )


def lot_left(state: State, event: Event) -> State:
    """A lot is out, and out of every custodian's hands and sight: it is tainted, and what it fed is unknown."""
    lot = replace(
        state.lots[event.act.lot], holder="", container="", tainted=f"left unattended, record {event.number}"
    )
    lot = replace(lot, proven=0, on_set=True)
    return taint_fed(with_lot(state, lot), lot.id, event, "its lot was left unattended")
