"""How an export is written: JSON in one order, and tables that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Files = dict[str, bytes]
"""The files of an export, by their names."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def as_json(value: Any) -> bytes:  # noqa: ANN401 - any plain value
    """Return plain values as JSON, always the same bytes."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return rows as CSV (RFC 4180) in UTF-8; what a program would run as a formula is made text by a ' before it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(column)) for column in columns])
    return out.getvalue().encode()


def cell(value: Any) -> str:  # noqa: ANN401 - any plain value
    """Return a value as one cell: nothing for nothing, lists with semicolons, and never a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    text = text.replace("\0", "")
    return f"'{text}" if text.lstrip(" \u00a0\ufeff").startswith(_FORMULA) or text[:1] in _FORMULA else text
