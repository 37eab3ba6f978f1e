"""A table as a file: CSV, an Excel workbook, JSON. What a stranger wrote into a cell is never a formula there."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from showsafe.books.tables.cells import letters
from showsafe.books.tables.csv_in import GUARDED
from showsafe.errors import WrongInput

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
"""The formats of an export, and the type of each as browsers call it."""

_WIDEST = 60
_BEHIND = re.compile(r"""([;\t\r\n]["\s]*)('*[=+\-@])""")
"""What would be a formula to a spreadsheet that separates cells by semicolons or tabs, and takes no quotes between."""


def write(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], form: str) -> bytes:
    """Return a table of these columns as a file of a format; what a row does not say is empty.

    Raises WrongInput: ``table.format``.
    """
    if form == "csv":
        return _csv(columns, rows)
    if form == "json":
        return _json(name, columns, rows)
    if form == "xlsx":
        return _xlsx(name, columns, rows)
    raise WrongInput(
        "table.format", f"A table is not written as {form[:20]!r}.", f"Formats: {', '.join(FORMATS)}."
    )


def as_text(value: Any) -> str:  # noqa: ANN401 - what a table yields
    """Return a value as one text: dates as 2026-03-31, lists with commas, yes and no as true and false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return ", ".join(as_text(each) for each in value)
    return str(value)


def guarded(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula: with ``'`` before what begins like one.

    That is at the start of the text, and behind a semicolon, a tab or a new line, where spreadsheets of other
    countries begin the next cell.
    """
    text = _BEHIND.sub(r"\1'\2", value.strip())
    return f"'{text}" if text.startswith(tuple(GUARDED)) else text


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_guarded_unless_number(row.get(name)) for name in columns])
    # With its mark, so that a spreadsheet opens it as what it is.
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _guarded_unless_number(value: Any) -> str:  # noqa: ANN401 - as above
    text = as_text(value)
    return text if isinstance(value, int) else guarded(text)


def _json(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    listed = [
        {key: _plain(row[key]) for key in columns if row.get(key) not in (None, "", [], ())} for row in rows
    ]
    return json.dumps({"table": name, "rows": listed}, ensure_ascii=False, indent=1).encode() + b"\n"


def _plain(value: Any) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _xlsx(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    # Nothing else needs it, and it takes a while to load.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"
    listed = list(rows)
    for place, column in enumerate(columns):
        widest = max([len(column), *(len(as_text(row.get(column))) for row in listed[:500])])
        sheet.column_dimensions[letters(place)].width = min(widest + 2, _WIDEST)

    def cell(value: Any, *, bold: bool = False) -> Any:  # noqa: ANN401 - openpyxl's own
        typed = value if type(value) is int or isinstance(value, date) else _printable(as_text(value))
        made = WriteOnlyCell(sheet, value=None)
        made.value = typed
        if isinstance(typed, str):
            # A text that begins with = would become a formula.
            made.data_type = "s"
            made.number_format = "@"
        elif isinstance(typed, date):
            made.number_format = "yyyy-mm-dd"
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(column, bold=True) for column in columns])
    for row in listed:
        sheet.append([None if row.get(key) in (None, "") else cell(row[key]) for key in columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")
