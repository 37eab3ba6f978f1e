"""The tree: hashes, the growing edge, proofs that hold and proofs that must not."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import tree
from showsafe.ledger.tree import Frontier
from tests.ledger.vectors import folder


def plain_root(leaves: Sequence[bytes]) -> bytes:
    """Return the tree hash exactly as RFC 6962 defines it, by recursion."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + plain_root(leaves[:split]) + plain_root(leaves[split:])).digest()


def some_leaves(count: int) -> list[bytes]:
    """Return so many different leaf hashes."""
    return [tree.leaf_hash(b"%d" % number) for number in range(count)]


def files(kind: str) -> list[Path]:
    """Return all published vectors of a kind."""
    return sorted((folder("merkle-rfc6962") / kind).rglob("*.json"))


def blobs(items: Sequence[str] | None) -> list[bytes]:
    """Return the bytes of each base64 text; no proof at all is an empty one."""
    return [base64.b64decode(item) for item in items or ()]


def check_consistency(case: dict[str, Any]) -> None:
    """Check one published consistency proof."""
    old_root, root = blobs([case["root1"], case["root2"]])
    tree.check_consistency(case["size1"], case["size2"], old_root, root, blobs(case["proof"]))


def check_inclusion(case: dict[str, Any]) -> None:
    """Check one published inclusion proof."""
    leaf, root = blobs([case["leafHash"], case["root"]])
    tree.check_inclusion(case["leafIdx"], case["treeSize"], leaf, blobs(case["proof"]), root)


@pytest.mark.parametrize(("kind", "count"), [("inclusion", 98), ("consistency", 98)])
def test_published_vectors(kind: str, count: int) -> None:
    """All published proofs are judged as published, also those of size 0 that a naive checker accepts."""
    judged = 0
    for path in files(kind):
        case = json.loads(path.read_bytes())
        check = check_inclusion if kind == "inclusion" else check_consistency
        if case["wantErr"]:
            with pytest.raises(NotVerified):
                check(case)
        else:
            check(case)
        judged += 1
    assert judged == count


@given(st.integers(1, 70), st.integers(0, 70))
def test_the_edge_gives_the_root_of_the_definition(size: int, cut: int) -> None:
    """Growing leaf by leaf, in two steps or from stored bytes gives the root that RFC 6962 defines."""
    leaves = some_leaves(size)
    first = Frontier().extend(leaves[:cut])
    again = Frontier.from_bytes(first.size, first.to_bytes())
    assert again.extend(leaves[cut:]).root() == plain_root(leaves)
    assert Frontier().extend(leaves).hashes == again.extend(leaves[cut:]).hashes


@given(st.data(), st.integers(1, 70))
def test_proofs_hold_for_every_place_and_size(data: st.DataObject, size: int) -> None:
    """Every proof that is made holds, and none holds for another place, another leaf or another root."""
    leaves = some_leaves(size)
    subtree = tree.subtree_of(leaves)
    root = subtree(0, size)
    index = data.draw(st.integers(0, size - 1))
    proof = tree.prove_inclusion(index, size, subtree)
    tree.check_inclusion(index, size, leaves[index], proof, root)
    for bad in [
        (size, size, leaves[index], proof, root),
        (index, size, tree.leaf_hash(b"other"), proof, root),
        (index, size, leaves[index], (*proof, root), root),
        (index, size, leaves[index], proof, tree.leaf_hash(b"other")),
        (index, size, leaves[index][:31], proof, root),
    ]:
        with pytest.raises(NotVerified):
            tree.check_inclusion(*bad)


@given(st.data(), st.integers(1, 70))
def test_growth_is_proved_for_every_pair_of_sizes(data: st.DataObject, size: int) -> None:
    """Every proof that one tree is a beginning of another holds, and for no other root or size."""
    leaves = some_leaves(size)
    subtree = tree.subtree_of(leaves)
    old = data.draw(st.integers(1, size))
    proof = tree.prove_consistency(old, size, subtree)
    old_root, root = subtree(0, old), subtree(0, size)
    tree.check_consistency(old, size, old_root, root, proof)
    for bad in [
        (old, size, tree.leaf_hash(b"other"), root, proof),
        (old, size, old_root, tree.leaf_hash(b"other"), proof),
        (old, size, old_root, root, (*proof, root)),
        (0, size, old_root, root, proof),
        (size + 1, size, old_root, root, proof),
    ]:
        with pytest.raises(NotVerified):
            tree.check_consistency(*bad)


def test_an_empty_tree_has_no_root() -> None:
    """Asking an empty tree for its root is an error, never the hash of nothing."""
    with pytest.raises(WrongInput) as refused:
        Frontier().root()
    assert refused.value.code == "tree.empty"


@pytest.mark.parametrize(
    ("size", "data"), [(1, b""), (0, bytes(32)), (3, bytes(63)), (3, bytes(65)), (-1, b""), (2, bytes(64))]
)
def test_an_edge_that_does_not_fit_its_size_is_refused(size: int, data: bytes) -> None:
    """Stored bytes that cannot be the edge of a tree of that size are refused."""
    with pytest.raises(NotVerified) as refused:
        Frontier.from_bytes(size, data)
    assert refused.value.code == "tree.broken"


def test_no_proof_is_made_of_what_is_not_there() -> None:
    """A proof about a place or a size that the tree does not have is refused."""
    subtree = tree.subtree_of(some_leaves(3))
    for prove, number, size in [
        (tree.prove_inclusion, 3, 3),
        (tree.prove_inclusion, 0, 0),
        (tree.prove_consistency, 0, 3),
        (tree.prove_consistency, 4, 3),
    ]:
        with pytest.raises(WrongInput) as refused:
            prove(number, size, subtree)
        assert refused.value.code.startswith("tree.no-such-")
