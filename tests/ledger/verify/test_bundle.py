"""The auditor and evidence bundles: green where everything leads to the signed root, and for nothing else."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from showsafe.ledger.verify import BUNDLE, State, verify
from tests.entrypoints import cli
from tests.evidence import tools, units
from tests.ledger.verify.bundles import Files, changed, files_of, zipped
from tests.ledger.verify.logs import OTHER, b64, cosigned, failed, fault, vkey_of

SHARES = 8
POLICY = units.policy()


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a unit with an incident, keys of people, a cosigned checkpoint, and a new key of the node."""
    return units.rich(tmp_path_factory.mktemp("auditor") / "north-ridge")


@pytest.fixture(scope="module")
def vkey(unit: Path) -> str:
    """Return the key of its log, as it was kept outside."""
    return cli.run("vkey", unit).out.strip()


@pytest.fixture(scope="module")
def rifle(unit: Path) -> Path:
    """Return a bundle about one weapon: in full and redacted, cosigned, and with a later end."""
    policy = unit.parent / "policy.txt"
    policy.write_bytes(POLICY)
    return tools.bundle(unit, unit.parent / "rifle.zip", "--weapon", units.RIFLE, "--policy", policy)


def test_a_sound_bundle_is_green(rifle: Path, vkey: str) -> None:
    """Every step passes over every record in full, and what no bundle can show is said."""
    report = verify(rifle, vkey=vkey, policy=POLICY)
    assert report.first_fault is None
    assert (report.ok, report.what, report.witnessed > 0) == (True, BUNDLE, True)
    assert any("by their sums alone" in note for note in report.notes)
    assert any("cannot be known from a bundle" in limit for limit in report.could_not_know)
    assert not any("ANCHOR" in limit or "COMES FROM" in limit for limit in report.could_not_know)


def test_anchors_that_come_from_the_bundle_are_named_loudly(rifle: Path) -> None:
    """Without a key and a policy from outside the bundle vouches for itself, and the report says so."""
    report = verify(rifle)
    assert report.ok
    assert any("THE KEY OF THE LOG COMES FROM THE BUNDLE ITSELF" in limit for limit in report.could_not_know)
    assert any("anchor comes from the data itself" in limit for limit in report.could_not_know)


def test_other_anchors_are_not_met(rifle: Path) -> None:
    """Another key, another log's name, or a witness that did not sign: the bundle does not hold under them."""
    name = "showsafe/north-ridge"
    assert "keys" in failed(verify(rifle, vkey=vkey_of(OTHER, name)))
    policy = units.policy(vkey_of(OTHER, "x.example/w", 4))
    assert "cosignatures" in failed(verify(rifle, policy=policy))


def test_a_policy_that_names_logs_is_for_those_alone(rifle: Path, vkey: str) -> None:
    """A log that the policy of somebody outside names is anchored by it, and any other log does not hold under it."""
    named = verify(rifle, policy=f"log {vkey}\n".encode() + POLICY)
    assert named.ok
    assert not any("COMES FROM" in limit for limit in named.could_not_know)
    other = verify(rifle, vkey=vkey, policy=f"log {vkey_of(OTHER)}\n".encode() + POLICY)
    assert "none of the logs that the policy names" in fault(other, "keys")


def test_all_records_are_a_bundle_too(unit: Path, tmp_path: Path, vkey: str) -> None:
    """A bundle of every record leads to the newest checkpoint, and holds personal values only where they are opened."""
    report = verify(tools.bundle(unit, tmp_path / "all.zip", "--all"), vkey=vkey)
    assert report.first_fault is None
    assert report.ok


def test_a_kept_checkpoint_is_one_that_the_bundle_leads_to(rifle: Path, vkey: str) -> None:
    """A kept checkpoint passes where the bundle leads to it, and leaves the step incomplete where it does not."""
    files = files_of(rifle)
    for name in ("checkpoint", "later/checkpoint"):
        assert verify(rifle, vkey=vkey, seen=files[name]).ok
    lines = files["checkpoint"].split(b"\n")
    other = b"\n".join([lines[0], lines[1], base64.b64encode(bytes(32)), *lines[3:]])
    report = verify(rifle, seen=other)
    assert "checkpoint" in failed(report)


