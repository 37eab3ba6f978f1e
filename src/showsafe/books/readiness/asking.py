"""What the rules would ask of each use of a weapon that is planned: dry runs of its hand-over and its load.

A weapon in its safe would be refused for a dozen reasons that the day itself sees to: it is locked, nobody looked into
it, it was not shown. Gates that ask for that alone are passed over here (``OF_THE_USE``). What is left is what has to
be there before: papers, people, instruction, plans, meetings, rounds, and whatever holds the set or a thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from showsafe.application.next_acts import cures, fill, people
from showsafe.application.next_acts.candidate import Candidate, Right, dry_run
from showsafe.application.would import Moment
from showsafe.books.readiness.own import own
from showsafe.books.readiness.values import LOOK, MISSING, ON_THE_DAY, Item, Scene, Use, item_of
from showsafe.domain.acts import Act
from showsafe.domain.state import ShotPlan
from showsafe.domain.things import Weapon
from showsafe.rules.decision import Finding, Weight

OF_THE_USE = ("check", "bore", "show", "load", "hands", "sight", "store", "file", "run")
"""Gates of what is done with the weapon in hand, right before and after its use."""

OF_PEOPLE = ("custodian", "duty")
"""Gates that are asked of every custodian by themselves (``staff``): a dry run shows them of one alone."""

PASSED_OVER = (
    *("rounds.locked", "rounds.over-capacity", "rounds.magazine-not-named"),
    *("plan.inert-enough", "plan.people"),
)
"""Codes of what the use itself sees to."""

NONE = "none"


def of_scene(at: Moment, scene: Scene, fit: tuple[str, ...]) -> Iterator[Item]:
    """Yield what is missing for a scene; ``fit`` are the custodians against whom nothing stands that day."""
    if not scene.uses:
        yield own("not-said", scene.key)
    for use in scene.uses:
        yield from _of_use(at, scene, use, fit)


def _of_use(at: Moment, scene: Scene, use: Use, fit: tuple[str, ...]) -> Iterator[Item]:
    if not use.weapon:
        yield own("no-weapon", scene.key, names={"user": use.user or "-"}, who=use.user)
        return
    weapon = at.state.weapons.get(use.weapon)
    if weapon is None:
        yield own(
            "unknown-weapon",
            scene.key,
            names={"weapon": use.weapon},
            thing=use.weapon,
            act="register",
            by=people.may(at.state, "register", people.custodians(at.state)),
        )
        return
    if at.state.believed(weapon.id).gone:
        yield own("gone", scene.key, names={"weapon": weapon.id}, thing=weapon.id)
        return
    plan = _as_plan(at, scene, use)
    yield from _handed_over(at, scene, use, plan, fit)
    yield from _loaded(at, scene, use, plan, fit)


def _by_one(candidate: Candidate, fit: tuple[str, ...]) -> Candidate:
    """Return a candidate said by one person, somebody fit where there is one: each is asked by ``staff``."""
    first = [who for who in candidate.by if who in fit] or list(candidate.by)
    return replace(candidate, by=tuple(first[:1]))


def _handed_over(at: Moment, scene: Scene, use: Use, plan: ShotPlan, fit: tuple[str, ...]) -> Iterator[Item]:
    weapon = at.state.weapons[use.weapon]
    if not use.user:
        yield own("no-user", scene.key, names={"weapon": weapon.id}, thing=weapon.id)
    right = dry_run(at, _by_one(fill.offer(at.state, weapon, plan, "hand-over"), fit))
    for finding in right.findings:
        # With nobody named the dry run took the first who might: what it found of them says nothing.
        if finding.gate == "receiver" and not use.user:
            continue
        if _counts(finding):
            who = use.user if finding.gate == "receiver" else ""
            yield answered(
                at, right, weapon, plan, finding, item_of(finding, scene.key, who=who, thing=weapon.id)
            )


def _loaded(at: Moment, scene: Scene, use: Use, plan: ShotPlan, fit: tuple[str, ...]) -> Iterator[Item]:
    weapon = at.state.weapons[use.weapon]
    if not weapon.takes_rounds or use.ammunition == NONE:
        return
    if not use.ammunition:
        yield own("no-rounds", scene.key, names={"weapon": weapon.id}, thing=weapon.id)
        return
    candidate = fill.load(at.state, weapon, plan)
    if candidate is None:
        rounds = " ".join(filter(None, (use.load, use.ammunition)))
        by = people.may(at.state, "receive", people.custodians(at.state))
        names = {"weapon": weapon.id, "rounds": rounds}
        yield own("no-lot", scene.key, names=names, thing=weapon.id, act="receive", by=by)
        return
    right = dry_run(at, _by_one(candidate, fit))
    lot = str(candidate.keys["rounds"][0]["lot"])
    for finding in right.findings:
        if finding.gate in ("rounds", "live") and _counts(finding):
            yield answered(at, right, weapon, plan, finding, item_of(finding, scene.key, thing=lot))


def _counts(finding: Finding) -> bool:
    return finding.gate not in (*OF_THE_USE, *OF_PEOPLE) and finding.code not in PASSED_OVER


def answered(
    at: Moment, right: Right, weapon: Weapon, plan: ShotPlan | None, finding: Finding, item: Item
) -> Item:
    """Return an item with the act that answers it, and who may say that."""
    if finding.weight == Weight.NOTE:
        return item
    cure = cures.cure_of(cures.Case(at, right, weapon, plan, finding))
    return item if cure is None else replace(item, act=cure.kind, by=people.may(at.state, cure.kind, cure.by))


def _as_plan(at: Moment, scene: Scene, use: Use) -> ShotPlan:
    """Return what is said of a use in the shape of a plan, by which an act is filled in; it is no approved plan."""
    act = Act(
        kind="plan",
        act_id="readiness",
        by="",
        at=at.now,
        scene=use.scene or scene.key,
        weapon=use.weapon,
        user=use.user,
        ammunition=use.ammunition,
        load=use.load,
        shots=use.shots or None,
    )
    return ShotPlan(act=act, record=0, at=at.now)


def of_the_day(at: Moment, *, assumed: bool) -> Iterator[Item]:
    """Yield what stands against opening the day: what the production itself has to have."""
    state = at.state
    if assumed:
        state = replace(state, day=replace(state.day, open=False))
    elif state.day.open:
        return
    closed = replace(at, state=state)
    notices = at.profile.day_notices
    by = (*people.with_roles(state, "first-ad", *people.OF_THE_OFFICE), *people.custodians(state))
    asked = {"notice": {"kind": notices[0], "number": "1"}} if notices else {}
    right = dry_run(closed, Candidate(kind="open-day", by=by, assumed=asked))
    for finding in right.findings:
        if finding.gate not in OF_THE_USE and finding.gate != "duty":
            yield answered(closed, right, Weapon(id=""), None, finding, item_of(finding, ""))
    may = people.may(state, "open-day", by)
    for kind in notices if assumed else ():
        yield own("notice", names={"kind": kind}, when=ON_THE_DAY, act="open-day", by=may)


def merged(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return items with those that say the same of several scenes put into one, the gravest first of each kind."""
    found: dict[tuple[str, str], Item] = {}
    for item in items:
        key = (item.code, item.says)
        known = found.get(key)
        scenes = tuple(dict.fromkeys((*(known.scenes if known else ()), *item.scenes)))
        found[key] = replace(known or item, scenes=scenes)
    place = {gate: number for number, gate in enumerate(cures.ORDER)}
    order = (MISSING, LOOK)
    return tuple(
        sorted(
            found.values(),
            key=lambda each: (
                order.index(each.weight) if each.weight in order else len(order),
                place.get(each.gate, -1),
            ),
        )
    )
