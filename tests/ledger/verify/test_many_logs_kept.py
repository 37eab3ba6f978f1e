"""What is kept beside the records of a log: what of it is told when it does not fit, and what nobody is blamed for."""

from __future__ import annotations

from collections.abc import Sequence
from operator import index

import pytest

from showsafe.ledger.verify import notes
from showsafe.ledger.verify.hashing import HASH, TILE
from showsafe.ledger.verify.many import Named, Piece, gone, leaves_of, look, placed
from showsafe.ledger.verify.many_logs import MOST_NAMED, Said, Verdict, judged
from tests.ledger.verify.logs import (
    NODE,
    ORIGIN,
    OTHER,
    b64,
    checkpoint_of,
    leaf_of,
    note_of,
    tree_of,
    vkey_of,
)
from tests.ledger.verify.offices import (
    KEYS,
    LOG,
    MORE,
    RAWS,
    SIGNED,
    SIZE,
    TILE_ABOVE,
    TILES,
    TOPS,
    Change,
    Office,
    altered,
    told,
)


def order(number: int) -> Named:
    """Return that a record stands out of order."""
    return Named(LOG, "audit.order", f"record {number} stands after record 20", number)


WHAT_ELSE_IS_ODD: list[tuple[Change, list[tuple[str, int, int]]]] = [
    (lambda o: o.oddly(order(9)), [("order", 9, 0)]),
    (lambda o: o.alter(9).oddly(order(9)), [("order", 9, 0), *altered(9)]),
    (
        lambda o: o.alter(9, beside=True, tile=True, above=True).oddly(order(9)),
        [("rewritten", 1, SIZE), ("order", 9, 0)],
    ),
    (lambda o: o.alter(9, beside=True).oddly(gone(LOG, 9, 9)), [("missing", 9, 0)]),
    (
        lambda o: o.alter(8, 9, 10, 11).oddly(gone(LOG, 9, 10)),
        [*altered(8), ("missing", 9, 10), *altered(11)],
    ),
    (lambda o: o.alter(9, beside=True, tile=True).oddly(gone(LOG, 9, 9)), [("missing", 9, 0)]),
    (lambda o: o.alter(256, beside=True, tile=True).oddly(gone(LOG, 256, 256)), [("missing", 256, 0)]),
    (lambda o: o.alter(1, beside=True, tile=True).oddly(gone(LOG, 1, 1)), [("missing", 1, 0)]),
    (
        lambda o: o.alter(250, 300, beside=True, tile=True).oddly(gone(LOG, 257, 300)),
        [("between", 1, 256), ("missing", 257, 300)],
    ),
    (
        lambda o: o.alter(250, 300, beside=True, tile=True).oddly(gone(LOG, 250, 256)),
        [("missing", 250, 256), ("between", 257, 512)],
    ),
    (
        lambda o: o.alter(9, 800, beside=True, tile=True, above=True).oddly(gone(LOG, 9, 9)),
        [("missing", 9, 0)],
    ),
]


def test_what_else_is_odd() -> None:
    """A record out of order may be altered too, and is named as both; a missing one leads to no accusation."""
    for change, found in WHAT_ELSE_IS_ODD:
        office = Office()
        change(office)
        assert sorted(told(office.judged())) == sorted(found)


ALTERED_HASHES_OF_RIGHT_RECORDS: list[tuple[Change, list[tuple[str, int, int]]]] = [
    (lambda o: o.hash_of(9), [("leaf", 9, 0)]),
    (lambda o: o.hash_of(800), [("leaf", 800, 0)]),
    (lambda o: o.hash_of(9, stored=True), [("leaf", 9, 0)]),
    (lambda o: o.hash_of(800, stored=True).hash_of(300), [("leaf", 300, 0), ("leaf", 800, 0)]),
    (lambda o: o.hash_of(9, stored=True).alter(300), [("leaf", 9, 0), *altered(300)]),
    (lambda o: o.hash_of(790).alter(300), [*altered(300), ("leaf", 790, 0)]),
    (lambda o: o.hash_of(9).alter(790), [("leaf", 9, 0), *altered(790)]),
    (lambda o: o.above(bytes(3 * HASH)), [("tile", 0, 0)]),
    (lambda o: o.above(*TOPS[:2]), [("tile", 0, 0)]),
    (lambda o: o.above(*TOPS, bytes(HASH)), []),
    (lambda o: o.hash_of(9).above(), [("tile", 0, 0), ("leaf", 9, 0)]),
]


