"""Does an act agree with a shot plan, point by point? Used by the gates that hang on *one plan that agrees in full*.

What a plan leaves out is not limited, but for ammunition: left out, it means none. It names a kind of rounds or a
box; the word of a kind never means a box of that name. Distance and muzzle line are asked only of what can discharge.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from showsafe.domain import words
from showsafe.domain.acts import Act
from showsafe.domain.state import ShotPlan, State
from showsafe.domain.things import Lot, Weapon
from showsafe.rules.facts import belief_of, names_user, plans_of, receiver_of
from showsafe.rules.profile import Profile

KINDS = (*words.LOT_KINDS, "none")
"""Words of a plan that mean a kind of rounds, or none, also where somebody gave a box such a name."""

Point = tuple[str, dict[str, object]]
"""The short name of a code of gate ``plan``, and the names that go into its sentence."""


def disagreements(plan: ShotPlan, state: State, act: Act, profile: Profile) -> tuple[Point, ...]:
    """Return every point in which an act is not as planned, but for who the user is."""
    weapon = state.weapons[act.weapon]
    return (
        *_line_of_fire(plan, weapon, profile),
        *_ammunition(plan, state, act),
        *_ppe(plan, state, act, profile),
        *(_rehearsal(plan, state, act, weapon) if act.kind == "rehearse" else ()),
    )


def candidates(state: State, act: Act, now: datetime) -> tuple[ShotPlan, ...]:
    """Return the plans that an act may rest on: those that name its user where there are any, else all."""
    plans = plans_of(state, act, now)
    if act.kind == "load":
        return plans
    receiver = receiver_of(state, act)
    return tuple(plan for plan in plans if names_user(plan, receiver)) or plans


def best(
    state: State, act: Act, profile: Profile, now: datetime
) -> tuple[ShotPlan | None, tuple[Point, ...]]:
    """Return the plan that agrees best, and in what it does not agree (nothing: it agrees in full)."""
    found: tuple[ShotPlan | None, tuple[Point, ...]] = (None, ())
    for plan in candidates(state, act, now):
        points = disagreements(plan, state, act, profile)
        if not points:
            return plan, ()
        if found[0] is None or len(points) < len(found[1]):
            found = (plan, points)
    return found


def agreeing(state: State, act: Act, profile: Profile, now: datetime) -> tuple[ShotPlan, ...]:
    """Return the plans that agree with an act in full."""
    return tuple(p for p in candidates(state, act, now) if not disagreements(p, state, act, profile))


def _line_of_fire(plan: ShotPlan, weapon: Weapon, profile: Profile) -> Iterator[Point]:
    if not weapon.discharges:
        return
    planned = plan.act.distance_mm
    if planned is not None and planned < profile.min_distance_mm:
        yield "distance", {"planned": planned / 1000, "least": profile.min_distance_mm / 1000}
    if plan.act.muzzle_line_clear is False and profile.muzzle_line_must_be_clear:
        yield "muzzle-line", {}


def rounds_meant(state: State, act: Act) -> dict[tuple[str, str, str], int]:
    """Return how many rounds of which lot, kind and size are in the weapon, with those an act would load."""
    meant: dict[tuple[str, str, str], int] = {}
    for cartridge in belief_of(state, act).contents:
        if cartridge.state != "spent":
            key = (cartridge.lot, cartridge.kind, cartridge.size)
            meant[key] = meant.get(key, 0) + 1
    for each in act.rounds or ():
        lot = state.lots.get(each.lot) or Lot(id=each.lot, kind=each.kind or "unidentified")
        key = (lot.id, lot.kind, lot.size)
        meant[key] = meant.get(key, 0) + each.count
    return meant


def means(planned: str, kind: str, lot: str) -> bool:
    """Whether the ammunition of a plan means rounds of a kind from a box: its kind, or the box by its name."""
    return planned == kind or (planned == lot and planned not in KINDS)


def _ammunition(plan: ShotPlan, state: State, act: Act) -> Iterator[Point]:
    planned = plan.act.ammunition or "none"
    size = plan.act.load
    for lot, kind, loaded in rounds_meant(state, act):
        if not means(planned, kind, lot):
            yield "ammunition", {"planned": planned, "is": kind}
        if kind == "blank" and size and loaded != size:
            yield "size", {"planned": size, "is": loaded or "a size nobody said"}


def _ppe(plan: ShotPlan, state: State, act: Act, profile: Profile) -> Iterator[Point]:
    """Whoever has to stand near blanks is protected; a plan that puts nobody there has nobody to protect."""
    near = [who for who in plan.act.line or () if who != plan.act.user]
    if not profile.ppe_list or plan.act.ppe or not near:
        return
    if any(kind == "blank" for _, kind, _ in rounds_meant(state, act)):
        yield "ppe", {}


def _rehearsal(plan: ShotPlan, state: State, act: Act, weapon: Weapon) -> Iterator[Point]:
    """Inert by default; empty needs a reason in the plan; dummies only if the lens sees them; hot never."""
    if not weapon.fires:
        return
    contents = belief_of(state, act).contents
    kinds = {cartridge.kind for cartridge in contents}
    if kinds - set(words.INERT_KINDS) or any(cartridge.state != "ready" for cartridge in contents):
        yield "rehearse-hot", {}
    elif not kinds and not plan.act.reason:
        yield "rehearse-empty", {}
