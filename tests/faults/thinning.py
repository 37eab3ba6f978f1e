"""Which of many points for a fault are tried: all where they are few of one kind, else an even part of them.

What is many of one kind is mostly one loop over one call, and goes wrong in the same way at every turn. The first and
the last of each kind are always tried. Those between are chosen by a place, so that scenarios and faults that stand at
different places try different ones, as do the kinds of one of them, and each run tries the same.
With ``SHOWSAFE_EVERY_FAULT=1`` every point is tried.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

EVERY = "SHOWSAFE_EVERY_FAULT"

P = TypeVar("P")


def every_fault() -> bool:
    """Return whether every point is to be tried."""
    return os.environ.get(EVERY, "") not in ("", "0")


def thinned(points: Sequence[P], kind: Callable[[P], Hashable], most: int, place: int = 0) -> list[P]:
    """Return points in their order, of each kind about ``most``: evenly spaced from a place, with first and last."""
    if every_fault():
        return list(points)
    kinds: dict[Hashable, list[int]] = {}
    for index, point in enumerate(points):
        kinds.setdefault(kind(point), []).append(index)
    kept = {i for nth, indices in enumerate(kinds.values()) for i in _part(indices, most, place + nth)}
    return [point for index, point in enumerate(points) if index in kept]


def _part(indices: list[int], most: int, place: int) -> list[int]:
    step = -(-len(indices) // most)
    return [indices[0], *indices[place % step :: step], indices[-1]]
