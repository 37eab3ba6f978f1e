"""The hires of an office book as they stand: which things went which way, what came back, until when.

A hire begins with its first consignment. The way of that one says whose the things are: what came in first is hired
from others, what went out first is ours. A consignment of the other way brings things back. One that says of an item
that its serial is another one brings back nothing: another thing came, and the one that was sent is still away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any
from weakref import WeakKeyDictionary

from showsafe.books.hire.words import BACK, IN, WAYS
from showsafe.books.pages import Kept, Pages

MOVES = tuple(WAYS)
OF_A_HIRE = (*MOVES, "extend-hire")


@dataclass(frozen=True, slots=True)
class Move:
    """One item in one consignment: its entry, which way, on which day, and what was said of it."""

    entry: int
    way: str
    on: str
    says: Mapping[str, Any]

    @property
    def another(self) -> bool:
        """Whether the serial read on it is not that of the thing: another one travelled in its place."""
        return "serial" in self.says.get("differs", ())


@dataclass(slots=True)
class Item:
    """One thing of a hire: what went, and what came back of it."""

    thing: str
    sort: str
    serial: str
    went: list[Move] = field(default_factory=list)
    back: list[Move] = field(default_factory=list)

    @property
    def sent(self) -> int:
        """How many went."""
        return sum(move.says["count"] for move in self.went)

    @property
    def returned(self) -> int:
        """How many came back: themselves, and not something else in their place."""
        return sum(move.says["count"] for move in self.back if not move.another)

    @property
    def used(self) -> int:
        """How many are said to have been used up, as rounds are."""
        return sum(move.says.get("used", 0) for move in self.back if not move.another)

    @property
    def outstanding(self) -> int:
        """How many are still to come back."""
        return max(0, self.sent - self.returned - self.used)


@dataclass(slots=True)
class Hire:
    """One hire: with whom, for what, from when until when, its items and its entries."""

    id: str
    way: str
    party: str
    purpose: str
    since: str
    until: str
    opened: int
    items: dict[str, Item] = field(default_factory=dict)
    entries: list[int] = field(default_factory=list)
    extended: list[int] = field(default_factory=list)
    agreed: str = ""
    """Until when it was first agreed."""
    closed_on: str = ""
    """The day on which the last thing came back; "" while anything is away."""

    @property
    def ours(self) -> bool:
        """Whether the things are ours, and went to somebody else."""
        return self.way != IN

    @property
    def open(self) -> bool:
        """Whether anything is still to come back."""
        return any(item.outstanding for item in self.items.values())

    def overdue(self, today: str) -> bool:
        """Whether its last day is over and something is still to come back."""
        return self.open and self.until < today


class Hires:
    """Every hire of a book, by its id."""

    def __init__(self) -> None:
        """Begin with none."""
        self.hires: dict[str, Hire] = {}
        self._away: dict[tuple[str, str], str] = {}

    def __iter__(self) -> Iterator[Hire]:
        return iter(self.hires.values())

    def get(self, hire: str) -> Hire | None:
        """Return a hire by its id, if it is on record."""
        return self.hires.get(hire)

    def away(self, thing: str, way: str) -> Hire | None:
        """Return the hire under which a thing went this way and is not back, if there is one."""
        hire = self._away.get((way, thing))
        return self.hires[hire] if hire is not None else None

    def add(self, kept: Kept) -> None:
        """Take up the next entry of the book."""
        if kept.kind in MOVES:
            self._moved(kept)
        elif kept.kind == "extend-hire":
            hire = self.hires[kept["hire"]]
            hire.until = kept["until"]
            hire.extended.append(kept.number)
            hire.entries.append(kept.number)

    def _moved(self, kept: Kept) -> None:
        way, keys = WAYS[kept.kind], kept.keys
        hire = self.hires.get(keys["hire"])
        if hire is None:
            hire = Hire(
                id=keys["hire"],
                way=way,
                party=keys["party"],
                purpose=keys["purpose"],
                since=keys["since"],
                until=keys["until"],
                opened=kept.number,
                agreed=keys["until"],
            )
            self.hires[hire.id] = hire
        hire.entries.append(kept.number)
        for says in keys["items"]:
            thing = says["thing"]
            move = Move(kept.number, way, keys["on"], {**says, "count": says.get("count", 1)})
            item = hire.items.setdefault(
                thing, Item(thing, says.get("sort", "weapon"), says.get("serial", ""))
            )
            (item.back if way == BACK[hire.way] else item.went).append(move)
            if item.outstanding:
                self._away[hire.way, thing] = hire.id
            elif self._away.get((hire.way, thing)) == hire.id:
                del self._away[hire.way, thing]
        hire.closed_on = "" if hire.open else keys["on"]


def hires_of(pages: Pages) -> Hires:
    """Return the hires of a book, from its entries in order."""
    found = Hires()
    entries = [kept for kind in OF_A_HIRE for kept in pages.entries(kind)]
    for kept in sorted(entries, key=lambda each: each.number):
        found.add(kept)
    return found


_GROWN: WeakKeyDictionary[Pages, tuple[int, Hires]] = WeakKeyDictionary()


def hires_so_far(pages: Pages) -> Hires:
    """Return the hires of a book while it is written or audited: asked again and again, each entry is folded once.

    They grow with the pages, so whoever looks at hires for longer than one question takes ``hires_of``.
    """
    size, found = _GROWN.get(pages) or (0, Hires())
    new = [
        kept
        for kind in OF_A_HIRE
        for kept in takewhile(lambda each: each.number > size, reversed(pages.entries(kind)))
    ]
    for kept in sorted(new, key=lambda each: each.number):
        found.add(kept)
        size = kept.number
    _GROWN[pages] = size, found
    return found
