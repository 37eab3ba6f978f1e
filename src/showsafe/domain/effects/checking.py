"""Effect of a check: what two people saw makes a proof, renews one, or contradicts one.

A check is the safe direction, so it is never refused. In this order:

1. A custodian who checks a weapon that is in nobody's hands has it in theirs; lying somewhere, it was unattended.
2. Nobody says what was found in a weapon that is opened to look: the look changes nothing more.
3. Told late, the look is history: it neither proves nor contradicts what is in the weapon now.
4. Something else was found than a standing proof says: all proofs end, the weapon is held, the difference stays open.
   More was found than was believed, whatever stood: the same, and the lots that it may be of are tainted.
5. Another magazine is in it than was loaded: the contents proof ends, and the weapon is held.
6. The two counted differently: the contents proof ends.
7. Not every place, not two people who can be the two, still in its safe, gone from the unit, or looked before it last
   moved or was fouled, fired, dropped or found blocked: the look proves nothing.
8. Found empty: proven empty, and the bore as they looked through it. A barrel on record as plugged that is clear has
   lost its plug: that is no bore proof, and the weapon is held.
9. Found loaded as believed: the proof is renewed, or made anew where every hand-over since was permitted. Found loaded
   otherwise: unknown.

A live or unidentified round stops the set, and an obstructed bore locks the weapon out, whoever looked, how little of
it and how late they say it.
"""

from __future__ import annotations

from showsafe.domain import counting, layout, pairs, words
from showsafe.domain.acts import Draw
from showsafe.domain.belief import Belief, Fault, Hold
from showsafe.domain.changing import replace
from showsafe.domain.effects.common import (
    disturbed,
    in_hands,
    told_before_it_moved,
    void_all,
    void_bore,
    void_contents,
)
from showsafe.domain.effects.contents import (
    as_seen,
    compare,
    lose,
    more_than_believed,
    place_rounds,
    taint_extra,
    taint_named,
    unidentified,
)
from showsafe.domain.effects.trouble import found_live
from showsafe.domain.events import Event
from showsafe.domain.proof import Proof, stands
from showsafe.domain.state import State
from showsafe.domain.things import Weapon

KEPT = 4
"""A renewed proof keeps its first record and the latest ones, so that it does not grow with the day."""


def check(state: State, event: Event) -> State:
    """Two people looked; see the table *What voids what* of the protocol.

    An obstruction locks it out, and a live or unidentified round stops the set, whoever looked and however much.
    """
    state = _looked(state, event)
    if unidentified(state, event.act.found):
        state = found_live(state, event, event.act.weapon)
        state = taint_named(state, event.act.weapon, event.act.found, event)
    belief = state.believed(event.act.weapon)
    if event.act.bore != "obstructed" or (belief.fault and belief.fault.record == event.number):
        return state
    return state.with_belief(event.act.weapon, _obstructed(belief, event))


def _looked(state: State, event: Event) -> State:
    act = event.act
    weapon = state.weapons[act.weapon]
    belief = _picked_up(state, event)
    found = act.found if act.found is not None else (() if not layout.opens(weapon) else None)
    if found is None:
        return state.with_belief(weapon.id, belief)
    if event.late:
        # What was seen hours ago is history: it neither proves nor contradicts what is in it now.
        return _partial(state, event, weapon, belief, found)
    other_magazine = belief.contents and act.magazine not in ("", "out", belief.magazine) and belief.magazine
    if stands(belief.proof) and not counting.agrees(found, belief, state):
        return _contradiction(state, event, weapon, belief, found)
    if stands(belief.proof) and other_magazine:
        held = Hold(why="another magazine", record=event.number, at=event.at)
        belief = void_contents(belief, event, "another magazine than was loaded is in it")
        return state.with_belief(weapon.id, replace(belief, holds=(*belief.holds, held)))
    if act.witness_seen is not None and act.witness_seen != act.seen:
        belief = void_contents(belief, event, "two people counted differently")
    whole = layout.looked_whole(weapon, act) and not state.believed(weapon.id).seen_before(act.at)
    if not pairs.pair(state, act) or not whole or belief.container or belief.gone:
        return _partial(state, event, weapon, belief, found)
    if not any(each.count for each in found):
        return _empty(state, event, weapon, belief)
    return _loaded_look(state, event, weapon, belief, found)


def _picked_up(state: State, event: Event) -> Belief:
    """A custodian who checks a weapon that is in nobody's hands has it in theirs."""
    belief = state.believed(event.act.weapon)
    if belief.holder or belief.container or not state.is_custodian(event.act.by):
        return belief
    if told_before_it_moved(belief, event):
        return belief
    if belief.place or belief.gone:
        belief = void_all(belief, event, "was unattended" if belief.place else "came back from elsewhere")
    return in_hands(belief, event.act.by, event)


def _contradiction(
    state: State, event: Event, weapon: Weapon, belief: Belief, found: tuple[Draw, ...]
) -> State:
    compared = compare(belief, found)
    state = taint_extra(lose(state, compared.lost), weapon.id, compared.extra, event)
    state, contents = place_rounds(state, weapon, compared.kept, as_seen(state, compared.extra))
    belief = void_all(belief, event, "a check found something else")
    lost = (f"record {event.number}: {len(compared.lost)} not found",) if compared.lost else ()
    belief = replace(
        belief,
        contents=contents,
        gated=False,
        holds=(*belief.holds, Hold(why="contradiction", record=event.number, at=event.at)),
        uncounted=(*belief.uncounted, *lost),
    )
    return state.with_belief(weapon.id, more_than_believed(belief, event, compared.extra))


