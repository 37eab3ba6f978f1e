"""CSV and PDF of a table: safe to open, and the same bytes each time."""

from __future__ import annotations

import csv
import io

import pytest

from showsafe.casefile.duties import lines
from showsafe.casefile.duties.bundled import bundled
from showsafe.casefile.duties.paper import as_json, pages, paper
from showsafe.casefile.duties.sheet import COLUMNS, safe, sheet
from showsafe.casefile.duties.table import LANGUAGES
from showsafe.errors import WrongInput
from tests.casefile.duties import units
from tests.casefile.duties.made import a_set


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@sum", "\t=1", "  =1", "\r=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    """What a spreadsheet would run is text."""
    assert safe(cell) == f"'{cell}"


def test_plain_cells_stay() -> None:
    """A cell that is no formula is as it was."""
    assert safe("open and look") == "open and look"


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet(language: str) -> None:
    """Every part of every act and every ought is a line, with its record, in the same bytes each time."""
    table = units.of_weapon(a_set(), "r1")
    content = sheet(table, language)
    assert content == sheet(table, language)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    parts = sum(len(entry["parts"]) for entry in table["entries"])
    oughts = sum(len(use["ought"]) for use in table["uses"])
    assert rows[0] == list(COLUMNS)
    assert len(rows) == 1 + parts + oughts
    assert all(row[1].isdecimal() for row in rows[1:])


def test_paper_is_the_same_each_time() -> None:
    """The PDF says that it is PDF/A-2b, and twice made it is the same to the byte."""
    table = units.of_weapon(a_set(), "r1")
    once = paper(table)
    assert once == paper(table)
    assert b"<pdfaid:part>2</pdfaid:part>" in once
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in once


def test_paper_in_spanish() -> None:
    """The paper is set in Spanish, too, and says what is not on record."""
    table = units.of_weapon(a_set(), "r1")
    assert "sin registro" in as_json(table, "es")
    assert pages(table, "es")[0].startswith(b"\x89PNG")


def test_no_clause_is_shown_as_law_that_was_not_read() -> None:
    """A clause that is known second-hand says so wherever it stands, and none of them says law."""
    table = units.of_weapon(a_set(), "r1")
    for entry in table["entries"]:
        for part in entry["parts"]:
            for clause in part["duty"]["clauses"]:
                shown = lines.clause("en", clause)
                assert ("not shown as law" in shown) == (clause["grade"] in ("S", "M"))


def test_what_is_no_bundle() -> None:
    """Bytes that are no bundle are refused with a code."""
    for content in (b"", b"PK\x03\x04", b"\x00" * 100):
        with pytest.raises(WrongInput, match=r"duties\.no-bundle"):
            bundled(content)
