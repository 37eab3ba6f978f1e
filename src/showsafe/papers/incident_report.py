"""The incident report: what was told of an incident, where every thing was, and the records before and after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from showsafe.application.records import unstamp
from showsafe.domain.acts import Act
from showsafe.domain.events import HOLD, REFUSE
from showsafe.errors import WrongInput
from showsafe.papers import shown, told
from showsafe.papers.catalogue import Paper
from showsafe.papers.source import Line, Source
from showsafe.papers.wish import Wish
from showsafe.papers.words import both
from showsafe.projections import board, custody, matters
from showsafe.projections.rows import read

OPENS = ("incident", "unplanned-discharge", "find-live", "drop", "misfire", "stop", "freeze")
"""Acts of which a report can be made."""

BEFORE, AFTER = timedelta(hours=12), timedelta(hours=24)
"""How far back and on the records go that concern it."""

MOST = 400
"""So many records are listed on each side of it at the most, the nearest."""

_DIGITS = 15


def build(source: Source, wish: Wish) -> dict[str, Any]:
    """Return the report of the incident that is named by its record or act id, or else of the last one.

    Where nothing of the kind is on record it is a form to be filled in by hand.
    """
    line = _opened(source, wish.incident) if wish.incident else _last(source)
    if line is None:
        return {"blank": True, "facts": [], "records": "all", "whole": True}
    words = both(PAPER.name, wish.lang)
    things = _things(source, line)
    before, after = _around(source, line, things)
    row = told.row(source, line, wish)
    places = [
        found for name in _weapons(source) if (found := _place(source, wish, line.number, name)) is not None
    ]
    near = [*before, line, *after]
    return {
        "blank": False,
        "title": words["of"].format(row["act"], source.date(line.body["as_of"])),
        "facts": [[words[name], value] for name, value in _facts(source, wish, line)],
        "said": row["more"],
        "things": sorted(source.short(name) for name in things),
        "places": sorted(places, key=lambda each: (not each["out"], each["weapon"])),
        "before": [told.row(source, each, wish) for each in before],
        "after": [told.row(source, each, wish) for each in after],
        "records": {each.number for each in near} | {each["record"] for each in places},
    }


def _last(source: Source) -> Line | None:
    """Return the last incident; where none was opened, the last of what a report can be made of."""
    found = {
        kind: line["record"]
        for _, line in source.rows(matters.NAME, f"{source.scope}\n")
        if (kind := line["kind"]) in OPENS and line["outcome"] not in (HOLD, REFUSE)
    }
    number = found.get("incident") or max(found.values(), default=0)
    return source.line(number) if number else None


def _opened(source: Source, named: str) -> Line:
    """Return the record of an incident; raises WrongInput ``paper.no-such-incident``."""
    number = source.store.number_of(named) or 0
    if not number and named.isascii() and named.isdecimal() and len(named) <= _DIGITS:
        number = int(named)
    if 0 < number <= source.size:
        body = source.body(number)
        line = source.line(number) if body["scope"] == source.scope else None
        if line is not None and line.event.act.kind in OPENS:
            return line
    seen = "".join(c if c.isprintable() else "?" for c in named[:60])
    raise WrongInput(
        "paper.no-such-incident",
        f"{seen!r} is no record of the set that opens an incident.",
        f"Give the number of a record, or the id of the act, of one of: {', '.join(OPENS)}.",
    )


def _facts(source: Source, wish: Wish, line: Line) -> Iterator[tuple[str, str]]:
    act = line.event.act
    yield "what", shown.act(act.kind, wish.lang)
    yield "claimed", source.when(line.body["claimed_at"])
    yield "when_received", source.when(line.body["received_at"])
    yield "told_by", told.by(source, act, wish) or both(PAPER.name, wish.lang)["not_shown"]
    yield "scene", act.scene or both(PAPER.name, wish.lang)["none"]
    yield "told_record", str(line.number)


def _things(source: Source, line: Line) -> set[str]:
    """Return what it concerns: what it names, and what it froze, where that still is."""
    act = line.event.act
    named = {each for each in (act.weapon, act.lot, act.in_) if each}
    return named | {frozen.name for frozen in source.state.frozen.values() if frozen.record == line.number}


def _weapons(source: Source) -> Iterator[str]:
    for _, line in source.rows(board.NAME):
        yield str(line["weapon"])


def _place(source: Source, wish: Wish, number: int, weapon: str) -> dict[str, Any] | None:
    """Return where a weapon was, and in which state, when the record came; None where it was not known yet."""
    for _, value in source.store.rows(custody.NAME, f"{source.key(weapon)}\n", newest_first=True):
        span = read(value)
        if span["record"] < number:
            return {
                "weapon": source.short(weapon),
                "record": span["record"],
                "since": source.when(span["from"]),
                "where": shown.where(
                    span, lambda who: source.who(who, wish.lang, names=wish.names), wish.lang
                ),
                "contents": shown.contents(span["spoken"], wish.lang),
                "out": bool(span["out"]),
            }
    return None


def _around(source: Source, line: Line, things: set[str]) -> tuple[list[Line], list[Line]]:
    """Return the records before and after that concern the same things, or the whole set where none is named."""
    moment = unstamp(line.body["as_of"])
    before: list[Line] = []
    for number in range(line.number - 1, 0, -1):
        body = source.body(number)
        if moment - unstamp(body["as_of"]) > BEFORE or len(before) == MOST:
            break
        if body["scope"] == source.scope and _concerns(found := source.line(number), things):
            before.append(found)
    after: list[Line] = []
    for found in source.between(line.number + 1, source.size):
        if unstamp(found.body["as_of"]) - moment > AFTER or len(after) == MOST:
            break
        if _concerns(found, things):
            after.append(found)
    return before[::-1], after


_OF_THE_SET = frozenset(("stop", "hold", "incident", "release", "freeze", "open-day", "close-day", "cut"))


def _concerns(line: Line, things: set[str]) -> bool:
    act = line.event.completes or line.event.act
    return not things or act.kind in _OF_THE_SET or bool(things & set(_named(act)))


def _named(act: Act) -> Iterator[str]:
    yield from (act.weapon, act.lot, act.in_)
    yield from (draw.lot for draw in (*(act.rounds or ()), *(act.found or ())))
    yield from (scan.weapon for scan in act.scans)


PAPER = Paper(name="incident-report", takes=("incident",), build=build, tagged=False)
