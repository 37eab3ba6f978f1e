"""The guide to files works as it stands, on from the day that it begins in."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.docs.test_runs import before, lines
from tests.entrypoints.cli import run

PAGE = "files.md"


def test_every_line_of_the_guide_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line of it is refused or held or a deviation, and the record holds at the end."""
    monkeypatch.chdir(tmp_path)
    for line in [*before(), *lines(PAGE)]:
        said = run(*shlex.split(line), "--json")
        assert said.status == 0, f"{line}\n{said.out}{said.err}"
        assert not said.json.get("deviation"), line
        assert said.json.get("outcome", "permit") in ("permit", "record"), line
    assert "File ford" not in run("board", "north-ridge").flat
    assert run("verify", "north-ridge").status == 0


def test_the_board_says_the_file_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its word comes first, then whose it is, each weapon by its mark, what dropped out and why it holds."""
    monkeypatch.chdir(tmp_path)
    page = lines(PAGE)
    issue = next(place for place, line in enumerate(page) if " issue-file " in line)
    for line in [*before(), *page[: issue + 1]]:
        run(*shlex.split(line))
    said = run("board", "north-ridge").flat
    assert (
        "File ford: cold. una keeps it, wes watches, scene ford: 1 l1, with rider-1; 2 l2, with rider-2."
        in said
    )
    run("report", "north-ridge", "drop", "by=rider-1", "weapon=l1")
    assert "File ford: hot." in run("board", "north-ridge").flat
    run("report", "north-ridge", "drop-out", "by=una", "weapon=l1")
    run(
        "report",
        "north-ridge",
        "return-file",
        "by=una",
        "file=ford",
        "scans=l2:LR-702",
        "flags=0",
        "witness=wes",
    )
    said = run("board", "north-ridge").flat
    assert "Dropped out, hot: l1." in said
    assert "It holds: 0 flags counted, and 1 expected" in said
