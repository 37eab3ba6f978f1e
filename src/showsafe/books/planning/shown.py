"""What is planned, as it is shown: days with their scenes, what waits for a word and why, and what changed."""

from __future__ import annotations

from typing import Any

from showsafe.application.records import stamp
from showsafe.books.pages import Kept
from showsafe.books.planning.compare import Change, schedule_changes, script_changes
from showsafe.books.planning.finding import reasons
from showsafe.books.planning.now import Day, Planning, Scene

Line = dict[str, Any]

FOUND_BY_WORDS = (
    "Scenes are proposed by a list of words, in English and Spanish. A list does not know what is meant, and finds "
    "nothing where a weapon is not named: a person reads the scene, and says."
)


BRIEF = 4
"""So many words of a scene are in a brief answer."""


def planned(planning: Planning, *, brief: bool = False) -> Line:
    """Return everything that is planned: the files it rests on, days, scenes, and the changes since the last ones.

    ``brief`` leaves out the days, the scenes that wait for no word, and all but the first words of the others.
    """
    shown = [
        each for each in planning.scenes.values() if _is_shown(each) and (each.wants_a_word or not brief)
    ]
    return {
        "script": _file(planning.script),
        "schedule": _file(planning.schedule),
        "days": [day_of(planning, day) for day in planning.days.values() if not brief],
        "scenes": [scene_of(planning, scene, BRIEF if brief else None) for scene in shown],
        "counts": counts(planning),
        "changes": {
            "script": [_change(each) for each in script_changes(planning)],
            "schedule": [_change(each) for each in schedule_changes(planning)],
        },
        "says": FOUND_BY_WORDS,
    }


def counts(planning: Planning) -> Line:
    """Return how many scenes there are, how many wait for a word, and how many are confirmed or dismissed."""
    scenes = [each for each in planning.scenes.values() if not each.omitted]
    return {
        "scenes": len(scenes),
        "waiting": sum(each.wants_a_word for each in scenes),
        "confirmed": sum(each.standing == "confirmed" for each in scenes),
        "dismissed": sum(each.standing == "dismissed" for each in scenes),
        "unlikely": sum(each.proposed == "unlikely" and each.said is None for each in scenes),
        "without_words": sum(each.written and not each.proposed for each in scenes),
    }


def _is_shown(scene: Scene) -> bool:
    """Whether there is something to be said of a scene by itself: words, a decision, or a name that no script has."""
    return bool(scene.proposed or scene.said or not scene.written)


def day_of(planning: Planning, day: Day) -> Line:
    """Return one day: its rows as they stand, and its scenes with how they stand."""
    return {
        "day": day.day.isoformat(),
        "rows": [
            {
                "scenes": row.scenes,
                "location": row.location,
                "when": row.when,
                "call": row.call,
                "cast": row.cast,
                "note": row.note,
            }
            for row in day.rows
        ],
        "scenes": [
            {
                "scene": each.key,
                "part": each.part,
                "slug": planning.scene(each.key).slug,
                "standing": planning.scene(each.key).standing,
                "proposed": planning.scene(each.key).proposed,
                "waits": planning.scene(each.key).wants_a_word,
                "omitted": planning.scene(each.key).omitted,
                "written": planning.scene(each.key).written,
            }
            for each in day.scenes
        ],
    }


def scene_of(planning: Planning, scene: Scene, most: int | None = None) -> Line:
    """Return one scene: what was found in it, with ``most`` of the words as they stand, and what was said of it."""
    words = (scene.found or {}).get("words", ())
    told = words[:most]
    return {
        "scene": scene.key,
        "number": scene.number,
        "slug": scene.slug,
        "when": scene.when,
        "written": scene.written,
        "omitted": scene.omitted,
        "characters": list(scene.characters),
        "revised": list(scene.revised),
        "days": [day.isoformat() for day in planning.days_of(scene.key)],
        "standing": scene.standing,
        "proposed": scene.proposed,
        "waits": scene.wants_a_word,
        "changed": scene.changed,
        "words": [{**each, "because": reasons().get(each["why"], {})} for each in told],
        "more": (scene.found or {}).get("more", 0) + len(words) - len(told),
        "said": _said(scene),
    }


def _said(scene: Scene) -> Line | None:
    if scene.said is None:
        return None
    kept = scene.said.kept
    line: Line = {
        "confirmed": scene.said.confirmed,
        "entry": kept.number,
        "by": kept.by,
        "at": stamp(kept.at),
    }
    if not scene.said.confirmed:
        return {**line, "why": kept["why"]}
    return {
        **line,
        "uses": kept["uses"],
        "ammunition": kept["ammunition"],
        "load": kept["load"],
        "shots": kept["shots"],
        "says": kept["says"],
    }


def _file(kept: Kept | None) -> Line | None:
    if kept is None:
        return None
    return {
        "entry": kept.number,
        "file": kept["file"],
        "sum": kept["sum"],
        "revision": kept.keys.get("revision", ""),
        "title": kept.keys.get("title", ""),
        "by": kept.by,
        "at": stamp(kept.at),
        "notes": kept["notes"],
        "erased": bool(kept.erased),
    }


def _change(each: Change) -> Line:
    return {"what": each.what, "scene": each.scene, "was": each.was, "is": each.is_}
