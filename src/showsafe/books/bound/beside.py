"""Where the bound book and the record of the set say different things of a weapon. Nothing is ever put right here.

A performer who holds a weapon on set is no disposition: only what comes into the unit and what leaves it is compared.
Of a weapon that the set's record says has left, and of one that came in, the book may rightly say nothing: what is a
transfer the licensee has to know. So these are questions, and no rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from showsafe.books import serials
from showsafe.books.bound.lines import Bound, Line, holding
from showsafe.domain.state import State

IN_BOOK = ("live-capable",)
"""Ours: classes of weapons of which the book is asked; a replica or a blade is in no bound book."""

NOT_IN_BOOK, GONE_FROM_SET, STILL_ON_SET = "not-in-book", "gone-from-set", "still-on-set"
OTHER_SERIAL, UNKNOWN, TWICE = "other-serial", "unknown-on-set", "held-twice"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: what it is, of which weapon, and the line of the book, None where there is none."""

    what: str
    weapon: str
    line: Line | None = None


def differences(book: Bound, state: State) -> Iterator[Difference]:
    """Yield where the two differ, by weapon."""
    held = holding(book.lines)
    known = {line.weapon for line in book.lines if line.weapon and line.acquired.struck is None}
    for name in sorted(set(state.weapons) | known):
        weapon = state.weapons.get(name)
        lines = held.get(name, [])
        if weapon is None:
            yield from (Difference(UNKNOWN, name, line) for line in lines)
            continue
        gone = state.believed(name).gone
        if gone and lines:
            yield from (Difference(GONE_FROM_SET, name, line) for line in lines)
        if not gone and not lines and weapon.class_ in IN_BOOK:
            yield Difference(STILL_ON_SET if name in known else NOT_IN_BOOK, name, _last(book, name))
        if len(lines) > 1:
            yield Difference(TWICE, name, lines[1])
        for line in lines:
            if serials.plain(line.acquired.now["serial"]) != serials.plain(weapon.serial):
                yield Difference(OTHER_SERIAL, name, line)


def _last(book: Bound, weapon: str) -> Line | None:
    found = (line for line in reversed(book.lines) if line.weapon == weapon and line.acquired.struck is None)
    return next(found, None)
