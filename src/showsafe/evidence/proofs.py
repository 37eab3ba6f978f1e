"""Proofs as files: the place of one record (C2SP tlog-proof), a stretch of records, one checkpoint after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from showsafe.ledger import base64text, canonical
from showsafe.ledger.store import Store
from showsafe.ledger.tiles import subtree_of
from showsafe.ledger.tree import HASH_BYTES, Subtree, prove_consistency, prove_inclusion

RANGE_FORMAT = "showsafe-range/1"
_HEAD = "c2sp.org/tlog-proof@v1\nindex "


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree of a size, with every hash that was asked for once: neighbours share most of their proofs."""

    size: int
    subtree: Subtree
    text: Callable[[bytes], str]


def tree_of(store: Store, size: int) -> Tree:
    """Return the tree that a store had at a size."""
    return Tree(size, cache(subtree_of(store.tile, size)), cache(base64text.encode))


def inclusion(tree: Tree, number: int, checkpoint: bytes) -> bytes:
    """Return the ``.tlog-proof`` of a record: its index, its audit path, and the checkpoint it leads to."""
    path = prove_inclusion(number - 1, tree.size, tree.subtree)
    lines = "\n".join([f"{_HEAD}{number - 1}", *map(tree.text, path), "", ""])
    return lines.encode() + checkpoint


def consistency(tree: Tree, old: int) -> bytes:
    """Return the proof that the tree of an earlier size is a beginning of this one: one hash a line."""
    return "".join(
        f"{tree.text(step)}\n" for step in prove_consistency(old, tree.size, tree.subtree)
    ).encode()


def stretch(store: Store, tree: Tree, first: int, last: int) -> bytes:
    """Return ``range.json``: every leaf hash from one record to another, and the subtrees beside them."""
    left, right = _beside(tree, first, last)
    return canonical.encode(
        {
            "format": RANGE_FORMAT,
            "first": first,
            "last": last,
            "size": tree.size,
            "left": left,
            "leaves": list(_leaves(store, first, last)),
            "right": right,
        }
    )


def _beside(tree: Tree, first: int, last: int) -> tuple[list[str], list[str]]:
    """Return the hashes of the largest subtrees of the tree that lie wholly left, and wholly right, of a stretch."""
    left: list[str] = []
    right: list[str] = []
    waiting = [(0, tree.size)]
    while waiting:
        low, high = waiting.pop()
        if high <= first - 1:
            left.append(tree.subtree(low, high).hex())
        elif low >= last:
            right.append(tree.subtree(low, high).hex())
        elif low < first - 1 or high > last:
            middle = low + (1 << ((high - low - 1).bit_length() - 1))
            waiting += ((middle, high), (low, middle))
    return left, right


def _leaves(store: Store, first: int, last: int) -> Iterator[str]:
    tile_leaves = 256
    for number in range((first - 1) // tile_leaves, (last - 1) // tile_leaves + 1):
        hashes = store.tile(0, number)
        low = max(first - 1 - number * tile_leaves, 0)
        high = min(last - number * tile_leaves, tile_leaves)
        for place in range(low, high):
            yield hashes[place * HASH_BYTES : (place + 1) * HASH_BYTES].hex()
