"""What blocks the next take: for each scene of today, each planned weapon, and what stands against it, in order."""

from __future__ import annotations

from dataclasses import dataclass

from showsafe.application.next_acts import cures, fill, people
from showsafe.application.next_acts.candidate import Candidate, Right, dry_run
from showsafe.application.next_acts.weapon import Next, next_of
from showsafe.application.would import Moment
from showsafe.domain.state import Meeting, ShotPlan
from showsafe.domain.things import Weapon
from showsafe.rules.decision import Finding


@dataclass(frozen=True, slots=True)
class Block:
    """One finding that stands against the next take, which act answers it, and who may say that."""

    finding: Finding
    kind: str
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned weapon of a scene, what blocks its take, and what is next of it."""

    plan: ShotPlan
    blocks: tuple[Block, ...]
    next: Next


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene of today: its meeting, who missed it, the meeting that would add them, and its weapons."""

    name: str
    meeting: Meeting | None
    late: tuple[str, ...]
    meet: Right | None
    weapons: tuple[Planned, ...]


def floor(at: Moment, person: str, been_out: dict[str, bool]) -> tuple[Scene, ...]:
    """Return the scenes of today, in the order in which they were planned."""
    plans = [p for p in at.state.plans.values() if at.state.is_today(p.at, at.now)]
    names = dict.fromkeys((*(plan.act.scene for plan in plans), *at.state.meetings))
    return tuple(
        _scene(at, name, [plan for plan in plans if plan.act.scene == name], person, been_out)
        for name in names
    )


def _scene(at: Moment, name: str, plans: list[ShotPlan], person: str, been_out: dict[str, bool]) -> Scene:
    meeting = at.state.meetings.get(name)
    late = cures.absent(at, name)
    changed = meeting is not None and any(plan.changed > meeting.record for plan in plans)
    meet = None
    if plans and (meeting is None or changed or late):
        missing = late if meeting is not None and not changed else ()
        meet = dry_run(at, fill.meet(at.state, name, missing), person)
    weapons = tuple(
        Planned(
            plan,
            blocks(at, plan),
            next_of(at, plan.act.weapon, person, been_out=been_out.get(plan.act.weapon, False)),
        )
        for plan in plans
        if plan.act.weapon in at.state.beliefs
    )
    return Scene(name, meeting, late if meeting is not None else (), meet, weapons)


def blocks(at: Moment, plan: ShotPlan) -> tuple[Block, ...]:
    """Return what stands between a weapon and its take by this plan: of the load, the hand-over, and the take."""
    weapon = at.state.weapons[plan.act.weapon]
    found: dict[str, Block] = {}
    for right in _on_the_way(at, weapon, plan):
        for finding in right.against:
            if finding.code not in found:
                found[finding.code] = _block(at, weapon, plan, right, finding)
    ordered = cures.in_order(tuple(block.finding for block in found.values()))
    return tuple(found[finding.code] for finding in ordered)


def _on_the_way(at: Moment, weapon: Weapon, plan: ShotPlan) -> list[Right]:
    """Return the dry runs of what is still to come: in the user's hands only the take itself."""
    belief = at.state.believed(weapon.id)
    if belief.take is not None:
        return []
    user = plan.act.user or belief.holder
    if belief.holder and belief.holder == user:
        by = (*people.with_roles(at.state, "first-ad"), *people.custodians(at.state))
        keys = {"weapon": weapon.id, "user": user, "scene": plan.act.scene}
        return [dry_run(at, Candidate(kind="take", by=by, keys=keys))]
    load = None
    if plan.act.ammunition not in ("", "none") and not belief.contents and weapon.takes_rounds:
        load = fill.load(at.state, weapon, plan)
    ways = [*([load] if load else []), fill.offer(at.state, weapon, plan, "hand-over")]
    return [dry_run(at, candidate) for candidate in ways]


def _block(at: Moment, weapon: Weapon, plan: ShotPlan, right: Right, finding: Finding) -> Block:
    cure = cures.cure_of(cures.Case(at, right, weapon, plan, finding))
    if cure is None:
        return Block(finding, "", ())
    return Block(finding, cure.kind, people.may(at.state, cure.kind, cure.by))
