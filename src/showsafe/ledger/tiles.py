"""The tree as tiles (C2SP tlog-tiles): 256 hashes in a row of one level, and the records in bundles beside them.

Tile ``number`` of level 0 holds the leaf hashes of records 256 * number + 1 onward; of level L, the hashes of the whole
subtrees of 256^L leaves. A full tile never changes again. Every hash that a proof needs lies in a tile or is made of
at most 255 of its neighbours, so a proof costs the same on the first day and after a million records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from showsafe.errors import NotVerified
from showsafe.ledger.tree import HASH_BYTES, Frontier, Subtree, node_hash

TILE = 256
_HEIGHT = 8
_CACHED = 64

ReadTile: TypeAlias = Callable[[int, int], bytes]
"""Gives the hashes of a tile by level and number, joined: 256 of them, fewer where it still grows, or none."""


def tile_path(level: int, number: int, width: int = TILE) -> str:
    """Return the path of a tile; ``width`` is how many hashes it has, 256 for a full one."""
    return f"tile/{level}/{_digits(number)}{_part(width)}"


def entries_path(number: int, width: int = TILE) -> str:
    """Return the path of the bundle of records that a tile of level 0 has the hashes of."""
    return f"tile/entries/{_digits(number)}{_part(width)}"


def bundle_of(entries: Iterable[bytes]) -> bytes:
    """Return records as one bundle: each after its length, two bytes, the higher one first."""
    return b"".join(len(raw).to_bytes(2) + raw for raw in entries)


def widths(size: int) -> Iterator[tuple[int, int, int]]:
    """Yield (level, number of full tiles, hashes in the growing tile) of each level of a tree of this size."""
    level, count = 0, size
    while count:
        yield level, count // TILE, count % TILE
        level, count = level + 1, count // TILE


def grow(size: int, leaves: Sequence[bytes], tile: ReadTile) -> Iterator[tuple[int, int, bytes]]:
    """Yield (level, number, hashes) of each tile that new leaves fill, or lengthen above level 0.

    The growing tile of level 0 is not among them: it changes with every record, and is kept as the leaf hashes of
    the records themselves.
    """
    level, start, fresh = 0, size, list(leaves)
    while fresh:
        roots: list[bytes] = []
        first = start // TILE
        inside = start % TILE
        if inside + len(fresh) < TILE and level == 0:
            return
        whole = tile(level, first) + b"".join(fresh) if inside else b"".join(fresh)
        for place in range(0, len(whole), TILE * HASH_BYTES):
            hashes = whole[place : place + TILE * HASH_BYTES]
            full = len(hashes) == TILE * HASH_BYTES
            if full:
                roots.append(reduce(hashes))
            if full or level > 0:
                yield level, first + place // (TILE * HASH_BYTES), hashes
        level, start, fresh = level + 1, first, roots


def reduce(hashes: bytes) -> bytes:
    """Return the hash over a power of two of hashes, joined."""
    row = [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]
    while len(row) > 1:
        row = [node_hash(left, right) for left, right in zip(row[::2], row[1::2], strict=True)]
    return row[0]


def subtree_of(tile: ReadTile, size: int) -> Subtree:
    """Return the source of subtree hashes over the tiles of a tree of this size.

    Raises NotVerified (``tree.broken``) when a tile is shorter than the size says.
    """
    read = lru_cache(maxsize=_CACHED)(tile)

    def subtree(first: int, end: int) -> bytes:
        if not 0 <= first < end <= size:
            raise _broken("a hash was asked for that lies outside of the tree")
        count = end - first
        if count & (count - 1) or first % count:
            middle = first + (1 << ((count - 1).bit_length() - 1))
            return node_hash(subtree(first, middle), subtree(middle, end))
        level = (count.bit_length() - 1) // _HEIGHT
        number, inside = divmod(first >> (_HEIGHT * level), TILE)
        start, length = inside * HASH_BYTES, (count >> (_HEIGHT * level)) * HASH_BYTES
        hashes = read(level, number)[start : start + length]
        if len(hashes) != length:
            raise _broken(f"tile {number} of level {level} is too short")
        return reduce(hashes)

    return subtree


def frontier_at(tile: ReadTile, size: int) -> Frontier:
    """Return the edge that the tree had at an earlier size, from its tiles."""
    subtree = subtree_of(tile, size)
    hashes: list[bytes] = []
    first = 0
    for bit in range(size.bit_length() - 1, -1, -1):
        if size >> bit & 1:
            hashes.append(subtree(first, first + (1 << bit)))
            first += 1 << bit
    return Frontier(size, tuple(hashes))


def _digits(number: int) -> str:
    parts = [f"{number % 1000:03}"]
    while number := number // 1000:
        parts.append(f"x{number % 1000:03}")
    return "/".join(reversed(parts))


def _part(width: int) -> str:
    return "" if width == TILE else f".p/{width}"


def _broken(why: str) -> NotVerified:
    return NotVerified(
        "tree.broken", f"The record is damaged: {why}.", "Run the check and keep the data as it is."
    )
