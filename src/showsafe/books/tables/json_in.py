"""Rows in JSON: a list of tables, or a table whose ``rows`` is one. Nothing is there twice, and no number is lost."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from showsafe.books.tables.cells import MOST_COLUMNS, MOST_LINES, Cell, Grid, Line
from showsafe.books.tables.csv_in import checked, decoded, too_large
from showsafe.books.tables.room import Room
from showsafe.errors import WrongInput

_SHOWN = 40
_DIGITS = 30
_DEEPEST = 8


def read(content: bytes) -> Grid:
    """Return the rows of a JSON file, the names of their keys as its first line.

    Raises WrongInput: ``table.not-json``, ``table.encoding``, ``table.too-large``.
    """
    text, said = decoded(content)
    rows = _rows(_loaded(text.removeprefix("\ufeff")))
    if len(rows) > MOST_LINES:
        raise too_large()
    names = _names(rows)
    room = Room()
    grid = Grid("json", named=True, said=[said] if said else [])
    if names:
        grid.lines.append(Line(0, "$", tuple(Cell(f"$[0].{name[:_SHOWN]}", name) for name in names)))
    for place, (at, row) in enumerate(rows):
        room.take(len(names))
        cells = tuple(_cell(f"{at}.{name[:_SHOWN]}", row.get(name)) for name in names)
        if any(not cell.empty for cell in cells):
            grid.lines.append(Line(place + 1, at, cells))
    return grid


def _loaded(text: str) -> Any:  # noqa: ANN401 - whatever stands in a file
    try:
        return json.loads(
            text, object_pairs_hook=_once, parse_float=Decimal, parse_int=_whole, parse_constant=_no_number
        )
    except (ValueError, RecursionError, InvalidOperation):
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


def _names(rows: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """Return the keys of all rows; one with half a letter in it cannot be written down anywhere, and is refused."""
    names: dict[str, None] = {}
    for at, row in rows:
        for name in row:
            if name not in names and not _whole_letters(name):
                says = f"A key of {at} holds half a letter, which no text can hold."
                raise WrongInput("table.not-json", says, "Write the key anew.")
            names[name] = None
        if len(names) > MOST_COLUMNS:
            raise too_large()
    return list(names)


def _whole_letters(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _cell(at: str, value: Any) -> Cell:  # noqa: ANN401 - as above
    try:
        return checked(Cell(at, _plain(value)))
    except WrongInput as error:
        return Cell(at, "", error.says, error.now)


def _spoiled(says: str) -> WrongInput:
    return WrongInput("table.cell", says, "Write plain texts, numbers and lists of them.")


def _plain(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 - as above
    """Numbers and yes or no become the text that they are elsewhere; lists and tables stay, a few inside each other.

    Raises WrongInput: ``table.cell``.
    """
    if depth > _DEEPEST:
        raise _spoiled(f"More than {_DEEPEST} lists or tables are inside each other here.")
    if isinstance(value, (list, dict)):
        return _plain_inside(value, depth + 1)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}" if -_DIGITS < value.adjusted() < _DIGITS else str(value)
    if not _whole_letters(value):
        raise _spoiled("This holds half a letter, which no text can hold.")
    return value.strip()


def _plain_inside(value: list[Any] | dict[str, Any], depth: int) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, list):
        return [_plain(each, depth) for each in value]
    return {_plain(name, depth): _plain(each, depth) for name, each in value.items()}
