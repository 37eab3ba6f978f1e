"""The walk through the demonstration's case works as it stands, and the page of formats names every format."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from showsafe.casefile.exports.table import FORMATS
from showsafe.entrypoints import demo_case
from tests.docs.links import ROOT
from tests.entrypoints.cli import run

WALK = ROOT / "docs" / "a-case.md"
PAGE = ROOT / "docs" / "formats" / "case-exports.md"


def test_every_line_of_the_walk_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the set, in the order of the page, no line is refused, and what is made holds."""
    monkeypatch.chdir(tmp_path)
    demo_case.prepare(tmp_path / "demonstration")
    lines = re.findall(r"^\$ showsafe (.*)$", WALK.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) > 15
    for line in lines:
        said = run(*shlex.split(line))
        assert said.status == 0, f"{line}\n{said.out}{said.err}"
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert "nothing was recorded" in said_of("import-brat", lines)


def said_of(command: str, lines: list[str]) -> str:
    """Return what a line of the walk says when it is typed once more."""
    return run(*shlex.split(next(line for line in lines if command in line))).flat


def test_every_format_stands_on_its_page() -> None:
    """A format that is added is told of, with what it holds."""
    rows = re.findall(r"^\| `([a-z-]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == list(FORMATS)
