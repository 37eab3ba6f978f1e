"""What is said after an entry of the bound book: of a correction, that the corrected entry is late."""

from __future__ import annotations

from pathlib import Path

from tests.entrypoints.cli import run


def test_a_correction_says_which_entry_is_late(data: Path) -> None:
    """The entry that was corrected is named; the correction itself is not said to be late."""
    words = ("on=2026-03-27", "weapon=r1", "type=rifle", "--as", "pat", "--json")
    entered = run("book", "enter", data, "acquire", *words)
    assert entered.status == 0, entered.err
    number = entered.json["entry"]
    said = run("book", "correct", data, number, "on=2026-03-28", "--why", "misread", "--as", "pat")
    assert said.status == 0, said.err
    assert f"Entry {number}, as corrected, is" in said.flat
    assert "It is entered all the same" not in said.flat
