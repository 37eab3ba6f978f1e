"""Which column of a file is which of the table: by its name, by what else it is called, or as the person says.

Nothing is guessed: a heading that means nothing here is kept as it stands, with what is under it, and two headings that
mean the same column are refused by their addresses.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from showsafe.books.tables.cells import Cell, Grid, Line, Row
from showsafe.books.tables.registry import Column, Table
from showsafe.errors import WrongInput
from showsafe.projections.numbers import counted

LOOKED_FOR = 30
"""The headings stand in one of so many first lines."""

_SURE = 2

OR_ELSE = {("weapons", "action"): "class"}
"""What a second heading for a column is most often on other people's lists, by table and column."""


@dataclass(slots=True)
class Mapped:
    """The rows of a file by the columns of a table.

    ``columns`` says for each heading of the file, in order, which column it is, "" for one that is kept as said.
    """

    rows: list[Row]
    columns: list[tuple[str, str]]
    said: list[str] = field(default_factory=list)


def plain(heading: str) -> str:
    """Return a heading without what does not count: capitals, accents, spaces and signs (``#`` and ``№`` are *no*)."""
    text = unicodedata.normalize("NFKD", heading.casefold().replace("#", " no ").replace("\u2116", " no "))
    return "".join(letter for letter in text if letter.isalnum())


def mapped(grid: Grid, table: Table, wished: Mapping[str, str]) -> Mapped:
    """Return the rows of a file by the columns of a table; ``wished`` joins headings to columns as a person says.

    Raises WrongInput: ``table.no-heading``, ``table.column-twice``, ``table.no-column``.
    """
    known = _known(table, wished)
    place = _head_of(grid, known)
    head = grid.lines[place]
    found = [known.get(plain(str(cell.value))) for cell in head.cells]
    if not any(found):
        raise _no_heading(grid, table)
    _refuse_twice(head, found, table)
    lacking = [each for each in table.columns if each.needed and each not in found]
    missing = [each.name for each in lacking]
    if missing:
        meant = f"Name the one that is meant: --column HEADING={missing[0]}."
        raise WrongInput(
            "table.no-column",
            f"The file has no column for {', '.join(missing)}.",
            f"Its headings: {_headings(head)}. {lacking[0].absent or meant}",
        )
    names = _names(grid, head)
    said = [f"Left out above the headings: {counted(place, 'line')}."] if place else []
    rows = [_row(line, found, names) for line in grid.lines[place + 1 :]]
    shown = [(names[n], column.name if column else "") for n, column in enumerate(_padded(found, names))]
    return Mapped(rows, shown, said)


def _known(table: Table, wished: Mapping[str, str]) -> dict[str, Column]:
    known: dict[str, Column] = {}
    for column in table.columns:
        for heading in (column.name, *column.also):
            known.setdefault(plain(heading), column)
    for heading, name in wished.items():
        meant = next((each for each in table.columns if each.name == name), None)
        if meant is None:
            raise WrongInput(
                "table.unknown-column",
                f"The table {table.name} has no column {name[:60]!r}.",
                f"Its columns: {', '.join(each.name for each in table.columns)}.",
            )
        for other in [key for key, each in known.items() if each is meant]:
            del known[other]
        known[plain(heading)] = meant
    return known


def _head_of(grid: Grid, known: Mapping[str, Column]) -> int:
    """Return the place of the line of headings: the first with two that are known, or with the most."""
    if grid.named:
        return 0
    best = (0, 0)
    for place, line in enumerate(grid.lines[:LOOKED_FOR]):
        count = len({plain(str(cell.value)) for cell in line.cells} & known.keys())
        if count >= _SURE:
            return place
        best = max(best, (count, -place))
    return -best[1]


def _refuse_twice(head: Line, found: Sequence[Column | None], table: Table) -> None:
    first: dict[str, Cell] = {}
    for cell, column in zip(head.cells, found, strict=True):
        if column is None:
            continue
        if column.name in first:
            before = first[column.name]
            raise WrongInput(
                "table.column-twice",
                f"{before.at} ({str(before.value)[:40]}) and {cell.at} ({str(cell.value)[:40]}) "
                f"both mean {column.name}.",
                _other_column(column, (before, cell), found, table),
            )
        first[column.name] = cell


def _other_column(
    column: Column, cells: tuple[Cell, Cell], found: Sequence[Column | None], table: Table
) -> str:
    """Say how the less plain of two headings is joined to another column, with its name where it is known."""
    other = next((each for each in cells if plain(str(each.value)) != plain(column.name)), cells[1])
    instead = OR_ELSE.get((table.name, column.name), "")
    if any(each is not None and each.name == instead for each in found):
        instead = ""
    joined = f"{str(other.value).strip()[:40]}={instead or 'COLUMN'}"
    if not joined.replace("=", "").isalnum():
        joined = f"'{joined}'"
    return f"Take one of them out, or say which other column one of them is: --column {joined}."


def _names(grid: Grid, head: Line) -> list[str]:
    """Return a name for every column that has anything in it; one without a heading is called by its place."""
    width = max(len(line.cells) for line in grid.lines)
    names: list[str] = []
    for place in range(width):
        text = str(head.cells[place].value).strip()[:60] if place < len(head.cells) else ""
        text = text or f"column {place + 1}"
        while text in names:
            text += " (again)"
        names.append(text)
    return names


def _padded(found: Sequence[Column | None], names: Sequence[str]) -> list[Column | None]:
    return [*found, *([None] * (len(names) - len(found)))]


def _row(line: Line, found: Sequence[Column | None], names: Sequence[str]) -> Row:
    cells: dict[str, Cell] = {}
    others: dict[str, Cell] = {}
    for place, cell in enumerate(line.cells):
        column = found[place] if place < len(found) else None
        if column is not None:
            cells[column.name] = cell
        elif not cell.empty:
            others[names[place]] = cell
    return Row(line.number, line.at, cells, others)


def _headings(line: Line) -> str:
    return ", ".join(str(cell.value)[:40] for cell in line.cells[:20] if cell.value)


def _no_heading(grid: Grid, table: Table) -> WrongInput:
    columns = ", ".join(each.name for each in table.columns)
    return WrongInput(
        "table.no-heading",
        f"No line of the file names columns of {table.name}; the first one says: {_headings(grid.lines[0])}.",
        f"Begin with a line of headings: {columns}. Or say which is which: --column HEADING=COLUMN.",
    )