def test_altered_hashes_of_right_records() -> None:
    """A kept hash that was altered is named as that, while its record is said to be right."""
    for change, found in ALTERED_HASHES_OF_RIGHT_RECORDS:
        office = Office()
        change(office)
        assert told(office.judged()) == found


RECORDS_ON_THEIR_WAY_ARE_NEVER_CALLED_RIGHT: list[tuple[Change, list[tuple[str, int, int]]]] = [
    (lambda _: None, []),
    (lambda o: o.alter(9), [TILE_ABOVE, *altered(9, 9)]),
    (lambda o: o.alter(9, beside=True), [TILE_ABOVE, *altered(9)]),
    (lambda o: o.hash_of(9), altered(9)),
    (lambda o: o.alter(9, 300, beside=True), [TILE_ABOVE, *altered(9, 300)]),
    (lambda o: o.alter(9, beside=True, tile=True), [TILE_ABOVE]),
    (Office.bare, []),
]


def test_records_on_their_way_are_never_called_right() -> None:
    """While the signed root binds nothing yet it is only said that bytes and hashes differ, and not which is right."""
    for change, found in RECORDS_ON_THEIR_WAY_ARE_NEVER_CALLED_RIGHT:
        office = Office(signed=MORE)
        change(office)
        verdict = office.judged()
        assert told(verdict) == found
        assert (
            verdict.unbound == "812 of the 814 records under its checkpoint are there: the rest is on its way"
        )
        assert not any("is right" in each.says for each in verdict.named)


CHECKPOINT_THAT_PROVES_NOTHING: list[tuple[Change, str]] = [
    (lambda o: setattr(o, "signed", b"nothing"), "the checkpoint is not a signed note, or is too long"),
    (
        lambda o: setattr(o, "signed", checkpoint_of(RAWS, origin="showsafe/other")),
        "the checkpoint is of another log",
    ),
    (lambda o: setattr(o, "keys", ()), "there is no key to hold the checkpoint against"),
    (
        lambda o: setattr(o, "signed", checkpoint_of(RAWS, OTHER)),
        "the checkpoint was altered, or is not signed by the key of this log",
    ),
    (
        lambda o: setattr(o, "signed", SIGNED.replace(b"\n812\n", b"\n811\n")),
        "the checkpoint was altered, or is not signed by the key of this log",
    ),
]


def test_checkpoint_that_proves_nothing() -> None:
    """A checkpoint that no key of the log signed is named, and says nothing of any record."""
    for change, says in CHECKPOINT_THAT_PROVES_NOTHING:
        office = Office().alter(9, beside=True)
        change(office)
        verdict = office.judged()
        assert told(verdict) == [("checkpoint", 0, 0), *altered(9)]
        assert [each.says for each in verdict.named] == [
            says,
            "the bytes of record 9 do not have the sum in the tile",
        ]
        assert verdict.root == tree_of([leaf_of(raw) for raw in office.raws])


def test_one_of_several_keys() -> None:
    """A checkpoint under any of the keys that may have signed it holds."""
    keys = (notes.read_vkey(vkey_of(OTHER)), *KEYS)
    assert told(Office(keys=keys).judged()) == []


