"""Making, signing and checking a trust root from the command line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding

from showsafe.ledger import cosignature
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from tests.entrypoints.cli import Said, run

LOG = VerifierKey("showsafe/north-ridge", DeviceKey(bytes(32)).public)
WITNESS = cosignature.vkey_of("w.example", DeviceKey(bytes([9]) * 32))
DAY = "2026-06-30T12:00:00Z"


def certificate() -> x509.Certificate:
    """Return the root certificate of an invented time authority."""
    key = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32))
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "clock.example")])
    start = datetime(2026, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(start).not_valid_after(start + timedelta(days=900))
    return builder.sign(key, None)


@pytest.fixture
def vkeys(tmp_path: Path) -> list[str]:
    """Return the vkeys of three roots whose keys lie beside them."""
    made = [run("trust", "key", tmp_path / f"root-{n}.key", "--name", f"root-{n}") for n in range(3)]
    assert [each.status for each in made] == [0, 0, 0]
    return [each.out.strip() for each in made]


def new(path: Path, vkeys: list[str], *more: object, expires: str = "2027-03-01T00:00:00Z") -> Said:
    """Write a new trust root with a threshold of two."""
    (path / "policy").write_text(f"log {LOG}\nwitness w {WITNESS}\nquorum w\n", encoding="utf-8")
    roots = [word for vkey in vkeys for word in ("--root", vkey)]
    options = ("--expires", expires, "--threshold", 2, "--policy", path / "policy")
    return run("trust", "new", path / "trust", *options, *roots, *more)


def sign(path: Path, number: int, *more: object, file: str = "trust") -> Said:
    """Sign as one of the roots."""
    key = ("--key", path / f"root-{number}.key", "--name", f"root-{number}")
    return run("trust", "sign", path / file, *key, *more, "--json")


def test_a_trust_root_is_made_signed_and_checked(tmp_path: Path, vkeys: list[str]) -> None:
    """Two of three roots sign; before that it is refused, after it the check says whose word counts."""
    pem = tmp_path / "clock.pem"
    pem.write_bytes(certificate().public_bytes(Encoding.PEM))
    assert new(tmp_path, vkeys, "--authority", f"clock.example={pem}").status == 0
    assert sign(tmp_path, 0).json == {"file": str(tmp_path / "trust"), "signatures": 1, "needed": 2}
    early = run("trust", "check", tmp_path / "trust", "--at", DAY, "--json")
    assert (early.status, early.json["error"]["code"]) == (1, "trust.not-enough-roots")
    assert sign(tmp_path, 2).json["signatures"] == 2
    said = run("trust", "check", tmp_path / "trust", "--at", DAY, "--json").json
    assert said["roots"] == vkeys
    assert said["witnesses"] == {"w": str(WITNESS)}
    digest = certificate().fingerprint(hashes.SHA256()).hex()
    assert said["authorities"] == {"clock.example": digest}
    shown = run("trust", "check", tmp_path / "trust", "--at", DAY)
    assert "Signed by at least 2 of its 3 roots; holds until 2027-03-01T00:00:00Z." in shown.flat


def test_one_takes_the_place_of_another(tmp_path: Path, vkeys: list[str]) -> None:
    """A new trust root is signed by two of the old roots beside two of its own; without them it is no successor."""
    assert new(tmp_path, vkeys[:2]).status == 0
    assert [sign(tmp_path, n).status for n in (0, 1)] == [0, 0]
    (tmp_path / "trust").rename(tmp_path / "old")
    assert new(tmp_path, vkeys[1:], expires="2028-03-01T00:00:00Z").status == 0
    after = ("--after", tmp_path / "old")
    assert [sign(tmp_path, n).status for n in (1, 2)] == [0, 0]
    early = run("trust", "check", tmp_path / "trust", "--at", DAY, *after, "--json")
    assert early.json["error"]["code"] == "trust.not-a-successor"
    assert sign(tmp_path, 0).status == 2
    assert sign(tmp_path, 0, *after).status == 0
    assert run("trust", "check", tmp_path / "trust", "--at", DAY, *after).status == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("trust", "check", "nowhere"), "directory.missing"),
        (("trust", "check", "policy", "--at", DAY), "note.malformed"),
        (("trust", "check", "policy", "--at", "noon"), "input.wrong-value"),
        (("trust", "key", "policy", "--name", "x"), "trust.already-there"),
        (("trust", "key", "new.key", "--name", "two words"), "note.malformed"),
        (("trust", "sign", "policy", "--key", "root-0.key", "--name", "root-0"), "trust.malformed"),
        (("trust", "sign", "policy", "--key", "nowhere.key", "--name", "root-0"), "directory.key-missing"),
    ],
)
def test_wrong_input_is_one_error(
    tmp_path: Path, vkeys: list[str], words: tuple[str, ...], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is missing or wrong is said in one sentence with its code."""
    new(tmp_path, vkeys)
    monkeypatch.chdir(tmp_path)
    said = run(*words, "--json")
    assert said.status in {1, 2}
    assert said.json["error"]["code"] == code


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--authority", "clock.example"), "input.wrong-value"),
        (("--authority", "clock.example=policy"), "trust.no-certificate"),
        (("--root", str(WITNESS)), "trust.malformed"),
        (("--root", "x"), "key.not-a-vkey"),
    ],
)
def test_a_new_one_of_wrong_parts_is_refused(
    tmp_path: Path, vkeys: list[str], more: tuple[str, ...], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong part is refused, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    said = new(tmp_path, vkeys, *more, "--json")
    assert said.json["error"]["code"] == code
    assert not (tmp_path / "trust").exists()
