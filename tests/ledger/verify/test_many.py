"""One stretch of a log by hash alone: its answer is small, says where kept hashes differ, and leaves nothing out."""

from __future__ import annotations

import pytest

from showsafe.ledger.verify.hashing import HASH, TILE
from showsafe.ledger.verify.many import (
    FARTHEST,
    MOST_SUSPECTS,
    NO_LEAF,
    LogName,
    Named,
    Suspect,
    gone,
    leaves_of,
    look,
    placed,
)
from tests.ledger.verify.logs import ORIGIN, leaf_of, tree_of

LOG = LogName("north-ridge", "main", ORIGIN)
LEAVES = [leaf_of(b"%d" % number) for number in range(2 * TILE + 3)]
OTHER = leaf_of(b"another")


def joined(leaves: list[bytes], change: int = -1) -> bytes:
    """Return leaf hashes in a row, one of them another."""
    return b"".join(OTHER if at == change else leaf for at, leaf in enumerate(leaves))


@pytest.mark.parametrize("count", [0, 1, TILE - 1, TILE, TILE + 1, 2 * TILE, 2 * TILE + 3])
def test_stretch_of_any_length(count: int) -> None:
    """Of each full tile its top is kept, and the leaf hashes that no tile holds are kept as they are."""
    row = LEAVES[:count]
    piece = look(LOG, 5 * TILE + 1, joined(row), joined(row), joined(row))
    full = count // TILE
    tops = [tree_of(row[at * TILE : (at + 1) * TILE]) for at in range(full)]
    assert (piece.log, piece.first, piece.count) == (LOG, 5 * TILE + 1, count)
    assert (piece.tops, piece.rest) == (b"".join(tops), b"".join(row[full * TILE :]))
    assert (piece.suspects, piece.more, piece.odd) == ([], 0, [])


@pytest.mark.parametrize("first_tile", [0, 7])
@pytest.mark.parametrize(
    ("beside", "stored", "tiles"),
    [
        (None, None, []),
        (-1, None, []),
        (None, -1, []),
        (0, None, [0]),
        (None, 0, [0]),
        (-1, TILE, [1]),
        (TILE - 1, -1, [0]),
        (2 * TILE + 2, -1, [2]),
        (None, 2 * TILE, [2]),
        (0, TILE, [0, 1]),
        (TILE, TILE, [1]),
    ],
)
def test_tiles_that_disagree(
    first_tile: int, beside: int | None, stored: int | None, tiles: list[int]
) -> None:
    """A tile in which any kept leaf hash is not that of the bytes is kept whole, with every copy there is."""
    rows = [b"" if change is None else joined(LEAVES, change) for change in (beside, stored)]
    piece = look(LOG, first_tile * TILE + 1, joined(LEAVES), *rows)
    part = [slice(tile * TILE * HASH, (tile + 1) * TILE * HASH) for tile in tiles]
    assert piece.suspects == [
        Suspect(first_tile + tile, joined(LEAVES)[cut], rows[0][cut], rows[1][cut])
        for tile, cut in zip(tiles, part, strict=True)
    ]
    assert piece.more == 0


@pytest.mark.parametrize("beyond", [0, 1, 2])
def test_answer_stays_small(beyond: int) -> None:
    """Of a stretch that was altered throughout 32 tiles are kept whole, and the others counted."""
    computed = NO_LEAF * TILE * (MOST_SUSPECTS + beyond)
    piece = look(LOG, 1, computed, b"", OTHER * TILE * (MOST_SUSPECTS + beyond))
    assert MOST_SUSPECTS == 32
    assert [each.tile for each in piece.suspects] == list(range(32))
    assert piece.more == beyond


def test_leaf_hashes_of_records() -> None:
    """A leaf hash is that of RFC 6962; a record that is not there has zeros instead, the others keep their places."""
    assert leaves_of([]) == b""
    assert leaves_of([b"one", b""]) == leaf_of(b"one") + leaf_of(b"")
    assert leaves_of([None, b"one", None]) == bytes(32) + leaf_of(b"one") + bytes(32)


A, B, C = (leaf_of(letter) for letter in (b"a", b"b", b"c"))
AB, BC, CA = (A, B), (B, C), (C, A)
GAP = (NO_LEAF, NO_LEAF)


