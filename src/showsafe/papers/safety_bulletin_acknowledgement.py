"""The sheet on which everybody concerned signs that they were told: what is on record of them, and lines to sign."""

from __future__ import annotations

from typing import Any

from showsafe.papers import plan_shown, planned
from showsafe.papers.catalogue import Paper
from showsafe.papers.day_records import OfDay, of_day
from showsafe.papers.safety_points import points
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import texts

BLANK = 8
"""Empty lines below the people on record: for whoever comes to set and is not enrolled."""


def build(source: Source, wish: Wish) -> dict[str, Any]:
    """Return the safety points, and everybody concerned with what they acknowledged on that day."""
    day = of_day(source, wish)
    said = planned.acknowledgements(day.events)
    people = [
        {
            "who": source.who(each, wish.lang, names=wish.names),
            "said": [
                {
                    "about": source.masked(one.act.about, wish.lang, names=wish.names),
                    "at": plan_shown.clock(source, one.at),
                    "record": one.record,
                }
                for one in said
                if one.act.by == each
            ],
        }
        for each in concerned(source, wish, day)
    ]
    return {
        "date": day.date,
        "scene": wish.scene,
        "p": texts(plan_shown.WORDS, wish.lang),
        "points": points(source, wish.lang),
        "people": people,
        "blank": BLANK,
        "records": "all",
        "whole": True,
    }


def concerned(source: Source, wish: Wish, day: OfDay) -> list[str]:
    """Return who has a weapon by a plan of the day, is near one, was at a meeting, or said that they were told.

    Where no plan and no meeting says anybody: everybody on record whose id was not all that is left of them.
    """
    wanted = [
        (each.act.user, *(each.act.line or ()))
        for each in planned.plans(day.events)
        if wish.scene in ("", each.act.scene)
    ]
    wanted += [
        each.act.attendees for each in planned.meetings(day.events) if wish.scene in ("", each.act.scene)
    ]
    told = tuple(each.act.by for each in planned.acknowledgements(day.events))
    named = [each for each in dict.fromkeys(sum(wanted, ())) if each]
    people = source.state.people
    if not named:
        named = [each.id for each in people.values() if not each.erased]
    return [each for each in dict.fromkeys((*named, *told)) if each in people]


PAPER = Paper(
    name="safety-bulletin-acknowledgement", build=build, takes=("day", "scene"), parts=("planning",)
)
