"""The morning message: readiness as plain text, in English or Spanish, with roles in place of people.

What the rules say stands in it in their own words, which are English. Nobody is named in it, whoever gets it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from showsafe.books.expiring import HIRE, PERSON, PRODUCTION, Expiry
from showsafe.books.readiness.values import Item, Readiness, Scene
from showsafe.books.roles import Unnamed
from showsafe.domain.state import State

OF_THEIRS = (
    *("receiver.prohibited", "receiver.under-age", "receiver.age-not-said"),
    *("custodian.under-age", "custodian.age-not-said", "papers.minor", "papers.minor-none"),
)
"""Codes that say something of somebody's age, or of what stands against them: a message says only that there is."""

MOST_LINES = 60
"""So many lines of one part are in a message; the screen has all of them."""


def message(found: Readiness, state: State, language: str = "en") -> str:
    """Return readiness as text that ends in a line break; ``language`` is ``en`` or ``es``."""
    people = Unnamed(state, language)
    text = texts()[language]
    lines = [subject(found, language), ""]
    lines.append(_scenes(found, text))
    for name, items in (("missing", found.missing), ("look", found.to_look_at), ("on_the_day", found.to_do)):
        lines += _part(name, items, people, text)
    if not found.missing and not found.to_look_at:
        lines += ["", text["nothing"]]
    lines += _ending(found, people, text)
    lines += _tasks(found, people, text)
    lines += ["", text["staff"].format(fit=len(found.staff.fit))] if found.scenes else []
    lines += ["", text["as_of"].format(record=found.record, entry=found.entry, profile=found.profile)]
    lines += [text["assumed"]] if found.assumed else []
    return "\n".join(lines) + "\n"


def subject(found: Readiness, language: str = "en") -> str:
    """Return the one line that says what the message is about."""
    text = texts()[language]
    return str(
        text["title"].format(
            unit=found.unit,
            weekday=text["weekdays"][found.day.weekday()],
            day=found.day.day,
            month=text["months"][found.day.month - 1],
            year=found.day.year,
        )
    )


def ends(expiry: Expiry, people: Unnamed, language: str) -> str:
    """Return what ends in words, without its day and without naming anybody."""
    text = texts()[language]
    of = expiry.of
    if expiry.of_sort == PERSON:
        of = people.label(expiry.of)
    elif expiry.of_sort == PRODUCTION:
        of = " ".join(filter(None, (text["of_production"], expiry.of)))
    name = "return" if expiry.of_sort == HIRE else expiry.what
    return str(text[name].format(kind=expiry.kind, of=of))


def _scenes(found: Readiness, text: Mapping[str, Any]) -> str:
    if not found.scenes:
        return str(text["none"])
    return str(text["armed"].format(scenes=", ".join(_scene(each) for each in found.scenes)))


def _scene(scene: Scene) -> str:
    around = ", ".join(filter(None, (scene.location, scene.when)))
    return f"{scene.key} ({around})" if around else scene.key


def _part(name: str, items: tuple[Item, ...], people: Unnamed, text: Mapping[str, Any]) -> Iterator[str]:
    if not items:
        return
    yield ""
    yield text[name].format(n=len(items)).upper()
    for item in items[:MOST_LINES]:
        spanish = people.language == "es" and bool(item.says_es)
        says = text["theirs"] if item.code in OF_THEIRS else item.says_es if spanish else item.says
        about = f"{text['scene'].format(scenes=', '.join(item.scenes))}: " if _needs_scene(item) else ""
        who = f" ({text['who'].format(who=', '.join(people.labels(item.by)))})" if item.by else ""
        yield f"- {about}{people.sentence(says)}{who}"
    if len(items) > MOST_LINES:
        yield f"- ... {len(items) - MOST_LINES}"


def _needs_scene(item: Item) -> bool:
    """Whether its sentence does not name the scene by itself."""
    return bool(item.scenes) and not item.code.startswith("readiness.")


def _ending(found: Readiness, people: Unnamed, text: Mapping[str, Any]) -> Iterator[str]:
    if not found.expiring:
        return
    yield ""
    yield text["ends"].upper()
    for each in found.expiring[:MOST_LINES]:
        name = "ended" if each.on < found.day else "until"
        yield f"- {ends(each, people, people.language)}: {text[name].format(on=each.on)}"


def _tasks(found: Readiness, people: Unnamed, text: Mapping[str, Any]) -> Iterator[str]:
    if not found.tasks:
        return
    yield ""
    yield text["tasks"].upper()
    for task in found.tasks[:MOST_LINES]:
        late = text["overdue"].format(due=task.due) if task.overdue else str(task.due)
        yield f"- {people.sentence(task.covered[people.language])} {late}"


@cache
def texts() -> Mapping[str, Any]:
    """Return the texts of the message by language."""
    content = resources.files(__package__).joinpath("message.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)
