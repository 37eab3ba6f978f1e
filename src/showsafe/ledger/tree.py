"""The Merkle tree of RFC 6962, section 2.1, over SHA-256: hashes, the growing edge, proofs.

Sizes and ranges count leaves; the first leaf has index 0 (record number 1 is leaf 0).
A proof about an empty tree would prove nothing, so size 0 is an error in every check.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from showsafe.errors import NotVerified, WrongInput

HASH_BYTES = 32

Subtree: TypeAlias = Callable[[int, int], bytes]
"""Gives the tree hash of the leaves from the first index up to, but without, the second."""


def leaf_hash(entry: bytes) -> bytes:
    """Return SHA-256(0x00 || entry): the prefix keeps a leaf from passing for a node."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The growing edge of a tree: one hash for every set bit of its size, the largest subtree first.

    It is all that appending needs: at a million records, at most 20 hashes.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise _broken("the edge of the tree does not fit its size")
        if any(len(item) != HASH_BYTES for item in self.hashes):
            raise _broken("a hash in the edge of the tree has a wrong length")

    def extend(self, leaves: Iterable[bytes]) -> Frontier:
        """Return the frontier after more leaf hashes, in order."""
        size, stack = self.size, list(self.hashes)
        for leaf in leaves:
            node, rest = leaf, size
            while rest & 1:
                node, rest = node_hash(stack.pop(), node), rest >> 1
            stack.append(node)
            size += 1
        return Frontier(size, tuple(stack))

    def append(self, leaf: bytes) -> Frontier:
        """Return the frontier after one more leaf hash."""
        return self.extend((leaf,))

    def root(self) -> bytes:
        """Return the tree hash; raises WrongInput (``tree.empty``) for no leaves."""
        if not self.hashes:
            raise WrongInput(
                "tree.empty", "An empty record has no sum to sign.", "Write the first record, then ask again."
            )
        node = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            node = node_hash(left, node)
        return node

    def to_bytes(self) -> bytes:
        """Return the hashes joined; the size is kept beside them."""
        return b"".join(self.hashes)

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> Frontier:
        """Return the frontier of a size; raises NotVerified (``tree.broken``) when the bytes do not fit."""
        steps = range(0, len(data), HASH_BYTES)
        return cls(size, tuple(data[start : start + HASH_BYTES] for start in steps))


def subtree_of(leaves: Sequence[bytes]) -> Subtree:
    """Return the source of subtree hashes over leaf hashes held in memory."""

    def subtree(first: int, end: int) -> bytes:
        return Frontier().extend(leaves[first:end]).root()

    return subtree


def prove_inclusion(index: int, size: int, subtree: Subtree) -> tuple[bytes, ...]:
    """Return the audit path of a leaf, nearest sibling first (RFC 6962, section 2.1.1)."""
    if not 0 <= index < size:
        raise WrongInput(
            "tree.no-such-leaf",
            f"The record has no place {index} in {size}.",
            "Ask for a number that exists.",
        )
    path: list[bytes] = []
    first, end = 0, size
    while end - first > 1:
        middle = first + _split(end - first)
        if index < middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(first, middle))
            first = middle
    return tuple(reversed(path))


def prove_consistency(old: int, size: int, subtree: Subtree) -> tuple[bytes, ...]:
    """Return the proof that the tree of ``old`` leaves is a beginning of that of ``size`` (section 2.1.2)."""
    if not 0 < old <= size:
        raise WrongInput(
            "tree.no-such-size", f"A record of {size} never had a size of {old}.", "Ask for an earlier size."
        )
    path: list[bytes] = []
    first, end, whole = 0, size, True
    while old != end:
        middle = first + _split(end - first)
        if old <= middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(first, middle))
            first, whole = middle, False
    if not whole:
        path.append(subtree(first, end))
    return tuple(reversed(path))


def check_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Check an audit path (RFC 9162, section 2.1.3.2).

    Raises NotVerified (``tree.not-included``) unless the leaf lies at the index of the tree with this root.
    """
    _check_hashes("tree.not-included", (leaf, root, *proof))
    if not 0 <= index < size:
        raise _unproved("tree.not-included", "the place lies outside the tree")
    node, place, last = leaf, index, size - 1
    for step in proof:
        if last == 0:
            raise _unproved("tree.not-included", "the proof is too long")
        if place & 1 or place == last:
            node = node_hash(step, node)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, step)
        place, last = place >> 1, last >> 1
    if last != 0 or node != root:
        raise _unproved("tree.not-included", "the proof leads to another sum")


def check_consistency(old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]) -> None:
    """Check that one tree is a beginning of another (RFC 9162, section 2.1.4.2).

    Raises NotVerified (``tree.not-consistent``) unless the proof leads to both roots.
    """
    if not 0 < old <= size:
        raise _unproved("tree.not-consistent", "an empty or larger record is no beginning")
    if old == size:
        if proof or old_root != root:
            raise _unproved("tree.not-consistent", "two records of one size differ")
        return
    _check_hashes("tree.not-consistent", (old_root, root, *proof))
    # A complete subtree is its own first step, so its hash is not repeated in the proof.
    steps = list(proof) if old & (old - 1) else [old_root, *proof]
    if not steps:
        raise _unproved("tree.not-consistent", "the proof is empty")
    if _walk_consistency(old, size, steps) != (old_root, root):
        raise _unproved("tree.not-consistent", "the proof leads to another sum")


def _walk_consistency(old: int, size: int, steps: Sequence[bytes]) -> tuple[bytes, bytes]:
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise _unproved("tree.not-consistent", "the proof is too long")
        if place & 1 or place == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, step)
        place, last = place >> 1, last >> 1
    if last != 0:
        raise _unproved("tree.not-consistent", "the proof is too short")
    return before, after


def _split(size: int) -> int:
    return 1 << ((size - 1).bit_length() - 1)


def _check_hashes(code: str, hashes: Iterable[bytes]) -> None:
    if any(len(item) != HASH_BYTES for item in hashes):
        raise _unproved(code, "a hash has a wrong length")


def _unproved(code: str, why: str) -> NotVerified:
    return NotVerified(
        code, f"This proof does not hold: {why}.", "Ask for the proof again, from another copy."
    )


def _broken(why: str) -> NotVerified:
    return NotVerified(
        "tree.broken", f"The record is damaged: {why}.", "Run the check and keep the data as it is."
    )
