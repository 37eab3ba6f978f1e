"""What a row of a bound book leaves out, and by how much it would come late, is said before anything is entered."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from showsafe.books.tables.bound_rows import Said, notes
from showsafe.books.tables.cells import Row
from tests.books.bound.ready import Desk

WHOLE = {"on": "2026-03-27", "manufacturer": "Marlow", "model": "92", "serial": "M-1", "type": "rifle"}
WHOLE |= {"calibre": ".44", "from_name": "Ada Quill", "from_licence": "9-88"}


@pytest.mark.parametrize(
    ("more", "day", "found"),
    [
        ({}, 30, []),
        ({}, 31, ["bound.late"]),
        ({"carried": "book 3"}, 31, []),
        ({"carried": "book 3", "entered_on": "2026-03-30"}, 31, []),
        ({"entered_on": "2026-03-30"}, 31, ["bound.late"]),
        ({"private": True, "manufacturer": ""}, 30, []),
        ({"from_licence": ""}, 30, ["bound.lacks"]),
    ],
)
def test_what_is_noted_of_a_row(more: dict[str, Any], day: int, found: list[str]) -> None:
    """A day of entry counts only of an earlier book; a privately made one has no maker to lack."""
    said = Said({**WHOLE, **more}, None)
    row = Row(2, "2", {}, {})
    assert [each.code for each in notes(row, said, Desk().bound(), date(2026, 3, day))] == found
