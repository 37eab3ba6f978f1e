"""The auditor and the files beside the database: settings, key, strangers, damage to the whole file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from showsafe.ledger.verify import Report, verify
from tests.ledger.ledgers import made


def fault(report: Report, step: str) -> str:
    """Return what a step found, or nothing."""
    return next((item.fault.says for item in report.steps if item.name == step and item.fault), "")


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Return a data directory with three records."""
    return made(tmp_path / "unit", 3)


@pytest.mark.parametrize("name", ["notes.txt", "keys/other.key", "ledger.sqlite-journal", ".hidden"])
def test_a_file_that_is_not_ours_is_named(unit: Path, name: str) -> None:
    """No file of a data directory is outside of the check: an unknown one is a fault, by its name."""
    (unit / name).write_bytes(b"x")
    report = verify(unit)
    assert not report.ok
    assert fault(report, "structure") == f"the file {name} is not one of a data directory"


@pytest.mark.parametrize(
    "content", [b"", b"{}", b'{"format":3,"unit":"x"}', b"[", b"\xff", b"[1]", b" " * 70_000]
)
def test_settings_that_cannot_be_read(unit: Path, content: bytes) -> None:
    """Settings that are damaged fail the first step, and the records then belong to an unknown unit."""
    (unit / "showsafe.json").write_bytes(content)
    report = verify(unit)
    assert not report.ok
    assert fault(report, "structure").startswith("the file of settings ")


def test_settings_of_another_unit(unit: Path) -> None:
    """Settings that name another unit do not fit the records."""
    settings = json.loads((unit / "showsafe.json").read_bytes()) | {"unit": "other"}
    (unit / "showsafe.json").write_text(json.dumps(settings, sort_keys=True, separators=(",", ":")))
    report = verify(unit)
    assert fault(report, "structure") == "record 1 belongs to another unit"


def test_missing_settings(unit: Path) -> None:
    """A directory without settings is not green."""
    (unit / "showsafe.json").unlink()
    assert not verify(unit).ok


def test_a_missing_key_is_something_not_known(unit: Path) -> None:
    """Without the key file the records still verify, and the report says that it was not compared."""
    (unit / "keys" / "device.key").unlink()
    report = verify(unit)
    assert report.ok
    assert any("key is not in this directory" in limit for limit in report.could_not_know)


def test_every_bit_of_the_key_file_counts(unit: Path) -> None:
    """No byte of the key file can be changed without the step of the keys failing."""
    file = unit / "keys" / "device.key"
    whole = file.read_bytes()
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        file.write_bytes(changed)
        assert fault(verify(unit), "keys"), place


def test_a_missing_or_foreign_ledger(unit: Path) -> None:
    """A ledger that is gone, empty, a directory or no database at all is a fault, never a crash."""
    file = unit / "ledger.sqlite"
    whole = file.read_bytes()
    for content in (b"", b"SQLite format 3\x00", b"x" * 8192, whole[:4096], whole[:-4096]):
        file.write_bytes(content)
        report = verify(unit)
        assert not report.ok
        assert fault(report, "structure")
    file.unlink()
    assert not verify(unit).ok
    file.mkdir()
    assert not verify(unit).ok


@pytest.mark.parametrize("name", ["lock", ".creating"])
def test_files_that_only_have_to_be_there_hold_nothing(unit: Path, name: str) -> None:
    """No file of a directory is a place for what no record names, also not one that is always empty."""
    (unit / name).touch()
    assert verify(unit).ok
    (unit / name).write_text("a note\n")
    report = verify(unit)
    assert report.first_fault is not None
    assert report.first_fault.code == "verify.unknown-file"
