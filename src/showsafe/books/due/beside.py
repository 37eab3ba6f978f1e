"""Tasks where the bound book and the record of the set differ: somebody looks, and says what is right."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from showsafe.books.bound import beside
from showsafe.books.material import Material
from showsafe.books.tasks import BOUND_BOOK, Shown, Task

MOST = 5
"""Ours: more weapons than these that are in no line are one task, and not one each."""


def due(material: Material) -> Iterator[Task]:
    """Yield the differences; only where a bound book is kept that has a line, and its business goes on."""
    book = material.bound
    if not book.lines or book.ended:
        return
    found = list(beside.differences(book, material.state))
    unknown = [each.weapon for each in found if each.what == beside.NOT_IN_BOOK]
    if len(unknown) > MOST:
        found = [each for each in found if each.what != beside.NOT_IN_BOOK]
        yield _many(unknown)
    for each in found:
        line = each.line.number if each.line else 0
        yield Task(
            id=f"beside.{each.what}:{each.weapon[:60]}:{each.line.entry if each.line else 0}",
            code=f"beside.{each.what}",
            about={"weapon": each.weapon, "line": line},
            rests=(Shown(BOUND_BOOK, each.line.entry),) if each.line else (),
        )


def _many(weapons: list[str]) -> Task:
    """Return one task for many weapons; where others come or go it is another one."""
    digest = hashlib.sha256("\n".join(weapons).encode()).hexdigest()[:12]
    return Task(
        id=f"beside.many-not-in-book:{len(weapons)}:{digest}",
        code="beside.many-not-in-book",
        about={"count": len(weapons), "weapons": weapons[:MOST]},
    )