A_PERSON_READS_WHAT_DOES_NOT_HOLD: list[tuple[Change, str]] = [
    (
        lambda o: o.alter(9, beside=True, tile=True),
        "at least one of the records 1 to 256 was altered, and every leaf hash that is kept for it too",
    ),
    (
        lambda o: o.alter(9, beside=True, tile=True, above=True),
        (
            "the 812 records and all hashes kept of them agree, and do not lead to the signed root: "
            "the log was rewritten as a whole"
        ),
    ),
    (lambda o: setattr(o.end(0), "size", 0), "there is no record of this log"),
    (lambda o: o.sign(300), "records 301 to 812 are not under the signed checkpoint"),
    (
        lambda o: setattr(o, "size", 500),
        "500 records are listed, and the signed checkpoint speaks of 812",
    ),
    (lambda o: o.end(800), "records 801 to 812 are missing"),
    (
        lambda o: o.above(bytes(3 * HASH)),
        "tile 0 of level 1 is not what the records lead to",
    ),
]


def test_a_person_reads_what_does_not_hold() -> None:
    """Every sentence says what of the log does not hold."""
    for change, says in A_PERSON_READS_WHAT_DOES_NOT_HOLD:
        office = Office()
        change(office)
        assert [each.says for each in office.judged().named] == [says]


def test_stretch_of_which_not_all_was_kept() -> None:
    """Where the leaf hashes of a tile were only not kept by the worker that saw them, they are not called altered."""
    office = Office().alter(9)
    pieces = list(office.pieces())
    pieces[0].suspects.clear()
    pieces[0].more = 1
    assert [(each.record, each.last, each.says) for each in judged(office.said(), pieces).named] == [
        (1, 256, "at least one of the records 1 to 256 was altered")
    ]


@pytest.mark.parametrize(
    ("numbers", "named", "more"),
    [
        (range(1, 101), range(1, 101), 0),
        ([*range(1, 101), 300], range(1, 101), 1),
        ([*range(1, 102)], range(1, 101), 1),
        ([*range(1, 102), 300], range(1, 101), 1),
        (range(1, SIZE + 1), range(1, 101), 156),
    ],
)
def test_no_more_is_named_than_anybody_reads(numbers: Sequence[int], named: Sequence[int], more: int) -> None:
    """The first hundred are named, and it is said that there are more."""
    verdict = Office().alter(*numbers).judged()
    assert MOST_NAMED == 100
    assert told(verdict) == [*altered(*named), *([("more", 0, 0)] if more else [])]
    if more:
        assert verdict.named[-1].says == f"at least {more} more things do not hold in this log"


def test_stretches_that_overlap_or_are_missing() -> None:
    """A stretch that is there twice is named; one that is not there is, and nothing after it is accused."""
    office = Office()
    first, second, _ = office.pieces()
    again = look(LOG, TILE + 1, leaves_of(RAWS[TILE : TILE + 5]), b"", b"")
    assert told(judged(office.said(), [second, again, first])) == [("doubled", 257, 261)]
    short = look(LOG, 1, leaves_of(RAWS[:5]), b"", b"")
    assert told(judged(office.said(), [short, first, second])) == [("doubled", 1, 5)]
    assert judged(office.said(), [second]).root == b""
    waiting = judged(Office(signed=MORE).said(), [second])
    assert (told(waiting), bool(waiting.unbound)) == ([("tile", 0, 0), ("missing", 1, 512)], True)
    longer = look(LOG, TILE + 1, leaves_of(RAWS[TILE:700]), b"", b"")
    assert told(judged(office.said(), [first, longer, second])) == [("doubled", 257, 512)]
    assert told(judged(office.said(), [second])) == [("missing", 1, 512)]
    assert told(judged(office.said(), [first])) == [("missing", 513, SIZE)]
    third = look(LOG, 3 * TILE + 1, leaves_of(RAWS[3 * TILE :]), b"", b"")
    assert told(judged(office.said(), [first, third])) == [("missing", 513, 768)]
    (says,) = [each.says for each in judged(office.said(), [second, again, first]).named]
    assert says == "records 257 to 261 are there twice"


