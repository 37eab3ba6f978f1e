"""From ``ACT key=value...`` as typed to an act, and to the scope in which it is asked."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from showsafe.application.keys import read_label, read_name
from showsafe.application.nearest import did_you_mean
from showsafe.application.parse import ABOUT, act_from, kind_of
from showsafe.application.ports import Clock
from showsafe.application.unit import SET
from showsafe.domain.acts import BY_THE_NODE, Act, Kind
from showsafe.domain.events import ASK
from showsafe.domain.named import people_named
from showsafe.entrypoints.cli.say import plain
from showsafe.errors import WrongInput
from showsafe.projections.rows import telling_of

HEADER = ("by", "act_id", "at")
"""Keys that any act carries: who, under which id, and when."""


def act_of(kind: str, words: Sequence[str], clock: Clock, door: str = ASK) -> Act:
    """Return the act that a line says.

    Raises WrongInput: what of it cannot be understood, with the key that is wrong. Nothing was written.
    """
    row = kind_of(kind)
    if row.name in BY_THE_NODE:
        raise WrongInput(
            "input.unknown-act",
            f"The act {row.name} is recorded by the program alone.",
            "Choose an act of people; the list is in: showsafe ask --help",
        )
    said = _said(words)
    _whole(row, said, door)
    by = read_name(said.pop("by"), f"by of {kind}")
    act_id = _act_id(said.pop("act_id", ""))
    at = _time(said.pop("at", ""), clock)
    return act_from(kind, said, act_id=act_id, by=by, at=at)


def _whole(row: Kind, said: Mapping[str, Any], door: str) -> None:
    """Let a line pass that says everything its door asks for; what is missing is named all at once."""
    groups = row.needs if door == ASK else tuple(group for group in row.needs[:1] if group[0] in ABOUT)
    missing = [" or ".join(group) for group in (("by",), *groups) if not any(key in said for key in group)]
    if missing:
        words = " ".join(f"{each.split()[0]}=..." for each in missing)
        raise WrongInput(
            "input.missing-key",
            f"{row.name} does not say {', '.join(missing)}.",
            f"Add {words}; who may be named and how, with an example: showsafe explain {row.name}",
        )


def _said(words: Sequence[str]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or not key:
            raise WrongInput(
                "input.not-key-value", f"{plain(word)!r} is not key=value.", "Write it as weapon=revolver-3."
            )
        if key in said:
            raise WrongInput("input.key-twice", f"The key {plain(key)!r} is there twice.", "Say it once.")
        said[key] = _value(key, value)
    return said


def _value(key: str, value: str) -> Any:  # noqa: ANN401 - what a key's own reader then reads
    """A value in brackets or braces is JSON; any other is text, and its key's reader knows its form."""
    if not value.startswith(("[", "{")):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise WrongInput(
            "input.not-json",
            f"The value of {plain(key)} begins like JSON, and is none.",
            'Write it as {"lot":"a","count":5}, or in the short form lot:count.',
        ) from None


def _act_id(said: Any) -> str:  # noqa: ANN401 - as _value
    return read_name(said, "act_id") if said != "" else uuid.uuid4().hex


def _time(said: Any, clock: Clock) -> datetime:  # noqa: ANN401 - as _value
    if said == "":
        return clock.now()
    try:
        moment = datetime.fromisoformat(read_label(said, "at"))
        if moment.tzinfo is None:
            raise WrongInput(
                "input.no-zone",
                f"The time {plain(str(said))} has no zone, so nobody can say when it was.",
                "Add it, as in 2026-03-31T11:30-06:00, or Z for UTC; or leave the time out for now.",
            )
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise WrongInput(
            "input.wrong-value", f"at is {plain(str(said))!r}, and no time.", "Write it as 2026-03-31T11:30Z."
        ) from None


def scope_of(act: Act, scopes: Iterable[str]) -> str:
    """Return the scope of an act: the newest telling of the day whose names it uses, or the set itself.

    Raises WrongInput: ``input.two-scopes`` where its names belong to different ones, ``input.unknown-day`` where a
    name is one of a day that is not told.
    """
    newest = newest_of(scopes)
    names = [*(who for _key, who in people_named(act)), act.weapon, act.lot]
    names += [draw.lot for draw in (*(act.rounds or ()), *(act.found or ()))]
    for name in names:
        _of_a_told_day(name, newest)
    found = {newest.get(name.partition("/")[0], SET) if "/" in name else SET for name in names if name}
    if len(found) > 1:
        raise WrongInput(
            "input.two-scopes",
            f"The names of this act belong to different days: {', '.join(sorted(found))}.",
            "Use names of one day, or of the set, alone; each has its own record of people and things.",
        )
    return found.pop() if found else SET


def _of_a_told_day(name: str, newest: Mapping[str, str]) -> None:
    """The part before a slash is a told day: were it not, a day told later would take the name from the live set."""
    day, slash, _ = name.partition("/")
    if slash and day not in newest:
        raise WrongInput(
            "input.unknown-day",
            f"{plain(name)} is a name of the day {plain(day)}, and that is not told in this unit.",
            did_you_mean(day, tuple(newest), "In the live set a name has no slash: write a hyphen."),
        )


def newest_of(scopes: Iterable[str]) -> dict[str, str]:
    """Return the newest scope of every told day by its id."""
    numbered: dict[str, int] = {}
    for scope in scopes:
        if scope != SET:
            day, number = telling_of(scope)
            numbered[day] = max(numbered.get(day, 1), number)
    return {day: day if number == 1 else f"{day}@{number}" for day, number in numbered.items()}


def newest_scope(day: str, scopes: Iterable[str]) -> str:
    """Return the scope that people mean by a day: its newest telling, or with ``@1`` the very first."""
    return newest_of(scopes).get(day, day).removesuffix("@1")


def newest_name(name: str, scopes: Iterable[str]) -> str:
    """Return the key of a projection for a name as people say it: the newest telling of its day."""
    day, slash, rest = name.partition("/")
    return f"{newest_scope(day, scopes)}/{rest}" if slash else name


def as_typed(name: str, scope: str, scopes: Iterable[str]) -> str:
    """Return a name of a scope as it has to be typed: that of an older telling says which one it is."""
    day, number = telling_of(scope)
    if scope == SET or newest_scope(day, scopes) == scope:
        return name
    return f"{day}@{number}/{name.removeprefix(f'{day}/')}"
