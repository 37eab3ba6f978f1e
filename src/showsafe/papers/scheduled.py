"""What the schedule in the office book has for a day: scenes with weapons that nobody has planned yet on the set.

A script and a schedule are not out yet: of them a paper says the number of a scene, its call and its place, and which
weapon whom; never the text.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from showsafe.books.kinds import OFFICE
from showsafe.books.planning.now import Day, Planning, Scene, planning_of
from showsafe.books.planning.scenes import key_of, named
from showsafe.papers import plan_shown
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import texts


def planning(source: Source) -> Planning:
    """Return what was planned in the office book; nothing where there is none."""
    return planning_of(source.books(OFFICE).entries())


def has_day(found: Planning, said: str) -> bool:
    """Whether the schedule has a day."""
    return bool(said) and date.fromisoformat(said) in found.days


def scheduled(
    source: Source, wish: Wish, found: Planning, said: str, planned: set[str]
) -> dict[str, list[Any]]:
    """Return the scenes of a day with weapons and without a plan of theirs, and those of which nobody has said it.

    ``planned`` are the scenes for which a plan is on record, as the set names them.
    """
    if not has_day(found, said):
        return {"armed": [], "unsaid": []}
    day, keys = date.fromisoformat(said), {key_of(each) for each in planned}
    wanted = key_of(wish.scene)
    here = [each for each in found.scenes_on(day) if not wanted or each.key == wanted]
    return {
        "armed": [
            _scene(source, wish, each, found.days[day], tuple(found.scenes))
            for each in here
            if each in found.armed_on(day) and each.key not in keys
        ],
        "unsaid": [each.number or each.key for each in here if each.wants_a_word],
    }


def _scene(source: Source, wish: Wish, scene: Scene, day: Day, known: tuple[str, ...]) -> dict[str, Any]:
    words = texts(plan_shown.WORDS, wish.lang)
    kept = scene.said.kept if scene.said is not None else None
    lines = [row for row in day.rows if any(each.key == scene.key for each in named(row.scenes, known))]
    uses = kept["uses"] if kept is not None else []
    rounds = str(kept["ammunition"]) if kept is not None else ""
    return {
        "scene": scene.number or scene.key,
        "call": ", ".join(dict.fromkeys(row.call for row in lines if row.call)),
        "place": ", ".join(dict.fromkeys(row.location for row in lines if row.location)),
        "uses": [_use(source, wish, each) for each in uses],
        "rounds": words["ammunition"].get(rounds, rounds) or words["not_said"],
        "entry": kept.number if kept is not None else 0,
        "changed": scene.changed,
    }


def _use(source: Source, wish: Wish, use: dict[str, str]) -> str:
    words = texts(plan_shown.WORDS, wish.lang)
    weapon = use.get("weapon", "")
    known = source.state.weapons.get(weapon)
    called = plan_shown.called(known, source.short(weapon)) if weapon else words["not_said"]
    user = use.get("user", "")
    return f"{called}: {source.who(user, wish.lang, names=wish.names) if user else words['not_said']}"
