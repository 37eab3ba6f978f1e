"""The Merkle tree of RFC 6962: proofs of inclusion and of consistency; a leaf is the digits of its place."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from conformance.case import Case
from showsafe.ledger import tree

_SIZES = (1, 2, 3, 7, 8, 11)
_OTHER = tree.leaf_hash(b"other")


def leaves_of(size: int) -> list[bytes]:
    """Return the leaf hashes of a tree of this size."""
    return [tree.leaf_hash(b"%d" % place) for place in range(size)]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _inclusion(
    name: str, reason: str, place: tuple[int, int], leaf: bytes, rest: tuple[Sequence[bytes], bytes]
) -> Case:
    proof, root = rest
    says = {
        "proves": "inclusion",
        "index": place[0],
        "size": place[1],
        "leaf": _text(leaf),
        "proof": [_text(step) for step in proof],
        "root": _text(root),
    }
    return Case(name, reason, says=says)


def _consistency(
    name: str, reason: str, sizes: tuple[int, int], roots: tuple[bytes, bytes], proof: Sequence[bytes]
) -> Case:
    says = {
        "proves": "consistency",
        "old_size": sizes[0],
        "size": sizes[1],
        "old_root": _text(roots[0]),
        "root": _text(roots[1]),
        "proof": [_text(step) for step in proof],
    }
    return Case(name, reason, says=says)


def _good() -> list[Case]:
    found = []
    for size in _SIZES:
        leaves = leaves_of(size)
        subtree = tree.subtree_of(leaves)
        root = subtree(0, size)
        for index in sorted({0, size // 2, size - 1}):
            proof = tree.prove_inclusion(index, size, subtree)
            why = f"leaf {index} lies in the tree of {size}"
            found.append(
                _inclusion(f"inclusion-{index}-of-{size}", why, (index, size), leaves[index], (proof, root))
            )
        for old in sorted({1, size // 2 or 1, size - 1 or 1, size}):
            proof = tree.prove_consistency(old, size, subtree)
            why = f"the tree of {old} is a beginning of that of {size}"
            roots = (subtree(0, old), root)
            found.append(_consistency(f"consistency-{old}-to-{size}", why, (old, size), roots, proof))
    return found


def _bad_inclusion() -> list[Case]:
    leaves = leaves_of(7)
    subtree = tree.subtree_of(leaves)
    root, leaf = subtree(0, 7), leaves[4]
    proof = tree.prove_inclusion(4, 7, subtree)
    flipped = (bytes([proof[0][0] ^ 1]) + proof[0][1:], *proof[1:])
    table: list[tuple[str, str, tuple[int, int], bytes, tuple[Sequence[bytes], bytes]]] = [
        ("other-leaf", "another leaf", (4, 7), _OTHER, (proof, root)),
        ("other-root", "another root", (4, 7), leaf, (proof, _OTHER)),
        ("other-index", "another place", (5, 7), leaf, (proof, root)),
        ("flipped-step", "one bit of a step is turned", (4, 7), leaf, (flipped, root)),
        ("turned-round", "the steps the other way round", (4, 7), leaf, (proof[::-1], root)),
        ("too-long", "a step too many", (4, 7), leaf, ((*proof, root), root)),
        ("too-short", "a step too few", (4, 7), leaf, (proof[:-1], root)),
        ("short-step", "a step of 31 bytes", (4, 7), leaf, ((proof[0][:31], *proof[1:]), root)),
        ("beyond-the-end", "a place that the tree does not have", (7, 7), leaf, (proof, root)),
        ("empty-tree", "a tree of no leaves holds none", (0, 0), leaf, ((), leaf)),
        ("empty-root", "a root of no bytes", (0, 1), leaf, ((), b"")),
        ("nothing-at-all", "no leaf, no root, no proof", (0, 1), b"", ((), b"")),
    ]
    return [
        _inclusion(f"inclusion-{name}_fail", reason, place, leaf, rest)
        for name, reason, place, leaf, rest in table
    ]


def _bad_consistency() -> list[Case]:
    subtree = tree.subtree_of(leaves_of(7))
    old, root = subtree(0, 3), subtree(0, 7)
    proof = tree.prove_consistency(3, 7, subtree)
    flipped = (bytes([proof[0][0] ^ 1]) + proof[0][1:], *proof[1:])
    table: list[tuple[str, str, tuple[int, int], tuple[bytes, bytes], Sequence[bytes]]] = [
        ("other-old-root", "another root before", (3, 7), (_OTHER, root), proof),
        ("other-root", "another root after", (3, 7), (old, _OTHER), proof),
        ("other-size", "another size before", (2, 7), (old, root), proof),
        ("flipped-step", "one bit of a step is turned", (3, 7), (old, root), flipped),
        ("too-long", "a step too many", (3, 7), (old, root), (*proof, root)),
        ("too-short", "a step too few", (3, 7), (old, root), proof[:-1]),
        ("no-proof", "no step at all", (4, 7), (subtree(0, 4), root), ()),
        ("from-nothing", "an empty tree is the beginning of nothing", (0, 7), (old, root), ()),
        ("from-no-root", "an empty tree with an empty root", (0, 7), (b"", root), ()),
        ("both-empty", "two trees of no leaves", (0, 0), (b"", b""), ()),
        ("shrinking", "the later tree is the smaller one", (7, 3), (root, old), proof),
        ("same-size-other-root", "two trees of one size that differ", (7, 7), (root, _OTHER), ()),
        ("same-size-with-proof", "a proof between a tree and itself", (7, 7), (root, root), (root,)),
    ]
    return [
        _consistency(f"consistency-{name}_fail", reason, sizes, roots, steps)
        for name, reason, sizes, roots, steps in table
    ]


def cases() -> list[Case]:
    """Return the cases of the tree: all in the index, hashes in base64."""
    return [*_good(), *_bad_inclusion(), *_bad_consistency()]
