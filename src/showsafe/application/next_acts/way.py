"""The way of a weapon through its day, out and back: which acts come next from where it is, the first first.

Out: unlock, check, show, load where the plan has ammunition, declare, offer, accept, take. Back: cut, collect, unload,
clear, check, reconcile, lock. What is said here is only the order; whether the gates would let an act pass is asked by
dry runs, and what they miss is supplied first (``cures``).
"""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.application.next_acts import fill, people, together, trouble
from showsafe.application.next_acts.candidate import Candidate, Right, act_of, dry_run
from showsafe.application.next_acts.cures import CURES
from showsafe.application.would import Moment
from showsafe.domain import files, words
from showsafe.domain.acts import KINDS
from showsafe.domain.belief import Belief, Offer
from showsafe.domain.events import REPORT
from showsafe.domain.proof import stands
from showsafe.domain.spoken import spoken
from showsafe.domain.state import ShotPlan, State
from showsafe.domain.things import Weapon


def ways(at: Moment, weapon: Weapon, *, been_out: bool) -> Iterator[Candidate]:
    """Yield what comes next of a weapon, the first first; ``been_out``: a user has had it since it left its safe."""
    state = at.state
    belief = state.believed(weapon.id)
    if belief.gone or not weapon.enrolled:
        yield from _stranger(at, weapon, belief)
    elif belief.take is not None:
        yield from _in_a_take(state, weapon, belief)
    elif trouble.stands(belief):
        yield from trouble.ways(at, weapon)
    elif belief.container:
        if belief.use is not None and belief.use.fired and belief.use.bore_looked:
            yield _reconcile(state, weapon.id)
        yield fill.unlock(state, weapon.id)
    elif belief.preset:
        yield from _preset(at, weapon)
    elif state.is_custodian(belief.holder):
        yield from _with_the_custodian(at, weapon, belief, been_out=been_out)
    elif belief.holder:
        yield from _with_somebody(at, weapon, belief)
    else:
        yield fill.collect(state, weapon.id)


def back(at: Moment, weapon: Weapon) -> Iterator[Candidate]:
    """Yield the ways that are open whatever stands against going on: taken back, emptied, looked into, locked."""
    state = at.state
    belief = state.believed(weapon.id)
    if belief.gone or belief.container:
        return
    look, shut = fill.check(state, weapon), trouble.isolate(state, weapon.id)
    if not state.is_custodian(belief.holder):
        yield from (fill.collect(state, weapon.id), shut)
    elif belief.contents:
        yield from (fill.unload(state, weapon), look, shut)
    else:
        if stands(belief.proof):
            yield fill.lock(state, weapon.id)
        yield from (look, shut) if _leads_on(at, weapon, look) else (shut, look)


def _stranger(at: Moment, weapon: Weapon, belief: Belief) -> Iterator[Candidate]:
    """What nobody enrolled, or what has left: enrolled by its serial, or locked as it is; first what freezes it."""
    state = at.state
    by = people.custodians(state)
    if (belief.frozen or belief.quarantined) and not (belief.gone or belief.container):
        yield from trouble.ways(at, weapon)
    yield Candidate(kind="register", by=by, keys={"weapon": weapon.id}, asks=("serial",))
    if not belief.gone and not belief.container:
        yield trouble.isolate(state, weapon.id)


def _in_a_take(state: State, weapon: Weapon, belief: Belief) -> Iterator[Candidate]:
    """Cut comes next; a shot in it is reported by who fired."""
    floor = (*people.with_roles(state, "first-ad"), *people.custodians(state, belief.issued_by))
    keys = {"weapon": weapon.id}
    scene = belief.take.scene if belief.take else ""
    yield Candidate(kind="cut", by=floor, keys={"scene": scene} if scene else keys)
    ready = sum(1 for c in belief.contents if c.kind == "blank" and c.state == "ready")
    if ready:
        by = (belief.holder, *floor)
        yield Candidate(
            kind="discharge", by=by, keys=keys, asks=("count",), assumed={"count": 1}, door=REPORT
        )
    for kind in ("misfire", "drop"):
        yield Candidate(kind=kind, by=(belief.holder, *floor), keys=keys, door=REPORT)


