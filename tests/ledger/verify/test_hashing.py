"""The auditor's own tree against the definition of RFC 6962: edges, tiles of every level, and each kind of proof."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from showsafe.ledger.verify import hashing
from showsafe.ledger.verify.hashing import Edge, Rows
from showsafe.ledger.verify.strict import Malformed
from tests.ledger.verify.logs import leaf_of, tree_of
from tests.ledger.verify.small_bundles import consistency, path

LEAVES = [leaf_of(b"%d" % number) for number in range(70)]
SIZES = range(1, len(LEAVES) + 1)
TOP = bytes(range(32))


@dataclass
class Stored:
    """Tiles as they are stored, by level and number."""

    tiles: dict[tuple[int, int], bytes]

    def tile(self, level: int, number: int) -> bytes:
        """Return one."""
        return self.tiles[level, number]


def stored(leaves: Sequence[bytes]) -> dict[tuple[int, int], bytes]:
    """Return the tiles of a small log as they are stored, by level and number."""
    level, hashes, found = 0, list(leaves), dict[tuple[int, int], bytes]()
    while hashes:
        tiles = [hashes[at : at + 256] for at in range(0, len(hashes), 256)]
        found |= {(level, number): b"".join(tile) for number, tile in enumerate(tiles)}
        level, hashes = level + 1, [tree_of(tile) for tile in tiles if len(tile) == 256]
    return found


def test_an_edge_grows_to_every_root() -> None:
    """Leaf by leaf, the edge has the size, the root, and the whole subtrees of the definition; of nothing, nothing."""
    edge = Edge()
    assert (edge.size, edge.root(), edge.joined()) == (0, b"", b"")
    for size in SIZES:
        edge.add(LEAVES[size - 1])
        assert (edge.size, edge.root()) == (size, tree_of(LEAVES[:size]))
        parts = [tree_of(LEAVES[first : first + count]) for first, count in hashing.peaks(0, size)]
        assert edge.joined() == b"".join(parts)


def test_an_edge_takes_whole_subtrees() -> None:
    """A subtree of eight leaves is as good as its leaves, in its place."""
    edge = Edge()
    for at in range(0, 64, 8):
        edge.add(tree_of(LEAVES[at : at + 8]), 3)
        assert (edge.size, edge.root()) == (at + 8, tree_of(LEAVES[: at + 8]))
    edge.add(LEAVES[64])
    assert edge.root() == tree_of(LEAVES[:65])


@pytest.mark.parametrize("count", [1, 2, 4, 64])
def test_many_hashes_lead_to_one(count: int) -> None:
    """A power of two of hashes is reduced to the hash over them."""
    assert hashing.reduced(b"".join(LEAVES[:count])) == tree_of(LEAVES[:count])


@pytest.mark.parametrize(
    ("first", "end", "parts"),
    [
        (0, 0, []),
        (0, 1, [(0, 1)]),
        (0, 7, [(0, 4), (4, 2), (6, 1)]),
        (0, 8, [(0, 8)]),
        (1, 8, [(1, 1), (2, 2), (4, 4)]),
        (3, 13, [(3, 1), (4, 4), (8, 4), (12, 1)]),
        (4, 7, [(4, 2), (6, 1)]),
        (5, 5, []),
    ],
)
def test_the_largest_subtrees_of_a_range(first: int, end: int, parts: list[tuple[int, int]]) -> None:
    """They stand in order, and each is as large as its place and the end allow."""
    assert list(hashing.peaks(first, end)) == parts


@pytest.mark.parametrize(
    ("size", "counts"),
    [
        (0, []),
        (1, [(0, 0, 1)]),
        (256, [(0, 1, 0), (1, 0, 1)]),
        (600, [(0, 2, 88), (1, 0, 2)]),
        (65_536, [(0, 256, 0), (1, 1, 0), (2, 0, 1)]),
        (65_536 + 300, [(0, 257, 44), (1, 1, 1), (2, 0, 1)]),
    ],
)
def test_how_many_tiles_a_size_has(size: int, counts: list[tuple[int, int, int]]) -> None:
    """Of each level so many full ones, and so many hashes in the one that grows."""
    assert list(hashing.tile_counts(size)) == counts


def test_the_edge_at_an_earlier_size() -> None:
    """From the stored tiles of a longer log the root of every beginning is found."""
    leaves = [leaf_of(b"%d" % number) for number in range(800)]
    tiles = stored(leaves)
    for size in (1, 2, 255, 256, 257, 300, 511, 512, 513, 600, 767, 768, 769, 800):
        edge = hashing.edge_at(Stored(tiles).tile, size)
        assert (edge.size, edge.root()) == (size, tree_of(leaves[:size]))


@pytest.mark.parametrize(("level", "number"), [(0, 2), (1, 0)])
def test_a_tile_that_is_too_short(level: int, number: int) -> None:
    """Where a stored tile lacks a hash, or a byte of one, no root is made up."""
    tiles = stored([leaf_of(b"%d" % number) for number in range(600)])
    for short in (32, 1):
        cut = Stored({**tiles, (level, number): tiles[level, number][:-short]})
        with pytest.raises(Malformed, match="is shorter in its tiles than its size says"):
            hashing.edge_at(cut.tile, 600)


def tops(count: int) -> list[bytes]:
    """Return made-up tops of full tiles of the lowest level."""
    return [hashlib.sha256(b"%d" % number).digest() for number in range(count)]


def full_tiles(rows: Rows, given: Sequence[bytes]) -> list[tuple[int, int, bytes]]:
    """Return the tiles that tops fill."""
    return [tile for top in given for tile in rows.add(top)]


def test_tiles_above_the_leaves() -> None:
    """256 tops fill a tile, 256 of those the one above; what is left grows on each level, under its own number."""
    given = tops(65_536 + 258)
    rows = Rows()
    filled = full_tiles(rows, given)
    joined = [b"".join(given[at : at + 256]) for at in range(0, 65_536 + 256, 256)]
    seconds = [hashing.reduced(each) for each in joined]
    whole = (2, 0, b"".join(seconds[:256]))
    assert filled[:256] == [(1, number, joined[number]) for number in range(256)]
    assert filled[256:] == [whole, (1, 256, joined[256])]
    assert list(rows.growing()) == [
        (1, 257, b"".join(given[-2:])),
        (2, 1, seconds[256]),
        (3, 0, hashing.reduced(whole[2])),
    ]


def test_a_level_that_is_just_full_does_not_grow() -> None:
    """Of 256 tops only the hash over them is left, on the level above."""
    rows = Rows()
    whole = b"".join(tops(256))
    assert full_tiles(rows, tops(256)) == [(1, 0, whole)]
    assert list(rows.growing()) == [(2, 0, hashing.reduced(whole))]


def test_tiles_as_they_were_at_a_size() -> None:
    """Taken from the stored tiles at a whole number of tiles, the levels go on as if they had grown to there."""
    given = tops(700)
    for size in (1, 2, 255, 256, 257, 512, 600):
        grown = Rows()
        filled = {(level, number): hashes for level, number, hashes in full_tiles(grown, given[:size])}
        kept = filled | {(level, number): hashes + bytes(64) for level, number, hashes in grown.growing()}
        rows = Rows.at(Stored(kept).tile, size * 256)
        assert list(rows.growing()) == list(grown.growing())
        assert full_tiles(rows, given[size:]) == full_tiles(grown, given[size:])
        assert list(rows.growing()) == list(grown.growing())


@pytest.mark.parametrize("size", [1, 2, 3, 5, 6, 7, 8, 9, 11, 13, 16, 17])
def test_an_audit_path_leads_to_the_root(size: int) -> None:
    """Each leaf of each size does; with a hash more or one less the path leads nowhere."""
    for index in range(size):
        proof = path(index, LEAVES[:size])
        assert hashing.root_by_inclusion(index, size, LEAVES[index], proof) == tree_of(LEAVES[:size])
        with pytest.raises(Malformed, match="has too many hashes"):
            hashing.root_by_inclusion(index, size, LEAVES[index], [*proof, TOP])
        if proof:
            with pytest.raises(Malformed, match="has too few hashes"):
                hashing.root_by_inclusion(index, size, LEAVES[index], proof[:-1])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (4, 3), (0, 0)])
def test_a_place_outside_of_the_tree(index: int, size: int) -> None:
    """A leaf that the tree does not have has no path."""
    with pytest.raises(Malformed, match="is about a place outside of the tree"):
        hashing.root_by_inclusion(index, size, TOP, [TOP])


@pytest.mark.parametrize("size", [2, 3, 5, 6, 7, 8, 9, 11, 13, 16, 17])
def test_a_proof_between_two_sizes_leads_to_both_roots(size: int) -> None:
    """From each smaller size; with a hash more or one less it leads nowhere."""
    after = tree_of(LEAVES[:size])
    for old in range(1, size):
        before, proof = tree_of(LEAVES[:old]), consistency(old, LEAVES[:size])
        assert hashing.roots_by_consistency(old, size, before, proof) == (before, after)
        with pytest.raises(Malformed, match="has too many hashes"):
            hashing.roots_by_consistency(old, size, before, [*proof, TOP])
        with pytest.raises(Malformed, match="has too few hashes"):
            hashing.roots_by_consistency(old, size, before, proof[:-1])


def test_a_proof_of_nothing() -> None:
    """Of a size that is no power of two the proof has to begin with a hash."""
    with pytest.raises(Malformed, match="has too few hashes"):
        hashing.roots_by_consistency(3, 4, TOP, [])


@pytest.mark.parametrize(("old", "size"), [(0, 3), (3, 3), (4, 3), (-1, 3)])
def test_no_proof_between_other_sizes(old: int, size: int) -> None:
    """Nothing is proven of an empty log, of an equal one, or of one that shrank."""
    with pytest.raises(Malformed, match="is about an empty, an equal or a smaller log"):
        hashing.roots_by_consistency(old, size, TOP, [TOP])


def beside(first: int, end: int, size: int) -> tuple[list[bytes], list[bytes]]:
    """Return the largest subtrees of the tree that lie wholly before, and wholly after, a range."""

    def within(low: int, high: int) -> list[tuple[int, bytes]]:
        if high <= first or low >= end:
            return [(low, tree_of(LEAVES[low:high]))]
        if high - low == 1:
            return []
        split = low + (1 << ((high - low - 1).bit_length() - 1))
        return [*within(low, split), *within(split, high)]

    found = within(0, size)
    return [top for low, top in found if low < first], [top for low, top in found if low >= end]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 8, 9])
def test_a_range_of_leaves_leads_to_the_root(size: int) -> None:
    """Each range does with the subtrees beside it; with one more on a side, or one less, it leads nowhere."""
    for first in range(size):
        for end in range(first + 1, size + 1):
            left, right = beside(first, end, size)
            leaves = LEAVES[first:end]
            assert hashing.root_by_range(first, size, left, leaves, right) == tree_of(LEAVES[:size])
            for more in (([*left, TOP], right), (left, [*right, TOP])):
                with pytest.raises(Malformed, match="has too many hashes"):
                    hashing.root_by_range(first, size, more[0], leaves, more[1])
            for less in ((left[:-1], right), (left, right[:-1])):
                if less != (left, right):
                    with pytest.raises(Malformed, match="has too few hashes"):
                        hashing.root_by_range(first, size, less[0], leaves, less[1])


@pytest.mark.parametrize(("first", "count", "size"), [(0, 0, 3), (-1, 1, 3), (3, 1, 3), (2, 2, 3), (0, 1, 0)])
def test_records_outside_of_the_log(first: int, count: int, size: int) -> None:
    """A range without leaves, or one that reaches beyond the log, leads nowhere."""
    with pytest.raises(Malformed, match="is about records outside of the log"):
        hashing.root_by_range(first, size, [TOP], LEAVES[:count], [TOP])
