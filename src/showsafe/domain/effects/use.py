"""Effects of use: rehearse, take, discharge, cut, reconcile.

1. A use begins with the first take or shot, and stays open until weapon, bore and counts are closed.
2. A shot spends a blank. The bore is void at the end of the take, outside any take at once.
3. More shots than blanks are believed in it: all proofs end, the weapon is held, and the difference stays open. Every
   lot of which a round is in it, or just came out of it, is tainted: what was taken for one of its rounds was none.
   Where no blank was unfired in it when the take began (outside any take: when the shot fell), it was a live round
   until it is found otherwise; but not out of what shoots without a cartridge, nor where a shot of before it was
   unloaded, told after it, can have been a blank that did not come out.
4. A cut ends takes and makes nothing cold.
5. Two people close a count. What is missing then is booked so and taints its lot; a missing dummy stops the set. The
   two had a part in every difference of the lot from then on.
"""

from __future__ import annotations

from showsafe.domain.acts import Act
from showsafe.domain.belief import Belief, Hold, Take, Use
from showsafe.domain.changing import replace
from showsafe.domain.effects.common import (
    disturbed,
    stop,
    taint_fed,
    told_before_it_moved,
    void_all,
    void_bore,
)
from showsafe.domain.effects.counts import lot_moved_after, with_part
from showsafe.domain.effects.freezing import fed_by
from showsafe.domain.effects.live import found_live
from showsafe.domain.events import Event
from showsafe.domain.proof import stands
from showsafe.domain.state import State


def take(state: State, event: Event) -> State:
    """A take begins for one weapon; its use stays open until weapon, bore and counts are closed again."""
    act = event.act
    belief = state.believed(act.weapon)
    belief = _ended(belief, event)
    started = Take(user=act.user or belief.holder, scene=act.scene, record=event.number)
    use = belief.use or Use(record=event.number)
    loaded = replace(belief.loaded, taken=True) if belief.loaded else None
    belief = replace(belief, take=started, use=replace(use, back=False), loaded=loaded)
    return state.with_belief(act.weapon, belief)


def rehearse(state: State, event: Event) -> State:
    """A rehearsal begins; like a take, a cut ends it."""
    act = event.act
    belief = _ended(state.believed(act.weapon), event)
    started = Take(user=act.user or belief.holder, scene=act.scene, record=event.number)
    return state.with_belief(act.weapon, replace(belief, take=started))


def discharge(state: State, event: Event) -> State:
    """So many shots: spent rounds are no longer ready, and the bore is void at the end of the sequence."""
    act = event.act
    count = 1 if act.count is None else act.count
    before = state.believed(act.weapon)
    state, belief, short = _fire(state, disturbed(replace(before, said=None), event), count)
    use = belief.use or Use(record=event.number)
    belief = replace(belief, use=_open_again(use, count))
    if belief.take is not None:
        belief = replace(belief, take=replace(belief.take, shots=belief.take.shots + count))
    else:
        belief = void_bore(belief, event, "discharged")
    if short or not stands(belief.proof):
        belief = void_all(belief, event, "more came out of it than the record knows")
        held = Hold(why="fired more than was loaded", record=event.number, at=event.at)
        belief = replace(belief, holds=(*belief.holds, held) if short else belief.holds, gated=False)
        if short:
            belief = replace(
                belief, uncounted=(*belief.uncounted, f"record {event.number}: {short} unexplained shots")
            )
    state = state.with_belief(act.weapon, belief)
    return _unexplained(state, event, before, short) if short else state


def _unexplained(state: State, event: Event, before: Belief, short: int) -> State:
    """Taint the lots of what is in it, or came out; where nothing in it could fire, it was a live round.

    Told of before it was unloaded, and of more than did not come out, it taints all that fed it.
    """
    weapon = event.act.weapon
    known = state.weapons.get(weapon)
    needs_no_round = known is not None and known.discharges and not known.fires
    explained = needs_no_round or _could_fire(before) or short <= _gone_from_it(state, event, before)
    lots = {each.lot for each in (*before.contents, *before.came_out) if each.lot}
    if not explained and told_before_it_moved(before, event):
        lots |= {name for name in fed_by(before) if name in state.lots}
    for name in sorted(lots):
        because = f"more shots than {weapon} held blanks, record {event.number}"
        lot = replace(state.lots[name], tainted=because, proven=0)
        state = taint_fed(state.with_lot(lot), name, event, "more was fired of its lot than blanks")
    return state if explained else found_live(state, event, weapon)


