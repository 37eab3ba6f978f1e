"""Lists for tests, and the set in memory that they come to."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from showsafe.books.book import Book
from showsafe.books.tables import exporting, importing, registry
from showsafe.books.tables.importing import Import
from showsafe.books.tables.source import Source, Wish
from tests.application.units import Node, a_node
from tests.books.ready import book


@dataclass
class Office:
    """A set with its office book, to which lists come."""

    node: Node = field(default_factory=a_node)
    books: dict[str, Book] = field(default_factory=dict)

    def book(self, name: str) -> Book:
        """Return a book, made when it is first asked for."""
        if name not in self.books:
            self.books[name] = book(name, self.node.clock)
        return self.books[name]

    def source(self) -> Source:
        """Return the unit as it is now."""
        unit = self.node.unit
        return Source(
            self.node.state,
            unit.store,
            unit.clock.now(),
            unit,
            self.book,
            lambda name: self.book(name).pages(),
        )

    def judged(self, table: str, content: str | bytes, **wish: Any) -> Import:  # noqa: ANN401 - what a wish says
        """Judge a list; nothing is recorded."""
        raw = content.encode() if isinstance(content, str) else content
        return importing.judge(registry.table(table), raw, self.source(), Wish(**{"by": "armorer", **wish}))

    def taken(self, table: str, content: str | bytes, **wish: Any) -> Import:  # noqa: ANN401 - as above
        """Import a list."""
        found = self.judged(table, content, **wish)
        found.take()
        return found

    def saved(self, table: str, form: str = "csv", **wish: Any) -> bytes:  # noqa: ANN401 - as above
        """Return a table as a file."""
        return exporting.export(registry.table(table), self.source(), Wish(**wish), form)


def listed(*rows: Mapping[str, object]) -> str:
    """Return rows as CSV."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, names)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def faults(found: Import) -> list[tuple[str, str]]:
    """Return every fault of an import: where, and its code."""
    return [(fault.at, fault.code) for each in found.judged for fault in each.faults]


def notes(found: Import) -> list[tuple[str, str]]:
    """Return every note of an import: where, and its code."""
    return [(note.at, note.code) for each in found.judged for note in each.notes]
