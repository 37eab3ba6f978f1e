"""The shot plans of a day: one page each, with the line of fire drawn from what the plan says."""

from __future__ import annotations

from typing import Any

from showsafe.errors import WrongInput
from showsafe.papers import plan_shown, planned
from showsafe.papers.catalogue import Paper
from showsafe.papers.day_records import of_day
from showsafe.papers.grounds import least_distance
from showsafe.papers.planned import Planned
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import texts


def build(source: Source, wish: Wish) -> dict[str, Any]:
    """Return every plan that stands at the end of the day, of one scene or weapon where that is wished.

    Raises WrongInput ``paper.no-plan``.
    """
    day = of_day(source, wish)
    found = [
        each
        for each in planned.plans(day.events)
        if wish.scene in ("", each.act.scene)
        and wish.weapon in ("", each.act.weapon, source.short(each.act.weapon))
    ]
    if not found and (wish.scene or wish.weapon):
        raise WrongInput(
            "paper.no-plan",
            "No shot plan of that day is for this scene and weapon.",
            "Leave out --scene and --weapon, or name another --day.",
        )
    least = least_distance(source)
    return {
        "date": day.date,
        "p": texts(plan_shown.WORDS, wish.lang),
        "plans": [_plan(source, wish, each, least) for each in found],
        "records": [each.record for each in found] or day.records,
    }


def _plan(source: Source, wish: Wish, found: Planned, least: int | None) -> dict[str, Any]:
    people = plan_shown.near(source, wish, found)
    drawing = plan_shown.drawing(source, found, least)
    return {
        **plan_shown.plan(source, wish, found),
        "drawing": drawing,
        "people": people,
        "lengths": _lengths(found.act.distance_mm),
        "least": _lengths(least if drawing["least"] else None),
        "below": bool(least and drawing["arc"] and (found.act.distance_mm or 0) < least),
        "missing": _missing(found, people, fires=drawing["line"] != "none"),
    }


def _lengths(millimetres: int | None) -> list[str]:
    """Return a distance in metres and in feet, as it stands in the drawing; nothing where there is none."""
    return [] if millimetres is None else [plan_shown.metres(millimetres), plan_shown.feet(millimetres)]


def _missing(found: Planned, people: list[dict[str, str]], *, fires: bool) -> list[str]:
    """Return the names of what a reader of the drawing would want to know and the plan does not say."""
    act = found.act
    return [
        name
        for name, unknown in (
            ("distance", fires and act.distance_mm is None),
            ("line", fires and act.muzzle_line_clear is None),
            ("user", not act.user),
            ("people", not people),
            ("camera", all(each["sort"] != "camera" for each in people)),
            ("where", bool(people)),
            ("angle", fires),
            ("shields", fires and not any(each.startswith("shield") for each in act.ppe)),
        )
        if unknown
    ]


PAPER = Paper(name="shot-plan", build=build, takes=("day", "scene", "weapon"), parts=("planning",))
