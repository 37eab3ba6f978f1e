"""The notice that goes with the call sheet: which weapons are used on a day, who answers for them, what to keep to.

Of a day to come it says what the schedule in the office book has, and that no plan is approved yet.

It is no bulletin of anybody's, and says so: theirs is attached as it is (IWLMSC-1/CALLSHEET, known second-hand).
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from showsafe.books.planning.now import Planning
from showsafe.errors import WrongInput
from showsafe.papers import on_duty, plan_shown, planned, scheduled
from showsafe.papers.catalogue import Paper
from showsafe.papers.day_records import NO_DAY, OfDay, of_day
from showsafe.papers.safety_points import points
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import texts


def build(source: Source, wish: Wish) -> dict[str, Any]:
    """Return the scenes of the day in which weapons are used, its meetings, who answers, and the safety points."""
    planning = scheduled.planning(source)
    day = _day(source, wish, planning)
    plans = [each for each in planned.plans(day.events) if wish.scene in ("", each.act.scene)]
    met = [each for each in planned.meetings(day.events) if wish.scene in ("", each.act.scene)]
    return {
        "date": day.date,
        "p": texts(plan_shown.WORDS, wish.lang),
        "scenes": [
            {"scene": scene, "plans": [plan_shown.plan(source, wish, each) for each in of_it]}
            for scene, of_it in groupby(plans, key=lambda each: each.act.scene)
        ],
        "meetings": [
            {
                "scene": each.act.scene,
                "at": plan_shown.clock(source, each.at),
                "place": each.act.place,
                "record": each.record,
            }
            for each in met
        ],
        "schedule": scheduled.scheduled(source, wish, planning, day.date, {each.act.scene for each in plans}),
        "custodians": on_duty.custodians(source, wish),
        "advisors": on_duty.with_role(source, wish, on_duty.ADVISOR),
        "contacts": on_duty.named_for(source, wish, on_duty.CONTACT),
        "first_aid": on_duty.named_for(source, wish, on_duty.FIRST_AID),
        "notices": on_duty.notices(source, day.last),
        "points": points(source, wish.lang),
        "records": "all",
        "whole": True,
    }


def _day(source: Source, wish: Wish, planning: Planning) -> OfDay:
    """Return the day with its records; a day to come that the schedule has is one without any."""
    try:
        return of_day(source, wish)
    except WrongInput as none:
        if none.code != NO_DAY or not scheduled.has_day(planning, wish.day):
            raise
        return OfDay(wish.day, 1, source.size, ())


PAPER = Paper(name="call-sheet-notice", build=build, takes=("day", "scene"), parts=("planning",))
