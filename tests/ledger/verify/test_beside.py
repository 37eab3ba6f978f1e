"""The auditor and what lies beside the records of a data directory: settings, attachments, personal values, tiles."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from showsafe.adapters import settings_file
from showsafe.ledger.mldsa import MlDsaKey
from showsafe.ledger.verify import verify
from tests.ledger.verify.directories import SETTINGS, change, directory_of, sealed_value, settled
from tests.ledger.verify.logs import NEXT, NODE, b64, canonical, fault

PICTURE = b"a picture of the safe"
SALT = bytes(range(32))
SUM_OF_X, ZEROS = hashlib.sha256(b"x").hexdigest(), "0" * 64


def code(path: Path) -> str:
    """Audit, and return the code of the fault of the ninth step, or nothing."""
    step = next(step for step in verify(path).steps if step.name == "keys")
    return step.fault.code if step.fault else ""


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Return a directory with settings on record, an attachment and a personal value."""
    log = settled()
    named = log.attach(PICTURE)
    log.add("weapon-checked", {}, attachments=named)
    commitment, value = sealed_value("Jo Doe", SALT)
    log.add("enrolled", {"name": {"sealed": commitment}})
    return directory_of(tmp_path / "unit", log, personal=(value,))


def test_everything_that_is_named_is_there(unit: Path) -> None:
    """With every attachment and value in place the directory is green, and nothing of that is unknown."""
    report = verify(unit)
    assert report.first_fault is None
    assert report.ok
    assert not any("settings" in limit for limit in report.could_not_know)


def test_settings_are_those_of_the_last_record_that_names_them(tmp_path: Path) -> None:
    """A changed file of settings is a fault, and so is one that a later record has replaced."""
    log = settled()
    path = directory_of(tmp_path / "one", log)
    other = settings_file.as_bytes(settings_file.UnitSettings(SETTINGS.unit, "nz", 0))
    (path / "showsafe.json").write_bytes(other)
    assert code(path) == "verify.settings"
    log.add(
        "settings-changed", {"settings": hashlib.sha256(other).hexdigest()}, attachments=log.attach(other)
    )
    path = directory_of(tmp_path / "two", log)
    assert code(path) == "verify.settings"
    (path / "showsafe.json").write_bytes(other)
    assert verify(path).ok


def test_a_record_carries_the_settings_it_names(tmp_path: Path) -> None:
    """Settings are an attachment of their record."""
    log = settled()
    log.add("settings-changed", {"settings": "0" * 64})
    assert "does not carry the settings" in fault(verify(directory_of(tmp_path / "unit", log)), "keys")


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        (
            "DELETE FROM attachments WHERE content = CAST('a picture of the safe' AS BLOB)",
            "verify.attachment",
        ),
        ("UPDATE attachments SET content = x'00' WHERE length(content) < 40", "verify.attachment"),
        (f"INSERT INTO attachments VALUES ('{SUM_OF_X}', x'78')", "verify.attachment"),  # noqa: S608
        (f"INSERT INTO attachments VALUES ('{ZEROS}', x'78')", "verify.attachment"),  # noqa: S608
        ("DELETE FROM personal", "verify.personal"),
        ("UPDATE personal SET value = CAST('\"Jo Roe\"' AS BLOB)", "verify.personal"),
        ("UPDATE personal SET salt = zeroblob(32)", "verify.personal"),
        (f"INSERT INTO personal VALUES ('{ZEROS}', zeroblob(32), x'31')", "verify.personal"),  # noqa: S608
        ("INSERT INTO rows VALUES ('head', 'node-key', x'00')", "verify.keys"),
    ],
)
def test_what_lies_beside_the_records_is_held_against_them(unit: Path, sql: str, expected: str) -> None:
    """Gone, changed, added, or kept under another name: each is a fault of the ninth step."""
    change(unit, sql)
    assert code(unit) == expected


def test_a_value_that_nobody_committed_to_is_a_stranger(unit: Path) -> None:
    """A value that fits its own commitment still has to be one that a record holds."""
    commitment, value = sealed_value("Sam", SALT)
    change(unit, "INSERT INTO personal VALUES (?, ?, ?)", commitment, value.salt, value.value)
    assert "belongs to no record" in fault(verify(unit), "keys")


def test_an_erasure_is_a_record(tmp_path: Path) -> None:
    """A value may go where a record erases it, has to be gone then, and only what was held can be erased."""
    commitment, value = sealed_value({"born": "1970-01-01"}, SALT)
    log = settled()
    log.add("enrolled", {"person": "p", "details": [{"sealed": commitment}]})
    log.add("erased", {"person": "p", "commitments": [commitment]})
    assert verify(directory_of(tmp_path / "gone", log)).ok
    kept = directory_of(tmp_path / "kept", log, personal=(value,))
    assert "is still here" in fault(verify(kept), "keys")
    log.add("erased", {"person": "p", "commitments": ["0" * 64]})
    assert "no record ever held it" in fault(verify(directory_of(tmp_path / "never", log)), "keys")
    log.add("erased", {"person": "p", "commitments": "all"})
    assert "erases what it does not name" in fault(verify(directory_of(tmp_path / "what", log)), "structure")


