"""What a slip, a broken disk or a hostile hand brings to the command line: one clear error, and nothing is lost."""

from __future__ import annotations

import os
import shlex
import sqlite3
import subprocess
from pathlib import Path

import pytest

from showsafe.adapters import directory
from tests.entrypoints.cli import PROGRAM, SCENARIOS, run, size
from tests.entrypoints.test_wrong_input import LOOK, is_one_clear_error

"""The command in a process of its own."""

HEAD = """
id = "a-day"
title = "A look"
profile = "common"
date = 2025-06-02
sources = ["invented"]
status = "Invented."
"""
REST = """
[people.armorer]
roles = ["armorer"]
[weapons.revolver]
class = "live-capable"
action = "single-action-revolver"
capacity = 6
[given]
[[step]]
n = 1
at = "2025-06-02T09:05"
by = "armorer"
act = "check"
weapon = "revolver"
seen = 6
door = "report"
expect = "record"
text = "He looks."
"""


def told(path: Path, *, old: str = "", new: str = "") -> Path:
    """Write a day into a file, with one piece of it put otherwise."""
    assert old in HEAD + REST
    path.write_text((HEAD + REST).replace(old, new) if old else HEAD + REST, encoding="utf-8")
    return path


MALFORMED = {
    "nested 1000 deep": (HEAD, f"x = {'[' * 1000}{']' * 1000}\n", "scenario.too-deep"),
    "a number of 5000 digits": ("capacity = 6", f"capacity = {'9' * 5000}", "scenario.malformed"),
    "a step that is a number": (REST, "step = [1, 2]\n[given]\n", "input.wrong-value"),
    "a table that is a text": ("[given]", '[given]\nproven = "yes"', "input.wrong-value"),
    "before all time": ("2025-06-02T09:05", "0001-01-01T00:00+00:01", "input.wrong-value"),
    "an id with a telling in it": ('"a-day"', '"a-day@2"', "input.wrong-value"),
    "an id with a sign in it": ('"a-day"', '"a@day"', "input.wrong-value"),
    "an id with a slash": ('"a-day"', '"a/day"', "input.wrong-value"),
    "the id of the set": ('"a-day"', '"set"', "input.wrong-value"),
}


@pytest.mark.parametrize("what", list(MALFORMED))
def test_a_file_that_nobody_would_write(tmp_path: Path, data: Path, what: str) -> None:
    """A told day that is no day in any way is a wrong file with its name, and nothing is written."""
    old, new, code = MALFORMED[what]
    before = size(data)
    path = told(tmp_path / "day.toml", old=old, new=new)
    said = run("replay", path, "--into", data, "--json")
    assert is_one_clear_error(said, code)
    assert str(path) in said.json["error"]["says"]
    assert size(data) == before


def test_a_file_without_an_end() -> None:
    """A file that is larger than any day is refused before it fills the memory."""
    if not Path("/dev/zero").exists():
        pytest.skip("There is no endless file on this system.")
    assert is_one_clear_error(run("replay", "/dev/zero", "--json"), "scenario.too-large")


@pytest.mark.parametrize("name", ["x" * 300, "circle"])
def test_a_path_that_cannot_be(tmp_path: Path, name: str) -> None:
    """A path that is too long, or that leads in a circle, is a wrong path and no fault of disk or program."""
    (tmp_path / "circle").symlink_to("circle")
    path = tmp_path / name
    for words in (("init", path, "--profile", "common"), ("ask", path, *LOOK), ("board", path)):
        assert is_one_clear_error(run(*words, "--json"), "directory.no-such-path")
    assert run("replay", path, "--json").json["error"]["code"] in {"scenario.unreadable", "scenario.missing"}


def changed(data: Path, sql: str, *values: object) -> None:
    """Change the ledger's file behind the program's back."""
    connection = sqlite3.connect(data / "ledger.sqlite", isolation_level=None)
    connection.execute(sql, values)
    connection.close()


def test_a_damaged_end_of_a_chain(data: Path) -> None:
    """Where the kept end of the device's chain is damaged, nothing is added, and it is damage, not wrong input."""
    before = size(data)
    changed(
        data,
        "UPDATE rows SET value = ? WHERE name = 'head' AND key <> 'node-key'",
        b'{"numbes":6,"previous":""}',
    )
    said = run("ask", data, *LOOK, "--json")
    assert (said.status, said.json["error"]["code"]) == (1, "ledger.head-damaged")
    assert size(data) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="There is no full device on this system.")
@pytest.mark.parametrize(
    "words", [("board", "--json"), ("board",), ("ask", *LOOK, "--json"), ("ask", "chek")]
)
def test_an_output_that_takes_nothing(data: Path, words: tuple[str, ...]) -> None:
    """An answer that could not be written out is neither a yes nor a no, and there is no traceback."""
    command = [*PROGRAM, words[0], str(data), *words[1:]]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, check=False, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    if words != ("ask", "chek"):
        assert "[output.not-written]" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="There are no such pipes on this system.")
