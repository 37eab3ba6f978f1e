"""The guide to quick resets works as it stands, on from the day that it begins in."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.docs.links import ROOT
from tests.docs.test_a_day import lines as of_the_day
from tests.entrypoints.cli import run


def lines(page: str = "runs.md") -> list[str]:
    """Return every command of the guide, in its order."""
    return re.findall(r"^\$ showsafe (.*)$", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE)


def before() -> list[str]:
    """Return the commands of the day up to the point from which the guide goes on."""
    day = of_the_day()
    shown = next(place for place, line in enumerate(day) if " show " in line)
    return day[: shown + 1]


def test_every_line_of_the_guide_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line of it is refused or held or a deviation, and board, chain and record say what happened."""
    monkeypatch.chdir(tmp_path)
    for line in [*before(), *lines()]:
        said = run(*shlex.split(line), "--json")
        assert said.status == 0, f"{line}\n{said.out}{said.err}"
        assert not said.json.get("deviation"), line
        assert said.json.get("outcome", "permit") in ("permit", "record"), line
    chain = run("weapon", "north-ridge", "r1").flat
    assert "a reset by ann in one record: collect, unlock, unload, clear, check" in chain
    assert run("verify", "north-ridge").status == 0


def test_the_board_says_that_a_run_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it is open, the board says with whom, since when and how many resets there were."""
    monkeypatch.chdir(tmp_path)
    for line in [*before(), *lines()[:3]]:
        run(*shlex.split(line))
    said = run("board", "north-ridge").flat
    assert "A run with dan is open since" in said
    assert "1 reset done, each asked in full." in said
    run("report", "north-ridge", "end-run", "by=eve", "weapon=r1")
    assert "A run with dan" not in run("board", "north-ridge").flat


def test_a_refusal_names_the_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reset that leaves out the look is refused with the reasons of the single act, at its step."""
    monkeypatch.chdir(tmp_path)
    for line in [*before(), *lines()[:6]]:
        run(*shlex.split(line))
    said = run(*shlex.split(re.sub(r"check [^;]*; ", "", lines()[6])))
    assert said.status == 1
    assert "Step 6, show: The last look into r1 no longer counts" in said.flat
    assert "The reset stops at step 6, show" in said.flat
