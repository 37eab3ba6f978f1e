"""Effects of making ready: show, load, unload, declare, preset.

1. Shown means offered a look: whoever looked away was shown it too, and that is kept.
2. Only a load that the rules permit in full, and that is not told late, makes a contents proof, and it keeps the bore
   proof. It rests on the look before it and on the proofs of its lots. Any other load ends contents, bore and word.
   A live or unidentified round that is said to have gone in is found; one of another kind than its box came out of no
   such box, and the boxes of all that is in the weapon are tainted.
3. Unloaded or cleared, it is unknown until two people have looked. Unfired rounds go back into their boxes, and only
   those that went in proven come out so, only from a weapon that never left the permitted way, and only into a box that
   is proven as a whole. An unload that is said twice, the second time with what was found, is one unload.
4. What did not come out stays open, but for an automatic that fired: there it was fired, counted by difference.
5. More than was loaded came out: the weapon is held, and the lot that the strange round is said to be of is tainted;
   where nobody says it, every lot that was in it, came out of it or fed it. A live or unidentified round among it is
   found. All of that comes while the others are still in it, before any round of theirs goes back.
6. The word is kept as somebody's word only where the rules let it be said.
7. Preset outside the rules, it lies in a place and is in nobody's hands.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from showsafe.domain import counting, pairs, words
from showsafe.domain.acts import Draw
from showsafe.domain.belief import Belief, Fault, Hold, Loaded, Said, Watched
from showsafe.domain.changing import replace
from showsafe.domain.effects.common import in_hands, told_before_it_moved, void_all
from showsafe.domain.effects.contents import (
    Compared,
    as_seen,
    by_difference,
    compare,
    lose,
    more_than_believed,
    place_rounds,
    return_rounds,
    taint_extra,
    taint_named,
    unidentified,
)
from showsafe.domain.effects.trouble import found_live
from showsafe.domain.events import Event
from showsafe.domain.proof import Proof
from showsafe.domain.state import State
from showsafe.domain.things import Cartridge


def show(state: State, event: Event) -> State:
    """It was shown: to whom, and who looked away, which is their right. A fresh look answers an earlier refusal.

    Nobody is shown it by themselves.
    """
    act = event.act
    others = tuple(person for person in act.to if person != act.by)
    belief = state.believed(act.weapon)
    if belief.moved_after(event.of):
        # What was shown then may be another sight now; a no stands all the same.
        noes = tuple(dict.fromkeys((*belief.shown_declined, *act.declined)))
        return state.with_belief(act.weapon, replace(belief, shown_declined=noes))
    shown = tuple(dict.fromkeys((*belief.shown_to, *others)))
    looked = tuple(person for person in others if person not in act.declined)
    declined = tuple(p for p in dict.fromkeys((*belief.shown_declined, *act.declined)) if p not in looked)
    wary = tuple(person for person in belief.declined_by if person not in looked)
    belief = replace(belief, shown_to=shown, shown_declined=declined, declined_by=wary)
    return state.with_belief(act.weapon, belief)


def load(state: State, event: Event) -> State:
    """Rounds go in. A live one, or one of another kind than its box, casts doubt on the boxes of all that went in."""
    state = _live_among(_loaded(state, event), event, event.act.rounds)
    seen = as_seen(state, event.act.rounds or ())
    strange = tuple(each for each, as_is in zip(event.act.rounds or (), seen, strict=True) if each != as_is)
    return taint_extra(state, event.act.weapon, strange, event)


def _loaded(state: State, event: Event) -> State:
    """Only a load that the rules permit in full, begun from empty, makes a contents proof."""
    act = event.act
    weapon = state.weapons[act.weapon]
    rounds = act.rounds or ()
    before = _custodian_has_it(state, event)
    proves = event.proves and not state.believed(act.weapon).seen_before(event.of)
    if act.magazine:
        state = replace(state, magazines={**state.magazines, act.magazine: weapon.id})
    for each in rounds:
        if each.lot in state.lots:
            state = _lot_at_hand(state, each.lot, event)
    state, contents = place_rounds(state, weapon, before.contents, as_seen(state, rounds))
    if proves:
        contents = tuple(replace(cartridge, proven=bool(cartridge.lot)) for cartridge in contents)
    belief = replace(
        before,
        contents=contents,
        came_out=(),
        fed=tuple(dict.fromkeys((*(c.lot for c in contents if c.lot), *(d.lot for d in rounds if d.lot)))),
        loaded=_as_loaded(state, event, contents),
        said=None,
        offer=None,
        watched=None,
        magazine=act.magazine or before.magazine,
        seal="",
    )
    if proves and weapon.takes_rounds and pairs.pair(state, act):
        return state.with_belief(
            weapon.id, replace(belief, proof=_load_proof(state, before, event, contents), gated=True)
        )
    belief = void_all(belief, event, "loaded outside the rules")
    held = len(contents) > weapon.capacity > 0
    holds = (
        (*belief.holds, Hold(why="more than it holds", record=event.number, at=event.at))
        if held
        else belief.holds
    )
    return state.with_belief(weapon.id, replace(belief, gated=False, holds=holds))


def _as_loaded(state: State, event: Event, contents: tuple[Cartridge, ...]) -> Loaded:
    """What is announced: everything that is in it now, by whose hand, and when."""
    return Loaded(
        by=event.act.by,
        custodian=state.is_custodian(event.act.by),
        at=event.at,
        record=event.number,
        kind=" and ".join(dict.fromkeys(c.kind for c in contents)),
        size=" and ".join(dict.fromkeys(c.size for c in contents if c.size)),
        count=len(contents),
    )


def _load_proof(state: State, before: Belief, event: Event, contents: tuple[Cartridge, ...]) -> Proof:
    inert = all(c.kind in words.INERT_KINDS for c in contents)
    rests = (before.proof.rests_on[-1], event.number) if before.proof else (event.number,)
    lots = {c.lot for c in contents if c.lot}
    proofs = [state.lots[lot].proof for lot in sorted(lots)]
    rests = tuple(dict.fromkeys((*(n for p in proofs if p for n in p.rests_on), *rests)))
    says = "dummies" if inert else "blanks"
    people = pairs.pair(state, event.act)
    return Proof(says=says, rests_on=rests, people=people, since=event.at, renewed=event.at)


def _custodian_has_it(state: State, event: Event) -> Belief:
    belief = state.believed(event.act.weapon)
    person = state.people.get(event.act.by)
    if belief.holder or belief.container or person is None or told_before_it_moved(belief, event):
        return belief
    return in_hands(belief, event.act.by, event)


def _lot_at_hand(state: State, lot_id: str, event: Event) -> State:
    lot = state.lots[lot_id]
    opened = "opened" if lot.state == "sealed" else lot.state
    holder = lot.holder or ("" if lot.container else event.act.by)
    return state.with_lot(replace(lot, on_set=True, state=opened, holder=holder, seal=""))


def unload(state: State, event: Event) -> State:
    """Rounds come out; until two people have looked, nobody knows that it is empty."""
    act = event.act
    if told_before_it_moved(state.believed(act.weapon), event):
        return _unloaded_before(state, event)
    belief = _custodian_has_it(state, event)
    if act.found is not None and not belief.contents:
        state, belief = _taken_back(state, belief)
    if unidentified(state, act.found):
        state = found_live(state.with_belief(act.weapon, belief), event, act.weapon)
        belief = state.believed(act.weapon)
    ready = tuple(c for c in belief.contents if c.state != "spent")
    compared = compare(belief, act.found if act.found is not None else _as_believed(ready))
    if state.weapons[act.weapon].action in words.BY_DIFFERENCE and belief.use and belief.use.fired:
        state, compared = by_difference(state, compared)
    state = taint_extra(state.with_belief(act.weapon, belief), act.weapon, compared.extra, event)
    people = pairs.pair(state, act)
    state = return_rounds(state, compared.kept, proven=bool(people) and belief.gated)
    state = lose(state, compared.lost)
    counted = act.found is not None and bool(people) and not compared.lost and not compared.extra
    state = replace(state, magazines={n: w for n, w in state.magazines.items() if w != act.weapon})
    belief = void_all(belief, event, "unloaded" if act.kind == "unload" else "cleared")
    belief = _difference_open(belief, event, compared, len(ready))
    belief = replace(
        belief,
        contents=(),
        came_out=tuple(c for c in compared.kept if c.state == "ready"),
        loaded=None,
        magazine="",
        use=replace(belief.use, cleared=True, counted=counted or belief.use.counted) if belief.use else None,
        fault=_cleared(belief.fault, act.at),
        seal="",
    )
    return state.with_belief(act.weapon, belief)


def _unloaded_before(state: State, event: Event) -> State:
    """It was unloaded before it last moved: what is in it now may have gone in since. What was found counts."""
    act = event.act
    belief = void_all(state.believed(act.weapon), event, "unloaded, as is told now, before it moved again")
    state = state.with_belief(act.weapon, replace(belief, fault=_cleared(belief.fault, act.at)))
    return _live_among(state, event, act.found)


def _live_among(state: State, event: Event, rounds: tuple[Draw, ...] | None) -> State:
    """A live or unidentified round among what went in or came out stops the set, and taints the lot it is said of."""
    if not unidentified(state, rounds):
        return state
    return taint_named(found_live(state, event, event.act.weapon), event.act.weapon, rounds, event)


def _taken_back(state: State, belief: Belief) -> tuple[State, Belief]:
    """Undo on paper what the last unload returned: it is being said again, with what was found, or by two.

    What has left its box since is not in the weapon again: no round is in two places.
    """
    back: list[Cartridge] = []
    for cartridge in belief.came_out:
        lot = state.lots.get(cartridge.lot)
        if lot is not None and lot.box:
            state = state.with_lot(counting.take_back(lot))
        if lot is None or lot.box:
            back.append(cartridge)
    return state, replace(belief, contents=tuple(back))


def _difference_open(belief: Belief, event: Event, compared: Compared, believed: int) -> Belief:
    """What did not come out, or came out too many, stays open until it is closed; too many holds the weapon too."""
    lost = sum(1 for cartridge in compared.lost if cartridge.state == "ready")
    if lost:
        note = f"record {event.number}: {lost} of {believed} not found"
        belief = replace(belief, uncounted=(*belief.uncounted, note))
    return more_than_believed(belief, event, compared.extra)


def _cleared(fault: Fault | None, at: datetime) -> Fault | None:
    """Mark what had come by then as cleared: nobody opened it after a misfire by what they did before that."""
    if fault is None:
        return None
    earlier = tuple(_cleared(each, at) or each for each in fault.earlier)
    return replace(fault, cleared=fault.cleared or fault.at <= at, earlier=earlier)


def _as_believed(ready: tuple[Cartridge, ...]) -> tuple[Draw, ...]:
    counts = Counter((c.lot, c.kind) for c in ready)
    return tuple(Draw(count=count, lot=lot, kind=kind) for (lot, kind), count in counts.items())


def declare(state: State, event: Event) -> State:
    """The word is said. It is kept as somebody's word; whether it may be believed is derived from the proofs."""
    act = event.act
    belief = state.believed(act.weapon)
    if not event.proves or belief.moved_after(event.of):
        return state.with_belief(act.weapon, replace(belief, said=None))
    said = Said(word=act.word, by=act.by, record=event.number, at=event.at)
    return state.with_belief(act.weapon, replace(belief, said=said))


def preset(state: State, event: Event) -> State:
    """Placed by the custodian, who stays in reach and watches it until it is picked up."""
    act = event.act
    before = _custodian_has_it(state, event)
    if told_before_it_moved(state.believed(act.weapon), event):
        late = void_all(before, event, "placed, as is told now, before it moved again")
        return state.with_belief(act.weapon, late)
    belief = in_hands(before, act.by, event)
    if not event.proves or before.holder != act.by:
        belief = replace(void_all(belief, event, "placed outside the rules"), gated=False)
        belief = replace(belief, holder="", issued_by="", place=act.place or "preset")
        return state.with_belief(act.weapon, belief)
    watched = Watched(user="", watcher=act.witness, record=event.number) if _may_watch(state, event) else None
    belief = replace(belief, preset=act.by, place=act.place or "preset", watched=watched)
    return state.with_belief(act.weapon, belief)


def _may_watch(state: State, event: Event) -> bool:
    """Whether a preset weapon has somebody who watches it and has no other part in it."""
    act = event.act
    return bool(act.witness) and act.witness != act.by and act.witness not in pairs.users_of(state, act)
