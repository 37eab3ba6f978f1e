"""What the README says of the commands is what they are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from showsafe.entrypoints.cli.main import main
from tests.entrypoints.cli import run

README = Path(__file__).parents[2] / "README.md"


def test_every_command_is_in_the_readme() -> None:
    """The README names every command, and none that is not there."""
    named = set(re.findall(r"^\| `showsafe ([a-z]+)", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert named == set(main.commands)


def test_the_example_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of the README run as they stand: no deviation, and the take at the end is refused."""
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"^\$ showsafe (.*)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) >= 5
    said = [run(*shlex.split(line), "--json") for line in lines]
    assert [each.status for each in said] == [*[0] * (len(lines) - 1), 1]
    assert not any(each.json.get("deviation") for each in said)


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_has_help_and_json(command: str) -> None:
    """Every command says how it is used, and can answer in JSON."""
    said = run(command, "--help")
    assert said.status == 0
    assert "--json" in said.out
