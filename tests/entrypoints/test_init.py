"""Making a data directory."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe.adapters import settings_file
from showsafe.entrypoints.cli.init import unit_name
from tests.entrypoints.cli import run, size


def test_a_unit_is_made_and_its_opening_recorded(tmp_path: Path) -> None:
    """The directory has its settings, and the opening of the unit is its first record."""
    said = run("init", tmp_path / "North Ridge", "--profile", "us-nm", "--utc-offset", "-06:00", "--json")
    assert said.status == 0
    assert said.json == {"unit": "north-ridge", "profile": "us-nm", "utc_offset": "-06:00"}
    settings = settings_file.read(tmp_path / "North Ridge")
    assert (settings.unit, settings.utc_offset_minutes) == ("north-ridge", -360)
    assert size(tmp_path / "North Ridge") == 1


def test_what_comes_next_is_said(tmp_path: Path) -> None:
    """Whoever made a unit is told how to put the first person on record."""
    said = run("init", tmp_path / "one", "--profile", "common", "--unit", "second-unit")
    assert said.status == 0
    commands = [line.split() for line in said.out.splitlines() if line.startswith("  showsafe ")]
    answers = [run(*words[1:], "--json") for words in commands]
    assert [(answer.status, answer.json["deviation"]) for answer in answers] == [(0, False)] * 2
    assert settings_file.read(tmp_path / "one").unit == "second-unit"


def test_a_second_time_is_refused(data: Path) -> None:
    """A directory that is a unit already stays as it is."""
    before = size(data)
    said = run("init", data, "--profile", "common", "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "directory.already-initialised")
    assert size(data) == before


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--profile", "us-xx"), "profile.unknown"),
        (("--profile", "common", "--unit", "No Id"), "settings.not-an-id"),
        (("--profile", "common", "--utc-offset", "later"), "input.wrong-value"),
        ((), "input.usage"),
    ],
)
def test_wrong_settings_make_nothing(tmp_path: Path, options: tuple[str, ...], code: str) -> None:
    """A wrong profile, id or offset, or a missing profile, is said, and no directory is made."""
    said = run("init", tmp_path / "unit", "--json", *options)
    assert (said.status, said.json["error"]["code"]) == (2, code)
    assert not (tmp_path / "unit").exists()


@pytest.mark.parametrize(
    ("name", "id_"), [("North Ridge 1", "north-ridge-1"), ("---", "unit"), ("a" * 80, "a" * 63)]
)
def test_a_name_becomes_an_id(name: str, id_: str) -> None:
    """The name of a directory becomes an id of small letters, digits and hyphens."""
    assert unit_name(Path(name)) == id_
