"""A view of the bound book as CSV: one row a line, beneath it one for each correction, striking, loss and report."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from showsafe.books.bound.view import ACQUIRED_KEYS, DISPOSED_KEYS

COLUMNS = (
    *("line", "row", "state", "entry", "entered", "by"),
    *ACQUIRED_KEYS,
    *("disposal_entry", "disposal_entered", *(f"disposal_{key}" for key in DISPOSED_KEYS)),
    *("late", "lacks", "flags", "of_entry", "key", "was", "now", "why", "crosses"),
)

Plain = dict[str, Any]


def sheet(view: Plain) -> bytes:
    """Return a view as CSV (UTF-8 with its mark, CRLF); nothing in it is taken for a formula by a spreadsheet."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for line in view["lines"]:
        for row in _rows(line):
            writer.writerow({key: cell(value) for key, value in row.items()})
    return text.getvalue().encode("utf-8-sig")


def _rows(line: Plain) -> Iterator[Plain]:
    acquired = line["acquired"]
    gone = [side for side in (line["disposed"], *line["disposed_again"]) if side]
    head = {"line": line["line"], "row": "line", "state": line["state"], "entry": line["entry"]}
    head |= {"entered": acquired["entered"], "by": acquired["by"], **acquired["facts"]}
    head |= {
        "late": _late(acquired),
        "lacks": _lacks(acquired),
        "flags": " ".join(f"{each['flag']}:{each['entry']}" for each in line["flags"]),
        "crosses": " ".join(map(str, line["crosses"])),
    }
    yield head | (_gone(gone[0]) if gone else {})
    yield from _changes(line, acquired)
    for place, side in enumerate(gone):
        if place:
            again = {"line": line["line"], "row": "disposed-again", "by": side["by"]}
            yield again | _gone(side) | {"late": _late(side), "lacks": _lacks(side)}
        yield from _changes(line, side)
    for loss in line["losses"]:
        yield _apart(line, loss, "missing", loss["as"], loss["found"])
        yield from _changes(line, loss)
        for told in loss["told"]:
            yield _apart(line, told, "told", told["to"], told["told"]) | {"of_entry": loss["entry"]}
            yield from _changes(line, told)


def _apart(line: Plain, side: Plain, row: str, key: str, now: str) -> Plain:
    """Return a row of a theft or loss, or of a report of it: what or whom, and when."""
    head = {"line": line["line"], "row": row, "entry": side["entry"], "entered": side["recorded"]}
    return head | {"by": side["by"], "key": key, "now": now}


def _gone(side: Plain) -> Plain:
    facts = {f"disposal_{key}": value for key, value in side["facts"].items()}
    return {"disposal_entry": side["entry"], "disposal_entered": side["entered"], **facts}


def _changes(line: Plain, side: Plain) -> Iterator[Plain]:
    """Yield each key that was corrected in a row of its own, and the striking."""
    for each in side["corrections"]:
        head = {"line": line["line"], "row": "correction", "entry": each["entry"], "by": each["by"]}
        head |= {"entered": each["recorded"], "of_entry": side["entry"], "why": each["why"]}
        for key, now in each["now"].items():
            yield {**head, "key": key, "was": each["was"][key], "now": now}
    if side["struck"]:
        struck = side["struck"]
        yield {
            "line": line["line"],
            "row": "struck",
            "entry": struck["entry"],
            "entered": struck["recorded"],
            "by": struck["by"],
            "of_entry": side["entry"],
            "why": struck["why"],
        }


def _late(side: Plain) -> str:
    late = side["late"]
    return f"{late['days']} days after {late['due']}" if late else ""


def _lacks(side: Plain) -> str:
    return " ".join(each["fact"] for each in side["lacks"])


def cell(value: Any) -> str:  # noqa: ANN401 - any value of a view
    """Return a value as it stands in a cell; what a spreadsheet would take for a formula begins with an apostrophe."""
    if value is None:
        return ""
    text = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
