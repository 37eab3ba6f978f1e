"""How much of the XML of a workbook is read: so many elements of one part, and no more, however small the file is."""

from __future__ import annotations

from xml.sax.handler import ContentHandler

from showsafe.books.tables.csv_in import too_large

MOST_ELEMENTS = 4_000_000
"""The most elements of one part: a sheet of a million empty rows has fewer."""


class Bounded(ContentHandler):
    """Handles the XML of a part, and counts its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.left = MOST_ELEMENTS

    def count(self) -> None:
        """Count one more element; raises WrongInput ``table.too-large``."""
        self.left -= 1
        if self.left < 0:
            raise too_large()
