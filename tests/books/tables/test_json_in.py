"""Rows in JSON: addresses, numbers that lose nothing, and what is refused."""

from __future__ import annotations

import json

import pytest

from showsafe.books.tables import room
from showsafe.books.tables.reading import read
from showsafe.errors import WrongInput


def test_rows_have_their_places_for_addresses() -> None:
    """A list of tables is a grid whose first line names the keys; a missing key is an empty cell."""
    grid = read(b'[{"weapon":"r1","capacity":6},{"weapon":"r2","serial":"007","modified":true}]')
    assert [cell.value for cell in grid.lines[0].cells] == ["weapon", "capacity", "serial", "modified"]
    assert [cell.value for cell in grid.lines[1].cells] == ["r1", "6", "", ""]
    assert [cell.at for cell in grid.lines[2].cells][:2] == ["$[1].weapon", "$[1].capacity"]
    assert [cell.value for cell in grid.lines[2].cells] == ["r2", "", "007", "true"]


def test_numbers_are_as_they_were_written() -> None:
    """No digit of a number goes; lists and tables stay what they are."""
    grid = read(b'{"rows":[{"a":12345678901234567890,"b":0.380,"c":["x"],"d":{"kind":"proof"},"e":null}]}')
    values = [cell.value for cell in grid.lines[1].cells]
    assert values == ["12345678901234567890", "0.380", ["x"], {"kind": "proof"}, ""]
    assert grid.lines[1].cells[0].at == "$.rows[0].a"


@pytest.mark.parametrize(
    "content",
    [b"[1,2]", b'{"a":1}', b'[{"a":1,"a":2}]', b'[{"a":NaN}]', b"[" * 100_000, b'[{"a":1}', b'[{"a":1e}]'],
)
def test_what_is_no_list_of_tables_is_refused(content: bytes) -> None:
    """A key that is there twice, a number that is none, or a file that goes down without end is refused whole."""
    with pytest.raises(WrongInput) as raised:
        read(content)
    assert raised.value.code == "table.not-json"


def test_a_huge_number_stays_short() -> None:
    """A number of a million digits is not written out."""
    assert read(b'[{"a":1e999999}]').lines[1].cells[0].value == "1E+999999"


@pytest.mark.parametrize("number", [b"1e9999999999999999999999", b"-1.5E-99999999999999999999999"])
def test_a_number_beyond_all_numbers_is_refused(number: bytes) -> None:
    """A number whose exponent no reader can hold is no number here."""
    with pytest.raises(WrongInput) as raised:
        read(b'[{"a":%s}]' % number)
    assert raised.value.code == "table.not-json"


@pytest.mark.parametrize(
    "value",
    [b"[" * 700 + b"]" * 700, b'{"a":' * 700 + b"1" + b"}" * 700, b'"x\\ud800"', b'[["\\udfff"]]'],
)
def test_a_cell_that_goes_deep_or_holds_half_a_letter_is_named(value: bytes) -> None:
    """Lists inside lists, and half a letter, spoil their own cell and no other."""
    cells = read(b'[{"a":1,"b":%s}]' % value).lines[1].cells
    assert [(cell.at, bool(cell.wrong)) for cell in cells] == [("$[0].a", False), ("$[0].b", True)]


def test_a_key_of_half_a_letter_is_refused() -> None:
    """A heading that cannot be printed or kept is told by its row."""
    with pytest.raises(WrongInput) as raised:
        read(b'[{"a":1},{"\\ud800":1}]')
    assert (raised.value.code, "$[1]" in raised.value.says) == ("table.not-json", True)


def test_keys_that_each_row_has_for_itself_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row has a cell for the keys of all others: together no more than a list can have."""
    monkeypatch.setattr(room, "MOST_CELLS", 100)
    with pytest.raises(WrongInput) as raised:
        read(json.dumps([{f"k{n}": 1} for n in range(20)]).encode())
    assert raised.value.code == "table.too-large"
