"""``showsafe verify``: what it takes, what it says, and with which status it ends."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.application.parse import act_from
from showsafe.rules.decide import Decided
from showsafe.rules.decision import Decision
from tests.entrypoints.cli import run, unit

LOOK = ("check", "by=armorer", "weapon=revolver", "witness=assistant", "seen=6", "of=6")
OTHER = "showsafe/x+00000000+AA=="


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data directory with some records."""
    return unit(tmp_path / "data")


def test_a_tile_folder_is_verified_too(data: Path, tmp_path: Path) -> None:
    """An export is checked like the directory that it comes from, and no views are spoken of."""
    assert run("export", data, "--tiles", tmp_path / "tiles").status == 0
    said = run("verify", tmp_path / "tiles")
    assert said.status == 0
    assert "A tile folder of" in said.out
    shown = run("verify", tmp_path / "tiles", "--json").json
    assert (shown["what"], shown["views_checked"], len(shown["steps"])) == ("tiles", False, 10)
    assert shown["root"] == run("verify", data, "--json").json["root"]


def test_an_unpacked_bundle_is_not_called_broken(data: Path, tmp_path: Path) -> None:
    """A folder that a bundle was unpacked into is no export with everything missing: it says what to give instead."""
    assert run("bundle", data, "--all", "--out", tmp_path / "all.zip", "--no-pdf").status == 0
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    said = run("verify", tmp_path / "unpacked", "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "verify.unpacked")
    (tmp_path / "unpacked" / "tile").mkdir()
    assert run("verify", tmp_path / "unpacked").status == 1


def test_a_key_comes_from_a_file_or_as_it_is(data: Path, tmp_path: Path) -> None:
    """The key is taken from the file that holds it, or as text; a file that is not there is wrong input."""
    key = run("vkey", data).out
    (tmp_path / "kept.vkey").write_text(key)
    assert run("verify", data, "--vkey", tmp_path / "kept.vkey").status == 0
    assert run("verify", data, "--vkey", key.strip()).status == 0
    said = run("verify", data, "--vkey", tmp_path / "nothing", "--json")
    assert (said.status, said.json["error"]["code"]) == (2, "key.missing")
    assert run("verify", data, "--vkey", OTHER, "--json").json["error"]["code"] == "key.not-a-vkey"


def test_hashes_alone_are_not_everything(data: Path) -> None:
    """With hashes only the status is 1: the tree holds, and nothing more was checked."""
    said = run("verify", data, "--hashes-only", "--json")
    assert (said.status, said.json["ok"], said.json["first_fault"]) == (1, False, None)
    assert {step["state"] for step in said.json["steps"][:4]} == {"passed"}
    assert "Not everything could be checked" in run("verify", data, "--hashes-only").out


def test_only_what_came_after_a_kept_checkpoint(data: Path, tmp_path: Path) -> None:
    """With ``--since`` the rest is read; a checkpoint of another log, or none, is said to be so."""
    kept = tmp_path / "kept"
    kept.write_text(run("checkpoint", data).out)
    assert run("report", data, *LOOK).status == 0
    assert run("verify", data, "--since", kept).status == 0
    assert (
        run("verify", data, "--since", tmp_path / "nothing", "--json").json["error"]["code"]
        == "checkpoint.missing"
    )
    kept.write_text("no checkpoint")
    assert run("verify", data, "--since", kept, "--json").json["error"]["code"] == "checkpoint.malformed"


def test_a_policy_that_is_not_met(data: Path, tmp_path: Path) -> None:
    """A policy asks for witnesses; with none of theirs the status is 1, and a file that is no policy is wrong input."""
    key = "w+11b2a5b4+BAAAAA=="
    policy = tmp_path / "policy"
    policy.write_text("quorum none\n")
    assert run("verify", data, "--policy", policy).status == 0
    policy.write_text(f"witness a {key}\nquorum a\n")
    assert run("verify", data, "--policy", policy, "--json").json["error"]["code"] == "policy.malformed"


def test_an_answer_that_the_rules_do_not_give(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A node that permits what its rules refuse keeps every sum right; deciding again finds it and names the record."""
    monkeypatch.setattr("showsafe.application.step.decide", lambda *_: Decided(Decision(())))
    with bootstrap.open_unit(data) as unit:
        said = {"weapon": "revolver", "to": ["performer"]}
        now = unit.clock.now()
        forged = unit.ask(act_from("hand-over", said, act_id="forged", by="armorer", at=now))
    assert forged.outcome == "permit"
    found = run("verify", data, "--json")
    assert (found.status, found.json["first_fault"]["code"]) == (1, "verify.rules")
    assert found.json["first_fault"]["record"] == forged.number
    assert [step["state"] for step in found.json["steps"][7:]] == ["passed", "passed", "failed"]
    assert "the rules say refuse" in run("verify", data).out


def test_rules_of_another_version(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records under rules that this program does not have are named, nothing is called bad, and nothing is green."""
    monkeypatch.setattr("showsafe.rules.rulebook.RULES_EDITION", "0")
    found = run("verify", data, "--json")
    assert (found.status, found.json["ok"], found.json["first_fault"]) == (1, False, None)
    assert found.json["steps"][9]["state"] == "incomplete"
    assert any("under other rules" in line for line in found.json["could_not_know"])
