"""The line of fire as a drawing: what a shot plan says of distance, muzzle line and people, as points on paper.

Seen from above, in millimetres on the paper from its left upper corner; the muzzle is where the line begins.

1. Distances are to scale, and the scale is said. What the plan does not say is not drawn as if it were known.
2. A plan says to the nearest person how far it is, and nothing of where anybody stands: people stand on the arc of that
   distance or beyond it, dashed, and the paper says so. Only "somebody is in the line" puts a figure on the line.
3. Nothing here is measured on set. It is what two people approved.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDE, HIGH = 180.0, 88.0
"""The drawing, in millimetres."""

MUZZLE = (36.0, 44.0)
_LONGEST = 108.0
"""How long the longest distance may be drawn; behind it there is room for people."""
_STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.5)
_BESIDE = (13.0, -13.0, 25.0, -25.0, 35.0, -35.0)
"""How far beside the line the dashed figures stand, first those next to it."""
_BEHIND = 11.0
_END = WIDE - 4.0
_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """What a plan says, and what is asked: distances in millimetres, None where nothing is said.

    ``discharges`` is whether anything can come out of the muzzle; ``clear`` whether nobody is in the line; ``people``
    how many are on or near it.
    """

    discharges: bool
    distance: int | None
    least: int | None
    clear: bool | None
    people: int


def drawn(shot: Shot) -> dict[str, Any]:
    """Return the drawing: plain values, lengths in millimetres on paper.

    ``scale`` is how many millimetres on set are one on paper, 0 where nothing gives it; ``arc`` and ``least`` are the
    arcs of the planned distance and of the least one that is asked, as points; ``figures`` where people are drawn.
    """
    known = shot.distance if shot.discharges else None
    least = shot.least if shot.discharges else None
    scale = scale_of([each for each in (known, least) if each])
    reach = (known or least or 0) / scale if scale else _LONGEST * 0.7
    return {
        "wide": WIDE,
        "high": HIGH,
        "muzzle": MUZZLE,
        "end": _END,
        "scale": scale,
        "bar": _bar(scale) if scale else None,
        "line": _line(shot),
        "arc": _arc(known / scale) if known is not None and scale else None,
        "reach": _round(MUZZLE[0] + (known or 0) / scale) if scale else 0,
        "least": _arc(least / scale) if least and scale else None,
        "least_reach": _round(MUZZLE[0] + (least or 0) / scale) if scale else 0,
        "in_line": (_round(MUZZLE[0] + max(reach, 14.0)), MUZZLE[1]) if shot.clear is False else None,
        "figures": _figures(reach, shot.people),
        "more": max(0, shot.people - _SHOWN),
    }


def scale_of(distances: Sequence[int]) -> float:
    """Return the least round scale at which the longest distance has room; 0 where there is none."""
    longest = max(distances, default=0)
    if longest <= 0:
        return 0
    wanted = longest / _LONGEST
    power = 10.0 ** math.floor(math.log10(wanted))
    found = next((step * power for step in _STEPS if step * power >= wanted * 0.999999), 10 * power)
    return round(found, 6)


def _line(shot: Shot) -> str:
    if not shot.discharges:
        return "none"
    return {True: "clear", False: "somebody", None: "not-said"}[shot.clear]


def _bar(scale: float) -> dict[str, float]:
    """Return a bar of a round number of metres: how long it is on paper, and how many metres that is."""
    wanted = 12 * scale / 1000
    power = 10.0 ** math.floor(math.log10(wanted))
    metres = next((step * power for step in (1, 2, 5) if step * power >= wanted * 0.999999), 10 * power)
    return {"metres": round(metres, 6), "long": _round(metres * 1000 / scale)}


def _arc(radius: float) -> list[tuple[float, float]]:
    """Return the part of a circle around the muzzle that is in front of it and in the drawing."""
    widest = MUZZLE[1] - 3.0
    turn = math.asin(min(1.0, widest / radius)) if radius > 0 else 0.0
    steps = 24
    turns = [turn * (2 * step / steps - 1) for step in range(steps + 1)]
    return [
        (_round(MUZZLE[0] + radius * math.cos(each)), _round(MUZZLE[1] + radius * math.sin(each)))
        for each in turns
    ]


def _figures(reach: float, people: int) -> list[tuple[float, float]]:
    """Return where people are drawn: none nearer than the planned distance, and none on the line."""
    found = []
    for number in range(min(people, _SHOWN)):
        row, place = divmod(number, len(_BESIDE))
        beside = _BESIDE[place]
        radius = reach + 6.0 + row * _BEHIND
        ahead = math.sqrt(radius**2 - beside**2) if radius > 2 * abs(beside) else radius
        found.append((_round(min(MUZZLE[0] + ahead, _END - 4)), _round(MUZZLE[1] + beside)))
    return found


def _round(value: float) -> float:
    return round(value, 2)
