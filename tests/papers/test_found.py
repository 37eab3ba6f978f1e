"""What was found in a weapon stands on the show-safe log: nothing, so many of what, or that nobody said it."""

from __future__ import annotations

import pytest

from tests.papers.seen import Stage

LOOKED = {"seen": 6, "of": 6, "bore": True, "witness": "assistant", "witness_seen": 6}


def said(lang: str, **found: object) -> str:
    """Return what the log says of one look."""
    stage = Stage()
    stage.node.report("check", weapon="revolver", **LOOKED, **found)
    (row,) = stage.built("show-safe-log", lang=lang)["rows"]
    return str(row["found"])


@pytest.mark.parametrize(
    ("found", "english", "spanish"),
    [
        ({"found": ()}, "nothing found", "no se encontró nada"),
        ({}, "what was found is not said", "no se dijo qué se encontró"),
        (
            {"found": ({"kind": "unidentified", "count": 1},)},
            "found 1 x round not identified",
            "encontrado 1 x cartucho sin identificar",
        ),
        ({"found": ("blanks:2",)}, "found 2 x blanks (blank)", "encontrado 2 x blanks (fogueo)"),
    ],
)
def test_an_empty_weapon_and_one_with_a_round_do_not_look_alike(
    found: dict[str, object], english: str, spanish: str
) -> None:
    """Each of the three is said in words, in both languages, and never left to an empty cell."""
    assert said("en", **found) == english
    assert said("es", **found) == spanish


def test_the_log_as_printed_and_the_day_sheet_say_what_was_found() -> None:
    """On the page itself: the round of one look, and of another look that nothing was there."""
    stage = Stage()
    stage.node.report("check", weapon="revolver", **LOOKED, found=())
    stage.node.report("check", weapon="revolver", **LOOKED, found=("blanks:1",))
    for name in ("show-safe-log", "day-sheet"):
        text = stage.printed(name).text
        assert "nothing found" in text
        assert "found 1 x" in text
