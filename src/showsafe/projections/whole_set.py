"""What stands against a whole set: one line a scope, with its day, its stops, live rounds and open concerns.

Who pressed *hold* or *stop* is in no line: the presser is never shown and never counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from showsafe.application.records import stamp
from showsafe.domain import files
from showsafe.domain.frozen import CONTAINER, LOT, WEAPON
from showsafe.domain.state import State
from showsafe.ledger.store import Row
from showsafe.projections.rows import Change, line, short

NAME = "set"
ORDER = (WEAPON, LOT, CONTAINER)
PARTS = ("profile", "day", "stops", "live", "concerns", "frozen")


def project(change: Change) -> Iterator[Row]:
    """Yield the line of the scope where one of its parts changed."""
    before, after, event = change.before, change.after, change.event
    same = before.last_record and all(getattr(before, part) is getattr(after, part) for part in PARTS)
    if same and _files(change.scope, before) == _files(change.scope, after):
        return
    value = _value(change.scope, after)
    yield line(NAME, change.scope, {**value, "record": event.number, "at": stamp(event.at)})


def _value(scope: str, state: State) -> dict[str, Any]:
    day = state.day
    return {
        "scope": scope,
        "profile": state.profile,
        "utc_offset_minutes": state.offset_minutes,
        "day_open": day.open,
        "opened_at": stamp(day.opened_at) if day.opened_at else "",
        "closed_at": stamp(day.closed_at) if day.closed_at else "",
        "exceptions": list(day.exceptions),
        "held": [
            {"why": stop.kind, "about": short(scope, stop.about), "record": stop.record}
            for stop in state.stops
        ],
        "live": [
            {"where": short(scope, find.where), "record": find.record, "quarantined": find.quarantined}
            for find in state.live
        ],
        "concerns": [
            {"about": short(scope, each.about), "record": each.record} for each in state.concerns.values()
        ],
        "files": _files(scope, state),
        **_incidents(scope, state),
    }


def _incidents(scope: str, state: State) -> dict[str, Any]:
    """Return the time that each open incident keeps, and what is frozen; nothing where there is none."""
    kept = [
        {"record": stop.record, "at": stamp(stop.said_at or stop.at), "heard": stamp(stop.at)}
        for stop in state.stops
        if stop.kind == "incident"
    ]
    frozen = [
        {"thing": each.thing, "name": short(scope, each.name), "record": each.record, "at": stamp(each.at)}
        for each in sorted(state.frozen.values(), key=lambda each: (ORDER.index(each.thing), each.name))
    ]
    return {**({"incidents": kept} if kept else {}), **({"frozen": frozen} if frozen else {})}


def _files(scope: str, state: State) -> list[dict[str, Any]]:
    """Return what is said of every open file: whose it is, its word, and its weapons by their marks."""
    return [
        {
            "file": file.id,
            "custodian": short(scope, file.custodian),
            "watcher": short(scope, file.watcher),
            "scene": file.scene,
            "word": files.word_of(state, file),
            "weapons": [
                {
                    "mark": member.mark,
                    "weapon": short(scope, member.weapon),
                    "user": short(scope, member.user),
                    "out": state.believed(member.weapon).holder == member.user,
                }
                for member in file.members
            ],
            "dropped": [short(scope, name) for name in file.dropped],
            "held": file.held,
            "record": file.record,
        }
        for file in files.open_files(state)
    ]
