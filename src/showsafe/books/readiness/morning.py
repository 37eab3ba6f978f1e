"""The moment at which a day is looked at: now where it is going on, else its morning as it would be if it came now.

Looked at ahead, it is taken that the day before was closed and this one opened with its notices: what remains is what
somebody can still supply. Meetings, plans and duties of an earlier day are over by then, as the rules have it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from showsafe.application.would import Moment
from showsafe.books.planning.now import Planning
from showsafe.domain.state import Day, State
from showsafe.errors import WrongInput

DEFAULT_CALL = time(8, 0)
FURTHEST = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Morning:
    """The moment of a day, and whether it is ``assumed``: looked at ahead."""

    at: Moment
    day: date
    assumed: bool


def shooting_day(state: State, now: datetime) -> date:
    """Return the date of the shooting day that is going on; where none is open, that of the calendar."""
    opened = state.day.opened_at
    return state.local_date(opened if state.day.open and opened is not None else now)


def morning_of(at: Moment, planning: Planning, day: date | None) -> Morning:
    """Return the moment at which a day is looked at; None is the day after the one that is going on.

    Raises WrongInput: ``readiness.past``, ``readiness.too-far``.
    """
    today = shooting_day(at.state, at.now)
    wanted = day or today + timedelta(days=1)
    if wanted < today:
        raise WrongInput(
            "readiness.past",
            f"{wanted} is over.",
            "Ask for a day to come; what was on record of a past day: showsafe duties DIR",
        )
    if wanted - today > FURTHEST:
        raise WrongInput(
            "readiness.too-far", f"{wanted} is more than a year ahead.", "Ask for a day that is nearer."
        )
    if wanted == today:
        return Morning(at, wanted, assumed=False)
    now = max(_call(at.state, planning, wanted), at.now)
    day_open = Day(open=True, opened_at=now, notices=at.profile.day_notices)
    people = {name: replace(who, duties=()) for name, who in at.state.people.items()}
    state = replace(at.state, day=day_open, meetings={}, plans={}, pending={}, people=people)
    return Morning(replace(at, state=state, now=now), wanted, assumed=True)


def _call(state: State, planning: Planning, day: date) -> datetime:
    """Return when the day begins: by the earliest call of its schedule, else at eight where the set is."""
    planned = planning.days.get(day)
    calls = [time.fromisoformat(row.call) for row in planned.rows if row.call] if planned else []
    local = datetime.combine(day, min(calls, default=DEFAULT_CALL), UTC)
    return local - timedelta(minutes=state.offset_minutes)
