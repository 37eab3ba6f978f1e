"""What a file of rows is read into: lines of cells, each with the address under which a person finds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

MOST_BYTES = 16 * 1024 * 1024
"""The largest file that is read, in bytes."""

MOST_LINES = 20_000
"""The most lines with anything in them that are taken of one file."""

MOST_COLUMNS = 200
"""The most columns of one file."""

MOST_LETTERS = 4_000
"""The most characters of one cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its address, what is in it, and why that cannot be taken, where it cannot.

    ``at`` is ``Sheet1!C14`` of a workbook, ``C14`` of a text file, ``$[3].serial`` of JSON. ``value`` is a text, or of
    JSON a list or a table. ``wrong`` is a sentence, ``now`` what to do about it.
    """

    at: str
    value: object = ""
    wrong: str = ""
    now: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is in it, and nothing is wrong with it."""
        return self.value in ("", None, [], {}) and not self.wrong


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its number as a person counts it, its address, and its cells from the left."""

    number: int
    at: str
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class Grid:
    """A whole file as it was read: its format, its lines without the empty ones, and what is to be said of it aloud.

    ``named`` says that the first line holds the names of the columns for certain, as in JSON.
    """

    format: str
    lines: list[Line] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    named: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell or a row, or worth a look: where, a permanent code, one sentence, what to do now."""

    at: str
    code: str
    says: str
    now: str

    def as_json(self) -> dict[str, str]:
        """Return it as a program reads it."""
        return {"at": self.at, "code": self.code, "says": self.says, "now": self.now}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells by the names of the table's columns, and those of columns that it does not know."""

    number: int
    at: str
    cells: Mapping[str, Cell]
    others: Mapping[str, Cell]

    def where(self, column: str) -> str:
        """Return the address of a column in this row; of one that is not in the file, that of the row."""
        cell = self.cells.get(column)
        return cell.at if cell is not None else self.at


@lru_cache(maxsize=1024)
def letters(place: int) -> str:
    """Return the name of a column by its place from 0: A, B, ... Z, AA."""
    name, place = "", place + 1
    while place:
        place, left = divmod(place - 1, 26)
        name = chr(65 + left) + name
    return name
