"""The cells of one sheet of a workbook, as its XML is read: texts, numbers, dates; formulas and merged cells named."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import Any

from showsafe.books.tables.cells import MOST_COLUMNS, MOST_LETTERS, MOST_LINES, Cell, Grid, Line, letters
from showsafe.books.tables.csv_in import checked, too_large
from showsafe.books.tables.room import Room, letters_in
from showsafe.books.tables.xlsx_bounds import Bounded
from showsafe.books.tables.xlsx_styles import Styles
from showsafe.projections.numbers import counted

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MOST_MERGED = 20_000
_SHOWN = 5


class SheetReader(Bounded):
    """Takes the cells of a sheet as they come; ``finished`` returns its lines."""

    def __init__(self, name: str, strings: list[str], styles: Styles) -> None:
        """Take the name of the sheet, the texts that its cells name by place, and how its numbers are shown."""
        super().__init__()
        self.name, self.strings, self.styles = name, strings, styles
        self.grid = Grid("xlsx")
        self.room = Room()
        self.formulas: list[str] = []
        self.more_formulas = 0
        self.hidden = 0
        self.left_out = 0
        self.merged: list[tuple[int, int, int, int]] = []
        self._row = self._column = 0
        self._cells: dict[int, Cell] = {}
        self._kind, self._style = "n", 0
        self._value: list[str] = []
        self._letters = 0
        self._formula = self._valued = self._inside = self._aloud = False

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802, ANN401 - the parser's own shape
        """Begin a row, a cell, or what is in one."""
        self.count()
        tag = name if ":" not in name else name.rpartition(":")[2]
        if tag == "c":
            self._begin_cell(attrs)
        elif tag == "row":
            self._row = int(attrs.get("r", self._row + 1))
            self._column, self._cells = 0, {}
            self.hidden += attrs.get("hidden", "0") in ("1", "true")
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._aloud = True
        elif tag == "mergeCell":
            self._merge(attrs["ref"])
        self._inside = tag == "v" or (tag == "t" and not self._aloud)
        self._valued = self._valued or self._inside

    def characters(self, content: str) -> None:
        """Take what is in a cell."""
        if self._inside and self._letters <= MOST_LETTERS:
            # One letter more than a cell may have is enough to see that it has too many.
            self._value.append(content[: MOST_LETTERS + 1 - self._letters])
            self._letters += len(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - the parser's own name
        """End a cell or a row."""
        tag = name if ":" not in name else name.rpartition(":")[2]
        self._inside = False
        if tag == "c":
            self._end_cell()
        elif tag == "row":
            self._end_row()
        elif tag == "rPh":
            self._aloud = False

    def _begin_cell(self, attrs: Any) -> None:  # noqa: ANN401 - as above
        self._column += 1
        match = _ADDRESS.fullmatch(attrs.get("r", ""))
        if match:
            self._column = place_of(match[1]) + 1
        self._kind, self._style = attrs.get("t", "n"), int(attrs.get("s", "0"))
        self._value, self._letters = [], 0
        self._formula = self._valued = False

    def _end_cell(self) -> None:
        at = f"{self.name}!{letters(self._column - 1)}{self._row}"
        text = "".join(self._value)
        if self._formula:
            cell = self._of_formula(at, text)
        elif not text:
            return
        else:
            cell = self._of_value(at, text)
        if cell.empty:
            return
        if self._column > MOST_COLUMNS:
            raise too_large()
        self._cells[self._column - 1] = checked(cell)

    def _of_formula(self, at: str, text: str) -> Cell:
        if not self._valued or not text:
            return Cell(
                at, "", "This is a formula without the value it had, and formulas are not worked out here.",
                "Write the value itself: copy the cells, and paste them as values.",
            )  # fmt: skip
        if len(self.formulas) < _SHOWN:
            self.formulas.append(at)
        else:
            self.more_formulas += 1
        return self._of_value(at, text)

    def _of_value(self, at: str, text: str) -> Cell:
        if self._kind == "s":
            return Cell(at, self.strings[_place_in(text)])
        if self._kind == "e":
            return Cell(at, text, f"This cell holds the error {text[:20]}.", "Mend it in the spreadsheet.")
        if self._kind == "b":
            return Cell(at, "true" if text == "1" else "false")
        if self._kind in ("str", "inlineStr"):
            return Cell(at, text.strip())
        if self._kind == "d":
            return Cell(at, text[:10])
        shown, wrong = self.styles.shown(text, self._style)
        return Cell(at, shown, wrong, "Format the column as text, and type the value again." if wrong else "")

    def _end_row(self) -> None:
        if not self._cells:
            self.left_out += 1
            return
        if len(self.grid.lines) >= MOST_LINES:
            raise too_large()
        width = max(self._cells) + 1
        self.room.take(width, sum(map(letters_in, self._cells.values())))
        cells = tuple(
            self._cells.get(place) or Cell(f"{self.name}!{letters(place)}{self._row}")
            for place in range(width)
        )
        self.grid.lines.append(Line(self._row, f"{self.name}!{self._row}", cells))

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        one, other = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last or first)
        if one and other:
            if len(self.merged) >= _MOST_MERGED:
                raise too_large()
            self.merged.append((int(one[2]), place_of(one[1]), int(other[2]), place_of(other[1])))

    def finished(self) -> Grid:
        """Return the lines, those with parts of merged cells marked, and what is to be said of the sheet aloud."""
        said = self.grid.said
        if self.formulas:
            shown = ", ".join(self.formulas)
            more = f" and {self.more_formulas} more" if self.more_formulas else ""
            said.append(
                f"Formulas are not worked out here: the value that the workbook kept was taken for {shown}{more}."
            )
        if self.left_out > 1:
            said.append(f"Left out: {counted(self.left_out, 'empty row')}.")
        if self.hidden:
            said.append(f"Hidden in the workbook, and read all the same: {counted(self.hidden, 'row')}.")
        if self.merged:
            self._mark_merged()
        return self.grid

    def _mark_merged(self) -> None:
        """In every row but the first of merged cells, the cell is empty and a person sees a value: nobody can say."""
        numbers = [line.number for line in self.grid.lines]
        marked = 0
        for top, left, bottom, last in self.merged:
            right = min(last, MOST_COLUMNS - 1)
            if left > right or top > bottom:
                continue
            for place in range(bisect_left(numbers, top), bisect_right(numbers, bottom)):
                marked += right - left + 1
                if marked > _MOST_MERGED:
                    raise too_large()
                merged = f"{letters(left)}{top}:{letters(right)}{bottom}"
                for column in range(left, right + 1):
                    if (numbers[place], column) != (top, left):
                        self._mark(place, column, merged)

    def _mark(self, place: int, column: int, merged: str) -> None:
        line = self.grid.lines[place]
        at = f"{self.name}!{letters(column)}{line.number}"
        cell = Cell(
            at, "", f"This is part of the merged cells {merged}, and only one of them holds the value.",
            "Undo the merging, and write the value into every row.",
        )  # fmt: skip
        cells = list(line.cells)
        self.room.take(max(0, column + 1 - len(cells)))
        cells += [Cell(f"{self.name}!{letters(n)}{line.number}") for n in range(len(cells), column + 1)]
        cells[column] = cell
        self.grid.lines[place] = Line(line.number, line.at, tuple(cells))


def _place_in(text: str) -> int:
    """Return the place of a text among those of the workbook; one below nothing is none."""
    place = int(text)
    if place < 0:
        raise IndexError(text)
    return place


@lru_cache(maxsize=1024)
def place_of(name: str) -> int:
    """Return the place of a column from 0 by its letters."""
    place = 0
    for letter in name:
        place = place * 26 + ord(letter) - 64
    return place - 1
