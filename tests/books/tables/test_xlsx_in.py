"""Workbooks of strangers: formulas, merged cells, dates of two centuries, and files that are made to do harm."""

from __future__ import annotations

import pytest

from showsafe.books.tables import xlsx_bounds, xlsx_in
from showsafe.books.tables.reading import read
from showsafe.errors import WrongInput
from tests.books.tables.workbooks import DATE, MAIN, PADDED, REL, formula, number, of, rows, worksheet

MERGED = '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="B3:B4"/></mergeCells>'
HEAD = ("weapon", "serial", "service")


def cells(content: bytes, line: int = 1) -> list[tuple[str, object, str]]:
    """Return the cells of a line: address, value, and why it cannot be taken."""
    return [(cell.at, cell.value, cell.wrong) for cell in read(content).lines[line].cells]


def test_cells_have_the_addresses_of_their_sheet() -> None:
    """A cell is called by its sheet, column and row; numbers are shown as the workbook shows them."""
    content = of(rows(HEAD, ("r1", number("123", PADDED), number("45000", DATE)), ("r2", number("6.0"), "")))
    assert cells(content) == [
        ("Sheet1!A2", "r1", ""),
        ("Sheet1!B2", "00123", ""),
        ("Sheet1!C2", "2023-03-15", ""),
    ]
    assert cells(content, 2)[1] == ("Sheet1!B3", "6", "")


@pytest.mark.parametrize(
    ("value", "since", "shown", "wrong"),
    [
        ("1", "0", "1900-01-01", False),
        ("59", "0", "1900-02-28", False),
        ("60", "0", "60", True),
        ("61", "0", "1900-03-01", False),
        ("0", "0", "0", True),
        ("-5", "0", "-5", True),
        ("0", "1", "1904-01-01", False),
        ("1462", "1", "1908-01-02", False),
        ("99999999", "0", "99999999", True),
    ],
)
def test_dates_count_from_1900_or_1904(value: str, since: str, shown: str, wrong: bool) -> None:  # noqa: FBT001
    """The day that 1900 never had, no day, and a day beyond every calendar cannot be taken."""
    cell = cells(of(rows(HEAD, ("r1", "77", number(value, DATE))), since=since))[2]
    assert (cell[1], bool(cell[2])) == (shown, wrong)


def test_a_formula_is_never_worked_out() -> None:
    """The value that was kept is taken, and that is said; without one the cell cannot be taken."""
    grid = read(of(rows(HEAD, (formula('HYPERLINK("http://x")', "r1"), formula("A1&amp;B1", None), "x"))))
    assert grid.lines[1].cells[0].value == "r1"
    assert grid.lines[1].cells[1].wrong.startswith("This is a formula without")
    assert "Sheet1!A2" in grid.said[0]


def test_merged_cells_hold_their_value_once() -> None:
    """A row that has another part of merged cells is bad there; merged headlines above the list do no harm."""
    content = of(
        rows(
            ("RENTAL HOUSE", ""),
            HEAD,
            ("r1", "77", ""),
            ("r2", "", ""),
            after=MERGED,
        )
    )
    assert [wrong for _, _, wrong in cells(content, 2)] == ["", ""]
    assert cells(content, 3)[1][0] == "Sheet1!B4"
    assert "merged cells B3:B4" in cells(content, 3)[1][2]


def test_lost_digits_and_errors_are_named() -> None:
    """A number so long that the workbook lost digits of it, and a cell that holds an error, cannot be taken."""
    error = '<c t="e"><v>#REF!</v></c>'
    found = cells(of(rows(HEAD, (number("1.2345678901234568E+17"), error, number("0.1")))))
    assert [bool(wrong) for _, _, wrong in found] == [True, True, False]
    assert cells(of(rows(HEAD, (number("1.5E+3"), "", "x"))))[0][1] == "1500"


def test_empty_rows_are_read_past() -> None:
    """Rows without cells, and cells without values, are counted and not kept."""
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 100_003))
    sheet = rows(HEAD, ("r1", "77", "")).replace("</sheetData>", f"{empty}</sheetData>")
    grid = read(of(sheet))
    assert [line.number for line in grid.lines] == [1, 2]
    assert grid.said[0] == "Left out: 100000 empty rows."


