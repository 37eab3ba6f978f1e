"""Effects of enrolment, roles, duties, papers, instruction, and of the plan for the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from showsafe.domain import words
from showsafe.domain.changing import replace
from showsafe.domain.described import person_from
from showsafe.domain.effects.common import put, void_all
from showsafe.domain.effects.lapsing import planned_since, plans_about
from showsafe.domain.events import REPORT, Event
from showsafe.domain.state import Day, Meeting, ShotPlan, State
from showsafe.domain.things import Credential, Paper, Person

ASSESSED = "risk-assessment"

POWERS = {*words.CUSTODIAN_ROLES, *words.USER_ROLES, *words.DEPARTMENT_ROLES, *words.OUTSIDE_ROLES}
"""Roles that let somebody handle a weapon, or release one."""


def enrol(state: State, event: Event) -> State:
    """Put a person on record, or add what is newly known of one."""
    act, known = event.act, state.people.get(event.act.person)
    person = person_from(act, known)
    if known is not None and _overtaken(known.named, event):
        barred = known.prohibited or act.prohibited is True
        person = replace(_with_fewer_roles(known, act.roles), prohibited=barred)
    elif act.roles or act.prohibited is not None:
        person = replace(person, named=event.of)
    return replace(state, people=put(state.people, person.id, person))


def assign_role(state: State, event: Event) -> State:
    """Give a person their roles on this production."""
    person = _person(state, event)
    if _overtaken(person.named, event):
        return _with(state, _with_fewer_roles(person, event.act.roles))
    return _with(state, replace(person, roles=event.act.roles, named=event.of))


def _overtaken(said: datetime | None, event: Event) -> bool:
    """Whether a word about somebody is of long ago, or of before what was last said of that."""
    return event.late or (said is not None and event.of < said)


def _with_fewer_roles(person: Person, roles: tuple[str, ...]) -> Person:
    """Return somebody as a word of long ago leaves them: it takes a role away, and gives none."""
    kept = tuple(role for role in person.roles if role in roles or role not in POWERS)
    return replace(person, roles=kept) if roles else person


def staff(state: State, event: Event) -> State:
    """Say what a person's jobs are today; a word of before the last one adds to them, and takes none away."""
    person, duties = _person(state, event), event.act.duties
    if person.staffed is not None and event.of < person.staffed:
        return _with(state, replace(person, duties=tuple(dict.fromkeys((*person.duties, *duties)))))
    return _with(state, replace(person, duties=duties, staffed=event.of))


def instruct(state: State, event: Event) -> State:
    """A person was instructed on an action or class. Instructed, never *competent*."""
    person = _person(state, event)
    known = tuple(dict.fromkeys((*person.instructed, event.act.type)))
    return _with(state, replace(person, instructed=known))


def record_paper(state: State, event: Event) -> State:
    """A permit, notice, appointment or minor's paper is on record, of when it was seen; it replaces no newer one."""
    act = event.act
    about = act.about or "day"
    # A risk assessment is approved by two people (assess), and not by a paper that one person records.
    key = f"{'paper' if act.sort == ASSESSED else about}/{act.sort}"
    known = state.papers.get(key)
    if known is not None and known.at is not None and known.at > event.of:
        return state
    if about in state.people:
        person = state.people[about]
        held = tuple(c for c in person.credentials if c.kind != act.sort)
        credential = Credential(
            kind=act.sort, class_=act.class_ or "any", number=act.number, expires=act.expires
        )
        papers = tuple(dict.fromkeys((*person.papers, act.sort)))
        state = _with(state, replace(person, credentials=(*held, credential), papers=papers))
    paper = Paper(
        kind=act.sort,
        number=act.number,
        about=about,
        expires=act.expires,
        record=event.number,
        at=event.of,
        place=act.place,
        approver=act.approver,
        medic=act.medic,
    )
    return replace(state, papers=put(state.papers, key, paper))


def assess(state: State, event: Event) -> State:
    """The risk assessment is approved."""
    paper = Paper(kind=ASSESSED, record=event.number, at=event.at)
    return replace(state, papers=put(state.papers, f"day/{ASSESSED}", paper))


def meet(state: State, event: Event) -> State:
    """A safety meeting for one scene; who comes later is added by a meeting of their own."""
    act = event.act
    before = state.meetings.get(act.scene)
    if planned_since(state, act, event.of) or not state.is_today(event.of, event.at):
        return state
    attendees = tuple(dict.fromkeys(act.attendees))
    if (
        before is not None
        and state.is_today(before.at, event.at)
        and not any(plan.changed > before.record for plan in plans_about(state, act))
    ):
        attendees = tuple(dict.fromkeys((*before.attendees, *act.attendees)))
    meeting = Meeting(scene=act.scene, attendees=attendees, at=event.at, record=event.number)
    return replace(state, meetings=put(state.meetings, act.scene, meeting))


