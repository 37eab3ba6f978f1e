"""How the acts are made that could come next: with the keys that the record has, and what it would expect to hear."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from showsafe.application.next_acts import people
from showsafe.application.next_acts.candidate import Candidate
from showsafe.domain import layout, roundproof, words
from showsafe.domain.spoken import spoken
from showsafe.domain.state import ShotPlan, State
from showsafe.domain.things import Lot, Weapon
from showsafe.rules import agreement
from showsafe.rules.facts import line_of

CARTRIDGES = "ammunition safe"
"""Where rounds are locked where nobody has said another place."""


def plan_of(state: State, weapon: str, now: datetime) -> ShotPlan | None:
    """Return today's plan of a weapon: one that its meeting was held for, before one without."""
    plans = state.plans_for(weapon, "", now)
    return next((plan for plan in plans if plan.act.scene in state.meetings), plans[0] if plans else None)


def believed(state: State, weapon: str) -> list[dict[str, Any]]:
    """Return the rounds that are believed in it and not spent, as ``found`` says them."""
    counts = Counter((c.lot, c.kind) for c in state.believed(weapon).contents if c.state != "spent")
    return [
        {"lot": lot, "count": count} if lot else {"kind": kind, "count": count}
        for (lot, kind), count in counts.items()
    ]


def check(state: State, weapon: Weapon) -> Candidate:
    """Open it and look, the two of them: every place, and the bore of what fires.

    How many places there are is on record, or they say it; of what fires and has none on record no look is whole.
    """
    by = people.in_charge(state, weapon.id)
    if not layout.opens(weapon):
        return Candidate(kind="check", by=by, keys={"weapon": weapon.id})
    loaded = believed(state, weapon.id)
    of, seen = _counted(weapon)
    plugged = "plugged" if weapon.barrel == "plugged" else "clear"
    bore = {} if loaded or not weapon.fires else {"bore": plugged}
    assumed = {**seen, "found": loaded, "looked": [*layout.needed_looks(weapon), *bore], **bore}
    asks = ("seen", "found", *(("bore",) if weapon.fires else ()), "looked")
    return Candidate(kind="check", by=by, keys={"weapon": weapon.id, **of}, asks=asks, assumed=assumed)


def _counted(weapon: Weapon) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many places the record has, and how many a dry run takes to be looked into; nothing is made up."""
    if weapon.capacity:
        return {"of": weapon.capacity}, {"seen": weapon.capacity}
    return {}, {} if weapon.fires else {"seen": 1, "of": 1}


def places(state: State, weapon: Weapon) -> Candidate:
    """Say how many places for rounds it has: registered again with the number that nobody had said."""
    keys = {"weapon": weapon.id}
    by = people.in_charge(state, weapon.id)
    return Candidate(kind="register", by=by, keys=keys, asks=("capacity",))


def opening(state: State, weapon: Weapon) -> Candidate:
    """What makes a weapon known again: taken back first, then emptied, then looked into."""
    belief = state.believed(weapon.id)
    if belief.container:
        return unlock(state, weapon.id)
    if not belief.holder or not state.is_custodian(belief.holder):
        return collect(state, weapon.id)
    return unload(state, weapon) if belief.contents else check(state, weapon)


def collect(state: State, weapon: str) -> Candidate:
    """Take it back."""
    belief = state.believed(weapon)
    keys: dict[str, Any] = {"weapon": weapon}
    if belief.holder:
        keys["from"] = belief.holder
    return Candidate(kind="collect", by=people.in_charge(state, weapon), keys=keys)


def unload(state: State, weapon: Weapon, kind: str = "unload") -> Candidate:
    """Take out what is in it, and count it: unloaded, or cleared after a shot or a misfire."""
    return Candidate(
        kind=kind,
        by=people.in_charge(state, weapon.id),
        keys={"weapon": weapon.id},
        asks=("found",) if weapon.takes_rounds else (),
        assumed={"found": believed(state, weapon.id)},
    )


def unlock(state: State, weapon: str) -> Candidate:
    """Take it out of its container, by who is named for that."""
    where = state.believed(weapon).container
    return Candidate(kind="unlock", by=openers(state, where), keys={"weapon": weapon})


def openers(state: State, container: str) -> tuple[str, ...]:
    """Return who may open a container: those named for it, else any custodian."""
    known = state.containers.get(container)
    return known.openers if known is not None and known.openers else people.custodians(state)


def lock(state: State, weapon: str) -> Candidate:
    """Lock it away, where other weapons are and no rounds."""
    keys: dict[str, Any] = {"weapon": weapon}
    where = safe_for(state)
    if where:
        keys["in"] = where
    return Candidate(
        kind="lock", by=people.in_charge(state, weapon), keys=keys, asks=() if where else ("in",)
    )


def safe_for(state: State) -> str:
    """Return the container that most weapons are in and no rounds; "" where the record knows of none."""
    with_rounds = {lot.container for lot in state.lots.values() if lot.box}
    held = Counter(b.container for b in state.beliefs.values() if b.container and not b.quarantined)
    known = [name for name, _ in held.most_common() if name not in with_rounds]
    return next(iter(known), "")


def unlock_lot(state: State, lot: Lot) -> Candidate:
    """Take a box of rounds out."""
    return Candidate(kind="unlock", by=openers(state, lot.container), keys={"lot": lot.id})


def lock_lot(state: State, lot: Lot) -> Candidate:
    """Lock a box of rounds away, where other rounds are and no weapon; where there is no such place, people say it."""
    guns = {belief.container for belief in state.beliefs.values()}
    held = Counter(other.container for other in state.lots.values() if other.container)
    places = (*(name for name, _ in held.most_common()), CARTRIDGES)
    where = next((name for name in places if name not in guns), "")
    keys: dict[str, Any] = {"lot": lot.id}
    if where:
        keys["in"] = where
    by = people.custodians(state, lot.holder)
    return Candidate(kind="lock", by=by, keys=keys, asks=() if where else ("in",))


def prove(state: State, lot: Lot) -> Candidate:
    """Test each round of a box, two people."""
    needed = roundproof.missing_methods(lot, ())
    methods = [each.partition(" or ")[0] for each in needed]
    return Candidate(
        kind="prove",
        by=people.custodians(state, lot.holder),
        keys={"lot": lot.id, "of": lot.box},
        asks=("count", "methods"),
        assumed={"count": lot.box, "methods": methods},
    )


def load(state: State, weapon: Weapon, plan: ShotPlan) -> Candidate | None:
    """Load what the plan says, from a box that matches; None where there is no such box."""
    lot = lot_for(state, weapon, plan)
    if lot is None:
        return None
    most = weapon.capacity or 1
    inert = lot.kind in words.INERT_KINDS
    count = most if plan.act.shots is None else min(plan.act.shots, most)
    keys: dict[str, Any] = {"weapon": weapon.id, "scene": plan.act.scene}
    keys["rounds"] = [{"lot": lot.id, "count": max(count, 1)}]
    asks = ["rounds"] if plan.act.shots is None or inert else []
    if weapon.action in (*words.BOX_FED, "belt-fed"):
        asks.append("magazine")
    return Candidate(kind="load", by=people.in_charge(state, weapon.id), keys=keys, asks=tuple(asks))


def lot_for(state: State, weapon: Weapon, plan: ShotPlan) -> Lot | None:
    """Return the box that a plan's ammunition is in and that fits: proven and untainted before others."""
    wanted, size = plan.act.ammunition, plan.act.load
    fits = {roundproof.plain_calibre(each) for each in (weapon.calibre, *weapon.takes)}
    found = [
        lot
        for lot in state.lots.values()
        if agreement.means(wanted, lot.kind, lot.id)
        and (not size or lot.kind != "blank" or lot.size == size)
        and roundproof.plain_calibre(lot.calibre) in fits
        and not (lot.bad or lot.quarantined or lot.gone)
        and lot.box
    ]
    found.sort(
        key=lambda lot: (
            bool(lot.holds or lot.frozen),
            bool(lot.tainted),
            lot.proven == 0,
            bool(lot.container),
        )
    )
    return next(iter(found), None)


