"""A log of 70,000 records, exported once, and read by three auditors that share no code."""

from __future__ import annotations

import os
from pathlib import Path
from time import perf_counter

import pytest

from conformance.big import made
from showsafe.evidence import verifier_files
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.verify import verify
from tests.conformance.go import audited
from tests.conformance.test_node import node

COUNT = 70_000
BAD = 65_800


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, VerifierKey]:
    """The export, and the key of its log."""
    out = tmp_path_factory.mktemp("big") / "out"
    return out, made(COUNT, out)


def told(name: str, start: float, capsys: pytest.CaptureFixture[str]) -> None:
    """Print how fast an auditor was."""
    seconds = perf_counter() - start
    with capsys.disabled():
        print(f"\n{name}: {COUNT} records in {seconds:.1f} s, {COUNT / seconds:,.0f} a second")  # noqa: T201 - a figure


@pytest.mark.slow
def test_three_auditors_read_the_same_log(
    exported: tuple[Path, VerifierKey],
    go_auditor: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Python, Go and Node each find every record, lead them to one root, and then one turned bit by its number."""
    out, key = exported
    assert sum(path.is_file() for path in out.rglob("*")) == 1 + 2 * 274 + 2 + 1
    (tmp_path / "key").write_text(f"{key}\n")
    (tmp_path / "verify.mjs").write_bytes(verifier_files.script())

    start = perf_counter()
    report = verify(out, vkey=str(key))
    told("Python", start, capsys)
    assert (report.ok, report.records) == (True, COUNT), report.first_fault

    start = perf_counter()
    status, line = audited(go_auditor, out, str(key))
    told("Go", start, capsys)
    assert (status, line.split(" seconds")[0]) == (0, f"holds: records={COUNT} root={report.root}")

    start = perf_counter()
    done = node(tmp_path / "verify.mjs", out, "--vkey", tmp_path / "key")
    told("Node", start, capsys)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (
        0,
        f"Checkpoint: {COUNT} records, root {report.root}",
    )

    turn_a_bit(out)
    fault = verify(out, vkey=str(key)).first_fault
    assert fault is not None
    assert fault.record == BAD
    assert audited(go_auditor, out, str(key))[1].startswith(f"bad: record={BAD}:")
    said = node(tmp_path / "verify.mjs", out, "--vkey", tmp_path / "key")
    assert said.returncode == 1
    assert f"record {BAD}" in said.stdout


def turn_a_bit(out: Path) -> None:
    """Turn one bit in the middle of one record."""
    bundle = out / "tile" / "entries" / f"{(BAD - 1) // 256:03}"
    data = bytearray(bundle.read_bytes())
    at = 0
    for _ in range((BAD - 1) % 256):
        at += 2 + int.from_bytes(data[at : at + 2])
    data[at + 2 + int.from_bytes(data[at : at + 2]) // 2] ^= 1
    with bundle.open("r+b") as file:
        file.write(data)
        os.fsync(file.fileno())
