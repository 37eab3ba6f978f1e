"""Facts that several gates read off an act and the state: who gives, who receives, which plans stand.

No answers here, only facts: the questions are in ``gates/``.
"""

from __future__ import annotations

from datetime import datetime

from showsafe.domain import words
from showsafe.domain.acts import Act, Pass
from showsafe.domain.belief import Belief
from showsafe.domain.frozen import CONTAINER, LOT, WEAPON, Frozen, key_of
from showsafe.domain.state import ShotPlan, State
from showsafe.domain.things import Lot, Person, Weapon

ISSUING = ("offer", "hand-over")
"""Acts that put a weapon or lot on its way to somebody."""


def weapon_of(state: State, act: Act) -> Weapon | None:
    """Return the weapon an act is about, or None."""
    return state.weapons.get(act.weapon)


def lot_of(state: State, act: Act) -> Lot | None:
    """Return the lot an act is about, or None."""
    return state.lots.get(act.lot)


def belief_of(state: State, act: Act) -> Belief:
    """Return what is believed of the weapon of an act."""
    return state.believed(act.weapon)


def frozen_of(state: State, act: Act) -> tuple[Frozen, ...]:
    """Return what is frozen of the things that an act would touch, or write of, and of the containers they are in.

    A count of everything touches whatever is open of it. Of the lot of a round that is loaded gate *rounds* asks.
    """
    if not state.frozen:
        return ()
    named = [(WEAPON, act.weapon), (LOT, act.lot), (CONTAINER, act.in_)]
    named += [(thing, act.about) for thing in (WEAPON, LOT, CONTAINER) if act.kind == "record-paper"]
    if act.kind == "reconcile" and not act.weapon and not act.lot:
        named += [(WEAPON, name) for name, belief in state.beliefs.items() if belief.uncounted or belief.use]
        named += [(LOT, name) for name, lot in state.lots.items() if lot.unaccounted]
    named.append((CONTAINER, state.believed(act.weapon).container))
    lots = (act.lot, *(each.lot for each in act.rounds or ()))
    named += [(CONTAINER, state.lots[name].container) for name in lots if name in state.lots]
    keys = dict.fromkeys(key_of(thing, name) for thing, name in named)
    return tuple(state.frozen[key] for key in keys if key in state.frozen)


def giver_of(state: State, act: Act) -> str:
    """Return who gives: named in ``from``, or who made the open offer, or who asks."""
    if act.kind == "accept":
        belief = belief_of(state, act)
        if belief.offer is not None:
            return belief.offer.from_
        return act.from_ or belief.holder
    return act.from_ or act.by


def receiver_of(state: State, act: Act) -> str:
    """Return who is to have it: the one it is given to, who accepts it, or who uses it."""
    if act.kind in ISSUING or act.kind == "pass-open":
        return act.given_to
    if act.kind == "accept":
        return act.given_to or act.by
    if act.kind in ("rehearse", "take", "discharge"):
        return act.user or belief_of(state, act).holder or act.by
    return act.by


def custodian_of(state: State, act: Act) -> str:
    """Return the custodian on whose watch an act is: the giver where something is given, else who asks."""
    if act.kind in (*ISSUING, "accept"):
        return giver_of(state, act)
    return act.by


def person(state: State, name: str) -> Person:
    """Return a person; of somebody nobody enrolled, nothing is known."""
    return state.people.get(name) or Person(id=name)


def scene_of(state: State, act: Act) -> str:
    """Return the scene of an act, or of the offer or take that it belongs to."""
    if act.scene:
        return act.scene
    belief = belief_of(state, act)
    if belief.offer is not None and act.kind == "accept":
        return belief.offer.scene
    if belief.take is not None and act.kind == "discharge":
        return belief.take.scene
    return ""


def plans_of(state: State, act: Act, now: datetime) -> tuple[ShotPlan, ...]:
    """Return today's plans that an act may rest on."""
    return state.plans_for(act.weapon, scene_of(state, act), now)


def names_user(plan: ShotPlan, user: str) -> bool:
    """Whether a plan names somebody as user, by a scripted pass, or names nobody and so limits nobody."""
    return not plan.act.user or user == plan.act.user or any(user == each.to for each in plan.act.passes)


def planned_pass(plans: tuple[ShotPlan, ...], giver: str, receiver: str) -> bool:
    """Whether a plan has a scripted pass from one performer to the other."""
    wanted = Pass(from_=giver, to=receiver)
    return any(wanted in plan.act.passes for plan in plans)


def minor_papers(state: State, who: Person, now: datetime) -> tuple[str, ...]:
    """Return the papers in date that somebody has as a minor; what makes a person a custodian is no such paper."""
    today = state.local_date(now)
    held = []
    for kind in who.papers:
        paper = state.papers.get(f"{who.id}/{kind}")
        lapsed = paper is not None and paper.expires is not None and paper.expires < today
        if kind not in words.CREDENTIALS and not lapsed:
            held.append(kind)
    return tuple(held)


def is_user(who: Person) -> bool:
    """Whether somebody has a role to which weapons are issued."""
    return any(role in words.USER_ROLES for role in who.roles)


def line_of(plan: ShotPlan | None, receiver: str) -> tuple[str, ...]:
    """Return who is on or near the line: as planned, or the receiver (the 1st AD is asked for by role)."""
    if plan is not None and plan.act.line is not None:
        return tuple(dict.fromkeys((*plan.act.line, receiver))) if receiver else plan.act.line
    return (receiver,) if receiver else ()