def _partial(state: State, event: Event, weapon: Weapon, belief: Belief, found: tuple[Draw, ...]) -> State:
    """A look that was not whole, or not by two: it proves nothing. What it found is kept as said."""
    if not stands(belief.proof) and found and not belief.contents:
        state = taint_extra(state, weapon.id, compare(belief, found).extra, event)
        state, contents = place_rounds(state, weapon, (), as_seen(state, found))
        belief = replace(belief, contents=contents, gated=False, locked_empty=False)
        belief = more_than_believed(belief, event, found)
    return state.with_belief(weapon.id, belief)


def _empty(state: State, event: Event, weapon: Weapon, belief: Belief) -> State:
    """Opened, every place looked into and felt, by two: empty, and the bore as they looked."""
    act = event.act
    lost = tuple(c for c in belief.contents if c.state == "ready")
    state = lose(state, lost)
    note = (f"record {event.number}: {len(lost)} believed in it were not found",) if lost else ()
    belief = replace(
        belief,
        contents=(),
        came_out=(),
        uncounted=(*belief.uncounted, *note),
        said=None,
        gated=True,
        loaded=None,
        seal="",
    )
    belief = replace(belief, proof=_renewed(state, belief.proof, event, "empty" if weapon.fires else "inert"))
    belief = _bore_as_looked(state, event, belief)
    belief = replace(belief, locked_empty=False, magazine=act.magazine or belief.magazine)
    return state.with_belief(weapon.id, _use_after_look(state, weapon, belief))


def _use_after_look(state: State, weapon: Weapon, belief: Belief) -> Belief:
    if belief.use is None:
        return belief
    holder = state.people.get(belief.holder)
    use = replace(
        belief.use,
        back=belief.use.back or (holder is not None and holder.custodian),
        cleared=True,
        bore_looked=not weapon.fires or stands(belief.bore),
    )
    return replace(belief, use=None if use.closed and not belief.uncounted else use)


def _bore_as_looked(state: State, event: Event, belief: Belief) -> Belief:
    bore = event.act.bore
    if bore == "obstructed":
        return _obstructed(belief, event)
    weapon = state.weapons[event.act.weapon]
    plug_known = weapon.class_ == "blank-only" or weapon.modified or weapon.barrel == "plugged"
    plug_known = plug_known and weapon.barrel != "open"
    if bore not in ("clear", "plugged") or (bore == "plugged" and not plug_known):
        return void_bore(belief, event, "not looked through at the last check")
    if bore == "clear" and weapon.barrel == "plugged":
        held = Hold(why="contradiction", record=event.number, at=event.at)
        belief = void_bore(belief, event, "clear, through a barrel that is on record as plugged")
        return replace(belief, holds=(*belief.holds, held))
    looked = event.act.looked
    if looked is not None and "bore" not in looked and bore == "clear" and "chambers" not in looked:
        return void_bore(belief, event, "not looked through at the last check")
    people = pairs.pair(state, event.act)
    if bore == "clear" and weapon.class_ == "blank-only":
        bore = "looked through"
    proof = Proof(says=bore, rests_on=(event.number,), people=people, since=event.at, renewed=event.at)
    return replace(belief, bore=proof)


def _obstructed(belief: Belief, event: Event) -> Belief:
    fault = Fault(kind="obstructed-bore", at=event.at, record=event.number, by=event.act.by)
    return disturbed(void_bore(belief, event, "obstructed"), event).with_fault(fault)


def _renewed(state: State, proof: Proof | None, event: Event, says: str) -> Proof:
    people = pairs.pair(state, event.act)
    if proof is not None and proof.stands and proof.says == says:
        rests = (*proof.rests_on[:1], *proof.rests_on[1:][-(KEPT - 2) :], event.number)
        return replace(proof, renewed=event.at, rests_on=rests, people=people)
    return Proof(says=says, rests_on=(event.number,), people=people, since=event.at, renewed=event.at)


def _loaded_look(
    state: State, event: Event, weapon: Weapon, belief: Belief, found: tuple[Draw, ...]
) -> State:
    """A look at a loaded weapon that disturbs nothing: renews what is believed where the way was never broken."""
    if belief.contents and counting.agrees(found, belief, state) and (stands(belief.proof) or belief.gated):
        inert = all(c.kind in words.INERT_KINDS for c in belief.contents)
        proof = _renewed(state, belief.proof, event, "dummies" if inert else "blanks")
        if stands(belief.proof) and belief.proof is not None:
            # Whoever loaded it had their hands in it: a count of heads by two others does not take them out.
            proof = replace(proof, people=tuple(dict.fromkeys((*belief.proof.people[:2], *proof.people))))
        return state.with_belief(weapon.id, replace(belief, proof=proof, said=None))
    compared = compare(belief, found)
    state = taint_extra(lose(state, compared.lost), weapon.id, compared.extra, event)
    state, contents = place_rounds(state, weapon, compared.kept, as_seen(state, compared.extra))
    belief = replace(void_contents(belief, event, "found loaded"), contents=contents, gated=False)
    return state.with_belief(weapon.id, more_than_believed(belief, event, compared.extra))
