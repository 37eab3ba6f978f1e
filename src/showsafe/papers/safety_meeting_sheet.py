"""The sheet of a safety meeting: what it was about, who was there on record, and lines for whoever signs on paper."""

from __future__ import annotations

from typing import Any

from showsafe.papers import plan_shown, planned
from showsafe.papers.catalogue import Paper
from showsafe.papers.day_records import of_day
from showsafe.papers.grounds import grounds
from showsafe.papers.planned import Met, Planned
from showsafe.papers.safety_points import points
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import texts

BLANK = {"a4": 8, "letter": 6}
"""Empty lines to sign on, so that an ordinary meeting is one page."""

CLAUSES = ("CA-9153(a)(4)", "NZ-SS/MEETING", "BC-SHAPE/MEETING", "IWLMSC-1/MEETING", "IWLMSC-1/MEETING-DAILY")
"""What asks for the meeting, where it has force."""


def build(source: Source, wish: Wish) -> dict[str, Any]:
    """Return one sheet for each scene of the day that has a plan or a meeting; an empty one where there is none."""
    day = of_day(source, wish)
    plans, met = planned.plans(day.events), planned.meetings(day.events)
    scenes = dict.fromkeys([*(each.act.scene for each in met), *(each.act.scene for each in plans)])
    wanted = [each for each in scenes if wish.scene in ("", each)] or [wish.scene]
    sheets = [
        _sheet(
            source,
            wish,
            scene,
            [each for each in plans if each.act.scene == scene],
            [each for each in met if each.act.scene == scene],
        )
        for scene in wanted
    ]
    return {
        "date": day.date,
        "p": texts(plan_shown.WORDS, wish.lang),
        "sheets": sheets,
        "points": points(source, wish.lang),
        "grounds": grounds(CLAUSES, source.rules, wish.lang),
        "blank": BLANK[wish.size],
        "records": day.records,
    }


def _sheet(source: Source, wish: Wish, scene: str, plans: list[Planned], met: list[Met]) -> dict[str, Any]:
    here = [each.act.attendees for each in met if not each.changed]
    present = dict.fromkeys(sum(here, ()))
    asked = dict.fromkeys(each for one in plans for each in (one.act.user, *(one.act.line or ())) if each)
    return {
        "scene": scene,
        "plans": [plan_shown.plan(source, wish, each) for each in plans],
        "meetings": [
            {
                "at": plan_shown.clock(source, each.at),
                "place": source.masked(each.act.place, wish.lang, names=wish.names),
                "topics": [source.masked(one, wish.lang, names=wish.names) for one in each.act.topics],
                "by": plan_shown.approved(source, wish, each.act.by, each.act.witness),
                "record": each.record,
                "changed": each.changed,
                "attendees": [source.who(one, wish.lang, names=wish.names) for one in each.act.attendees],
            }
            for each in met
        ],
        "absent": [source.who(each, wish.lang, names=wish.names) for each in asked if each not in present],
    }


PAPER = Paper(name="safety-meeting-sheet", build=build, takes=("day", "scene"), parts=("planning",))
