"""How a weapon and a shot plan are said on paper, in every language; what a plan leaves out is said to be left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from showsafe.domain.things import Weapon
from showsafe.papers import line_of_fire
from showsafe.papers.planned import Planned
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import texts

WORDS = "planning"
"""The texts that the papers of planning share."""


def clock(source: Source, at: datetime) -> str:
    """Return the time of day where the set is."""
    return _there(source, at).strftime("%H:%M")


def moment(source: Source, at: datetime) -> str:
    """Return date and time of day where the set is."""
    return _there(source, at).strftime("%Y-%m-%d %H:%M")


def _there(source: Source, at: datetime) -> datetime:
    return at.astimezone(UTC) + timedelta(minutes=source.offset)


def called(weapon: Weapon | None, name: str) -> str:
    """Return what a weapon is called: by its tag where it has one, and the name it goes by."""
    tag = weapon.tag if weapon is not None else ""
    return f"{tag} ({name})" if tag and tag != name else name


def held(text: str) -> str:
    """Return a text that stays in one line."""
    return text.replace(" ", "\u00a0")


def what(weapon: Weapon | None, lang: str) -> str:
    """Return what kind of thing a weapon is; its calibre stays in one line."""
    words = texts(WORDS, lang)
    if weapon is None:
        return str(words["unknown_weapon"])
    action = words["action"].get(weapon.action, weapon.action)
    class_ = words["class"].get(weapon.class_, weapon.class_)
    return ", ".join(filter(None, (action, class_, held(weapon.calibre))))


def metres(millimetres: int) -> str:
    """Return a length in metres, without zeros that say nothing."""
    return f"{millimetres / 1000:.3f}".rstrip("0").rstrip(".")


def feet(millimetres: int) -> str:
    """Return a least distance in feet, to one decimal and never more than it is."""
    whole, tenth = divmod(millimetres * 100 // 3048, 10)
    return f"{whole}.{tenth}"


def plan(source: Source, wish: Wish, found: Planned) -> dict[str, Any]:
    """Return a plan as it stands on paper: every part of it in words, with its record."""
    act, words = found.act, texts(WORDS, wish.lang)
    weapon = source.state.weapons.get(act.weapon)
    people = near(source, wish, found)
    return {
        "scene": act.scene,
        "weapon": called(weapon, source.short(act.weapon)),
        "what": what(weapon, wish.lang),
        "user": _who(source, wish, act.user) if act.user else words["not_said"],
        "rounds": rounds(found, words),
        "shots": str(act.shots) if act.shots is not None else words["not_said"],
        "distance": words["nearest"].format(metres(act.distance_mm), feet(act.distance_mm))
        if act.distance_mm is not None
        else words["not_said"],
        "line": words[_line(weapon, found)],
        "near": [each["who"] for each in people],
        "ppe": ", ".join(words["wear"].get(each, each) for each in act.ppe) or words["not_said"],
        "reason": source.masked(act.reason, wish.lang, names=wish.names),
        "passes": [
            f"{_who(source, wish, each.from_)} → {_who(source, wish, each.to)}" for each in act.passes
        ],
        "approved": approved(source, wish, act.by, act.witness),
        "at": clock(source, found.at),
        "record": found.record,
        "before": found.before,
    }


def near(source: Source, wish: Wish, found: Planned) -> list[dict[str, str]]:
    """Return who a plan has on or near the line but for its user, each with whether they are camera crew."""
    people = source.state.people
    return [
        {
            "who": _who(source, wish, each),
            "sort": "camera" if each in people and "camera" in people[each].roles else "person",
        }
        for each in by_the_line(found)
    ]


def by_the_line(found: Planned) -> list[str]:
    """Return the ids of those whom a plan has on or near the line; the user stands behind it."""
    return [each for each in dict.fromkeys(found.act.line or ()) if each != found.act.user]


def drawing(source: Source, found: Planned, least: int | None) -> dict[str, Any]:
    """Return the line of fire of a plan as a drawing; ``least`` is the distance that is asked at least."""
    act = found.act
    weapon = source.state.weapons.get(act.weapon)
    return line_of_fire.drawn(
        line_of_fire.Shot(
            discharges=weapon is None or weapon.discharges,
            distance=act.distance_mm,
            least=least,
            clear=act.muzzle_line_clear,
            people=len(by_the_line(found)),
        )
    )


def rounds(found: Planned, words: Mapping[str, Any]) -> str:
    """Return which rounds a plan allows; left out, it means none."""
    act = found.act
    if not act.ammunition:
        return str(words["none"])
    kind = words["ammunition"].get(act.ammunition, act.ammunition)
    return ", ".join(filter(None, (kind, words["load"].get(act.load, act.load))))


def approved(source: Source, wish: Wish, by: str, witness: str) -> str:
    """Return which two people approved something; of one where there was only one."""
    words = texts(WORDS, wish.lang)
    form = words["approved"] if witness else words["approved_one"]
    return str(form).format(_who(source, wish, by), _who(source, wish, witness))


def _line(weapon: Weapon | None, found: Planned) -> str:
    if weapon is not None and not weapon.discharges:
        return "line_none"
    return {True: "line_clear", False: "line_somebody", None: "not_said"}[found.act.muzzle_line_clear]


def _who(source: Source, wish: Wish, person: str) -> str:
    return source.who(person, wish.lang, names=wish.names)
