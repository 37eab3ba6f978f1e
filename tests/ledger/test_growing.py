"""Growing a tree by many records at once gives the tree that growing it one by one gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from showsafe.ledger import growing, tiles, tree
from showsafe.ledger.tree import Frontier


def leaves(first: int, count: int) -> list[bytes]:
    """Return so many leaf hashes."""
    return [tree.leaf_hash(b"%d" % number) for number in range(first, first + count)]


@settings(max_examples=25)
@given(st.integers(0, 700), st.integers(0, 1100))
def test_edge_and_tiles_are_those_of_the_plain_way(before: int, count: int) -> None:
    """Wherever it begins and however many come: the same edge, the same tiles."""
    old, new = leaves(0, before), leaves(before, count)
    edge = Frontier().extend(old)
    kept: dict[tuple[int, int], bytes] = {}
    for level, number, hashes in tiles.grow(0, old, lambda _level, _number: b""):
        kept[level, number] = hashes
    begun = b"".join(old[before // tiles.TILE * tiles.TILE :])

    def read(level: int, number: int) -> bytes:
        return begun if (level, number) == (0, before // tiles.TILE) else kept.get((level, number), b"")

    tops = growing.tops_of(before, new)
    assert growing.extended(edge, new, tops) == edge.extend(new)
    assert list(growing.grown(before, new, tops, begun, read)) == list(tiles.grow(before, new, read))


@settings(max_examples=25)
@given(st.lists(st.binary(min_size=1, max_size=40), max_size=300), st.integers(0, 600))
def test_a_bundle_is_cut_where_tiles_end(raws: list[bytes], before: int) -> None:
    """The parts joined are the bundle, each lies in one tile, and the leaves are those of the records."""
    data = tiles.bundle_of(raws)
    found, parts = growing.cut(data, before)
    assert found == [tree.leaf_hash(raw) for raw in raws]
    assert b"".join(data[start:end] for _, start, end in parts) == data
    assert sum(count for count, _, _ in parts) == len(raws)
    at = before
    for count, _, _ in parts:
        assert at // tiles.TILE == (at + count - 1) // tiles.TILE
        at += count


@pytest.mark.parametrize("data", [b"\0", b"\0\0", b"\0\x02a", b"\0\x01a\0\0", b"\0\x01a\xff\xffb"])
def test_a_bundle_that_is_cut_off_or_has_an_empty_record_is_refused(data: bytes) -> None:
    """Lengths have to fit the bytes, and a record is never empty."""
    with pytest.raises(ValueError, match=r"\d"):
        growing.cut(data, 0)
