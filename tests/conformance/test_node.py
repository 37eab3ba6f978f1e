"""A third implementation, the check for Node that goes into every bundle: it judges the vectors as the others do."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from conformance.make import VECTORS
from showsafe.evidence import verifier_files
from tests.conformance.vectors import cases
from tests.ledger.verify import logs
from tests.ledger.verify.logs import NODE, vkey_of

ROOT = VECTORS.parents[1]
PARTS = ROOT / "src" / "showsafe" / "evidence" / "verifier"
JUDGE = VECTORS.parent / "node" / "judge.mjs"

BEYOND_NODE = {"ml-dsa-44"}
"""Node has no ML-DSA-44 before version 24; the check says so, and counts no such cosignature."""


def node(*words: object) -> subprocess.CompletedProcess[str]:
    """Run Node, or skip the test in one line."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("There is no node on this machine: apt-get install nodejs.")
    return subprocess.run([found, *map(str, words)], capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [("canonical",), ("ed25519",), ("ed25519", "plain"), ("tree",), ("checkpoint",), ("cosignature",)],
    ids=" ".join,
)
def test_node_judges_a_kind(words: tuple[str, ...]) -> None:
    """The parts of the check take every case that holds and no other, with a library for Ed25519 and without one."""
    done = node(JUDGE, PARTS, VECTORS, *words)
    assert done.returncode == 0, done.stderr
    taken = json.loads(done.stdout)
    wrong = [
        (case["name"], case["reason"])
        for case in cases(words[0])
        if taken[case["name"]] != case["holds"] and case["name"] not in BEYOND_NODE
    ]
    assert wrong == []


@pytest.mark.slow
def test_node_audits_whole_logs(tmp_path: Path) -> None:
    """The one script tells every log that holds from every other, and names the first bad record where there is one."""
    script, key = tmp_path / "verify.mjs", tmp_path / "vkey"
    script.write_bytes(verifier_files.script())
    for case in cases("log"):
        key.write_text(case["vkey"] + "\n")
        done = node(script, VECTORS / "log" / case["name"], "--vkey", key, "--json")
        assert done.returncode == (0 if case["holds"] else 1), (case["name"], done.stdout)
        named = json.loads(done.stdout).get("first_fault") or {}
        if "first_bad" in case and named.get("record"):
            assert named["record"] == case["first_bad"], (case["name"], named)


@pytest.mark.slow
def test_node_checks_bundles(tmp_path: Path) -> None:
    """The one script takes the bundles that hold, whether or not it could ask everything, and no other."""
    script, key = tmp_path / "verify.mjs", tmp_path / "vkey"
    script.write_bytes(verifier_files.script())
    for case in cases("bundle"):
        key.write_text(case["vkey"] + "\n")
        done = node(script, VECTORS / "bundle" / case["files"][0], "--vkey", key, "--json")
        assert done.returncode in ((0, 3) if case["holds"] else (1,)), (case["name"], done.stdout)
        if "first_bad" in case:
            assert json.loads(done.stdout)["first_fault"]["record"] == case["first_bad"], case["name"]


@pytest.mark.slow
def test_node_says_all_of_a_long_log(tmp_path: Path) -> None:
    """An answer that is longer than a pipe holds arrives whole, and a folder with nothing in it is no part of a log."""
    script, key = tmp_path / "verify.mjs", tmp_path / "vkey"
    script.write_bytes(verifier_files.script())
    key.write_text(vkey_of(NODE))
    log = logs.Log().open().checked(299)
    folder = logs.folder_of(tmp_path / "log", log.raws, log.checkpoint())
    done = node(script, folder, "--vkey", key, "--json")
    assert json.loads(done.stdout)["records"] == 300
    (folder / "tile" / "2").mkdir()
    assert node(script, folder, "--vkey", key).returncode == 1
