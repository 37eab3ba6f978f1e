"""Entries of the office book about what comes in: lists that were imported, and which rounds go into which weapon."""

from __future__ import annotations

from showsafe.books import values
from showsafe.books.kind import Kind, may, must, personal

KEEP, MATCH = "keep-import", "match-ammunition"

MATCH_KINDS = ("any", "blank", "dummy", "snap-cap")
"""Of which rounds a row of the match table speaks."""

ROWS = (
    Kind(
        KEEP,
        "import-kept",
        {
            "table": must(values.slug),
            "sum": must(values.sha256),  # of the file as it came
            "format": must(values.slug),
            "rows": must(values.count),
            "columns": may(
                values.many(values.many(values.or_none(values.line), 2), 200), []
            ),  # heading, column
            "others": personal(values.whole_text),  # JSON: what stood in columns that the table does not know
        },
    ),
    Kind(
        MATCH,
        "ammunition-matched",
        {
            "calibre": must(values.line),  # of the weapon
            "rounds": must(values.line),  # the calibre on the box
            "kind": must(values.one_of(MATCH_KINDS)),
            "fits": must(values.flag),
            "source": must(values.line),  # who or what says so
        },
    ),
)
"""A list that was imported, with its sum and what no column took; and a row of the match table, with its source."""
