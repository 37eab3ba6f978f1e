"""Every wrong input gets one sentence, what to do now and a code, leaves with 2, and writes nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from showsafe.adapters import directory
from showsafe.entrypoints.cli.app import Commands, answered
from showsafe.projections.rows import line
from tests.entrypoints.cli import Said, run, size

BY = "by=armorer"
NOBODY = 65534
"""A user who may write nothing; root may write everywhere."""

LOOK = ("check", BY, "weapon=revolver")
TYPED: dict[str, tuple[tuple[str, ...], str]] = {
    "act": (("chek", BY, "weapon=revolver"), "input.unknown-act"),
    "act kept for later": (("run", BY), "input.reserved-act"),
    "key": ((*LOOK, "wepon=x"), "input.unknown-key"),
    "key of another act": ((*LOOK, "word=hot"), "input.unknown-key"),
    "key said twice": ((*LOOK, "seen=6", "seen=6"), "input.key-twice"),
    "no key": ((*LOOK, "six"), "input.not-key-value"),
    "no key before the sign": ((*LOOK, "=6"), "input.not-key-value"),
    "nobody says it": (("check", "weapon=revolver"), "input.missing-key"),
    "nothing it is about": (("check", BY), "input.missing-key"),
    "person": ((*LOOK, "witness=nobody"), "input.unknown-person"),
    "person who asks": (("check", "by=nobody", "weapon=revolver"), "input.unknown-person"),
    "weapon": (("check", BY, "weapon=revolber"), "input.unknown-weapon"),
    "lot": (("load", BY, "weapon=revolver", "rounds=tray:5"), "input.unknown-lot"),
    "word": ((*LOOK, "bore=shiny"), "input.unknown-word"),
    "future": ((*LOOK, "at=2999-01-01T00:00Z"), "input.in-the-future"),
    "no zone": ((*LOOK, "at=2026-03-31T11:30"), "input.no-zone"),
    "no time": ((*LOOK, "at=noon"), "input.wrong-value"),
    "time before all time": ((*LOOK, "at=0001-01-01T00:00+14:00"), "input.wrong-value"),
    "negative": ((*LOOK, "seen=-6"), "input.negative"),
    "negative in rounds": (("load", BY, "weapon=revolver", "rounds=blanks:-5"), "input.negative"),
    "huge": ((*LOOK, "seen=99999999999999999999"), "input.too-large"),
    "no number": ((*LOOK, "seen=six"), "input.wrong-value"),
    "broken JSON": ((*LOOK, "found=[{"), "input.not-json"),
    "deep JSON": ((*LOOK, f"found={'[' * 60000}"), "input.not-json"),
    "long text": ((*LOOK, f"says={'x' * 70_000}"), "input.too-long"),
    "long name": (("check", BY, f"weapon={'x' * 200}"), "input.not-a-name"),
    "control character": (("check", BY, "weapon=revol\x07ver"), "input.hidden-characters"),
    "right-to-left mark": (("check", BY, "weapon=revol\u202ever"), "input.hidden-characters"),
    "half of a pair": ((*LOOK, "says=\udcff"), "input.hidden-characters"),
    "emoji": (("enrol", BY, "person=\U0001f52b", "roles=crew"), "input.not-a-name"),
    "act id": ((*LOOK, "act_id=a b"), "input.not-a-name"),
    "empty": (("check", "by=", "weapon=revolver"), "input.empty-name"),
}


def is_one_clear_error(said: Said, code: str) -> bool:
    """Whether an answer is one error in JSON, of this code, with a sentence and what to do now."""
    error = said.json["error"]
    assert error["code"] == code
    assert set(error) == {"code", "says", "now"}
    assert error["says"].endswith((".", "'"))
    assert error["now"]
    assert "Traceback" not in said.out + said.err
    return said.status == 2


@pytest.mark.parametrize("door", ["ask", "report"])
@pytest.mark.parametrize("typed", list(TYPED))
def test_typed_wrong(data: Path, door: str, typed: str) -> None:
    """What is typed wrong is named, through both doors, and the ledger stays as long as it was."""
    words, code = TYPED[typed]
    before = size(data)
    assert is_one_clear_error(run(door, data, *words, "--json"), code)
    assert size(data) == before


@pytest.mark.parametrize("typed", ["act", "weapon", "key"])
def test_the_nearest_known_word_is_offered(data: Path, typed: str) -> None:
    """A slip of the hand gets the word that was probably meant."""
    words, _ = TYPED[typed]
    meant = {"act": "check", "weapon": "revolver", "key": "weapon"}[typed]
    assert f"Did you mean {meant}?" in run("ask", data, *words).err


def test_text_for_people_goes_to_standard_error(data: Path) -> None:
    """Without --json an error is three lines on standard error: sentence, what to do now, code."""
    said = run("ask", data, "chek", BY)
    assert said.out == ""
    assert said.err.splitlines()[1].startswith("Now: ")
    assert said.err.splitlines()[2] == "[input.unknown-act]"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("explain", "check.nothing"), "input.unknown-code"),
        (("explain", "chek"), "input.unknown-gate"),
        (("profiles", "us-xx"), "profile.unknown"),
        (("fly",), "input.usage"),
        (("ask",), "input.usage"),
        (("board", "somewhere", "--loud"), "input.usage"),
    ],
)
def test_unknown_gate_profile_command_or_option(words: tuple[str, ...], code: str) -> None:
    """An unknown gate, code, profile, command or option, or a missing argument, is one clear error."""
    assert is_one_clear_error(run(*words, "--json"), code)


COMMANDS = (
    ("ask", *LOOK),
    ("report", *LOOK),
    ("confirm", "a1", BY),
    ("board",),
    ("weapon", "revolver"),
    ("rebuild",),
)


def with_directory(command: tuple[str, ...], path: Path) -> Said:
    """Run a command with a directory as its first argument."""
    return run(command[0], path, *command[1:], "--json")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_directory_that_is_none(tmp_path: Path, command: tuple[str, ...]) -> None:
    """A path with nothing at it, a file, and a directory of somebody else's are three clear errors."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "else").mkdir()
    assert is_one_clear_error(with_directory(command, tmp_path / "nothing"), "directory.missing")
    assert is_one_clear_error(with_directory(command, tmp_path / "file"), "directory.is-a-file")
    assert is_one_clear_error(with_directory(command, tmp_path / "else"), "directory.not-ours")


