"""From the words of a line of ``showsafe hire`` to the keys of an entry; what is not understood is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from showsafe.application.nearest import did_you_mean
from showsafe.books.hire.words import INTERVAL_OF, MARKS
from showsafe.books.kinds import hire
from showsafe.entrypoints.cli.say import plain
from showsafe.errors import WrongInput

HEADER = ("by", "act_id")
BOOK_KEYS: Mapping[str, tuple[str, ...]] = {row.name: (*HEADER, *row.keys) for row in hire.ROWS}
"""The keys of a line, by the entry that it makes."""

_OF_A_THING = ("count", "used", "seal", "differs")
_LISTS = ("seals", "absent")
_NUMBERS = ("days", "rounds")


def pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    """Return the words of a line as key and value; raises WrongInput ``input.not-key-value``."""
    found = []
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or not key:
            raise WrongInput(
                "input.not-key-value", f"{plain(word)!r} is not key=value.", "Write it as until=2026-03-31."
            )
        found.append((key, value))
    return found


def said(words: Sequence[str], known: Sequence[str]) -> dict[str, Any]:
    """Return what a line says by key; each once."""
    keys: dict[str, Any] = {}
    for key, value in pairs(words):
        _once(keys, key)
        if key in INTERVAL_OF and "of" in known:
            _once(keys, "of")
            keys["of"], keys["name"] = key, value
            continue
        if key not in known:
            meant = did_you_mean(key, known, f"Keys here: {', '.join(known)}.")
            raise WrongInput("input.unknown-key", f"The key {plain(key)!r} is not known here.", meant)
        keys[key] = _read(key, value)
    if not keys.get("by"):
        raise WrongInput("input.missing-key", "Nobody enters this.", "Add by=PERSON.")
    return keys


def _once(keys: Mapping[str, Any], key: str) -> None:
    if key in keys:
        raise WrongInput("input.key-twice", f"The key {plain(key)!r} is there twice.", "Say it once.")


def _read(key: str, value: str) -> Any:  # noqa: ANN401 - the value of any key
    if key in _LISTS:
        return [part.strip() for part in value.split(",") if part.strip()]
    return _number(key, value) if key in _NUMBERS else value


def _number(key: str, value: str) -> int:
    if not value.isascii() or not value.isdecimal() or len(value) > 9:  # noqa: PLR2004 - far more than there is of anything
        raise WrongInput("input.wrong-value", f"{key} is not a whole number.", "Write it in digits.")
    return int(value)


def consigned(words: Sequence[str]) -> dict[str, Any]:
    """Return what a line says of a consignment: its things each in a table of its own."""
    things: dict[str, dict[str, Any]] = {}
    of_things, others = [], []
    for key, value in pairs(words):
        if key == "thing":
            name, _, serial = value.partition(":")
            if name in things:
                raise WrongInput(
                    "hire.twice", f"{plain(name)} is there twice.", "Name each thing once, with its count."
                )
            things[name] = {"thing": name, **({"serial": serial} if serial else {})}
        elif key in _OF_A_THING:
            of_things.append((key, value))
        else:
            others.append(f"{key}={value}")
    for key, value in of_things:
        name, _, about = value.partition(":")
        if name not in things:
            meant = did_you_mean(name, things, f"Name it first: thing={plain(name)}.")
            raise WrongInput("hire.not-in-it", f"{plain(name)!r} is not in this consignment.", meant)
        things[name][key] = (
            ["serial"] if key == "differs" else about if key == "seal" else _number(key, about)
        )
    return {**said(others, BOOK_KEYS["send-out"]), "items": list(things.values())}


def marked(words: Sequence[str]) -> dict[str, Any]:
    """Return what a line says of a condition: ``POINT:MARK`` for each point, and its keys."""
    marks: dict[str, str] = {}
    others = []
    for word in words:
        point, colon, mark = word.partition(":")
        if "=" in point or not colon:
            others.append(word)
            continue
        if point in marks:
            raise WrongInput("input.key-twice", f"The point {plain(point)!r} is there twice.", "Say it once.")
        if mark not in MARKS:
            meant = did_you_mean(mark, MARKS, f"Marks: {', '.join(MARKS)}.")
            raise WrongInput("input.unknown-word", f"{plain(mark)!r} is no mark.", meant)
        marks[point] = mark
    return {**said(others, BOOK_KEYS["note-condition"]), "marks": marks}
