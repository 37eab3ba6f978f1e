"""Effects on hands: offer, accept, decline, withdraw, hand over, collect, pass open, leave, pick up.

1. What is offered stays with the giver until the receiver accepts. What ends the contents proof ends the offer.
2. A hand-over carries contents, bore and word only where every gate was met. Otherwise all three are void.
3. What is collected is unknown until two people have opened it and looked. Told after it moved again it moves nobody.
4. Passed open and empty from custodian to custodian, both looking, it has new proofs of contents and bore. Said of
   before it was fouled, fired, dropped or found blocked, nothing is proven of it.
5. What is left is unknown, and in nobody's hands; so is what is picked up, unless it was preset and watched.
6. What left the unit is here again with whatever is told of it here, but for what is told of before it left.
7. Lots go the same ways; one that leaves the custodians' hands unsealed, or is left, is tainted.
"""

from __future__ import annotations

from showsafe.domain.belief import Belief, Offer, Watched
from showsafe.domain.changing import replace
from showsafe.domain.effects.common import in_hands, told_before_it_moved, void_all
from showsafe.domain.effects.counts import lot_told_before_it_moved
from showsafe.domain.effects.intake import back_from_a_user, lot_left
from showsafe.domain.events import Event
from showsafe.domain.proof import Proof
from showsafe.domain.state import State

HERE = (
    *("declare", "discharge", "drop", "foul", "isolate", "leave", "lock", "misfire"),
    *("quarantine", "rehearse", "show", "take", "unplanned-discharge"),
)
"""Acts that nobody does with a weapon that is elsewhere; what puts it into hands here says so by itself."""


def offer(state: State, event: Event) -> State:
    """It is offered; it stays in the giver's hands until the receiver accepts."""
    act = event.act
    if act.lot:
        return state.with_lot(replace(state.lots[act.lot], offered_to=act.given_to))
    belief = state.believed(act.weapon)
    if not belief.holder and not belief.container and not told_before_it_moved(belief, event):
        belief = in_hands(belief, act.from_ or act.by, event)
    state = _older_accepts_lapse(state, act.weapon)
    to = act.given_to
    giver = act.from_ or act.by
    made = Offer(from_=giver, to=to, record=event.number, scene=act.scene)
    # What somebody else holds, or a safe, cannot be offered: the report stands, and no offer is open.
    return state.with_belief(act.weapon, replace(belief, offer=made if belief.holder == giver else None))


def _older_accepts_lapse(state: State, weapon: str) -> State:
    """An accept that waits for its watcher belongs to the offer it answered, and to no later one."""
    kept = {key: p for key, p in state.pending.items() if p.act.kind != "accept" or p.act.weapon != weapon}
    return state if len(kept) == len(state.pending) else replace(state, pending=kept)


def accept(state: State, event: Event) -> State:
    """The receiver has it. The way is gated only where every gate was met; otherwise nothing is known any more."""
    act = event.act
    receiver = act.given_to or act.by
    if act.lot:
        return _lot_to(state, event, receiver)
    before = state.believed(act.weapon)
    if told_before_it_moved(before, event):
        return state.with_belief(
            act.weapon, void_all(before, event, "handed over, as is told now, before it moved again")
        )
    giver = before.offer.from_ if before.offer else (act.from_ or before.holder or act.by)
    belief = in_hands(before, receiver, event)
    issued_by = (
        "" if state.is_custodian(receiver) else (giver if state.is_custodian(giver) else before.issued_by)
    )
    belief = replace(belief, issued_by=issued_by, offer=None)
    if event.proves and not before.moved_after(event.of):
        watcher = act.witness or giver
        return state.with_belief(
            act.weapon,
            replace(belief, watched=Watched(user=receiver, watcher=watcher, record=event.number)),
        )
    return state.with_belief(act.weapon, _out_of_the_way(belief, event, "handed over outside the rules"))


def _lot_to(state: State, event: Event, receiver: str) -> State:
    before = state.lots[event.act.lot]
    kept = before.container or before.kept_in
    lot = replace(before, holder=receiver, container="", kept_in=kept, on_set=True, offered_to="", gone="")
    if lot_told_before_it_moved(state, event):
        lot = before
    if not state.is_custodian(receiver) and not before.seal:
        lot = replace(lot, tainted=f"out of a custodian's hands, record {event.number}", proven=0)
    return state.with_lot(back_from_a_user(state, before, lot, event))


def _out_of_the_way(belief: Belief, event: Event, because: str) -> Belief:
    return replace(void_all(belief, event, because), gated=False)


def decline(state: State, event: Event) -> State:
    """Said no, or put out an open hand: the offer is over. Nobody asks why, and it costs them nothing."""
    act = event.act
    if act.lot:
        return state.with_lot(replace(state.lots[act.lot], offered_to=""))
    belief = state.believed(act.weapon)
    who = act.given_to or act.by
    declined = tuple(dict.fromkeys((*belief.declined_by, who)))
    return state.with_belief(act.weapon, replace(belief, offer=None, declined_by=declined))


