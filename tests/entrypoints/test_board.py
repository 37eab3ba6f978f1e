"""The board in a hurry: the live set first, the day, what waits, names as they are typed, and no line too wide."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from showsafe import bootstrap
from showsafe.entrypoints.cli.say import wrapped
from tests.entrypoints.cli import SCENARIOS, run, size

DAY = SCENARIOS / "days" / "dummies-close-up.toml"


@pytest.fixture
def told(data: Path) -> Path:
    """Return a unit with a live set, and a day that was told into it twice."""
    for _ in range(2):
        assert run("replay", DAY, "--into", data).status == 0
    return data


def test_the_live_set_comes_first(told: Path) -> None:
    """The live set stands above told days, and a day that was told again says so."""
    said = run("board", told).out
    places = [said.index(words) for words in ("The live set", "Told day dummies-close-up")]
    assert places == sorted(places)
    assert "Told day dummies-close-up (told again since)" in said
    assert run("board", told, "--json").json["scopes"][0]["scope"] == "set"


def test_weapons_stand_there_as_they_are_typed(told: Path) -> None:
    """A weapon of a told day has the name that other commands take, that of an older telling too."""
    said = run("board", told).out
    for name in ("dummies-close-up/revolver", "dummies-close-up@1/revolver", "revolver"):
        assert f"  {name}: " in said
        assert run("weapon", told, name).status == 0
    assert (
        run("weapon", told, "dummies-close-up@1/revolver", "--json").json["weapon"]["scope"]
        == "dummies-close-up"
    )


def test_a_day_is_its_newest_telling(told: Path) -> None:
    """Board and weapon take a day to be its newest telling."""
    shown = run("board", told, "--day", "dummies-close-up", "--json").json
    assert {weapon["scope"] for weapon in shown["weapons"]} == {"dummies-close-up@2"}
    first = run("board", told, "--day", "dummies-close-up@1", "--json").json
    assert {weapon["scope"] for weapon in first["weapons"]} == {"dummies-close-up"}


def test_a_day_that_is_not_there_is_named_with_the_nearest(told: Path) -> None:
    """A day that nobody told is wrong input, with the nearest one."""
    said = run("board", told, "--day", "dummies-closeup", "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "input.unknown-day")
    assert said.json["error"]["now"].startswith("Did you mean dummies-close-up")


def test_the_board_says_where_the_day_stands(told: Path) -> None:
    """The day was not opened yet, is open since, or was closed, with its exceptions."""
    assert "The live set, profile common. No day was opened yet." in run("board", told).flat
    run("ask", told, "assess", "by=producer", "scene=church", "witness=armorer")
    run("ask", told, "record-paper", "by=producer", "kind=compliance-contact", "about=assistant")
    assert run("ask", told, "open-day", "by=armorer", "witness=assistant").status == 0
    assert "The day is open since 2" in run("board", told).flat
    run("report", told, "close-day", "by=armorer", "witness=assistant")
    assert "with exceptions: revolver" in run("board", told).flat


def test_what_waits_stands_there_with_the_line_to_confirm_it(data: Path) -> None:
    """A held ask stands on the board with its record, in words, and the line that the second person types."""
    run("ask", data, "assess", "by=armorer", "scene=church")
    number = size(data)
    said = run("board", data)
    assert f"record {number}: armorer assesses church." in said.flat
    assert f"    showsafe confirm {data} {number} by=PERSON\n" in said.out
    assert [asked["record"] for asked in run("board", data, "--json").json["waiting"]] == [number]
    run("confirm", data, number, "by=assistant")
    assert "Waits for" not in run("board", data).out


def test_a_lot_says_how_many_are_proven(data: Path) -> None:
    """A lot shows how many of its rounds are proven."""
    run("ask", data, "prove", "by=armorer", "lot=blanks", "count=50", "of=50", "methods=primer-state,crimp")
    assert "Proven: 0." in run("board", data).flat
    run("confirm", data, size(data), "by=assistant")
    assert "Proven: 50." in run("board", data).flat


def test_a_name_is_written_as_it_is(data: Path) -> None:
    """A name at the beginning of a sentence keeps its small letter."""
    look = ("check", "by=armorer", "weapon=revolver", "seen=6", "of=6", "found=[]", "witness=assistant")
    run("report", data, *look)
    assert "armorer and assistant say they looked" in run("board", data).flat


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_paragraph_is_wrapped_with_a_hanging_indent(width: int) -> None:
    """No row is wider than the terminal, wide letters count twice, and later rows stand further in."""
    words = "Contents not known. 銃 HOT. With armorer, record 9 on."
    rows = wrapped(words, width, indent=4, hang=2)
    assert all(cell_len(row) <= width for row in rows)
    assert rows[0].startswith("    C")
    assert all(row.startswith("      ") and row[6] != " " for row in rows[1:])
    assert " ".join(row.strip() for row in rows) == words


def test_a_longer_word_is_never_cut() -> None:
    """A word that is wider than the terminal has a row of its own, and a line break in a text is a space."""
    assert wrapped("one\ntwo", 20) == ["one two"]
    assert wrapped(f"see {'x' * 60} there", 20) == ["see", f"  {'x' * 60}", "  there"]


def test_nothing_is_wider_than_the_terminal(told: Path) -> None:
    """Board, weapon, findings, profiles, replay, explain and verify keep to 80 columns where there is no terminal."""
    for words in (
        ("board", told),
        ("weapon", told, "dummies-close-up/revolver"),
        ("ask", told, "take", "by=performer", "weapon=revolver", "--why"),
        ("replay", SCENARIOS / "incidents" / "rust-2021.toml"),
        ("verify", told),
        ("explain", "duty"),
        ("explain", "load"),
        *(("profiles", profile) for profile in bootstrap.profiles()),
    ):
        lines = run(*words).out.splitlines()
        assert lines
        assert [line for line in lines if len(line) > 80 and not line.startswith("  showsafe ")] == []


def test_the_width_is_the_terminals() -> None:
    """In a terminal of its own width the board keeps to that width."""
    script = (
        "import os,pty,sys,fcntl,termios,struct\n"
        "main, child = pty.openpty()\n"
        "fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 50, 0, 0))\n"
        "os.dup2(child, 1)\n"
        "from showsafe.entrypoints.cli import say\n"
        "sys.stderr.write(str(say.console().width))\n"
    )
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**environment, "TERM": "xterm"},
    )
    assert done.stderr == "50"
