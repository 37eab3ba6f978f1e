"""What the README says of the commands is what they are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from showsafe.entrypoints.cli.main import COMMANDS
from tests.entrypoints.cli import run

README = Path(__file__).parents[2] / "README.md"


def test_every_command_is_in_the_readme() -> None:
    """The README names every command, and none that is not there."""
    named = set(re.findall(r"^\| `showsafe ([a-z-]+)", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert named == set(COMMANDS)


def test_the_example_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of the README run as they stand: no deviation, and the take at the end is refused."""
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"^\$ showsafe (.*)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) >= 5
    said = [run(*shlex.split(line), "--json") for line in lines]
    assert [each.status for each in said] == [*[0] * (len(lines) - 1), 1]
    assert not any(each.json.get("deviation") for each in said)


def test_the_readme_says_how_the_refusal_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the README shows below its last line is how that answer begins."""
    monkeypatch.chdir(tmp_path)
    text = README.read_text(encoding="utf-8")
    shown = re.findall(r"^\$ showsafe .*\n(Refused\..*)$", text, re.MULTILINE)
    said = [run(*shlex.split(line)) for line in re.findall(r"^\$ showsafe (.*)$", text, re.MULTILINE)]
    assert shown == [said[-1].out.splitlines()[0]]


@pytest.mark.parametrize(
    "page", ["docs/rules", "docs/tour.md", "docs/offline.md", "docs/a-day.md", "docs/formats"]
)
def test_the_readme_leads_to_every_guide(page: str) -> None:
    """The README has a link to each page that somebody new needs."""
    assert f"]({page})" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help_and_json(command: str) -> None:
    """Every command says how it is used, and can answer in JSON."""
    said = run(command, "--help")
    assert said.status == 0
    assert "--json" in said.out
