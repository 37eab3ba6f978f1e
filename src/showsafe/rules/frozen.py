"""What stands against an act where it would touch something frozen after an incident (gate *trouble*).

1. Frozen means: for everything but the safe direction. Isolating it unopened, taking it back, saying what happened
   are never questioned.
2. Opening it is the safe direction too, and so is never refused. It is what it is said to be: before a witness, with
   what was found and what was where, it is *made safe*; otherwise the answer says why it stays shut, and told as done
   it is a deviation. So it is with cleaning it, and with taking it out of where it was isolated.
3. Everything else that touches it is tidying and is refused: load, issue, move, send back, count closed, papers
   about it written anew. Told as done it is recorded, as a deviation.
4. A frozen container gives nothing out. What has to be locked away may go in, with a note.
5. Two people from outside the department that handled it release it: one asks, another reviews.
6. Where somebody who has a part in it is to be erased, it says so; erasing takes no record away.
7. What is said to have been done before the freeze, and is told after it, is no tidying: both times are kept, and said.
   What is asked is of now, whatever time it claims (``decide``).
8. Whom somebody with a part in it put on record, or gave such a role, since it was frozen, is no outside view until
   somebody outside gives them that role.
"""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.domain.acts import KINDS, Act
from showsafe.domain.frozen import CONTAINER, LOT, WEAPON, Frozen, key_of
from showsafe.domain.state import State
from showsafe.rules.decision import Finding, Weight
from showsafe.rules.facts import frozen_of, person
from showsafe.rules.gate import Gate

OPENING = ("check", "unload", "clear")
OUT_OF_IT = "collect"
MOVED_ON = ("isolate", "quarantine")
CHANGING = "foul"
ARRIVING = ("register", "bring", "receive")
PEOPLE_OUTSIDE = 2


def against(gate: Gate, state: State, act: Act) -> Iterator[Finding]:
    """Yield what stands against an act because of what is frozen; of a release, who may not."""
    if act.kind == "release":
        if _lifts(state, act) and not _two_from_outside(state, act):
            yield gate.find("outside")
    elif act.kind == "erase":
        things = [each.name for each in state.frozen.values() if act.person in each.inside]
        if things:
            yield gate.find("frozen-part", who=act.person, things=", ".join(things))
    elif told_after := _told_after(state, act):
        yield gate.find("told-after", thing=told_after.name, record=told_after.record)
    elif act.kind in OPENING:
        if key_of(WEAPON, act.weapon) in state.frozen:
            yield _opened(gate, act)
    elif KINDS[act.kind].safe:
        if _changes(state, act):
            yield gate.find("frozen", thing=act.weapon or act.lot)
    else:
        yield from _touched(gate, state, act)


def inside_of_any(state: State, who: str) -> bool:
    """Whether somebody has a part in anything that is frozen now, or was brought in since by one who has."""
    return any(who in (*each.inside, *each.brought) for each in state.frozen.values())


def released_from_outside(state: State, act: Act) -> bool:
    """Whether a release is of something frozen, and is asked for by somebody who may be one of the two."""
    return bool(_lifts(state, act)) and person(state, act.by).may_release_frozen


def _told_after(state: State, act: Act) -> Frozen | None:
    """Return what an act touched before it was frozen, by its own word, where it is told only now."""
    touched = frozen_of(state, act)
    return touched[0] if touched and all(act.at < each.at for each in touched) else None


def _opened(gate: Gate, act: Act) -> Finding:
    """Opened before a witness, with what was found and what was where, it was made safe; else it is asked why."""
    said = act.says and act.found is not None
    if said and act.witness and act.witness != act.by:
        return gate.find("made-safe", thing=act.weapon, who=act.by)
    return gate.find("frozen-opened", thing=act.weapon)


def _changes(state: State, act: Act) -> bool:
    """Whether an act of the safe direction changes a frozen thing: cleans it, or takes it out of its safe."""
    for thing, name in ((WEAPON, act.weapon), (LOT, act.lot)):
        if key_of(thing, name) not in state.frozen:
            continue
        if act.kind == CHANGING or (act.kind == OUT_OF_IT and _shut_in(state, thing, name)):
            return True
        if act.kind in MOVED_ON and _isolated_in(state, thing, name) not in ("", act.in_):
            return True
    return False


def _shut_in(state: State, thing: str, name: str) -> str:
    return state.believed(name).container if thing == WEAPON else state.lots[name].container


def _isolated_in(state: State, thing: str, name: str) -> str:
    """Return where a frozen thing was isolated already: it stays there, and is not carried on from box to box."""
    lot = state.lots.get(name) if thing == LOT else None
    belief = state.believed(name)
    apart = lot.quarantined if lot else belief.isolated or belief.quarantined
    return _shut_in(state, thing, name) if apart else ""


def _touched(gate: Gate, state: State, act: Act) -> Iterator[Finding]:
    shut = state.lots[act.lot].container if act.lot in state.lots else state.believed(act.weapon).container
    if act.kind == "pick-up" and state.is_custodian(act.by) and not shut:
        return
    if act.kind in ARRIVING and state.believed(act.weapon).gone:
        return
    for each in frozen_of(state, act):
        if not _is_kept(state, act, each):
            weight = Weight.NOTE if act.kind == "lock" and each.thing == CONTAINER else None
            yield gate.find("frozen", weight, thing=each.name)


def _is_kept(state: State, act: Act, each: Frozen) -> bool:
    """Whether an act only keeps a frozen thing: a box that is out is locked away, and what has no seal gets one."""
    if each.thing == CONTAINER:
        return act.kind == "seal"
    if act.kind == "seal":
        return not (state.lots[each.name].seal if each.thing == LOT else state.believed(each.name).seal)
    return act.kind == "lock" and each.thing == LOT and not state.lots[each.name].container


def _lifts(state: State, act: Act) -> tuple[Frozen, ...]:
    """Return what a release would lift of what is frozen; a freeze of the whole set is one of them."""
    named = ((WEAPON, act.weapon), (LOT, act.lot), (CONTAINER, act.in_))
    lifted = [state.frozen[key_of(*each)] for each in named if key_of(*each) in state.frozen]
    if act.set_:
        lifted += [
            Frozen(
                thing="set",
                name="set",
                record=stop.record,
                at=stop.at,
                opened_by=(stop.pressed_by,),
                inside=stop.inside,
                brought=stop.brought,
            )
            for stop in state.stops
            if stop.kind == "freeze"
        ]
    return tuple(lifted)


def _two_from_outside(state: State, act: Act) -> bool:
    """Whether two of those who release are from outside, and the reviewer is one of them and did not open it."""
    lifted = _lifts(state, act)
    people = dict.fromkeys((act.by, act.reviewed_by, act.witness))
    outside = [who for who in people if _outsider(state, who, lifted)]
    opened = {who for each in lifted for who in each.opened_by}
    return len(outside) >= PEOPLE_OUTSIDE and act.reviewed_by in outside and act.reviewed_by not in opened


def _outsider(state: State, who: str, lifted: tuple[Frozen, ...]) -> bool:
    return person(state, who).may_release_frozen and not any(
        who in (*each.inside, *each.brought) for each in lifted
    )