def test_a_part_of_endless_elements_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file that unpacks to more elements than a list can have is refused on the way."""
    monkeypatch.setattr(xlsx_bounds, "MOST_ELEMENTS", 1000)
    with pytest.raises(WrongInput) as raised:
        read(of(f"<sheetData>{'<row/>' * 2000}</sheetData>"))
    assert raised.value.code == "table.too-large"


def test_hidden_rows_and_other_sheets_are_said() -> None:
    """What is hidden is read all the same, and which sheet was read, and which was not, is said."""
    book = (
        f'<workbook {MAIN} xmlns:r="{REL}"><sheets><sheet name="Old" sheetId="2" state="hidden" r:id="rId1"/>'
        '<sheet name="Guns" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    grid = read(of(rows(HEAD, ("r1", "77", "")).replace('<row r="2">', '<row r="2" hidden="1">'), book=book))
    assert grid.said[0] == "Hidden in the workbook, and read all the same: 1 row."
    assert grid.said[1] == "The sheet Guns was read; not read: Old."
    with pytest.raises(WrongInput) as raised:
        read(of(rows(HEAD), book=book), "Nope")
    assert raised.value.code == "table.no-sheet"


STRINGS = {"xl/sharedStrings.xml": f"<sst {MAIN}><si><t>x</t></si></sst>".encode()}
BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + worksheet(
    "<sheetData/>"
)


@pytest.mark.parametrize(
    "content",
    [
        of(BOMB),
        of("<sheetData><row"),
        of(rows(HEAD), styles="<a>"),
        of(rows(("<c t='s'><v>7</v></c>",))),
        of(rows(("<c t='s'><v>x</v></c>",))),
        of(rows(("<c t='s'><v>-1</v></c>",)), more=STRINGS),
        of(rows(HEAD), book=f'<workbook {MAIN}><sheets><sheet name="A" sheetId="1"/></sheets></workbook>'),
        b"PK\x03\x04 no archive",
    ],
    ids=["entities", "broken", "styles", "no-string", "no-number", "below-nothing", "no-relation", "no-zip"],
)
def test_what_is_no_workbook_is_refused_in_one_sentence(content: bytes) -> None:
    """Entities, broken XML and parts that are not there end in one error, whatever they were made for."""
    with pytest.raises(WrongInput) as raised:
        read(content)
    assert raised.value.code == "table.not-xlsx"


def test_shared_texts_are_found_by_their_place() -> None:
    """A text that several cells share is read from its own part; how it is read aloud is left out."""
    text = "<si><r><t>r</t></r><rPh><t>aloud</t></rPh><r><t>1</t></r></si>"
    content = of(
        rows(("<c t='s'><v>0</v></c>",)), more={"xl/sharedStrings.xml": f"<sst {MAIN}>{text}</sst>".encode()}
    )
    assert cells(content, 0) == [("Sheet1!A1", "r1", "")]


def test_a_workbook_of_zeros_is_not_unpacked_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small the file, no more of it is unpacked than the bound, whatever its index says."""
    monkeypatch.setattr(xlsx_in, "MOST_UNPACKED", 1 << 20)
    big = f'<?xml version="1.0"?>{worksheet("<sheetData/>" + " " * (2 << 20))}'
    content = of(big)
    assert len(content) < 10_000
    with pytest.raises(WrongInput) as raised:
        read(content)
    assert raised.value.code == "table.too-large"


def test_many_members_and_many_merged_cells_are_bounded() -> None:
    """Thousands of parts, or merged cells over everything, are refused before they cost anything."""
    with pytest.raises(WrongInput) as raised:
        read(of(rows(HEAD), more={f"x{n}": b"" for n in range(2100)}))
    assert raised.value.code == "table.too-large"
    lines = [("r", "7", "x")] * 300
    merged = '<mergeCells><mergeCell ref="A1:CV300"/></mergeCells>'
    with pytest.raises(WrongInput) as raised:
        read(of(rows(HEAD, *lines, after=merged)))
    assert raised.value.code == "table.too-large"


def test_a_locked_workbook_is_told() -> None:
    """A part that needs a password is no workbook that can be read."""
    content = bytearray(of(rows(HEAD)))
    content[6] |= 1
    content[content.find(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(WrongInput) as raised:
        read(bytes(content))
    assert raised.value.code == "table.not-xlsx"
