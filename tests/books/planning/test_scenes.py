"""Scene numbers as schedules write them become the scenes that they name."""

from __future__ import annotations

import pytest

from showsafe.books.planning.scenes import Named, key_of, named, order_of

SCRIPT = ("11", "A12", "12", "12A", "13", "14", "101-12")


@pytest.mark.parametrize(
    ("text", "known", "found"),
    [
        ("12", (), ["12"]),
        ("sc. 12a, 14", (), ["12A", "14"]),
        ("12 & 14 / 15; 16", (), ["12", "14", "15", "16"]),
        ("12 y 13", (), ["12", "13"]),
        ("12-14", (), ["12", "13", "14"]),
        ("12-14", SCRIPT, ["12", "12A", "13", "14"]),
        ("A12 to 12A", SCRIPT, ["A12", "12", "12A"]),
        ("101-12", SCRIPT, ["101-12"]),
        ("Escena 3", (), ["3"]),
        ("TRAVEL", (), []),
        ("", (), []),
        ("14-12", (), ["14-12"]),
        ("1-9999", (), ["1-9999"]),
    ],
)
def test_cells_name_scenes(text: str, known: tuple[str, ...], found: list[str]) -> None:
    """Lists, ranges and prefixes are read; a range follows the script where there is one, and is never endless."""
    assert [each.key for each in named(text, known)] == found


@pytest.mark.parametrize("text", ["12pt2", "12 PT. 2", "12 part 2", "12 parte 2"])
def test_split_scenes_keep_their_part(text: str) -> None:
    """A scene that is shot in parts is that scene, and its part is known."""
    assert named(text) == (Named("12", "2"),)


def test_order_of_what_was_put_in() -> None:
    """A12 comes before 12, 12A after it, and an episode keeps its own."""
    assert sorted(["13", "12A", "12", "A12", "2", "101-1"], key=order_of) == [
        "2",
        "A12",
        "12",
        "12A",
        "13",
        "101-1",
    ]
    assert key_of(" 12 a. ") == "12A"
