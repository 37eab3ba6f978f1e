"""Readiness for a day: its scenes with weapons, what is missing for them, staff, what ends, what is due.

Nothing of it is a permission, and a day of which nothing is missing is not said to be safe: nothing *recorded* is
missing. What the rules would ask is asked of the rules themselves (``application.would``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from showsafe.application.would import Moment
from showsafe.books import expiring
from showsafe.books.hire.service import DUE, UNKNOWN
from showsafe.books.hire.source import Source
from showsafe.books.pages import Pages
from showsafe.books.planning.now import Planning, planning_of
from showsafe.books.planning.now import Scene as Planned
from showsafe.books.planning.scenes import key_of, named
from showsafe.books.readiness import asking, staff
from showsafe.books.readiness.counted import counted
from showsafe.books.readiness.morning import Morning, morning_of
from showsafe.books.readiness.own import own
from showsafe.books.readiness.values import Item, Readiness, Scene, Task, Use
from showsafe.books.roles import covered
from showsafe.books.tasks import OVERDUE, Standing
from showsafe.books.wording import LANGUAGES, said
from showsafe.domain.state import ShotPlan
from showsafe.ledger.store import Store

ENDS = ("expiring.credential", "expiring.certificate", "expiring.paper")

SOON = timedelta(days=14)
"""Ours: what ends within so many days after the day is shown."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What readiness looks at: the moment, the unit's lines and name, the office book, and tasks as they stand."""

    at: Moment
    store: Store
    pages: Pages
    unit: str = ""
    tasks: tuple[Standing, ...] = ()


def readiness(looked: Looked, day: date | None = None) -> Readiness:
    """Return what is missing for a day; None is the day after the shooting day that is going on.

    Raises WrongInput as ``morning_of``.
    """
    planning = planning_of(looked.pages)
    morning = morning_of(looked.at, planning, day)
    scenes = tuple(_scenes(morning, planning))
    people, found = staff.staff_of(morning.at, scenes)
    source = Source(looked.at.state, looked.store, looked.pages, today=morning.day)
    items = [
        *_undecided(planning, morning),
        *asking.of_the_day(morning.at, assumed=morning.assumed),
        *(item for scene in scenes for item in asking.of_scene(morning.at, scene, people.fit)),
        *found,
        *_services(source, scenes),
        *counted(looked.at.state),
    ]
    ending = expiring.expiries(source)
    return Readiness(
        day=morning.day,
        morning=morning.at.now,
        assumed=morning.assumed,
        scheduled=morning.day in planning.days,
        unit=looked.unit,
        profile=looked.at.profile.id,
        record=looked.at.state.last_record,
        entry=looked.pages.size,
        scenes=scenes,
        items=asking.merged(items),
        staff=people,
        expiring=tuple(each for each in ending if each.on <= morning.day + SOON),
        tasks=tuple(_due(looked.tasks, morning.day)),
    )


def _due(standing: tuple[Standing, ...], day: date) -> Iterator[Task]:
    """Yield the tasks that are due by a day; papers that end are said as such, and not once more."""
    for one in standing:
        task = one.task
        if task.due and date.fromisoformat(task.due) <= day and not task.code.startswith(ENDS):
            yield Task(
                id=task.id,
                says={language: said(task.code, task.about, language) for language in LANGUAGES},
                covered={language: covered(task.code, task.about, language) for language in LANGUAGES},
                due=date.fromisoformat(task.due),
                clause=task.clause,
                overdue=one.state == OVERDUE,
            )


def _scenes(morning: Morning, planning: Planning) -> Iterator[Scene]:
    """Yield the scenes with weapons: those that a person confirmed, and those of today's approved plans."""
    plans: dict[str, list[ShotPlan]] = {}
    for plan in morning.at.state.plans.values():
        if morning.at.state.is_today(plan.at, morning.at.now):
            plans.setdefault(key_of(plan.act.scene), []).append(plan)
    confirmed = {each.key: each for each in planning.armed_on(morning.day)}
    for key, planned in confirmed.items():
        yield _confirmed(planned, planning, morning.day, plans.pop(key, []))
    for more in plans.values():
        yield Scene(key=more[0].act.scene, uses=tuple(_planned_use(each) for each in more))


def _confirmed(planned: Planned, planning: Planning, day: date, plans: list[ShotPlan]) -> Scene:
    said = planned.said.kept if planned.said else None
    rows = [row for row in planning.days[day].rows if planned.key in _named(row.scenes, planning)]
    by_plan = [_planned_use(each) for each in plans]
    sure = {use.weapon for use in by_plan}
    rounds = {"ammunition": said["ammunition"], "load": said["load"], "shots": said["shots"]} if said else {}
    uses = [
        Use(weapon=each.get("weapon", ""), user=each.get("user", ""), **rounds)
        for each in (said["uses"] if said else ())
        if each.get("weapon", "") not in sure
    ]
    return Scene(
        key=planned.key,
        slug=planned.slug,
        location=next((row.location for row in rows if row.location), ""),
        when=next((row.when for row in rows if row.when), planned.when),
        uses=(*by_plan, *uses),
        entry=said.number if said else 0,
    )


def _named(text: str, planning: Planning) -> set[str]:
    return {each.key for each in named(text, planning.scenes)}


def _planned_use(plan: ShotPlan) -> Use:
    act = plan.act
    return Use(
        weapon=act.weapon,
        user=act.user,
        ammunition=act.ammunition or asking.NONE,
        load=act.load,
        shots=act.shots or 0,
        planned=True,
        scene=act.scene,
    )


def _undecided(planning: Planning, morning: Morning) -> Iterator[Item]:
    """Yield the scenes of the day of which a person has to say something, and what is not known of the day at all."""
    if morning.day not in planning.days:
        yield own("not-scheduled", names={"day": morning.day})
        return
    for scene in planning.scenes_on(morning.day):
        yield from (own(name, scene.key) for name in _to_say_of(scene, planning))


def _to_say_of(scene: Planned, planning: Planning) -> Iterator[str]:
    if scene.omitted:
        yield "omitted"
        return
    if scene.wants_a_word:
        yield "undecided-again" if scene.said is not None else "undecided"
    elif scene.changed and scene.said is not None and scene.said.confirmed:
        yield "rewritten"
    if planning.script is not None and not scene.written and scene.said is None:
        yield "not-in-script"


def _services(source: Source, scenes: tuple[Scene, ...]) -> Iterator[Item]:
    """Yield the weapons of the day whose service is due by then, or of which nobody knows."""
    for scene in scenes:
        for name in scene.weapons:
            weapon = source.state.weapons.get(name)
            due = source.due(weapon) if weapon is not None else None
            if due is not None and due.state == DUE:
                on = f" ({due.on})" if due.on else ""
                yield own("service-due", scene.key, names={"weapon": name, "on": on}, thing=name)
            elif due is not None and due.state == UNKNOWN:
                yield own("service-unknown", scene.key, names={"weapon": name}, thing=name)