def test_a_directory_in_use(data: Path) -> None:
    """While another process writes, a second writer is told so, and readers read on."""
    before = size(data)
    with directory.open_for_writing(data):
        assert is_one_clear_error(run("ask", data, *LOOK, "--json"), "directory.in-use")
        assert run("board", data, "--json").status == 0
        assert run("weapon", data, "revolver", "--json").status == 0
        assert run("verify", data, "--json").status == 0
    assert size(data) == before


@pytest.fixture
def read_only(data: Path) -> Iterator[Path]:
    """Return a data directory in which this process may read and not write."""
    with tempfile.TemporaryDirectory() as name:
        # Not in tmp_path: another user cannot even pass through that one.
        place = Path(name)
        place.chmod(0o755)
        locked = shutil.copytree(data, place / "unit")
        (locked / "keys" / "device.key").chmod(0o444)
        (locked / "keys").chmod(0o555)
        locked.chmod(0o555)
        root = os.geteuid() == 0
        if root:
            os.seteuid(NOBODY)
        try:
            yield locked
        finally:
            if root:
                os.seteuid(0)
            locked.chmod(0o755)
            (locked / "keys").chmod(0o755)


def test_a_directory_that_is_read_only(read_only: Path) -> None:
    """A directory that cannot be written is refused for writing and still read."""
    before = size(read_only)
    assert is_one_clear_error(run("ask", read_only, *LOOK, "--json"), "directory.read-only")
    assert run("board", read_only, "--json").status == 0
    assert size(read_only) == before


def test_a_view_that_may_be_old_is_not_shown(data: Path) -> None:
    """A view that failed is grey: it is refused with what to do, and a rebuild brings it back."""
    connection = sqlite3.connect(data / "ledger.sqlite", isolation_level=None)
    failed = line("stale", "board", {"record": 2})
    connection.execute("INSERT INTO rows (name, key, value) VALUES ('stale', 'board', ?)", (failed.value,))
    connection.close()
    assert is_one_clear_error(run("board", data, "--json"), "projection.stale")
    assert run("rebuild", data).status == 0
    assert run("board", data).status == 0


def test_views_of_another_version_are_not_misread(data: Path) -> None:
    """Views that another version wrote are refused with what to do, and a rebuild brings them back."""
    connection = sqlite3.connect(data / "ledger.sqlite", isolation_level=None)
    connection.execute("UPDATE rows SET value = ? WHERE name = 'views'", (b'{"layout":0}',))
    connection.close()
    assert is_one_clear_error(run("weapon", data, "revolver", "--json"), "projection.other-version")
    assert run("verify", data).status == 1
    assert run("rebuild", data).status == 0
    assert run("weapon", data, "revolver").status == 0


def test_what_nobody_expected_is_one_sentence_too(capsys: pytest.CaptureFixture[str]) -> None:
    """A fault of the program itself, or a key pressed to stop it, is said in one sentence with a code."""

    def breaks() -> None:
        raise ZeroDivisionError

    def stops() -> None:
        raise click.Abort

    assert answered(breaks) == 2
    assert "[internal.unexpected]" in capsys.readouterr().err
    assert answered(stops) == 2
    assert "[input.stopped]" in capsys.readouterr().err


def test_no_command_shows_the_commands() -> None:
    """Without a command the list of commands is shown, and the exit status is that of wrong input."""
    said = run()
    assert said.status == 2
    assert isinstance(Commands(), click.Group)
    assert "replay" in said.out
