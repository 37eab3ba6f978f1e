"""How much of a file is kept in memory, however small the file is: so many cells and letters, and no more."""

from __future__ import annotations

from showsafe.books.tables.cells import Cell
from showsafe.errors import WrongInput

MOST_CELLS = 1_000_000
"""The most cells of one file, with the empty ones before the last of each line."""

MOST_TEXT = 16 * 1024 * 1024
"""The most letters of all cells of one file; a text that cells share counts in each of them."""


class Room:
    """What is left for the cells of one file."""

    def __init__(self) -> None:
        self.cells, self.letters = MOST_CELLS, MOST_TEXT

    def take(self, cells: int, letters: int = 0) -> None:
        """Count more cells and the letters in them; raises WrongInput ``table.too-large``."""
        self.cells -= cells
        self.letters -= letters
        if self.cells < 0 or self.letters < 0:
            raise WrongInput(
                "table.too-large",
                f"The file has more than {MOST_CELLS} cells, or more than {MOST_TEXT} letters in them.",
                "Import it in parts.",
            )


def letters_in(cell: Cell) -> int:
    """Return how many letters are in a cell; of what is no text, none are counted."""
    return len(cell.value) if isinstance(cell.value, str) else 0
