"""Replaying told days: the account, the JSON, and writing them into a unit."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.entrypoints.cli import SCENARIOS, run, size

DAY = SCENARIOS / "days" / "dummies-close-up.toml"
INCIDENT = SCENARIOS / "incidents" / "rust-2021.toml"


def test_every_told_day_is_as_it_expects() -> None:
    """Every day and incident of the repository holds, step by step."""
    said = run("replay", SCENARIOS, "--json")
    missed = [(step["id"], step["n"], step["missed"]) for step in said.lines if not step["met"]]
    assert missed == []
    assert said.status == 0


def test_json_is_one_object_a_step() -> None:
    """Each step says what was asked, what came, what was expected, and every finding with its sources."""
    steps = run("replay", INCIDENT, "--json").lines
    keys = {"file", "id", "n", "at", "by", "act", "door", "outcome", "expect", "met", "missed", "findings"}
    assert all(set(step) == keys | {"deviation", "variant"} for step in steps)
    refused = next(step for step in steps if step["outcome"] == "refuse")
    assert {"gate", "code", "weight", "says", "next", "sources"} == set(refused["findings"][0])
    sources = [source for step in steps for finding in step["findings"] for source in finding["sources"]]
    assert all(set(source) == {"id", "grade", "label", "force"} for source in sources)
    assert all(not source["force"] for source in sources if source["grade"] in "SM")
    assert {step["variant"] for step in steps} == {"", "A", "B"}


def test_an_account_is_readable() -> None:
    """The account names each step with its time and answer, and ends with whether all expectations held."""
    said = run("replay", DAY)
    assert said.status == 0
    assert "nothing against it" in said.out
    assert said.out.rstrip().endswith("Every expectation held.")


def test_an_expectation_that_does_not_hold_is_named(tmp_path: Path) -> None:
    """A step that comes out otherwise is named with what came instead, and the exit status is 1."""
    text = INCIDENT.read_text(encoding="utf-8").replace('expect = "refuse"', 'expect = "permit"', 1)
    (tmp_path / "other.toml").write_text(text, encoding="utf-8")
    said = run("replay", tmp_path / "other.toml")
    assert said.status == 1
    assert "expected permit, and it came out as refuse" in said.out
    missed = [step for step in run("replay", tmp_path, "--json").lines if not step["met"]]
    assert len(missed) == 1


def test_days_go_into_a_unit(tmp_path: Path) -> None:
    """With --into the directory is made, each step names its record, and calling it again adds days."""
    into = tmp_path / "unit"
    steps = run("replay", DAY, INCIDENT, "--into", into, "--json").lines
    assert [step["record"] for step in steps] == sorted({step["record"] for step in steps})
    first = size(into)
    assert steps[-1]["record"] <= first
    assert run("replay", DAY, "--into", into).status == 0
    assert size(into) > first
    assert run("verify", into, "--json").json["ok"] is True


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"id = '\xff\xfe'\n", "scenario.not-utf8"),
        (b"id = \n", "scenario.not-toml"),
        (b"id = 'x'\n", "scenario.missing-key"),
    ],
)
def test_a_wrong_file_writes_nothing(tmp_path: Path, content: bytes, code: str) -> None:
    """One wrong file among good ones is named with its line, and nothing of the others is written."""
    shutil.copy(DAY, tmp_path / "a.toml")
    (tmp_path / "b.toml").write_bytes(content)
    said = run("replay", tmp_path, "--into", tmp_path / "unit", "--json")
    assert said.status == 2
    assert said.json["error"]["code"] == code
    assert "b.toml" in said.json["error"]["says"]
    assert not (tmp_path / "unit").exists()


@pytest.mark.parametrize(
    ("pattern", "slip", "code"),
    [
        (r'^profile *= *".*"', 'profile = "us-xx"', "profile.unknown"),
        (r"^gates *= *\[.*\]", 'gates = ["round"]', "input.unknown-gate"),
        (r'^act *= *"load"', 'act = "laod"', "input.unknown-act"),
        (r'^by *= *"armorer"', 'by = "armourer"', "scenario.unknown-name"),
        (r'^weapon *= *"revolver"', 'wepon = "revolver"', "input.unknown-key"),
        (r"^count *= *[0-9]+", "count = -5", "input.negative"),
    ],
)
def test_a_slip_in_a_file_is_wrong_input(tmp_path: Path, pattern: str, slip: str, code: str) -> None:
    """An unknown profile, gate, act, name or key, or a negative count, is found before anything is told."""
    text, slips = re.subn(pattern, slip, INCIDENT.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert slips == 1
    (tmp_path / "slip.toml").write_text(text, encoding="utf-8")
    said = run("replay", tmp_path, "--json")
    assert (said.status, said.json["error"]["code"]) == (2, code)


def test_a_path_with_nothing_to_tell(tmp_path: Path) -> None:
    """A path that is not there, and a folder without a told day, are wrong input."""
    assert run("replay", tmp_path / "none", "--json").json["error"]["code"] == "scenario.missing"
    assert run("replay", tmp_path, "--json").json["error"]["code"] == "scenario.none"


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    """Days are never written into a directory that holds something else."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter").write_text("x", encoding="utf-8")
    said = run("replay", DAY, "--into", tmp_path / "other", "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "directory.not-ours")
    assert [item.name for item in (tmp_path / "other").iterdir()] == ["letter"]