def withdraw(state: State, event: Event) -> State:
    """The giver takes the offer back."""
    if event.act.lot:
        return state.with_lot(replace(state.lots[event.act.lot], offered_to=""))
    belief = state.believed(event.act.weapon)
    return state.with_belief(event.act.weapon, replace(belief, offer=None))


def collect(state: State, event: Event) -> State:
    """Taken back. What happened in other hands nobody knows: open it and look."""
    act = event.act
    if act.lot:
        return _lot_to(state, event, act.by)
    before = state.believed(act.weapon)
    if before.holder != act.by and told_before_it_moved(before, event):
        return state.with_belief(
            act.weapon, void_all(before, event, "collected, as is told now, before it moved again")
        )
    belief = void_all(in_hands(before, act.by, event), event, "collected: open it and look")
    back = state.is_custodian(act.by)
    use = replace(belief.use, back=back) if belief.use else None
    gated = before.gated and (
        not before.holder or bool(before.issued_by) or state.is_custodian(before.holder)
    )
    belief = replace(belief, take=None, use=use, gated=gated and back, issued_by="")
    return state.with_belief(act.weapon, belief)


def pass_open(state: State, event: Event) -> State:
    """Custodian to custodian, open and empty, both look: that is a new proof of contents and bore."""
    act = event.act
    giver = act.from_ or act.by
    receiver = act.given_to or act.by
    before = state.believed(act.weapon)
    if told_before_it_moved(before, event):
        return state.with_belief(
            act.weapon, _out_of_the_way(before, event, "passed open, as is told now, before it moved again")
        )
    belief = replace(in_hands(before, receiver, event), issued_by="")
    if not event.proves:
        return state.with_belief(act.weapon, _out_of_the_way(belief, event, "passed outside the rules"))
    if before.disturbed_after(act.at):
        return state.with_belief(
            act.weapon, void_all(belief, event, "passed open before something happened to it")
        )
    weapon = state.weapons[act.weapon]
    says = "empty" if weapon.fires else "inert"
    people = (giver, receiver)
    proof = Proof(says=says, rests_on=(event.number,), people=people, since=event.at, renewed=event.at)
    bore = before.bore
    if weapon.fires and before.fault is None:
        clear = bore.says if bore else "looked through"
        bore = Proof(says=clear, rests_on=(event.number,), people=people, since=event.at, renewed=event.at)
    belief = replace(void_all(belief, event, "passed open"), contents=(), proof=proof, bore=bore, gated=True)
    return state.with_belief(act.weapon, belief)


def leave(state: State, event: Event) -> State:
    """Unattended, out of sight: nothing is known of it from now on."""
    act = event.act
    if act.lot:
        return lot_left(state, event)
    before = state.believed(act.weapon)
    belief = _out_of_the_way(before, event, "left unattended")
    if told_before_it_moved(before, event):
        return state.with_belief(act.weapon, belief)
    belief = replace(
        belief,
        holder="",
        since=event.at,
        container="",
        place=act.place or "unattended",
        issued_by="",
    )
    return state.with_belief(act.weapon, replace(belief, take=None, seen_on_set=True))


def pick_up(state: State, event: Event) -> State:
    """Picked up: what was preset and watched keeps its proofs; anything else is unknown."""
    act = event.act
    if act.lot:
        return _lot_to(state, event, act.by)
    before = state.believed(act.weapon)
    if told_before_it_moved(before, event):
        return state.with_belief(
            act.weapon, _out_of_the_way(before, event, "picked up, as is told now, before it moved again")
        )
    belief = in_hands(before, act.by, event)
    if before.preset and event.proves:
        if state.is_custodian(act.by):
            return state.with_belief(act.weapon, belief)
        belief = replace(belief, issued_by=before.preset)
        by_another = before.watched is not None and before.watched.watcher != act.by
        if by_another or not state.weapons[act.weapon].fires:
            # What holds no cartridge has none to be exchanged: the custodian beside it is enough.
            watched = replace(before.watched, user=act.by) if before.watched else None
            return state.with_belief(act.weapon, replace(belief, watched=watched))
        return state.with_belief(act.weapon, _out_of_the_way(belief, event, "preset with nobody to watch it"))
    belief = _out_of_the_way(belief, event, "picked up from where nobody watched it")
    return state.with_belief(act.weapon, belief)


def here_again(state: State, event: Event) -> State:
    """Take a weapon off what left the unit once something is done with it here, unless that was before it left."""
    belief = state.beliefs.get(event.act.weapon)
    if belief is None or not belief.gone or event.act.kind not in HERE or belief.moved_after(event.act.at):
        return state
    return state.with_belief(event.act.weapon, replace(belief, gone=""))