def _could_fire(belief: Belief) -> bool:
    """Whether a blank is in it that was unfired when the take began; outside a take, that is unfired now."""
    fired_in_it = belief.take is not None and belief.take.shots > 0
    return any(each.kind == "blank" and (each.state != "spent" or fired_in_it) for each in belief.contents)


def _gone_from_it(state: State, event: Event, before: Belief) -> int:
    """Return how many blanks that nobody saw come out of it a shot of before it last moved can have been."""
    if not told_before_it_moved(before, event):
        return 0
    lots = (state.lots[name] for name in fed_by(before) if name in state.lots)
    return sum(lot.unaccounted + lot.missing + lot.by_difference for lot in lots if lot.kind == "blank")


def _open_again(use: Use, count: int) -> Use:
    return replace(use, fired=use.fired + count, back=False, cleared=False, bore_looked=False, counted=False)


def _fire(state: State, belief: Belief, count: int) -> tuple[State, Belief, int]:
    """Mark blanks as spent in the order of their places; return how many shots no blank was believed for."""
    contents = list(belief.contents)
    left = count
    for index, cartridge in enumerate(contents):
        if left and cartridge.state == "ready" and cartridge.kind == "blank":
            contents[index] = replace(cartridge, state="spent")
            lot = state.lots.get(cartridge.lot)
            if lot is not None:
                state = state.with_lot(replace(lot, spent=lot.spent + 1))
            left -= 1
    return state, replace(belief, contents=tuple(contents)), left


def cut(state: State, event: Event) -> State:
    """Ends the takes of that set-up, and makes nothing cold. What was fired from needs its bore looked at."""
    act = event.act
    for weapon in state.active:
        belief = state.beliefs[weapon]
        taking = belief.take
        if (
            taking is None
            or (act.weapon and weapon != act.weapon)
            or (act.scene and taking.scene not in ("", act.scene))
        ):
            continue
        state = state.with_belief(weapon, replace(_ended(belief, event), said=None))
    return state


def _ended(belief: Belief, event: Event) -> Belief:
    """End the take that goes on, by a cut or by the next one: what was fired from needs its bore looked at."""
    fired = belief.take is not None and belief.take.shots > 0
    ended = replace(belief, take=None)
    return void_bore(ended, event, "fired since it was looked through") if fired else ended


def reconcile(state: State, event: Event) -> State:
    """Two people close a count. A difference is booked as missing, and it taints the lot."""
    act = event.act
    for lot_id in _lots_of(state, act):
        if lot_moved_after(state, lot_id, event.of):
            continue
        state = with_part(state, lot_id, (act.by, act.witness))
        lot = state.lots[lot_id]
        if lot.unaccounted:
            because = f"count closed with {lot.unaccounted} missing, record {event.number}"
            closed = replace(
                lot, missing=lot.missing + lot.unaccounted, unaccounted=0, tainted=because, proven=0
            )
            state = taint_fed(state.with_lot(closed), lot_id, event, "its lot was closed with a difference")
            if lot.kind == "dummy":
                state = stop(state, "missing-dummy", event, lot_id)
    weapons = [act.weapon] if act.weapon else [w for w, b in state.beliefs.items() if b.uncounted or b.use]
    for weapon in weapons:
        belief = state.believed(weapon)
        if belief.disturbed_after(event.of):
            continue  # shots or a fault that nobody had counted by then
        belief = replace(belief, uncounted=())
        if belief.use is not None:
            use = replace(belief.use, counted=True)
            belief = replace(belief, use=None if use.closed else use)
        state = state.with_belief(weapon, belief)
    return state


def _lots_of(state: State, act: Act) -> tuple[str, ...]:
    if act.lot:
        return (act.lot,)
    return tuple(lot for lot, known in state.lots.items() if known.unaccounted)
