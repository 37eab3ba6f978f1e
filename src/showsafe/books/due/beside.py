"""Tasks where the bound book and the record of the set differ: somebody looks, and says what is right."""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.books.bound import beside
from showsafe.books.material import Material
from showsafe.books.tasks import BOUND_BOOK, Shown, Task


def due(material: Material) -> Iterator[Task]:
    """Yield the differences; only where a bound book is kept that has a line, and its business goes on."""
    book = material.bound
    if not book.lines or book.ended:
        return
    for each in beside.differences(book, material.state):
        line = each.line.number if each.line else 0
        yield Task(
            id=f"beside.{each.what}:{each.weapon[:60]}:{each.line.entry if each.line else 0}",
            code=f"beside.{each.what}",
            about={"weapon": each.weapon, "line": line},
            rests=(Shown(BOUND_BOOK, each.line.entry),) if each.line else (),
        )