def _preset(at: Moment, weapon: Weapon) -> Iterator[Candidate]:
    plan = fill.plan_of(at.state, weapon.id, at.now)
    user = plan.act.user if plan else ""
    yield Candidate(kind="pick-up", by=(user,), keys={"weapon": weapon.id})
    yield fill.collect(at.state, weapon.id)


def _with_somebody(at: Moment, weapon: Weapon, belief: Belief) -> Iterator[Candidate]:
    """In a user's hands: a take first, where there was none yet; after it a reset in a run, or back."""
    state = at.state
    run, file = together.open_run(state, weapon.id), files.file_of(state, weapon.id)
    done = belief.loaded.taken if run and belief.loaded else belief.use is not None
    plan = fill.plan_of(state, weapon.id, at.now)
    forward = [_use(state, weapon, belief, plan, kind) for kind in ("take", "rehearse")]
    if plan is not None and not done and stands(belief.proof):
        yield forward[0]
    if run is not None and belief.holder == run.user:
        yield together.cycle(at, weapon, run)
    if file is not None:
        yield from together.of_the_file(at, weapon, file)
    yield fill.collect(state, weapon.id)
    yield from forward if done else forward[1:]


def _use(state: State, weapon: Weapon, belief: Belief, plan: ShotPlan | None, kind: str) -> Candidate:
    floor = (*people.with_roles(state, "first-ad"), *people.custodians(state, belief.issued_by))
    keys = {"weapon": weapon.id, "user": belief.holder}
    if plan is not None:
        keys["scene"] = plan.act.scene
    return Candidate(kind=kind, by=floor, keys=keys)


def _with_the_custodian(at: Moment, weapon: Weapon, belief: Belief, *, been_out: bool) -> Iterator[Candidate]:
    state = at.state
    if belief.offer is not None:
        yield from _offered(weapon, belief, belief.offer)
        return
    run = together.open_run(state, weapon.id)
    if run is not None:
        yield together.cycle(at, weapon, run)
    step = _known_again(at, weapon, belief, been_out=been_out)
    if step is not None:
        yield step
        return
    if been_out:
        yield fill.lock(state, weapon.id)
    yield from _out(at, weapon, belief)


def _offered(weapon: Weapon, belief: Belief, offer: Offer) -> Iterator[Candidate]:
    to, giver = offer.to, offer.from_
    scene = {"scene": offer.scene} if offer.scene else {}
    yield Candidate(
        kind="accept",
        by=(to,),
        keys={"weapon": weapon.id, "from": giver, **scene},
        announce=str(spoken(weapon, belief)),
    )
    yield Candidate(kind="withdraw", by=(giver,), keys={"weapon": weapon.id, "to": [to]})
    yield Candidate(kind="decline", by=(to,), keys={"weapon": weapon.id})


def hand_back(at: Moment, weapon: Weapon, belief: Belief, person: str) -> tuple[Right | None, Right | None]:
    """Return what somebody says of what they are offered, dry-run: yes, read back, or no."""
    if belief.offer is None:
        return None, None
    accept, _, decline = _offered(weapon, belief, belief.offer)
    return dry_run(at, accept, person), dry_run(at, decline, person)


def _known_again(at: Moment, weapon: Weapon, belief: Belief, *, been_out: bool) -> Candidate | None:
    """Return what makes it known again and closes its last use, in the order of the way back; None where it is.

    Where a look would prove nothing, how many places it has is said first, if that is why; else, as where there is
    nobody to look with, it is locked as it is.
    """
    state, use = at.state, belief.use
    known = stands(belief.proof)
    if use is not None and not use.back:
        return fill.collect(state, weapon.id)
    if belief.contents and (use is not None or been_out or not known):
        return fill.unload(state, weapon)
    if use is not None and use.fired and not use.cleared:
        return fill.unload(state, weapon, "clear")
    if not _known(weapon, belief):
        if weapon.fires and not weapon.capacity:
            return fill.places(state, weapon)
        look = fill.check(state, weapon)
        return look if _leads_on(at, weapon, look) else trouble.isolate(state, weapon.id)
    if belief.uncounted or use is not None:
        return _reconcile(state, weapon.id)
    return None


