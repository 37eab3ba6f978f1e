"""The auditor, which shares no code with the writer, judges every vector by its own parts as its index says."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from conformance.kinds import KINDS
from conformance.make import VECTORS
from showsafe.ledger.verify import Fault, bundle_parts, hashing, notes, signing, strict, verify
from showsafe.ledger.verify.strict import Malformed
from tests.conformance.vectors import cases, only_file
from tests.ledger.vectors import folder

Case = dict[str, Any]


def canonical(case: Case) -> bool:
    """Say whether bytes are read."""
    strict.parse(only_file("canonical", case))
    return True


def ed25519(case: Case) -> bool:
    """Say whether a signature holds under a strong key."""
    key, message, signature = (bytes.fromhex(case[name]) for name in ("key", "message", "signature"))
    return signing.is_strong(key) and signing.holds(key, message, signature)


def record(case: Case) -> bool:
    """Say whether every signature of an envelope is of a known key and holds."""
    read = strict.envelope(only_file("record", case))
    known = {name: bytes.fromhex(key) for name, key in case["keys"].items()}
    return all(
        name in known and signing.holds(known[name], read.signed, signature)
        for name, signature in read.signatures
    )


def tree(case: Case) -> bool:
    """Say whether a proof leads to its roots; what is no hash is refused before."""
    inclusion = case["proves"] == "inclusion"
    first, root = (base64.b64decode(case[name]) for name in ("leaf" if inclusion else "old_root", "root"))
    proof = [base64.b64decode(step) for step in case["proof"]]
    if not inclusion and case["old_size"] == case["size"] > 0:
        return not proof and first == root
    if any(len(each) != 32 for each in (first, root, *proof)):
        return False
    if inclusion:
        return hashing.root_by_inclusion(case["index"], case["size"], first, proof) == root
    roots = hashing.roots_by_consistency(case["old_size"], case["size"], first, proof)
    return roots == (first, root)


def checkpoint(case: Case) -> bool:
    """Say whether a checkpoint is signed by the log that its vkey names."""
    key, kept = notes.read_vkey(case["vkey"]), notes.read_checkpoint(only_file("checkpoint", case))
    return kept.origin == key.name and notes.signed_by(kept.note, key)


def cosignature(case: Case) -> bool:
    """Say whether a witness signed at this time."""
    key = notes.read_vkey(case["vkey"], notes.COSIGNER, notes.ML_DSA_44)
    said = notes.cosigned(notes.read_checkpoint(only_file("cosignature", case)), key)
    return said == (notes.Word.HOLDS, case.get("time"))


def log(case: Case) -> bool:
    """Say whether a log holds, and see that the first bad record is named."""
    report = verify(VECTORS / "log" / case["name"], vkey=case["vkey"], workers=1)
    if case["holds"]:
        assert report.records == case["records"]
    elif "first_bad" in case:
        assert report.first_fault is not None
        assert report.first_fault.record == case["first_bad"], (case["name"], report.first_fault)
    return report.ok


def tlog_proof(case: Case) -> bool:
    """Say whether a proof leads from a record to a signed checkpoint; a bundle's proof never has an extra line."""
    read = bundle_parts.proof(only_file("tlog-proof", case).replace(b"extra bW9yZQ==\nindex", b"index", 1))
    key, kept = notes.read_vkey(case["vkey"]), notes.read_checkpoint(read.checkpoint)
    leaf = hashing.leaf_of(bytes.fromhex(case["entry"]))
    root = hashing.root_by_inclusion(read.index, kept.size, leaf, read.path)
    return root == kept.root and notes.signed_by(kept.note, key)


def bundle(case: Case) -> bool:
    """Say whether a bundle holds, and see that the first bad record is named."""
    report = verify(VECTORS / "bundle" / case["files"][0], vkey=case["vkey"], workers=1)
    if "first_bad" in case:
        assert report.first_fault is not None
        assert report.first_fault.record == case["first_bad"], (case["name"], report.first_fault)
    return report.ok


JUDGES: dict[str, Callable[[Case], bool]] = {
    "canonical": canonical,
    "ed25519": ed25519,
    "record": record,
    "tree": tree,
    "checkpoint": checkpoint,
    "cosignature": cosignature,
    "tlog-proof": tlog_proof,
    "log": log,
    "bundle": bundle,
}


def taken(judge: Callable[[Case], bool], case: Case) -> bool:
    """Say whether the auditor takes a case; only its own kind of refusal is one."""
    try:
        return judge(case)
    except Malformed:
        return False


@pytest.mark.parametrize("kind", sorted(JUDGES))
def test_the_auditor_judges_a_kind(kind: str) -> None:
    """Every case that holds is taken and no other, by the auditor's own parts."""
    assert kind in KINDS
    wrong = [
        (case["name"], case["reason"]) for case in cases(kind) if taken(JUDGES[kind], case) != case["holds"]
    ]
    assert wrong == []


def test_a_bundle_is_told_what_is_wrong_with_it() -> None:
    """Its records are read once: that one cannot be read a second time is no fault of it."""
    report = verify(VECTORS / "bundle" / "enrolled-two-keys_fail.zip", workers=1)
    says = "record 2 carries a signature of a key that no record enrols"
    assert report.first_fault == Fault("verify.signatures", says, 2)


@pytest.mark.parametrize(("kind", "bad"), [("inclusion", 92), ("consistency", 92)])
def test_published_proofs(kind: str, bad: int) -> None:
    """The auditor's own tree takes every published proof that holds, and none of those that must fail."""
    refused = 0
    for path in sorted((folder("merkle-rfc6962") / kind).rglob("*.json")):
        case = json.loads(path.read_bytes())
        names = {
            "leafHash": "leaf",
            "leafIdx": "index",
            "treeSize": "size",
            "root1": "old_root",
            "root2": "root",
        }
        names |= {"size1": "old_size", "size2": "size"}
        said = {names.get(name, name): value for name, value in case.items()} | {"proves": kind}
        said["proof"] = said["proof"] or ()
        assert taken(tree, said) != case["wantErr"], path
        refused += case["wantErr"]
    assert refused == bad