@pytest.mark.parametrize(
    ("rows", "first", "pairs", "odd"),
    [
        ([], 1, [], []),
        ([(1, *AB)], 1, [AB], []),
        ([(1, *AB), (2, *BC)], 1, [AB, BC], []),
        ([(TILE, *AB)], 1, [*[GAP] * (TILE - 1), AB], [("missing", 1, TILE - 1)]),
        ([(TILE + 1, *AB)], TILE + 1, [AB], []),
        ([(TILE + 2, *AB)], TILE + 1, [GAP, AB], [("missing", TILE + 1, 0)]),
        ([(1, *AB), (3, *BC)], 1, [AB, GAP, BC], [("missing", 2, 0)]),
        ([(1, *AB), (4, *BC)], 1, [AB, GAP, GAP, BC], [("missing", 2, 3)]),
        ([(2, *AB), (1, *BC)], 1, [BC, AB], [("order", 1, 0)]),
        ([(3, *AB), (1, *BC), (2, *CA)], 1, [BC, CA, AB], [("order", 1, 0)]),
        ([(1, *AB), (1, *BC), (2, *CA)], 1, [AB, CA], [("doubled", 1, 0)]),
        (
            [(1, *AB), (1, *BC), (1, *CA), (3, *CA)],
            1,
            [AB, GAP, CA],
            [("doubled", 1, 0), ("doubled", 1, 0), ("missing", 2, 0)],
        ),
        ([(1, *AB), (None, *BC), (2, *CA)], 1, [AB, CA], [("number", 0, 0)]),
        ([(1, *AB), (0, *BC), (2, *CA)], 1, [AB, CA], [("number", 0, 0)]),
        ([(-5, *AB)], 1, [], [("number", 0, 0)]),
        ([(1, *AB), (FARTHEST + 3, *BC)], 1, [AB], [("number", FARTHEST + 3, 0)]),
        ([(2, *AB), (9**9, *BC), (9**9 + 1, *CA)], 1, [GAP, AB], [("missing", 1, 0), ("number", 9**9, 0)]),
    ],
)
def test_rows_take_the_places_of_their_numbers(
    rows: list[tuple[int | None, bytes, bytes]],
    first: int,
    pairs: list[tuple[bytes, bytes]],
    odd: list[tuple[str, int, int]],
) -> None:
    """Both hashes of a row go where its number says; no number, one twice, out of order or left out is named."""
    found = placed(LOG, rows)
    assert found.first == first
    assert found.computed == b"".join(pair[0] for pair in pairs)
    assert found.beside == b"".join(pair[1] for pair in pairs)
    assert sorted((each.code, each.record, each.last) for each in found.odd) == sorted(
        (f"audit.{code}", record, last) for code, record, last in odd
    )
    assert {each.log for each in found.odd} <= {LOG}


def test_farthest_gap() -> None:
    """Over 65,536 missing records a stretch goes on: they are named as missing, and none is made up."""
    found = placed(LOG, [(1, *AB), (65_538, *BC)])
    assert found.odd == [gone(LOG, 2, 65_537)]
    assert len(found.computed) == len(found.beside) == 65_538 * HASH


def test_a_person_reads_what_is_odd() -> None:
    """Every sentence about numbers says which, or after which record a row without one stands."""
    rows = [(None, *AB), (4, *AB), (None, *AB), (4, *AB), (3, *AB), (9**9, *AB)]
    assert [(each.code, each.says) for each in placed(LOG, rows).odd] == [
        ("audit.number", "a row after record 0 has no record number"),
        ("audit.number", "a row after record 4 has no record number"),
        ("audit.doubled", "record 4 is there twice"),
        ("audit.order", "record 3 stands after record 4"),
        ("audit.missing", "records 1 to 2 are missing"),
        ("audit.number", "the number 387420489 lies far after record 4"),
    ]


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [
        (5, 5, Named(LOG, "audit.missing", "record 5 is missing", 5)),
        (5, 6, Named(LOG, "audit.missing", "records 5 to 6 are missing", 5, 6)),
    ],
)
def test_what_is_not_there(first: int, last: int, named: Named) -> None:
    """One missing record is named by its number, several by the first and the last."""
    assert gone(LOG, first, last) == named