def edited(name: str, change: Callable[[Any], object]) -> Callable[[Files], None]:
    """Return what changes a JSON file of a bundle."""

    def edit(files: Files) -> None:
        said = json.loads(files[name])
        change(said)
        files[name] = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()

    return edit


def moved(name: str, other: str) -> Callable[[Files], None]:
    """Return what puts one file in the place of another."""

    def move(files: Files) -> None:
        files[name] = files[other]

    return move


def without(*names: str) -> Callable[[Files], None]:
    """Return what leaves files out."""

    def leave(files: Files) -> None:
        for name in names:
            del files[name]

    return leave


def bent(name: str, old: bytes, new: bytes) -> Callable[[Files], None]:
    """Return what replaces some bytes of a file."""

    def bend(files: Files) -> None:
        assert old in files[name]
        files[name] = files[name].replace(old, new, 1)

    return bend


def relined(files: Files) -> None:
    """Put the line of a witness under a checkpoint that it never saw."""
    note = files["checkpoint"].partition(b"\n\n")
    own = note[2].split(b"\n")[0] + b"\n"
    lie = cosigned(note[0] + b"\n\n" + own, units.WITNESS_NAME, OTHER)
    line = lie.split(b"\n")[-2]
    real = vkey_line(files)
    files["checkpoint"] = note[0] + b"\n\n" + own + line.replace(line.split(b" ")[2], real) + b"\n"


def vkey_line(files: Files) -> bytes:
    """Return the last signature of the checkpoint with one bit of it turned."""
    claim = bytearray(base64.b64decode(files["checkpoint"].split(b"\n")[-2].split(b" ")[2]))
    claim[-1] ^= 1
    return b64(bytes(claim)).encode()


LEAF, NEXT_LEAF = "leaves/00000017", "leaves/00000018"
PROOF, NEXT_PROOF = "proofs/00000017.tlog-proof", "proofs/00000018.tlog-proof"


@pytest.mark.parametrize(
    ("change", "step"),
    [
        (moved(LEAF, NEXT_LEAF), "tiles"),
        (moved(PROOF, NEXT_PROOF), "root"),
        (without(PROOF), "root"),
        (without(LEAF, PROOF), "structure"),
        (without("checkpoint"), "structure"),
        (without("range.json"), "structure"),
        (without("later/consistency"), "root"),
        (without("later/checkpoint"), "structure"),
        (without("leaves/00000001", "proofs/00000001.tlog-proof"), "keys"),
        (bent(LEAF, b"\x00", b"\x01"), "structure"),
        (bent(PROOF, b"index 16", b"index 17"), "root"),
        (bent(PROOF, b"tlog-proof@v1", b"tlog-proof@v2"), "root"),
        (moved("checkpoint", "later/checkpoint"), "root"),
        (relined, "cosignatures"),
        (edited("range.json", lambda said: said["leaves"].pop()), "root"),
        (edited("range.json", lambda said: said["left"].append("0" * 64)), "root"),
        (
            edited("range.json", lambda said: said.update(first=said["first"] + 1, last=said["last"] + 1)),
            "root",
        ),
        (edited("range.json", lambda said: said.update(size=said["size"] + 1)), "root"),
        (edited("about.json", lambda said: said["records"].pop()), "structure"),
        (edited("about.json", lambda said: said.update(unit="other")), "checkpoint"),
        (edited("about.json", lambda said: said.update(size=3)), "structure"),
        (edited("about.json", lambda said: said.update(format="x")), "structure"),
        (edited("about.json", lambda said: said["attestations"].clear()), "structure"),
        (edited("about.json", lambda said: said["attestations"][0].update(size=24)), "cosignatures"),
        (edited("keys.json", lambda said: said.pop()), "keys"),
        (edited("personal.json", lambda said: said.append({"record": 1})), "keys"),
        (lambda files: files.update({"notes.txt": b"x"}), "structure"),
        (lambda files: files.update({"attachments/" + "0" * 64: b"x"}), "keys"),
        (
            lambda files: files.update({"origin.vkey": vkey_of(OTHER, "showsafe/north-ridge").encode()}),
            "keys",
        ),
        (lambda files: files.update({"range.json": b"[1.5]"}), "root"),
        (lambda files: files.update({"about.json": b"{"}), "structure"),
        (lambda files: files.update({"policy.txt": b"quorum nobody\n"}), "cosignatures"),
    ],
)
def test_a_bundle_that_somebody_changed(
    rifle: Path, tmp_path: Path, change: Callable[[Files], None], step: str
) -> None:
    """With a manifest made to fit, every change is still a fault in its own step."""
    report = verify(changed(rifle, tmp_path / "changed.zip", change))
    assert not report.ok
    assert step in failed(report), report


