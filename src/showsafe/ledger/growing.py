"""Growing a tree by many records at once: each leaf and each node is hashed once, and a full tile's top is kept.

What comes of it is the same as of ``Frontier.extend`` and ``tiles.grow``; this is how an office takes in a hundred
thousand records a second.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from showsafe.ledger.tiles import TILE, ReadTile
from showsafe.ledger.tree import HASH_BYTES, Frontier, node_hash

_HEIGHT = 8
_PAIR = 2 * HASH_BYTES
_TILE_BYTES = TILE * HASH_BYTES
_LEAF = hashlib.sha256(b"\x00")
_NODE = hashlib.sha256(b"\x01")


def cut(data: bytes, before: int) -> tuple[list[bytes], list[tuple[int, int, int]]]:
    """Return the leaf hashes of an entry bundle, and its parts cut where tiles end: count, first and last offset.

    ``before`` is how many records come before it. Raises ValueError where lengths and bytes do not fit, or a record is
    empty.
    """
    leaves: list[bytes] = []
    parts: list[tuple[int, int, int]] = []
    begun = _LEAF.copy
    at, end, part = 0, len(data), 0
    left = count = TILE - before % TILE
    while at < end:
        start = at + 2
        at = start + int.from_bytes(data[at:start])
        if at > end or at <= start:
            raise ValueError(at)
        leaf = begun()
        leaf.update(data[start:at])
        leaves.append(leaf.digest())
        left -= 1
        if not left:
            parts.append((count, part, at))
            left, count, part = TILE, TILE, at
    if part < end:
        parts.append((count - left, part, end))
    return leaves, parts


def top_of(hashes: bytes) -> bytes:
    """Return the hash over a power of two of hashes, joined."""
    begun = _NODE.copy
    while len(hashes) > HASH_BYTES:
        row = []
        for at in range(0, len(hashes), _PAIR):
            node = begun()
            node.update(hashes[at : at + _PAIR])
            row.append(node.digest())
        hashes = b"".join(row)
    return hashes


def tops_of(before: int, leaves: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the tops of the tiles that lie within new leaves as a whole."""
    lead = -before % TILE
    last = len(leaves) - TILE + 1
    return tuple(top_of(b"".join(leaves[at : at + TILE])) for at in range(lead, last, TILE))


def extended(edge: Frontier, leaves: Sequence[bytes], tops: Sequence[bytes]) -> Frontier:
    """Return the edge after more leaves, of which the whole tiles have these tops."""
    lead = min(-edge.size % TILE, len(leaves))
    edge = edge.extend(leaves[:lead])
    size, stack = edge.size, list(edge.hashes)
    for top in tops:
        node, rest = top, size >> _HEIGHT
        while rest & 1:
            node, rest = node_hash(stack.pop(), node), rest >> 1
        stack.append(node)
        size += TILE
    return Frontier(size, tuple(stack)).extend(leaves[lead + TILE * len(tops) :])


def grown(
    size: int, leaves: Sequence[bytes], tops: Sequence[bytes], growing: bytes, tile: ReadTile
) -> Iterator[tuple[int, int, bytes]]:
    """Yield (level, number, hashes) of each tile that new leaves fill, or lengthen above level 0.

    ``growing`` are the leaves of the tile that they go on in, joined; ``tile`` gives tiles above level 0.
    """
    whole = growing[: size % TILE * HASH_BYTES] + b"".join(leaves)
    full = len(whole) // _TILE_BYTES
    fresh = list(tops)
    if full > len(tops):
        fresh.insert(0, top_of(whole[:_TILE_BYTES]))
    for place in range(full):
        yield 0, size // TILE + place, whole[place * _TILE_BYTES : (place + 1) * _TILE_BYTES]
    level, start = 1, size // TILE
    while fresh:
        number, inside = divmod(start, TILE)
        joined = (tile(level, number) if inside else b"")[: inside * HASH_BYTES] + b"".join(fresh)
        above: list[bytes] = []
        for place in range(0, len(joined), _TILE_BYTES):
            hashes = joined[place : place + _TILE_BYTES]
            if len(hashes) == _TILE_BYTES:
                above.append(top_of(hashes))
            yield level, number + place // _TILE_BYTES, hashes
        level, start, fresh = level + 1, number, above