def plan(state: State, event: Event) -> State:
    """A shot plan is approved; one for the same scene and weapon replaces the old one, and may be a change.

    So is one for one more weapon of a scene on which people have met already.
    """
    act = event.act
    key = f"{act.scene}\n{act.weapon}"
    before = state.plans.get(key)
    if planned_since(state, act, event.of) or not state.is_today(event.of, event.at):
        return state
    changed = event.number if _one_more(state, event) else 0
    if before is not None and state.is_today(before.at, event.at):
        changed = before.changed if _same(before, event) else event.number
    new = ShotPlan(act=act, record=event.number, at=event.at, changed=changed)
    return replace(state, plans=put(state.plans, key, new))


def _one_more(state: State, event: Event) -> bool:
    """Whether people have met on the weapons of a scene today, and this plan adds one to them."""
    act, met = event.act, state.meetings.get(event.act.scene)
    today = [plan for plan in state.plans.values() if state.is_today(plan.at, event.at)]
    others = any(plan.act.scene == act.scene and plan.act.weapon != act.weapon for plan in today)
    return met is not None and state.is_today(met.at, event.at) and others


def _same(before: ShotPlan, event: Event) -> bool:
    kept = {"act_id": "", "by": "", "witness": "", "at": event.act.at, "reason": "", "says": ""}
    return replace(before.act, **kept) == replace(event.act, **kept)


def open_day(state: State, event: Event) -> State:
    """The shooting day begins; meetings and plans of earlier dates are over.

    Opened again on the same date, it goes on being known who handled what. Where the day before was never closed, what
    was out over night is as unknown as if it had been.
    """
    notices = (event.act.notice.kind,) if event.act.notice and event.act.notice.number else ()
    day = Day(open=True, opened_at=event.at, opened_record=event.number, notices=notices)
    last = state.day.opened_at
    fresh = last is None or state.local_date(last) != state.local_date(event.at)
    if fresh and state.day.open:
        state = _over_night(state, event)
    state = replace(state, day=day, handled={} if fresh else state.handled)
    return replace(
        state,
        meetings={k: m for k, m in state.meetings.items() if state.is_today(m.at, event.at)},
        plans={k: p for k, p in state.plans.items() if state.is_today(p.at, event.at)},
    )


def close_day(state: State, event: Event) -> State:
    """The shooting day is over: its meetings, plans and open asks are too.

    Closed with something open, it keeps what was open as exceptions, named or not: such a day never looks clean. What
    is told of before the day was opened closes no day of now.
    """
    opened = state.day.opened_at
    if event.door == REPORT and opened is not None and event.of < opened:
        return state
    exceptions = tuple(dict.fromkeys((*event.act.exceptions, *_left(state))))
    return replace(
        _over_night(state, event),
        day=Day(opened_at=state.day.opened_at, closed_at=event.at, exceptions=exceptions),
        meetings={},
        plans={},
        pending={},
        people={name: replace(person, duties=()) for name, person in state.people.items()},
    )


def _left(state: State) -> Iterator[str]:
    """Name what is open: what is out, rounds that are in something or that nobody can account for, and what holds."""
    yield from (*state.active, *state.active_lots)
    for name, belief in state.beliefs.items():
        if belief.contents or belief.uncounted or belief.isolated:
            yield name
    for lot in state.lots.values():
        if lot.unaccounted or lot.surplus or lot.holds:
            yield lot.id
    yield from (stop.kind for stop in state.stops)


def _over_night(state: State, event: Event) -> State:
    """What is out when the day is over, nobody watches: its proofs, its word, its watch and its offers end."""
    for name in state.active:
        belief = state.believed(name)
        if belief.container:
            continue  # locked away with something open, and as it was put there
        belief = void_all(belief, event, "the day was over")
        state = state.with_belief(name, replace(belief, gated=False))
    for name in state.active_lots:
        lot = state.lots[name]
        if lot.loose:
            tainted = lot.tainted or f"out when the day was over, record {event.number}"
            state = state.with_lot(replace(lot, proven=0, tainted=tainted, offered_to=""))
    return state


def _person(state: State, event: Event) -> Person:
    return state.people.get(event.act.person) or Person(id=event.act.person)


def _with(state: State, person: Person) -> State:
    return replace(state, people=put(state.people, person.id, person))
