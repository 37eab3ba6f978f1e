"""Our own code judges every vector as its index says, and the vectors are what their makers make."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from conformance.kinds import KINDS, cosignatures
from conformance.kinds.tiles import files_of
from conformance.make import VECTORS, made
from showsafe.adapters import tile_export
from showsafe.errors import ShowsafeError
from showsafe.ledger import canonical, checkpoint, cosignature, keys, note, record, tree
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.tiles import tile_path
from tests.conformance.vectors import cases, only_file

AGAIN = "a maker has changed: run `python -m conformance.make`, and read what changed in the vectors"


def test_the_files_are_what_their_makers_make() -> None:
    """Making every vector again gives the same files with the same bytes, and there is no other file."""
    there = {
        str(path.relative_to(VECTORS)): path.read_bytes() for path in VECTORS.rglob("*") if path.is_file()
    }
    again = made()
    assert sorted(there) == sorted(again), AGAIN
    assert [path for path in there if there[path] != again[path]] == [], AGAIN


@pytest.mark.parametrize("kind", KINDS)
def test_an_index_is_complete(kind: str) -> None:
    """Every kind has cases that hold and cases that must not, each with its reason and its own name."""
    found = cases(kind)
    names = [case["name"] for case in found]
    assert len(set(names)) == len(names)
    assert {case["holds"] for case in found} == {True, False}
    assert all(case["reason"] and case["holds"] != case["name"].endswith("_fail") for case in found)


def judged(check: Callable[[], object]) -> bool:
    """Say whether a case was taken; only an error of ours is a refusal, and anything else fails the test."""
    try:
        answer = check()
    except ShowsafeError:
        return False
    return answer is None or bool(answer)


def hexed(case: Mapping[str, Any], *names: str) -> list[bytes]:
    """Return fields of a case that are in hex."""
    return [bytes.fromhex(case[name]) for name in names]


def decoded(texts: Sequence[str]) -> list[bytes]:
    """Return the bytes of base64 texts."""
    return [base64.b64decode(text) for text in texts]


def test_canonical_json() -> None:
    """Bytes are read if, and only if, they are the one form of what they mean."""
    for case in cases("canonical"):
        data = only_file("canonical", case)

        def check(data: bytes = data) -> bool:
            return canonical.encode(canonical.decode(data)) == data

        assert judged(check) == case["holds"], case["name"]


def test_ed25519_at_its_edges() -> None:
    """Of every mix of honest and low-order points only the honest pair holds."""
    found = cases("ed25519")
    assert len(found) > 480
    for case in found:
        key, message, signature = hexed(case, "key", "message", "signature")

        def check(key: bytes = key, message: bytes = message, signature: bytes = signature) -> bool:
            keys.check_public(key)
            return keys.verify(key, message, signature)

        assert judged(check) == case["holds"], case["name"]


def test_records() -> None:
    """A record holds if it is in its one form, and every signature on it is of a known key and holds."""
    for case in cases("record"):
        raw = only_file("record", case)

        def check(raw: bytes = raw, known: dict[str, str] = case["keys"]) -> bool:
            read = record.read(raw)
            return all(
                item.key_id in known and record.signed_by(read, bytes.fromhex(known[item.key_id]))
                for item in read.signatures
            )

        assert judged(check) == case["holds"], case["name"]


def test_proofs_in_the_tree() -> None:
    """Every proof of inclusion and consistency is judged as its index says."""
    for case in cases("tree"):
        steps, (root,) = decoded(case["proof"]), decoded([case["root"]])

        def check(case: dict[str, Any] = case, steps: list[bytes] = steps, root: bytes = root) -> None:
            if case["proves"] == "inclusion":
                (leaf,) = decoded([case["leaf"]])
                tree.check_inclusion(case["index"], case["size"], leaf, steps, root)
            else:
                (old,) = decoded([case["old_root"]])
                tree.check_consistency(case["old_size"], case["size"], old, root, steps)

        assert judged(check) == case["holds"], case["name"]


def test_tiles() -> None:
    """The files of a log have the paths and sums of the index, and only those paths are paths of tiles."""
    for case in cases("tiles"):
        if "size" in case:
            found = files_of(case["size"])
            sums = {path: hashlib.sha256(found[path]).hexdigest() for path in case["sha256"]}
            assert (len(found), sums) == (case["count"], case["sha256"]), case["name"]
        elif case["holds"]:
            assert tile_path(case["level"], case["number"], case["width"]) == case["path"]
            assert tile_export._place(case["path"]) == (case["level"], case["number"], case["width"])
        else:
            assert tile_export._place(case["path"]) is None, case["name"]


def test_checkpoints() -> None:
    """A checkpoint holds if its one key signed exactly this text in this form."""
    for case in cases("checkpoint"):
        data = only_file("checkpoint", case)

        def check(data: bytes = data, case: dict[str, Any] = case) -> bool:
            read = checkpoint.verify(data, VerifierKey.parse(case["vkey"]))
            return (read.size, read.root.hex()) == (case["size"], case["root"])

        assert judged(check) == case["holds"], case["name"]


def test_cosignatures() -> None:
    """A cosignature holds if the witness signed this text at the time in its line."""
    for case in cases("cosignature"):
        data = only_file("cosignature", case)

        def check(data: bytes = data, case: dict[str, Any] = case) -> bool:
            at = cosignature.cosigned_at(note.parse(data), VerifierKey.parse(case["vkey"]))
            return at is not None and at == case["time"]

        assert judged(check) == case["holds"], case["name"]


def test_the_kept_signature_is_of_the_kept_key() -> None:
    """The one signature that cannot be made again the same is as long as, and named like, a new one."""
    new = cosignatures.ml_dsa_line()
    kept = cosignatures.KEPT.read_bytes()
    assert len(kept) == len(new)
    assert kept[:36] == new[:36]
