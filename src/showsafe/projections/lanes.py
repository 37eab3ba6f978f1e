"""Where the spans of a custody chain stand in its picture: in which lane, in which strip, from where to where.

Widths are not to scale: ten seconds stand beside ten hours, and both have to be seen. A span is at least ``LEAST``
wide and grows with the logarithm of its length; the times are written above. A chain that is longer than the picture
is wide goes on in the next strip, as a line of text does.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from showsafe.projections.rows import SET, short

LEAST = 22
GROWTH = 26
STRETCH = 1.6

CONTAINER, CUSTODIAN, USER, NOBODY = range(4)
"""The kinds of lanes, from the top of the picture to its bottom."""

KINDS = ("container", "custodian", "user", "nobody")

LEFT, UNATTENDED, NOT_SAID = NOWHERE = ("left the unit", "unattended", "not said")
"""What the lanes are called in which nobody has it."""

LOCKED = "LOCKED"
"""The state of a weapon that is locked away: nobody says what is in it until two people have looked."""

_KNOWN = ("INERT", "EMPTY", "DUMMIES", "BLANKS", "PART-FIRED")


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: its kind, and whose or which it is."""

    kind: int
    name: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One span in its lane: when, in which state and words, from which record, and what that record broke."""

    lane: Lane
    begins: datetime
    ends: datetime
    state: str
    spoken: str
    record: int
    kind: str
    deviation: bool
    breaks: bool
    where: str
    reset: str = ""
    """Through whose hands it went, where one record of a run holds the whole way back and out."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A bar and where it stands in its strip."""

    bar: Bar
    left: int
    right: int


def bars(spans: Iterable[Mapping[str, Any]], custodians: Collection[str], until: datetime) -> list[Bar]:
    """Return the bars of a chain, in its order; the last one goes on until the picture is made."""
    found: list[Bar] = []
    for span in spans:
        begins = datetime.fromisoformat(span["from"])
        ends = datetime.fromisoformat(span["to"]) if span["to"] else max(until, begins)
        lane = lane_of(span, custodians)
        locked = lane.kind == CONTAINER and span["state"] == "UNKNOWN"
        state = LOCKED if locked else str(span["state"])
        before = found[-1].state if found else ""
        breaks = before in _KNOWN and state not in (*_KNOWN, LOCKED)
        found.append(
            Bar(
                lane=lane,
                begins=begins,
                ends=max(ends, begins),
                state=state,
                spoken=str(span["spoken"]),
                record=int(span["record"]),
                kind=str(span["kind"]).replace("-", " "),
                deviation=bool(span["deviation"]),
                breaks=breaks,
                where=str(span["where"]),
                reset=short(str(span.get("scope", SET)), span["reset"]["by"]) if "reset" in span else "",
            )
        )
    return found


def lane_of(span: Mapping[str, Any], custodians: Collection[str]) -> Lane:
    """Return the lane of a span: a container, a custodian, somebody else, or nobody."""
    holder, where = str(span["holder"]), str(span["where"])
    name = short(str(span.get("scope", SET)), holder)
    if holder and span["out"]:
        return Lane(CUSTODIAN if holder in custodians else USER, name)
    if where.startswith("in "):
        return Lane(CONTAINER, where.removeprefix("in "))
    if where.startswith("left the unit"):
        return Lane(NOBODY, LEFT)
    return Lane(NOBODY, UNATTENDED if span["out"] else NOT_SAID)


def strips(chain: list[Bar], room: int) -> list[list[Placed]]:
    """Return the bars strip by strip, each placed between 0 and ``room``."""
    found: list[list[Bar]] = [[]]
    used = 0
    for bar in chain:
        wide = wide_of(bar, room)
        if found[-1] and used + wide > room:
            found.append([])
            used = 0
        found[-1].append(bar)
        used += wide
    return [_placed(strip, room) for strip in found if strip]


def wide_of(bar: Bar, room: int) -> int:
    """Return how wide a bar is before its strip is filled."""
    minutes = (bar.ends - bar.begins).total_seconds() / 60
    return min(LEAST + round(GROWTH * math.log2(1 + minutes)), room // 2)


def _placed(strip: list[Bar], room: int) -> list[Placed]:
    widths = [wide_of(bar, room) for bar in strip]
    factor = min(room / sum(widths), STRETCH)
    edges = [0]
    for wide in widths:
        edges.append(edges[-1] + int(wide * factor))
    return [Placed(bar, edges[place], edges[place + 1]) for place, bar in enumerate(strip)]


def lanes_of(strip: list[Placed]) -> list[Lane]:
    """Return the lanes of a strip: containers, custodians, users, nobody; within a kind as they first come."""
    found = list(dict.fromkeys(each.bar.lane for each in strip))
    return sorted(found, key=lambda lane: lane.kind)


def clock(at: datetime, offset_minutes: int) -> str:
    """Return the time of day where the set is."""
    return (at + timedelta(minutes=offset_minutes)).strftime("%H:%M")


def day(at: datetime, offset_minutes: int) -> str:
    """Return the date where the set is."""
    return (at + timedelta(minutes=offset_minutes)).date().isoformat()
