"""The table of what lists said beside what was taken of them: cells of columns that no table here knows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from showsafe.application.keys import read_label
from showsafe.books.kinds import OFFICE
from showsafe.books.kinds.intake import KEEP
from showsafe.books.tables.registry import Column, Table
from showsafe.books.tables.source import Source, Wish

COLUMNS = (
    *(Column(name, read_label) for name in ("table", "name", "at", "heading")),
    Column("said", read_label, personal=True),
    *(Column(name, read_label) for name in ("by", "on", "entry", "sha256")),
)


def rows(source: Source, _wish: Wish) -> Iterator[Mapping[str, Any]]:
    """Yield every such cell: of which thing, where in the file, under which heading, and what it said."""
    for kept in source.pages(OFFICE).entries(KEEP):
        if kept["others"] is None:
            continue
        about = {"table": kept["table"], "by": kept.by, "on": kept.at.date(), "entry": kept.number}
        for each in json.loads(kept["others"]):
            for heading, said in each["said"].items():
                cell = {"name": each["name"], "at": each["at"], "heading": heading, "said": said}
                yield {**about, **cell, "sha256": kept["sum"]}


TABLE = Table("imports", "What lists said beside it", COLUMNS, rows)