def test_tiles_are_those_that_the_records_make(tmp_path: Path) -> None:
    """A changed, missing or additional tile is found, full or growing, and so is one that is too long."""
    path = directory_of(tmp_path / "unit", settled().checked(599))
    assert verify(path).ok
    for sql, back in (
        ("UPDATE tiles SET hashes = zeroblob(8192) WHERE level = 0 AND number = 1", 0),
        ("UPDATE tiles SET hashes = zeroblob(64) WHERE level = 1", 1),
        ("UPDATE tiles SET hashes = CAST(hashes || x'00' AS BLOB) WHERE level = 1", 1),
        ("DELETE FROM tiles WHERE level = 1", 1),
        ("DELETE FROM tiles WHERE level = 0 AND number = 0", 0),
        ("INSERT INTO tiles VALUES (2, 0, zeroblob(32))", 2),
        ("UPDATE tiles SET level = 7 WHERE level = 1", 1),
    ):
        again = directory_of(tmp_path / f"{back}-{abs(hash(sql))}", settled().checked(599))
        change(again, sql)
        assert fault(verify(again), "tiles"), sql


def test_the_files_of_keys_are_those_on_record(tmp_path: Path) -> None:
    """The file holds the enrolled key and its own seed; an ML-DSA-44 key that nobody enrolled is a stranger."""
    path = directory_of(tmp_path / "unit", settled())
    assert verify(path).ok
    (path / "keys/device.key").write_bytes(key_file(NEXT.public, NEXT.seed))
    assert "not the one that the records enrol" in fault(verify(path), "keys")
    (path / "keys/device.key").write_bytes(key_file(NEXT.public, NODE.seed))
    assert "do not belong together" in fault(verify(path), "keys")
    (path / "keys/device.key").write_bytes(key_file(NODE.public, NODE.seed))
    key = MlDsaKey(bytes(32))
    (path / "keys/ml-dsa.key").write_bytes(key_file(key.public, key.seed, "showsafe-ml-dsa-key/1"))
    assert "that no record enrols" in fault(verify(path), "keys")
    log = settled()
    name = hashlib.sha256(key.public).hexdigest()[:32]
    log.add("key-enrolled", {"key": b64(key.public), "algorithm": "ml-dsa-44", "of": "node", "key_id": name})
    path = directory_of(tmp_path / "ml-dsa", log)
    assert any("ML-DSA-44 key is not in this directory" in limit for limit in verify(path).could_not_know)
    (path / "keys/ml-dsa.key").write_bytes(key_file(key.public, key.seed, "showsafe-ml-dsa-key/1"))
    assert verify(path).ok
    (path / "keys/ml-dsa.key").write_bytes(key_file(key.public, bytes(range(32)), "showsafe-ml-dsa-key/1"))
    assert "do not belong together" in fault(verify(path), "keys")


def key_file(public: bytes, seed: bytes, kind: str = "showsafe-key/1") -> bytes:
    """Return the bytes of a file of a key."""
    return canonical({"format": kind, "public": b64(public), "seed": b64(seed)})


def test_a_link_in_the_directory_is_a_stranger(tmp_path: Path) -> None:
    """A file that is only a link, or a folder in the place of a file, is refused."""
    path = directory_of(tmp_path / "unit", settled())
    settings = path / "showsafe.json"
    settings.rename(tmp_path / "elsewhere")
    settings.symlink_to(tmp_path / "elsewhere")
    assert fault(verify(path), "structure")
    settings.unlink()
    settings.mkdir()
    assert fault(verify(path), "structure")


def test_an_entry_of_65536_bytes_is_too_large(tmp_path: Path) -> None:
    """The largest entry has 65,535 bytes; one more is a fault, also where only hashes are looked at."""
    path = directory_of(tmp_path / "unit", settled().checked(3))
    change(path, "UPDATE entries SET raw = zeroblob(65536) WHERE number = 3")
    for signatures in (True, False):
        report = verify(path, signatures=signatures)
        assert "larger than 65,535 bytes" in fault(report, "structure")
        assert report.first_fault is not None
        assert report.first_fault.record == 3


def test_going_on_from_a_kept_checkpoint(tmp_path: Path) -> None:
    """Only the tail is read, the keys from before it are known, and damage in the tail is found."""
    path = directory_of(tmp_path / "unit", settled().checked(700))
    kept = settled().checked(700).checkpoint(600)
    report = verify(path, since=kept)
    assert report.first_fault is None
    assert report.ok
    assert next(step.covered for step in report.steps if step.name == "chains") == 701 - 512
    change(path, "UPDATE entries SET raw = CAST(replace(raw, 'a', 'b') AS BLOB) WHERE number = 650")
    assert not verify(path, since=kept).ok
