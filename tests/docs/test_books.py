"""The page on books works as it stands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.docs.links import ROOT
from tests.entrypoints.cli import run

PAGE = (ROOT / "docs" / "books.md").read_text(encoding="utf-8")


def test_every_line_of_the_page_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a fresh unit every line does what it says; what is overdue by then is a no, and nothing else is."""
    monkeypatch.chdir(tmp_path)
    for line in re.findall(r"^\$ showsafe (.*)$", PAGE, re.MULTILINE):
        said = run(*shlex.split(line))
        assert said.status == (1 if line.startswith("tasks") else 0), f"{line}\n{said.out}{said.err}"
    shown = run("book", "show", "north-ridge", "--json").json
    assert [line["state"] for line in shown["lines"]] == ["disposed", "missing"]
    assert shown["lines"][0]["acquired"]["original"] == {"serial": "M-1O01"}
    due = {task["code"] for task in run("tasks", "north-ridge", "--json").json["tasks"]}
    assert "bound.report-missing-agency" in due
    assert "bound.report-missing-police" not in due
