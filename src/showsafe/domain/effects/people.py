"""Effects of enrolment, roles, duties, papers, instruction, and of the plan for the day."""

from __future__ import annotations

from showsafe.domain import words
from showsafe.domain.changing import replace
from showsafe.domain.described import person_from
from showsafe.domain.effects.common import put
from showsafe.domain.effects.lapsing import planned_since, plans_about
from showsafe.domain.events import Event
from showsafe.domain.state import Day, Meeting, ShotPlan, State
from showsafe.domain.things import Credential, Paper, Person

ASSESSED = "risk-assessment"

POWERS = {*words.CUSTODIAN_ROLES, *words.USER_ROLES, *words.DEPARTMENT_ROLES, *words.OUTSIDE_ROLES}
"""Roles that let somebody handle a weapon, or release one."""


def enrol(state: State, event: Event) -> State:
    """Put a person on record, or add what is newly known of one."""
    act, known = event.act, state.people.get(event.act.person)
    person = person_from(act, known)
    if event.late and known is not None:
        barred = known.prohibited or act.prohibited is True
        person = replace(_with_fewer_roles(known, act.roles), prohibited=barred)
    return replace(state, people=put(state.people, person.id, person))


def assign_role(state: State, event: Event) -> State:
    """Give a person their roles on this production."""
    person = _person(state, event)
    if event.late:
        return _with(state, _with_fewer_roles(person, event.act.roles))
    return _with(state, replace(person, roles=event.act.roles))


def _with_fewer_roles(person: Person, roles: tuple[str, ...]) -> Person:
    """Return somebody as a word of long ago leaves them: it takes a role away, and gives none."""
    kept = tuple(role for role in person.roles if role in roles or role not in POWERS)
    return replace(person, roles=kept) if roles else person


def staff(state: State, event: Event) -> State:
    """Say what a person's jobs are today."""
    return _with(state, replace(_person(state, event), duties=event.act.duties))


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
    if planned_since(state, act, event.of):
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
    """A shot plan is approved; one for the same scene and weapon replaces the old one, and may be a change."""
    act = event.act
    key = f"{act.scene}\n{act.weapon}"
    before = state.plans.get(key)
    if planned_since(state, act, event.of):
        return state
    changed = 0
    if before is not None and state.is_today(before.at, event.at):
        changed = before.changed if _same(before, event) else event.number
    new = ShotPlan(act=act, record=event.number, at=event.at, changed=changed)
    return replace(state, plans=put(state.plans, key, new))


def _same(before: ShotPlan, event: Event) -> bool:
    kept = {"act_id": "", "by": "", "witness": "", "at": event.act.at, "reason": "", "says": ""}
    return replace(before.act, **kept) == replace(event.act, **kept)


def open_day(state: State, event: Event) -> State:
    """The shooting day begins; meetings and plans of earlier dates are over.

    Opened again on the same date, it goes on being known who handled what.
    """
    notices = (event.act.notice.kind,) if event.act.notice and event.act.notice.number else ()
    day = Day(open=True, opened_at=event.at, opened_record=event.number, notices=notices)
    last = state.day.opened_at
    fresh = last is None or state.local_date(last) != state.local_date(event.at)
    state = replace(state, day=day, handled={} if fresh else state.handled)
    return replace(
        state,
        meetings={k: m for k, m in state.meetings.items() if state.is_today(m.at, event.at)},
        plans={k: p for k, p in state.plans.items() if state.is_today(p.at, event.at)},
    )


def close_day(state: State, event: Event) -> State:
    """The shooting day is over: its meetings, plans and open asks are too.

    Closed with something open, it keeps what was open as exceptions, named or not: such a day never looks clean.
    """
    left = (*state.active, *state.active_lots, *(stop.kind for stop in state.stops))
    exceptions = tuple(dict.fromkeys((*event.act.exceptions, *left)))
    return replace(
        state,
        day=Day(opened_at=state.day.opened_at, closed_at=event.at, exceptions=exceptions),
        meetings={},
        plans={},
        pending={},
        people={name: replace(person, duties=()) for name, person in state.people.items()},
    )


def _person(state: State, event: Event) -> Person:
    return state.people.get(event.act.person) or Person(id=event.act.person)


def _with(state: State, person: Person) -> State:
    return replace(state, people=put(state.people, person.id, person))