@pytest.mark.parametrize("holes", [(9, 10), (1, 256, 257, 790)])
@pytest.mark.parametrize("stored", [True, False])
def test_holes_between_records(holes: Sequence[int], *, stored: bool) -> None:
    """Missing records are named, what is altered beside them is where it can be known, and nothing else is."""
    office = Office().alter(20)
    kept = [
        (number, leaf_of(raw), leaf_of(RAWS[number - 1]))
        for number, raw in enumerate(office.raws, start=1)
        if number not in holes
    ]
    found = placed(LOG, kept)
    whole = b"".join(TILES[0, number] for number in range(4)) if stored else b""
    piece = look(LOG, 1, found.computed, found.beside, whole)
    piece.odd += found.odd
    named = told(judged(office.said(), [piece]))
    missing = {
        number
        for code, first, last in named
        if code == "missing"
        for number in range(first, (last or first) + 1)
    }
    assert missing == set(holes)
    others = [each for each in named if each[0] != "missing"]
    assert others == altered(20) or not stored
    assert set(others) <= set(altered(20))


COUNT = 257 * TILE
LARGE_TOPS = [leaf_of(b"%d" % number) for number in range(257)]


def large(
    tops: Sequence[bytes], asked: list[tuple[int, int]], level: dict[tuple[int, int], bytes]
) -> Verdict:
    """Return what is said of a log of 257 full tiles with these tops, of which the right ones are signed."""

    def records(first: int, last: int) -> list[tuple[int, bytes]]:
        asked.append((first, last))
        return []

    root = b64(tree_of(LARGE_TOPS))
    signed = note_of(f"{ORIGIN}\n{COUNT}\n{root}\n", ORIGIN, NODE)
    said = Said(LOG, COUNT, signed, KEYS, lambda *at: level.get((index(at[0]), index(at[1])), b""), records)
    return judged(said, [Piece(LOG, 1, COUNT, b"".join(tops))])


LEVEL = {
    (1, 0): b"".join(LARGE_TOPS[:TILE]),
    (1, 1): LARGE_TOPS[TILE],
    (2, 0): tree_of(LARGE_TOPS[:TILE]),
}


@pytest.mark.parametrize("tile", [0, 3, 255, 256])
def test_tile_of_a_large_log(tile: int) -> None:
    """Tiles of level 1 tell which tile was altered, wherever among more than 65,536 records it lies."""
    asked: list[tuple[int, int]] = []
    tops = [bytes(HASH) if at == tile else top for at, top in enumerate(LARGE_TOPS)]
    stretch = (tile * TILE + 1, (tile + 1) * TILE)
    assert told(large(tops, asked, LEVEL)) == [("between", *stretch)]
    assert asked == [stretch]


def test_large_log_holds() -> None:
    """A log of more than 65,536 records holds, and tiles above it that were altered are named."""
    assert told(large(LARGE_TOPS, [], LEVEL)) == []
    verdict = large(LARGE_TOPS, [], {**LEVEL, (1, 0): b"", (2, 0): bytes(HASH)})
    assert [each.says for each in verdict.named] == [
        "tile 0 of level 1 is not what the records lead to",
        "tile 0 of level 2 is not what the records lead to",
    ]


@pytest.mark.parametrize("level", [{}, {(1, 0): LEVEL[1, 0][:-HASH], (1, 1): LEVEL[1, 1]}])
def test_large_log_that_was_rewritten(level: dict[tuple[int, int], bytes]) -> None:
    """Where too little is kept to tell, no more than 65,537 records are read, and the whole log stays in doubt."""
    asked: list[tuple[int, int]] = []
    tops = [bytes(HASH), *LARGE_TOPS[1:]]
    assert told(large(tops, asked, level)) == [("rewritten", 1, COUNT)]
    assert asked == [(1, 65_537)]