@pytest.mark.parametrize("words", [("profiles", "common"), ("board", "DATA", "--json"), ("replay", "DAYS")])
def test_a_reader_that_has_gone(data: Path, words: tuple[str, ...]) -> None:
    """Where the reader of a pipe has gone, the command ends without a word, and never with a yes."""
    names = {"DATA": str(data), "DAYS": str(SCENARIOS / "days")}
    command = [*PROGRAM, *(names.get(word, word) for word in words)]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, check=False, stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="A shell of another kind.")
def test_a_closed_output(data: Path) -> None:
    """With standard output closed a command does its work and leaves with its own status."""
    script = f"{shlex.join(PROGRAM)} board {shlex.quote(str(data))} --json >&-"
    done = subprocess.run(["/bin/sh", "-c", script], check=False, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("column", ["scope", "act_id"])
def test_a_record_that_would_not_be_found(data: Path, column: str) -> None:
    """A record that is kept under another scope or id than its own is damage: it must not be left out of an answer."""
    changed(data, f"UPDATE entries SET {column} = 'sft' WHERE number = 5")  # noqa: S608 - two names of columns
    for words in (("ask", data, *LOOK), ("board", data), ("rebuild", data), ("verify", data)):
        said = run(*words, "--json")
        assert said.status == 1
        assert "internal.unexpected" not in said.out
    assert run("ask", data, *LOOK, "--json").json["error"]["code"] == "ledger.tail-damaged"


@pytest.mark.parametrize(
    "words",
    [
        ("init", "", "--profile", "common"),
        ("ask", "", *LOOK),
        ("board", ""),
        ("replay", ""),
        ("replay", SCENARIOS, "--into", ""),
    ],
)
def test_an_empty_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    """An empty path, as an unset variable leaves it, never means the present directory."""
    monkeypatch.chdir(tmp_path)
    assert is_one_clear_error(run(*words, "--json"), "input.usage")
    assert list(tmp_path.iterdir()) == []


def test_a_day_that_is_not_on_record(data: Path) -> None:
    """A board of an unknown day is an error, and not a board on which no weapon is out."""
    assert is_one_clear_error(run("board", data, "--day", "nope", "--json"), "input.unknown-day")
    assert run("board", data, "--day", "set", "--json").json["weapons"]


def test_a_tag_that_is_no_text(data: Path) -> None:
    """A weapon asked for in bytes that are no text is an unknown weapon."""
    assert is_one_clear_error(run("weapon", data, "\udcff", "--json"), "input.unknown-weapon")


def test_an_unfinished_directory_is_finished_by_the_same_command(tmp_path: Path) -> None:
    """Where the disk was full as a directory was made, the same replay makes it when there is room."""
    into = tmp_path / "unit"
    (into / "keys").mkdir(parents=True)
    (into / directory.MARKER).touch()
    assert run("replay", told(tmp_path / "day.toml"), "--into", into).status == 0
    assert run("verify", into).status == 0


def test_a_flipped_bit_in_a_view_is_never_shown(data: Path) -> None:
    """Whichever bit of a board's line flips, board and weapon show nothing, and a rebuild brings it back."""
    connection = sqlite3.connect(data / "ledger.sqlite")
    ((value,),) = connection.execute("SELECT value FROM rows WHERE name = 'board'").fetchall()
    connection.close()
    flipped = bytearray(value)
    for place in range(0, len(value), 29):
        flipped = bytearray(value)
        flipped[place] ^= 1 << (place % 8)
        changed(data, "UPDATE rows SET value = ? WHERE name = 'board'", bytes(flipped))
        assert is_one_clear_error(run("board", data, "--json"), "projection.damaged")
        assert is_one_clear_error(run("weapon", data, "revolver", "--json"), "projection.damaged")
    asked = run("ask", data, *LOOK)
    assert (asked.status, "cannot be shown" in asked.out) == (0, True)
    changed(data, "UPDATE rows SET value = ? WHERE name = 'board'", bytes(flipped))
    assert run("verify", data).status == 1
    assert run("rebuild", data).status == 0
    assert run("board", data).status == 0


@pytest.mark.parametrize("door", ["ask", "report"])
def test_a_name_of_a_day_that_is_not_told(data: Path, door: str) -> None:
    """No weapon of the live set is named like one of a day, or that day, told later, would hide it on the board."""
    before = size(data)
    words = ("register", "by=armorer", "weapon=a-day/revolver", "class=live-capable", "capacity=6")
    said = run(door, data, *words, "action=single-action-revolver", "--json")
    assert is_one_clear_error(said, "input.unknown-day")
    assert size(data) == before
