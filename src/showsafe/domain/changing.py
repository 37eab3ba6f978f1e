"""A frozen value with some of its fields changed, several times as fast as ``dataclasses.replace`` makes it.

A state is made anew with every act, out of values of thirty fields and more. Values of this house have slots and
nothing that runs as they are made, so that a copy of their slots is the same value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")
V = TypeVar("V")

_REMEMBERED = 31
"""So many of the last changes of a map are remembered: more than one act makes."""


def replace(value: T, /, **changes: object) -> T:
    """Return a copy of a frozen value with slots, with these fields changed; raises KeyError for an unknown one."""
    kind = type(value)
    read, writers, place = _slots(kind)  # type: ignore[arg-type]
    copy = object.__new__(kind)
    for write, each in zip(writers, read(value), strict=False):
        write(copy, each)
    for name, each in changes.items():
        writers[place[name]](copy, each)
    return copy


@cache
def _slots(
    kind: type,
) -> tuple[Callable[[Any], tuple[object, ...]], tuple[Callable[..., None], ...], dict[str, int]]:
    names = tuple(kind.__slots__)  # type: ignore[attr-defined]
    get = attrgetter(*names)
    read = get if len(names) > 1 else lambda value: (get(value),)
    return (
        read,
        tuple(getattr(kind, name).__set__ for name in names),
        {name: n for n, name in enumerate(names)},
    )


class Put(dict[str, V]):
    """A map that knows how it was made: what was put into it last, one by one, and into which map.

    So what an act changed is told without a look at everything that it left alone. It is never changed in place.
    """

    __slots__ = ("mark", "trail")
    mark: object
    trail: tuple[tuple[object, str], ...]


def put(mapping: Mapping[str, V], key: str, value: V) -> dict[str, V]:
    """Return a copy of a map with one entry set."""
    copy = Put(mapping)
    copy[key] = value
    copy.mark = object()
    copy.trail = (*mapping.trail[-_REMEMBERED:], (mapping.mark, key)) if isinstance(mapping, Put) else ()
    return copy


def changed(before: Mapping[str, V], after: Mapping[str, V]) -> list[str]:
    """Return the names under which a map has another value, or a new one, than a map before it; none that went."""
    if before is after:
        return []
    old = before.get
    if isinstance(before, Put) and isinstance(after, Put):
        marks = [mark for mark, _ in after.trail]
        if before.mark in marks:
            names = dict.fromkeys(name for _, name in after.trail[marks.index(before.mark) :])
            return [name for name in names if old(name) is not after[name]]
    return [name for name, value in after.items() if old(name) is not value]