def test_the_manifest_is_held_against_every_file(rifle: Path, tmp_path: Path) -> None:
    """A file that changed after the manifest was made, is not listed or listed and missing, is a fault."""
    files = files_of(rifle)
    whole = zipped(files)
    path = tmp_path / "bundle.zip"
    for name in ("about.json", "policy.txt"):
        listed = zipped({**files, name: files[name] + b"\n"})
        start = whole.index(b"MANIFEST.sha256") + len("MANIFEST.sha256")
        end = whole.index(b"PK\x03\x04", start)
        forged = listed[:start] + whole[start:end] + listed[end:]
        path.write_bytes(forged)
        assert "structure" in failed(verify(path))


def opened(name: str, value: object) -> Callable[[Files], None]:
    """Return what claims a personal value for a record."""
    said = {"record": 17, "commitment": "0" * 64, "salt": "0" * 64, "value": value}
    return edited(name, lambda items: items.append(said))


def test_an_opened_value_fits_a_commitment_of_its_record(rifle: Path, tmp_path: Path) -> None:
    """A personal value that no record committed to is a fault."""
    report = verify(changed(rifle, tmp_path / "opened.zip", opened("personal.json", "Jo Doe")))
    assert "does not fit its commitment in record 17" in fault(report, "keys")


def places(whole: bytes) -> list[int]:
    """Return the places to flip: all that describes the members, and one in seven of what they hold."""
    start = whole.index(b"PK\x01\x02")
    heads = set(range(start, len(whole)))
    at = 0
    while (at := whole.find(b"PK\x03\x04", at)) >= 0 and at < start:
        name = int.from_bytes(whole[at + 26 : at + 28], "little")
        heads |= set(range(at, at + 30 + name))
        at += 4
    return sorted(heads | set(range(0, start, 7)))


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_no_flipped_byte_stays_green(rifle: Path, tmp_path: Path, share: int) -> None:
    """Flip bytes of a bundle in turn: in heads, lists, proofs and records alike, none is without meaning."""
    whole = zipped(files_of(rifle))
    path = tmp_path / "bundle.zip"
    path.write_bytes(whole)
    assert verify(path).ok
    with path.open("r+b", buffering=0) as file:
        for place in places(whole)[share::SHARES]:
            file.seek(place)
            file.write(bytes((whole[place] ^ 0x15,)))
            assert not verify(path).ok, f"byte {place}"
            file.seek(place)
            file.write(whole[place : place + 1])


def test_the_states_of_a_bundle_that_is_cut_off(rifle: Path, tmp_path: Path) -> None:
    """A file that ends too early is refused, at whatever place."""
    whole = rifle.read_bytes()
    path = tmp_path / "bundle.zip"
    for length in range(0, len(whole), 4999):
        path.write_bytes(whole[:length])
        report = verify(path)
        assert not report.ok
        assert State.PASSED not in {step.state for step in report.steps}
