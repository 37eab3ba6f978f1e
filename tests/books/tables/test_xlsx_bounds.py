"""Workbooks that are made to take all the memory or all the time: each ends in one sentence, at once."""

from __future__ import annotations

import io
import zipfile
from bisect import bisect_left

import pytest

from showsafe.books.tables import room, xlsx_in, xlsx_sheet
from showsafe.books.tables.reading import read
from showsafe.errors import WrongInput
from tests.books.tables.workbooks import MAIN, of, rows

HEAD = ("weapon", "serial")
LONG = "x" * 3_000 + " "


def refused(content: bytes) -> str:
    """Return the code with which a workbook is refused."""
    with pytest.raises(WrongInput) as raised:
        read(content)
    return raised.value.code


def packed(method: int, content: bytes = b" " * (1 << 22)) -> bytes:
    """Return a workbook with one more part that is packed by another method than spreadsheets use."""
    out = io.BytesIO(of(rows(HEAD)))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", content, compress_type=method)
    return out.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_not_opened(method: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """They unpack without a bound, so such a workbook is refused before a byte of any part is unpacked."""
    content = packed(method)

    def opened(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(zipfile.ZipFile, "open", opened)
    assert refused(content) == "table.not-xlsx"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_DEFLATED])
def test_a_damaged_part_is_one_sentence(method: int) -> None:
    """Whatever the method, bytes that cannot be unpacked end in the same error as any other broken workbook."""
    content = bytearray(packed(method, b"<sst/>" * 400))
    at = content.rfind(b"xl/sharedStrings.xml", 0, content.find(b"PK\x01\x02"))
    start = at + len("xl/sharedStrings.xml")
    content[start : start + 12] = b"\xff" * 12
    assert refused(bytes(content)) == "table.not-xlsx"


def shared(text: str) -> dict[str, bytes]:
    """Return the part with one text that all cells share."""
    return {"xl/sharedStrings.xml": f"<sst {MAIN}><si><t>{text}</t></si></sst>".encode()}


def test_a_shared_text_is_kept_once() -> None:
    """Cells that share a text have the same one, not a copy each."""
    one, other = read(of(rows(("<c t='s'><v>0</v></c>",) * 2), more=shared("long text "))).lines[0].cells
    assert one.value == "long text"
    assert one.value is other.value


def test_a_text_that_no_cell_can_hold_is_not_kept_whole() -> None:
    """A text of millions of letters, shared or not, is cut where it is read; its cell cannot be taken."""
    content = of(rows(("<c t='s'><v>0</v></c>", "y" * 50_000)), more=shared("x" * 3_000_000))
    for cell in read(content).lines[0].cells:
        assert "far too long" in cell.wrong
        assert len(str(cell.value)) == 40


def test_a_sheet_has_so_many_letters_and_cells_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shared text counts in each cell; the empty cells before one far to the right count too."""
    content = of(rows(("<c t='s'><v>0</v></c>",) * 20), more=shared(LONG))
    assert len(read(content).lines[0].cells) == 20
    monkeypatch.setattr(room, "MOST_TEXT", 20_000)
    assert refused(content) == "table.too-large"
    monkeypatch.setattr(room, "MOST_CELLS", 500)
    far = "".join(f'<row r="{n}"><c r="GR{n}"><v>1</v></c></row>' for n in range(1, 5))
    assert refused(of(f"<sheetData>{far}</sheetData>")) == "table.too-large"


def test_many_shared_letters_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The texts of a workbook together are no longer than a list can be, whether cells name them or not."""
    monkeypatch.setattr(xlsx_in, "MOST_TEXT", 1_000)
    assert refused(of(rows(HEAD), more=shared("x" * 2_000))) == "table.too-large"


def merges(count: int, ref: str) -> str:
    """Return that many merged cells, each the same."""
    return f"<mergeCells>{f'<mergeCell ref={chr(34)}{ref}{chr(34)}/>' * count}</mergeCells>"


@pytest.mark.parametrize("ref", ["ZZZ1:ZZZ20000", "C300:A1", "A300:C1"])
def test_merged_cells_beyond_the_columns_cost_nothing(ref: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Merges to the right of every column, or from a place back to one before it, are held against no line."""
    looked: list[str] = []

    def look(numbers: list[int], line: int) -> int:
        looked.append(ref)
        return bisect_left(numbers, line)

    monkeypatch.setattr(xlsx_sheet, "bisect_left", look)
    grid = read(of(rows(*[("r", "7")] * 5, after=merges(50, ref))))
    assert looked == []
    assert {cell.wrong for line in grid.lines for cell in line.cells} == {""}


def test_merged_cells_far_to_the_right_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A merge in the last column that would make a line of two hundred cells counts as those cells."""
    monkeypatch.setattr(room, "MOST_CELLS", 1_000)
    assert refused(of(rows(*[("r", "7")] * 30, after=merges(1, "GQ1:GQ30")))) == "table.too-large"


def test_more_merged_cells_than_are_looked_at_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not looked at would be read as an empty cell where a person sees a value."""
    monkeypatch.setattr(xlsx_sheet, "_MOST_MERGED", 10)
    assert refused(of(rows(HEAD, HEAD, after=merges(11, "A1:A1")))) == "table.too-large"


def test_sheets_relations_and_formats_are_bounded() -> None:
    """A format of a million letters would be looked at for every cell, and thousands of sheets fill the memory."""
    styles = f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="{"x" * 1_000}"/></numFmts></styleSheet>'
    assert refused(of(rows(HEAD), styles=styles)) == "table.not-xlsx"
    many = '<sheet name="A" sheetId="1" r:id="rId1"/>' * 2_001
    assert refused(
        of(rows(HEAD), book=f'<workbook {MAIN} xmlns:r="x"><sheets>{many}</sheets></workbook>')
    ) == ("table.too-large")
