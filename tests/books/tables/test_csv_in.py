"""Text files as strangers save them: encodings, separators, quotes, empty lines; what was guessed is said."""

from __future__ import annotations

import pytest

from showsafe.books.tables import room
from showsafe.books.tables.cells import letters
from showsafe.books.tables.reading import read
from showsafe.errors import WrongInput

TEXT = "weapon;maker\nr1;Mühlhäuser\n"


def values(content: bytes) -> list[list[object]]:
    """Return what is in the cells of a file."""
    return [[cell.value for cell in line.cells] for line in read(content).lines]


@pytest.mark.parametrize(
    ("encoding", "mark", "said"),
    [
        ("utf-8", b"", ""),
        ("utf-8", b"\xef\xbb\xbf", "UTF-8"),
        ("utf-16-le", b"\xff\xfe", "UTF-16"),
        ("utf-16-be", b"\xfe\xff", "UTF-16"),
        ("utf-16-le", b"", "looks like UTF-16"),
        ("utf-16-be", b"", "looks like UTF-16"),
        ("latin-1", b"", "Windows-1252 or Latin-1"),
    ],
)
def test_every_encoding_is_read_and_said_aloud(encoding: str, mark: bytes, said: str) -> None:
    """The same text comes out of each, and whoever imports is told how it was read where it is not plain UTF-8."""
    content = mark + TEXT.encode(encoding)
    assert values(content) == [["weapon", "maker"], ["r1", "Mühlhäuser"]]
    assert said in " ".join(read(content).said)


def test_windows_letters_are_told_from_latin() -> None:
    """A dash of Windows is a dash; where its bytes are none of Windows, the file is read as Latin-1."""
    assert values("a\nx \u2013 y\n".encode("cp1252"))[1] == ["x \u2013 y"]
    assert "Windows-1252." in read("a\nx \u2013 y\n".encode("cp1252")).said[0]
    assert "as Latin-1" in read(b"a\n\x81\xe4\n").said[0]


@pytest.mark.parametrize("content", [b"a\nb\0c\n", b"\xef\xbb\xbfa\n\xff\n", b"\xff\xfea\x00b"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    """Bytes that are no letters of the encoding that the file claims are not made into any."""
    with pytest.raises(WrongInput) as raised:
        read(content)
    assert raised.value.code == "table.encoding"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_are_found_and_decimals_with_commas_stay(separator: str) -> None:
    """What separates is told from the whole of the first lines, also where numbers have commas."""
    text = (
        separator.join(("weapon", "price", "note"))
        + "\n"
        + separator.join(("r1", '"12,50"', '"a;b,c"'))
        + "\n"
    )
    assert values(text.encode()) == [["weapon", "price", "note"], ["r1", "12,50", "a;b,c"]]


def test_addresses_are_those_of_a_spreadsheet() -> None:
    """A cell is called by its column and its line, also after a line that a cell runs over, and after ``sep=``."""
    grid = read(b'sep=;\nweapon;note\nr1;"one\ntwo"\nr2;x\n')
    assert [line.cells[0].at for line in grid.lines] == ["A2", "A3", "A5"]
    assert letters(0) + letters(27) == "AAB"


def test_a_million_empty_lines_are_left_out() -> None:
    """Empty lines, with or without separators, cost little and are counted, never kept."""
    grid = read(b"weapon,serial\n" + b",\n" * 1_000_000 + b"r1,77\n")
    assert [line.number for line in grid.lines] == [1, 1_000_002]
    assert grid.said[0] == "Left out before line 1000002: 1000000 empty lines."


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'a,b\n"x,y\n', "table.not-csv"),
        (b"", "table.empty"),
        (b"\n \n,,\n", "table.empty"),
        (b"a\n" + b"x\n" * 20_001, "table.too-large"),
        (b",".join([b"a"] * 201), "table.too-large"),
        (b"\xd0\xcf\x11\xe0 old", "table.old-excel"),
        (b"%PDF-1.7", "table.a-pdf"),
        (b"a" * (16 * 1024 * 1024 + 1), "table.too-large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(content: bytes, code: str) -> None:
    """A file that is too large, empty, of another kind or damaged is refused whole."""
    with pytest.raises(WrongInput) as raised:
        read(content)
    assert raised.value.code == code


def test_a_formula_in_text_is_not_taken_for_a_value() -> None:
    """A cell that begins like a formula is bad; one that was guarded by an export comes back without its guard."""
    line = read(b"a,b,c\n=1+1,'=1+1,'-5\n").lines[1]
    assert line.cells[0].wrong
    assert [cell.value for cell in line.cells[1:]] == ["=1+1", "-5"]


def test_a_file_of_separators_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty cells take room too: a small file of nothing but commas is refused on the way."""
    monkeypatch.setattr(room, "MOST_CELLS", 1_000)
    with pytest.raises(WrongInput) as raised:
        read(b"weapon,serial\n" + (b"x" + b"," * 150 + b"\n") * 10)
    assert raised.value.code == "table.too-large"
