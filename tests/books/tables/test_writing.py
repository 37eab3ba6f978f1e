"""Tables as files: nothing in them is a formula, and every format says the same."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from openpyxl import load_workbook

from showsafe.books.tables import writing
from showsafe.books.tables.reading import read
from showsafe.errors import WrongInput

BAD = ('=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "'quoted", "\tx", "fine", "  =1")


@pytest.mark.parametrize("text", BAD)
def test_no_text_becomes_a_formula(text: str) -> None:
    """In CSV a guard stands before it, in a workbook it is text; and it is read back as it was."""
    rows = [{"a": text, "b": "x"}]
    line = writing.write("weapons", ("a", "b"), rows, "csv").decode("utf-8-sig").split("\r\n")[1].strip('"')
    assert line[0] not in "=+-@\t"
    for form in ("csv", "xlsx"):
        content = writing.write("weapons", ("a", "b"), rows, form)
        assert read(content).lines[1].cells[0].value == text.strip()
    sheet = load_workbook(io.BytesIO(writing.write("weapons", ("a",), rows, "xlsx"))).active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"


@pytest.mark.parametrize("text", ["b;=1+1", "b\t@x", "b;  +1", 'b;"=1"', "b\n=1", "b;;\t=1", "b;'=1", "a;'b"])
def test_no_separator_makes_a_formula_inside_a_text(text: str) -> None:
    """A spreadsheet of another country separates by semicolons: what stands behind one is guarded, and comes back."""
    content = writing.write("weapons", tuple("abcd"), [{"a": text, "b": "x"}], "csv").decode("utf-8-sig")
    for separator in ";\t":
        cells = [cell.strip(' "\t') for line in content.splitlines()[1:] for cell in line.split(separator)]
        assert not [cell for cell in cells if cell.startswith(tuple("=+-@"))]
    assert read(content.encode()).lines[1].cells[0].value == text


def test_what_only_looks_alike_is_left_as_it_is() -> None:
    """A text without a separator before such a sign is written as it is, and a guard that a person wrote comes back."""
    for text in ("7.5 -9", "a=b", "b, -2", "x; y, z", "o'clock; 'quoted'"):
        assert writing.guarded(text) == text


def test_values_have_one_form_everywhere() -> None:
    """Dates, numbers, lists and yes are written so that each format is read back as the same."""
    rows = [{"a": 6, "b": date(2030, 1, 31), "c": ["x", "y"], "d": True, "e": None, "f": -3}]
    columns = ("a", "b", "c", "d", "e", "f")
    for form in ("csv", "xlsx"):
        line = read(writing.write("weapons", columns, rows, form)).lines[1]
        values = {cell.at[-2]: cell.value for cell in line.cells if cell.value != ""}
        assert values == {"A": "6", "B": "2030-01-31", "C": "x, y", "D": "true", "F": "-3"}
    made = json.loads(writing.write("weapons", columns, rows, "json"))
    assert made["rows"] == [{"a": 6, "b": "2030-01-31", "c": ["x", "y"], "d": True, "f": -3}]


def test_a_workbook_takes_letters_that_xml_has_not() -> None:
    """What cannot stand in a workbook is left out of it."""
    assert (
        read(writing.write("weapons", ("a", "b"), [{"a": "x\x00y", "b": 1}], "xlsx")).lines[1].cells[0].value
        == "xy"
    )


def test_another_format_is_refused() -> None:
    """A format that nobody knows is named, with those that there are."""
    with pytest.raises(WrongInput) as raised:
        writing.write("weapons", ("a",), [], "ods")
    assert raised.value.code == "table.format"
