"""Rows in JSON: a list of tables, or a table whose ``rows`` is one. Nothing is there twice, and no number is lost."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, NoReturn

from showsafe.books.tables.cells import MOST_COLUMNS, MOST_LINES, Cell, Grid, Line
from showsafe.books.tables.csv_in import checked, decoded, too_large
from showsafe.errors import WrongInput

_SHOWN = 40
_DIGITS = 30


def read(content: bytes) -> Grid:
    """Return the rows of a JSON file, the names of their keys as its first line.

    Raises WrongInput: ``table.not-json``, ``table.encoding``, ``table.too-large``.
    """
    text, said = decoded(content)
    rows = _rows(_loaded(text.removeprefix("\ufeff")))
    if len(rows) > MOST_LINES:
        raise too_large()
    names = list(dict.fromkeys(name for _, row in rows for name in row))
    if len(names) > MOST_COLUMNS:
        raise too_large()
    grid = Grid("json", named=True, said=[said] if said else [])
    if names:
        grid.lines.append(Line(0, "$", tuple(Cell(f"$[0].{name[:_SHOWN]}", name) for name in names)))
    for place, (at, row) in enumerate(rows):
        cells = tuple(_cell(f"{at}.{name[:_SHOWN]}", row.get(name)) for name in names)
        if any(not cell.empty for cell in cells):
            grid.lines.append(Line(place + 1, at, cells))
    return grid


def _loaded(text: str) -> Any:  # noqa: ANN401 - whatever stands in a file
    try:
        return json.loads(
            text, object_pairs_hook=_once, parse_float=Decimal, parse_int=_whole, parse_constant=_no_number
        )
    except (ValueError, RecursionError):
        raise WrongInput(
            "table.not-json", "The file is not JSON.", "Write a list of tables: one for each row."
        ) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise WrongInput("table.not-json", "A row of the file says one key twice.", "Say each key once.")
    return table


def _whole(digits: str) -> str:
    return digits


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _rows(value: Any) -> list[tuple[str, dict[str, Any]]]:  # noqa: ANN401 - as above
    root = "$"
    if isinstance(value, dict) and isinstance(value.get("rows"), list):
        value, root = value["rows"], "$.rows"
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise WrongInput(
            "table.not-json", "The file is no list of tables.", "Write a list of tables: one for each row."
        )
    return [(f"{root}[{place}]", row) for place, row in enumerate(value)]


def _cell(at: str, value: Any) -> Cell:  # noqa: ANN401 - as above
    return checked(Cell(at, _plain(value)))


def _plain(value: Any) -> Any:  # noqa: ANN401 - as above
    """Numbers and yes or no become the text that they are elsewhere; lists and tables stay."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}" if -_DIGITS < value.adjusted() < _DIGITS else str(value)
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return {name: _plain(each) for name, each in value.items()} if isinstance(value, dict) else value