def show(state: State, weapon: str, plan: ShotPlan | None, user: str) -> Candidate | None:
    """Show it to the 1st AD, and offer a look to the user and everybody on the line; None where all were."""
    belief = state.believed(weapon)
    by = people.in_charge(state, weapon)
    ads = people.with_roles(state, "first-ad")
    looked = [who for who in belief.shown_to if who not in belief.shown_declined]
    first = [] if set(looked) & set(ads) else list(ads[:1])
    line = [who for who in line_of(plan, user) if who not in belief.shown_to and who != belief.holder]
    to = list(dict.fromkeys((*first, *line)))
    if not to:
        return None
    return Candidate(kind="show", by=by, keys={"weapon": weapon, "to": to}, asks=("declined",))


def declare(state: State, weapon: Weapon) -> Candidate:
    """Say it aloud: contents first, then the word."""
    word = spoken(weapon, state.believed(weapon.id))
    return Candidate(
        kind="declare",
        by=people.in_charge(state, weapon.id),
        keys={"weapon": weapon.id, "word": word.word},
        announce=str(word),
    )


def offer(state: State, weapon: Weapon, plan: ShotPlan | None, kind: str = "offer") -> Candidate:
    """Offer it to the user named in the plan; or hand it over, where the read-back is said on one phone."""
    keys: dict[str, Any] = {"weapon": weapon.id}
    asks: tuple[str, ...] = ()
    if plan is not None:
        keys["scene"] = plan.act.scene
    if plan is not None and plan.act.user:
        keys["to"] = [plan.act.user]
    else:
        asks = ("to",)
    users = people.with_roles(state, *words.USER_ROLES)
    assumed = {} if not asks else {"to": list(users[:1])}
    return Candidate(
        kind=kind,
        by=people.in_charge(state, weapon.id),
        keys=keys,
        asks=asks,
        assumed=assumed,
        announce=str(spoken(weapon, state.believed(weapon.id))),
    )


def meet(state: State, scene: str, missing: tuple[str, ...] = ()) -> Candidate:
    """Hold the safety meeting for a scene: with those who missed it, or with everybody whom its plans name."""
    plans = [plan.act for plan in state.plans.values() if plan.act.scene == scene]
    named = [who for act in plans for who in (act.user, *(act.line or ()), act.by, act.witness)]
    everybody = [*named, *people.with_roles(state, "first-ad"), *people.custodians(state)]
    attendees = [who for who in dict.fromkeys(missing or everybody) if who in state.people]
    by = (*people.with_roles(state, "first-ad"), *people.custodians(state))
    keys: dict[str, Any] = {"scene": scene}
    asks: tuple[str, ...] = ("attendees",)
    if attendees:
        keys["attendees"] = attendees
    return Candidate(kind="meet", by=by, keys=keys, asks=asks)


def release(state: State, **about: Any) -> Candidate:  # noqa: ANN401 - a key of the act
    """Lift what stands against a weapon, a lot or the set: by custodian and review."""
    return Candidate(
        kind="release",
        by=people.custodians(state),
        keys=about,
        asks=("cause",),
        assumed={"cause": "looked into"},
    )
