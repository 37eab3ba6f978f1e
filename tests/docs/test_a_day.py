"""The guide through a day works as it stands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.docs.links import ROOT
from tests.entrypoints.cli import run

OF_A_DAY = """enrol assess record-paper register receive open-day plan meet unlock prove check show load lock declare
    offer accept take discharge cut collect unload reconcile close-day"""
GUIDE = ROOT / "docs" / "a-day.md"


def lines() -> list[str]:
    """Return every command of the guide, in its order."""
    return re.findall(r"^\$ showsafe (.*)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_line_of_the_day_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a fresh unit no line of the guide is refused or held, none is a deviation, and the record holds at the end."""
    monkeypatch.chdir(tmp_path)
    for line in lines():
        said = run(*shlex.split(line), "--json")
        assert said.status == 0, f"{line}\n{said.out}{said.err}"
        assert not said.json.get("deviation"), line
        assert said.json.get("outcome", "permit") in ("permit", "record"), line


def test_the_day_ends_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the end all is locked away, every round is accounted for, nothing waits or stands against the set."""
    monkeypatch.chdir(tmp_path)
    for line in lines():
        run(*shlex.split(line))
    board = run("board", "north-ridge", "--json").json
    assert [(day["day_open"], day["held"], day["exceptions"]) for day in board["scopes"]] == [(False, [], [])]
    assert [(weapon["where"], weapon["held"]) for weapon in board["weapons"]] == [("in gun-safe", [])]
    assert [(lot["where"], lot["spent"], lot["box"]) for lot in board["lots"]] == [("in round-box", 2, 22)]
    assert board["waiting"] == []


def test_a_watcher_who_was_forgotten_confirms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Accepted without the one who watched, it is held; the watcher is told what to type, and the day goes on."""
    monkeypatch.chdir(tmp_path)
    accept = next(line for line in lines() if " accept " in line)
    for line in lines()[: lines().index(accept)]:
        run(*shlex.split(line))
    held = run(*(word for word in accept.split() if not word.startswith(("witness", "sight"))))
    assert held.out.startswith("Held: it waits for a second person.")
    number = re.findall(r"record ([0-9]+)", held.flat)[0]
    line = f"showsafe confirm north-ridge {number} by=PERSON sight=COUNT"
    assert line in held.out
    assert line in run("board", "north-ridge").out
    said = run("confirm", "north-ridge", number, "by=bob", "sight=2")
    assert said.status == 0
    assert said.flat.startswith("bob confirms: dan accepts r1, from ann, to dan, scene stairwell, sight 2.")
    assert "Now r1: Blanks, two, quarter. HOT. With dan." in said.flat


def test_no_act_of_a_day_is_left_out() -> None:
    """The guide shows every act that an ordinary day has."""
    shown = {line.split()[2] for line in lines() if line.split()[0] in ("ask", "report")}
    assert shown >= set(OF_A_DAY.split())
