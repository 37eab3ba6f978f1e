"""A second implementation, in Go, on the tree and the notes of somebody else: it judges as ours does."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from conformance.given import VKEY
from conformance.make import VECTORS
from tests.conformance.go import SOURCES, audited, go
from tests.conformance.vectors import cases

LOGS = VECTORS / "log"


@pytest.mark.slow
def test_go_judges_the_vectors(go_cache: Path) -> None:
    """Canonical JSON, Ed25519, proofs, checkpoints and whole logs are judged in Go as their indexes say."""
    said = go("test", "-count=1", "-v", ".", cache=go_cache)
    for name in ("TestCanonical", "TestEd25519", "TestTree", "TestCheckpoint", "TestLog"):
        assert f"--- PASS: {name}" in said


@pytest.mark.slow
def test_go_code_is_vetted(go_cache: Path) -> None:
    """The Go sources pass the checks of Go itself, and are laid out as its formatter would."""
    go("vet", ".", cache=go_cache)
    done = subprocess.run(["gofmt", "-l", SOURCES], check=True, capture_output=True)  # noqa: S607 - the system's own
    assert done.stdout == b""


@pytest.mark.slow
def test_the_program_says_it_in_one_line(go_auditor: Path) -> None:
    """Exit status and line of the program tell whether a log holds, how long it is, and its first bad record."""
    for case in cases("log"):
        status, line = audited(go_auditor, LOGS / case["name"], case["vkey"])
        assert status == (0 if case["holds"] else 1), (case["name"], line)
        assert line.startswith(
            f"holds: records={case['records']} "
            if case["holds"]
            else f"bad: record={case.get('first_bad', '')}"
        ), (case["name"], line)


@pytest.mark.slow
@pytest.mark.parametrize("vkey", ["no key", str(VKEY)[:-1], "a+b+c"])
def test_without_a_key_nothing_is_audited(vkey: str, go_auditor: Path) -> None:
    """A key that is none is told from a log that does not hold."""
    status, line = audited(go_auditor, LOGS / "one-record", vkey)
    assert (status, line[:9]) == (2, "unusable:")
