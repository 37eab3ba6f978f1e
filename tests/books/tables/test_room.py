"""What is left for the cells of a file."""

from __future__ import annotations

import pytest

from showsafe.books.tables import room
from showsafe.books.tables.cells import Cell
from showsafe.errors import WrongInput


@pytest.mark.parametrize(("cells", "letters"), [(room.MOST_CELLS + 1, 0), (1, room.MOST_TEXT + 1)])
def test_room_ends_with_one_too_many(cells: int, letters: int) -> None:
    """As many cells and letters as there is room for are taken; one more of either is refused."""
    room.Room().take(room.MOST_CELLS, room.MOST_TEXT)
    with pytest.raises(WrongInput) as raised:
        room.Room().take(cells, letters)
    assert raised.value.code == "table.too-large"


def test_letters_are_those_of_texts() -> None:
    """A list of JSON is bounded by its file, and counts none."""
    assert [room.letters_in(Cell("A1", value)) for value in ("", "abc", ["abc"])] == [0, 3, 0]
