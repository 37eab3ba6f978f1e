"""The auditor's own tree (RFC 6962, SHA-256): leaves, tiles of 256 hashes, the edge that grows, and proofs.

Indexes count leaves from 0, sizes count leaves; a size of 0 is never valid in a proof.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from showsafe.ledger.verify.strict import Malformed

HASH = 32
TILE = 256
TILE_BYTES = TILE * HASH
_HEIGHT = 8
_LEAF = hashlib.sha256(b"\x00")
_NODE = hashlib.sha256(b"\x01")
_PAIR = 2 * HASH

ReadTile: TypeAlias = Callable[[int, int], bytes]
"""Gives the stored hashes of a tile by level and number, joined; fewer than 256 where it still grows."""


def leaf_of(raw: bytes) -> bytes:
    """Return the hash of a record's bytes as a leaf."""
    # A copy of a begun sum is cheaper than a new one, and than putting the prefix before the bytes.
    leaf = _LEAF.copy()
    leaf.update(raw)
    return leaf.digest()


def node_of(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over its two halves."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def reduced(hashes: bytes) -> bytes:
    """Return the hash over a power of two of hashes, joined."""
    begun = _NODE.copy
    while len(hashes) > HASH:
        row = []
        for at in range(0, len(hashes), _PAIR):
            node = begun()
            node.update(hashes[at : at + _PAIR])
            row.append(node.digest())
        hashes = b"".join(row)
    return hashes


class Edge:
    """The right edge of a tree that grows: at most one hash for each level."""

    def __init__(self) -> None:
        self.size = 0
        self._levels: list[bytes | None] = []

    def add(self, top: bytes, height: int = 0) -> None:
        """Add a whole subtree of 2^height leaves where its place is: carry it up as in a binary counter."""
        while len(self._levels) <= height:
            self._levels.append(None)
        carried = top
        for level in range(height, len(self._levels)):
            kept = self._levels[level]
            if kept is None:
                self._levels[level] = carried
                break
            carried = node_of(kept, carried)
            self._levels[level] = None
        else:
            self._levels.append(carried)
        self.size += 1 << height

    def joined(self) -> bytes:
        """Return the hashes of the whole subtrees, the largest first."""
        return b"".join(kept for kept in reversed(self._levels) if kept is not None)

    def root(self) -> bytes:
        """Return the tree hash, or nothing for no leaves."""
        node: bytes | None = None
        for kept in self._levels:
            if kept is not None:
                node = kept if node is None else node_of(kept, node)
        return node or b""


class Rows:
    """The levels of tiles above the leaves, as they follow from the tops of full tiles below."""

    def __init__(self) -> None:
        self._rows: list[list[bytes]] = []
        self._full: list[int] = []

    @classmethod
    def at(cls, tile: ReadTile, size: int) -> Rows:
        """Return the levels as they were at a size that is a whole number of tiles, from the stored tiles."""
        rows = cls()
        for level, full, growing in tile_counts(size):
            if level:
                hashes = tile(level, full)[: growing * HASH] if growing else b""
                rows._rows.append([hashes[at : at + HASH] for at in range(0, len(hashes), HASH)])
                rows._full.append(full)
        return rows

    def add(self, top: bytes) -> Iterator[tuple[int, int, bytes]]:
        """Take the top of the next full tile of level 0; yield (level, number, hashes) of each tile it fills."""
        level = 0
        while True:
            if level == len(self._rows):
                self._rows.append([])
                self._full.append(0)
            row = self._rows[level]
            row.append(top)
            if len(row) < TILE:
                return
            whole = b"".join(row)
            yield level + 1, self._full[level], whole
            self._full[level] += 1
            row.clear()
            top, level = reduced(whole), level + 1

    def growing(self) -> Iterator[tuple[int, int, bytes]]:
        """Yield (level, number, hashes) of each tile above level 0 that is not full."""
        for level, (row, number) in enumerate(zip(self._rows, self._full, strict=True), start=1):
            if row:
                yield level, number, b"".join(row)


def tile_counts(size: int) -> Iterator[tuple[int, int, int]]:
    """Yield (level, full tiles, hashes in the growing tile) for each level of a tree of this size."""
    level, count = 0, size
    while count:
        yield level, count // TILE, count % TILE
        level, count = level + 1, count // TILE


def peaks(first: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, count) of the largest whole subtrees that together are the leaves from first to end."""
    while first < end:
        count = first & -first if first else 1 << ((end - first).bit_length() - 1)
        while count > end - first:
            count >>= 1
        yield first, count
        first += count


def edge_at(tile: ReadTile, size: int) -> Edge:
    """Return the edge that a tree had at a size, from its stored tiles; raises Malformed where one is too short."""
    edge = Edge()
    for first, count in peaks(0, size):
        height = count.bit_length() - 1
        level = height // _HEIGHT
        number, inside = divmod(first >> (_HEIGHT * level), TILE)
        width = count >> (_HEIGHT * level)
        hashes = tile(level, number)[inside * HASH : (inside + width) * HASH]
        if len(hashes) != width * HASH:
            raise Malformed("is shorter in its tiles than its size says")
        edge.add(reduced(hashes), height)
    return edge


def root_by_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    """Return the root to which an audit path leads (RFC 9162, section 2.1.3.2); raises Malformed."""
    if not 0 <= index < size:
        raise Malformed("is about a place outside of the tree")
    node, place, last = leaf, index, size - 1
    for step in proof:
        if last == 0:
            raise Malformed("has too many hashes")
        if place & 1 or place == last:
            node = node_of(step, node)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = node_of(node, step)
        place, last = place >> 1, last >> 1
    if last:
        raise Malformed("has too few hashes")
    return node


def roots_by_consistency(old: int, size: int, old_root: bytes, proof: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Return both roots to which a consistency proof leads (RFC 9162, section 2.1.4.2); raises Malformed."""
    if not 0 < old < size:
        raise Malformed("is about an empty, an equal or a smaller log")
    steps = list(proof) if old & (old - 1) else [old_root, *proof]
    if not steps:
        raise Malformed("has too few hashes")
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise Malformed("has too many hashes")
        if place & 1 or place == last:
            before, after = node_of(step, before), node_of(step, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_of(after, step)
        place, last = place >> 1, last >> 1
    if last:
        raise Malformed("has too few hashes")
    return before, after


def root_by_range(
    first: int, size: int, left: Sequence[bytes], leaves: Sequence[bytes], right: Sequence[bytes]
) -> bytes:
    """Return the root to which leaves from index ``first`` lead, with the subtrees beside them; raises Malformed.

    ``left`` and ``right`` are the largest subtrees of the tree that lie wholly on one side, from left to right.
    """
    end = first + len(leaves)
    if not 0 <= first < end <= size:
        raise Malformed("is about records outside of the log")
    before, after = iter(left), iter(right)

    def top(low: int, high: int) -> bytes:
        if high <= first or low >= end:
            found = next(before if high <= first else after, None)
            if found is None:
                raise Malformed("has too few hashes")
            return found
        if high - low == 1:
            return leaves[low - first]
        middle = low + (1 << ((high - low - 1).bit_length() - 1))
        return node_of(top(low, middle), top(middle, high))

    root = top(0, size)
    if next(before, None) is not None or next(after, None) is not None:
        raise Malformed("has too many hashes")
    return root
