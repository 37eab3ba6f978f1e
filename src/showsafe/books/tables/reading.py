"""A file of rows as it comes: Excel, JSON or text, told by its bytes and not by its name."""

from __future__ import annotations

from showsafe.books.tables import csv_in, json_in
from showsafe.books.tables.cells import MOST_BYTES, Grid
from showsafe.errors import WrongInput

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read(content: bytes, sheet: str = "") -> Grid:
    """Return the lines of a file with the addresses of their cells; ``sheet`` names one of a workbook.

    Raises WrongInput: ``table.too-large``, ``table.empty``, ``table.old-excel``, and as the formats.
    """
    if len(content) > MOST_BYTES:
        raise WrongInput(
            "table.too-large", f"The file has more than {MOST_BYTES // 2**20} MB.", "Import it in parts."
        )
    grid = _told(content, sheet)
    if not grid.lines:
        raise WrongInput("table.empty", "There is nothing in the file.", "Look whether it is the right one.")
    return grid


def _told(content: bytes, sheet: str) -> Grid:
    if content.startswith(_OLD_EXCEL):
        raise WrongInput(
            "table.old-excel",
            "This is an Excel file of the old kind, or one with a password.",
            "Open it and save it as .xlsx without a password.",
        )
    if content.startswith(b"PK"):
        # A workbook needs libraries that nothing else here does.
        from showsafe.books.tables import xlsx_in  # noqa: PLC0415

        return xlsx_in.read(content, sheet)
    if content.startswith(b"%PDF"):
        raise WrongInput("table.a-pdf", "This is a PDF, and no list.", "Ask for the list as Excel or CSV.")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{"):
        return json_in.read(content)
    return csv_in.read(content)
