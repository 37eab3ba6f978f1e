"""The tables there are, and what each says of itself. A table is one file in ``kinds`` with one value ``TABLE``."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from showsafe.application.nearest import did_you_mean
from showsafe.books.tables import kinds
from showsafe.books.tables.cells import Fault, Row
from showsafe.books.tables.source import Source, Wish
from showsafe.errors import WrongInput

Reader = Callable[[Any, str], Any]
"""Reads the value of a cell, a text or of JSON a list or table; its second argument says of what, for the error."""

GOOD, WAITS, KNOWN, BAD = "new", "waits", "known", "bad"
"""What becomes of a row: it is taken, taken and held for a second person, on record already, or cannot be taken."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, how its cells are read, what else it is called, and whether a row has to have it.

    ``also`` are other headings for it, in any language; capitals, spaces and signs do not count. ``personal`` is left
    out of an export unless names are allowed. ``absent`` says what to do where a file has no such column.
    """

    name: str
    read: Reader
    also: tuple[str, ...] = ()
    needed: bool = False
    personal: bool = False
    absent: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """One row as it was read: its address, the values that it says by column, and what else stood in it, as said."""

    row: Row
    values: Mapping[str, Any]
    others: Mapping[str, str]


@dataclass(slots=True)
class Judged:
    """What would become of one row: its name, one of ``new``, ``waits``, ``known``, ``bad``, and why.

    ``faults`` say why it cannot be taken, ``notes`` what is worth a look.
    """

    row: Row
    name: str
    outcome: str = GOOD
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    def bad(self, fault: Fault) -> None:
        """Say why it cannot be taken."""
        self.faults.append(fault)
        self.outcome = BAD


@dataclass(frozen=True, slots=True)
class Done:
    """What was recorded: how many rows, and the numbers of their records; ``where`` is a book, or "" for the unit."""

    rows: int
    records: tuple[int, ...] = ()
    where: str = ""


@dataclass(slots=True)
class Plan:
    """Every row of an import, judged and nothing recorded yet. ``commit`` records what is ``new`` or ``waits``.

    It is called once at most, and only where no row is bad or the person wants the good ones alone.
    """

    judged: list[Judged]
    commit: Callable[[], Done]
    said: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: ``rows`` yields what is exported, by column; ``take`` judges what is imported, and may be None.

    What ``rows`` yields are texts, whole numbers, dates, yes or no, and lists of texts.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Source, Wish], Iterable[Mapping[str, Any]]]
    take: Callable[[Sequence[Taken], Source, Wish], Plan] | None = None

    def column(self, name: str) -> Column:
        """Return a column by its name; raises KeyError."""
        return next_of(self.columns, name)


def next_of(columns: Iterable[Column], name: str) -> Column:
    """Return the column of that name; raises KeyError."""
    for column in columns:
        if column.name == name:
            return column
    raise KeyError(name)


@cache
def names() -> tuple[str, ...]:
    """Return the names of all tables, sorted."""
    found = (each.name for each in pkgutil.iter_modules(kinds.__path__))
    return tuple(sorted(name.replace("_", "-") for name in found if not name.startswith("_")))


def table(name: str) -> Table:
    """Return a table by its name.

    Raises WrongInput: ``table.unknown``.
    """
    if name not in names():
        meant = did_you_mean(name[:60], names(), f"Tables: {', '.join(names())}.")
        raise WrongInput("table.unknown", f"There is no table {name[:60]!r}.", meant)
    module = import_module(f"{kinds.__name__}.{name.replace('-', '_')}")
    found: Table = module.TABLE
    return found