def _known(weapon: Weapon, belief: Belief) -> bool:
    """Whether two people have seen what is in it, and its bore where it has one, and nothing has ended that."""
    return stands(belief.proof) and (not weapon.fires or stands(belief.bore))


def _leads_on(at: Moment, weapon: Weapon, look: Candidate) -> bool:
    """Whether a look makes known what was not known, or lets it be locked away: else it would be next for ever."""
    after = _after(at, look)
    if not _known(weapon, after.state.believed(weapon.id)):
        return False
    if not _known(weapon, at.state.believed(weapon.id)):
        return True
    return not dry_run(after, fill.lock(after.state, weapon.id)).weight


def _after(at: Moment, candidate: Candidate) -> Moment:
    """Return the moment as it would be once a candidate was done as the record expects it, with a second person."""
    said = dry_run(at, candidate)
    second = {KINDS[candidate.kind].second: said.seconds[0]} if said.seconds else {}
    return at.after(act_of(at, candidate, said.said_by, {**candidate.assumed, **second}))


def _reconcile(state: State, weapon: str) -> Candidate:
    return Candidate(kind="reconcile", by=people.in_charge(state, weapon), keys={"weapon": weapon})


def _out(at: Moment, weapon: Weapon, belief: Belief) -> Iterator[Candidate]:
    """The way out, of a weapon that is known: shown, loaded as planned, said aloud, offered."""
    state = at.state
    plan = fill.plan_of(state, weapon.id, at.now)
    if plan is None or _cannot(at, weapon, plan):
        yield fill.unload(state, weapon) if belief.contents else fill.lock(state, weapon.id)
    shown = fill.show(state, weapon.id, plan, plan.act.user if plan else "")
    if plan is not None and shown is not None:
        yield shown
    yield from _loading(state, weapon, belief, plan)
    if belief.said is None:
        yield fill.declare(state, weapon)
    file = files.file_of(state, weapon.id)
    if file is not None:
        yield from together.of_the_file(at, weapon, file)
    else:
        yield fill.offer(state, weapon, plan)
        yield fill.offer(state, weapon, plan, "hand-over")
        run = (
            together.opening(state, weapon, plan)
            if plan and not together.open_run(state, weapon.id)
            else None
        )
        if run is not None:
            yield run


def _cannot(at: Moment, weapon: Weapon, plan: ShotPlan) -> bool:
    """Whether something stands against the hand-over that no act answers, such as who is to have it.

    It is asked as of after the load, where there is one: then it is not loaded either, and goes home.
    """
    belief = at.state.believed(weapon.id)
    load = fill.load(at.state, weapon, plan) if _to_load(weapon, belief, plan) else None
    if load is not None:
        at = _after(at, load)
    handed = dry_run(at, fill.offer(at.state, weapon, plan, "hand-over"))
    answered = (*CURES, "duty.second-person-missing", "sight.witness-missing")
    return any(finding.code not in answered for finding in handed.against)


def _to_load(weapon: Weapon, belief: Belief, plan: ShotPlan | None) -> bool:
    """Whether a plan has ammunition for a weapon that has none yet."""
    ammunition = plan.act.ammunition if plan is not None else ""
    return ammunition not in ("", "none") and not belief.contents and weapon.takes_rounds


def _loading(state: State, weapon: Weapon, belief: Belief, plan: ShotPlan | None) -> Iterator[Candidate]:
    """A load, where the plan has one; a box that was drawn for it is locked away before anything is offered."""
    if plan is not None and _to_load(weapon, belief, plan):
        load = fill.load(state, weapon, plan)
        if load is not None:
            yield load
            return
    loose = [lot for lot in (state.lots[name] for name in state.active_lots) if lot.loose]
    if loose and belief.contents and all(lot.kind in words.LOT_KINDS for lot in loose):
        yield fill.lock_lot(state, loose[0])
