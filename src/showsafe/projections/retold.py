"""An act in one short sentence, as somebody would say it over the radio: *ann loads r1, dummies 5*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from showsafe.application.parse import act_as_mapping
from showsafe.domain.acts import KINDS, Act
from showsafe.projections.rows import day_of, short

_ABOUT = ("weapon", "lot", "person", "file", "scene", "about", "in")
"""What an act can be about, the first that it names."""

_VERBS = {
    "open-day": "opens the day",
    "close-day": "closes the day",
    "cut": "calls cut",
    "take": "starts a take with",
    "raise-concern": "raises a concern",
    "answer-concern": "answers a concern",
    "discharge": "fires",
    "unplanned-discharge": "reports an unplanned shot",
    "open-run": "opens a run of",
    "cycle": "resets",
    "end-run": "ends the run of",
    "open-file": "opens the file",
    "draw-in": "draws in",
    "drop-out": "drops out",
    "issue-file": "issues the file",
    "return-file": "takes back the file",
    "close-file": "closes the file",
    "misfire": "reports a misfire",
    "incident": "opens an incident",
}
"""Acts that read wrong with an *s* at the end of their first word."""


def verb(kind: str) -> str:
    """Return what somebody does who does such an act, in the third person."""
    if kind in _VERBS:
        return _VERBS[kind]
    first, _, rest = kind.partition("-")
    ending = "es" if first.endswith(("s", "sh", "ch", "x")) else "s"
    return f"{first}{ending} {rest}".replace("-", " ").strip()


def retold(scope: str, act: Act) -> str:
    """Return who does what to what, with everything that was said of it."""
    said = act_as_mapping(act)
    about = next((key for key in _ABOUT if key in said), "")
    thing = f" {short(scope, said.pop(about))}" if about else ""
    return ", ".join([f"{short(scope, act.by)} {verb(act.kind)}{thing}", *_rest(scope, said)])


def to_confirm(scope: str, act: Act) -> str:
    """Return what the second person of a held act types after its number; a watcher also says what they saw."""
    kind = KINDS[act.kind]
    watched = kind.second == "witness" and "sight" in kind.keys and act.sight is None
    day = f"{day_of(scope)}/" if day_of(scope) else ""
    return f"by={day}PERSON{' sight=COUNT' if watched else ''}"


def _rest(scope: str, said: dict[str, Any]) -> Iterator[str]:
    for key, value in said.items():
        words = ", then ".join(each["act"] for each in value) if key == "steps" else _value(scope, value)
        yield words if key == "rounds" else f"{key.replace('_', ' ')} {words}"


def _value(scope: str, value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " and ".join(_value(scope, each) for each in value) or "none"
    if isinstance(value, dict):
        said = dict(value)
        count = said.pop("count", None)
        named = " ".join(_value(scope, each) for each in said.values())
        return named if count is None else f"{named} {count}".strip()
    return short(scope, str(value))
