"""A log that ends elsewhere than its checkpoint, or of which few copies are kept: what is named, and what is not."""

from __future__ import annotations

from collections.abc import Mapping

from showsafe.ledger.verify.hashing import HASH, TILE
from showsafe.ledger.verify.many import Piece, Suspect, gone, leaves_of, look
from showsafe.ledger.verify.many_logs import Said, Verdict, judged
from tests.ledger.verify.logs import NODE, ORIGIN, b64, checkpoint_of, leaf_of, note_of, tree_of
from tests.ledger.verify.offices import (
    KEYS,
    LOG,
    RAWS,
    SIZE,
    TILES,
    TOPS,
    Change,
    Office,
    altered,
    told,
)

LEAVES = [leaf_of(raw) for raw in RAWS]
NEITHER = "record {} was altered: its bytes have neither the leaf hash beside them nor that in the tree"
TOGETHER = "record {} was altered, its bytes and the leaf hash beside them together: the tree keeps another"
TREE_ALONE = "record {} was altered: its bytes do not have the leaf hash that the tree keeps"


def by_tile(
    office: Office, beside: Mapping[int, bytes], stored: Mapping[int, bytes], size: int = SIZE
) -> Verdict:
    """Return what is said where stretches are single tiles, and only these copies of leaf hashes lie beside them."""
    pieces = [
        look(
            LOG,
            at + 1,
            leaves_of(office.raws[at : at + TILE]),
            beside.get(at // TILE, b""),
            stored.get(at // TILE, b""),
        )
        for at in range(0, len(office.raws), TILE)
    ]
    tiles = office.tiles
    tile = None if tiles is None else lambda level, number: tiles.get((level, number), b"")
    return judged(Said(LOG, size, office.signed, KEYS, tile), pieces)


def row(tile: int, *wrong: int) -> bytes:
    """Return the leaf hashes of a tile, where those of some records are others."""
    first = tile * TILE + 1
    return b"".join(
        bytes(HASH) if number in wrong else leaf
        for number, leaf in enumerate(LEAVES[tile * TILE : (tile + 1) * TILE], start=first)
    )


def shifted(office: Office, tile: int) -> Office:
    """Let a stored tile agree with the records as they lie now."""
    assert office.tiles is not None
    part = office.raws[tile * TILE : (tile + 1) * TILE]
    office.tiles[0, tile] = b"".join(map(leaf_of, part))
    return office


ENDS_ELSEWHERE: list[tuple[Change, list[tuple[str, int, int]]]] = [
    (lambda o: o.end(700).alter(690, beside=True, tile=True), [("missing", 701, SIZE)]),
    (
        lambda o: o.alter(300, beside=True, tile=True).alter(9).hash_of(301),
        [*altered(9), ("between", 257, 512)],
    ),
    (lambda o: shifted(o.removed(9), 1), [("removed", 9, 0), ("missing", SIZE, 0)]),
    (
        lambda o: shifted(o.put(9, b"another"), 1),
        [("inserted", 9, 0), ("beyond", SIZE + 1, SIZE + 1)],
    ),
    (
        lambda o: (
            o.exchanged(*((at, RAWS[at]) for at in (254, 255, 256))).hash_of(300).hash_of(300, stored=True)
        ),
        [*altered(254, 255, 256), ("leaf", 300, 0), ("leaf", 300, 0)],
    ),
    (
        lambda o: o.sign(300).exchanged(*((at, RAWS[at]) for at in (254, 255, 256))),
        [*altered(254, 255, 256), ("beyond", 301, SIZE)],
    ),
]


def test_what_ends_elsewhere_or_agrees_with_a_wrong_tile() -> None:
    """What moved is told from what was altered, by what is known of the tile after it."""
    for change, found in ENDS_ELSEWHERE:
        office = Office()
        change(office)
        assert told(office.judged()) == found


def test_record_of_the_growing_tile_of_which_nothing_lies_beside() -> None:
    """The tile that grows is held against the stored one, too, where nothing is kept beside its records."""
    for number in (769, 800, SIZE):
        verdict = by_tile(Office().alter(number), {}, {})
        assert told(verdict) == altered(number)
        assert [each.says for each in verdict.named] == [TREE_ALONE.format(number)]


def test_record_of_the_growing_tile_of_which_only_the_hash_beside_is_right() -> None:
    """A record that was altered with its stored tile is told by the hash beside it, and by no sum that is in doubt."""
    verdict = Office().alter(790, tile=True).judged()
    assert [each.says for each in verdict.named] == [NEITHER.format(790)]


def test_record_of_a_tile_that_was_cut_short() -> None:
    """Of a full tile that was cut short what is left is held against the stored one, in the words for what was kept."""
    for number in (513, 690, 700):
        office = Office().end(700).alter(number)
        missing = ("missing", 701, SIZE)
        own = b"".join(map(leaf_of, office.raws[512:]))
        for beside, says in (
            ({}, TREE_ALONE),
            ({2: row(2)[: len(own)]}, NEITHER),
            ({2: own[:-1] + b"\x00"}, NEITHER if number == 700 else TOGETHER),
        ):
            verdict = by_tile(office, beside, {})
            assert told(verdict) == [*altered(number), missing]
            assert verdict.named[0].says == says.format(number)


def test_leaf_hashes_that_are_left_of_records_that_are_gone() -> None:
    """Where no tile is stored, the hashes beside the records that were cut off still tell of those that are left."""
    office = Office(tiles=None, signed=checkpoint_of(RAWS[:768]), size=768)
    office.end(700)
    office.raws[689] = b"another"
    assert told(by_tile(office, {2: row(2)}, {}, 768)) == [*altered(690), ("missing", 701, 768)]


def test_tile_that_holds_the_top_over_it() -> None:
    """A stored tile in whose place somebody put the one hash over it tells of no record, and accuses none."""
    office = Office().alter(9, beside=True)
    own = {0: b"".join(map(leaf_of, office.raws[:TILE]))}
    assert told(by_tile(office, own, {0: TOPS[0]})) == [("between", 1, TILE)]


def test_move_before_a_tile_that_is_not_known() -> None:
    """A removed record is named as that, though of the tile after it nothing but a tile of other records is kept."""
    office = Office().removed(254).sign(300)
    verdict = by_tile(office, {}, {0: TILES[0, 0]})
    assert told(verdict) == [("removed", 254, 0), ("beyond", 301, SIZE - 1), ("missing", SIZE, 0)]


def test_missing_record_at_the_beginning_leads_to_no_accusation() -> None:
    """Where the very first record is missing, the log is not said to be rewritten."""
    office = Office().alter(1, 9, 800, beside=True, tile=True, above=True)
    office.oddly(gone(LOG, 1, 1))
    assert told(office.judged()) == [("missing", 1, 0)]


def test_copies_that_disagree_are_not_said_to_agree() -> None:
    """Where no copy of a tile is right and one differs from its records, not every one is said to be altered too."""
    office = Office().alter(300, beside=True, tile=True).hash_of(301)
    assert [each.says for each in office.judged().named] == [
        "at least one of the records 257 to 512 was altered"
    ]


def test_no_one_copy_has_all_tiles() -> None:
    """Where a copy of one tile is not whole, the tile above tells of that one, and the copy of the others."""
    for copy, other in ((0, 1), (1, 0)):
        office = Office().alter(300).above(TOPS[0])
        kept = {copy: {1: row(1)}, other: {0: row(0, 10)}}
        verdict = by_tile(office, kept[0], kept[1])
        assert told(verdict) == [("leaf", 10, 0), *altered(300)]


def test_both_copies_of_leaf_hashes_are_wrong() -> None:
    """Records are right by their own bytes where each copy of their leaf hashes was altered, and none is accused."""
    both = [("leaf", 9, 0), ("leaf", 10, 0)]
    office = Office().without(1).hash_of(9).hash_of(10, stored=True).sign(600)
    assert told(office.judged()) == [*both, ("beyond", 601, SIZE)]
    office = Office().above(bytes(HASH), *TOPS[1:]).hash_of(9).hash_of(10, stored=True).end(700)
    assert told(office.judged()) == [*both, ("missing", 701, SIZE)]


def test_growing_tile_that_holds_hashes_over_it() -> None:
    """Two hashes over the leaves of the tile that grows lead to the signed root, and are the leaves of no record."""
    leaves = LEAVES[768:]
    tops = tree_of(leaves[:32]) + tree_of(leaves[32:])
    office = Office().alter(790)
    assert told(by_tile(office, {}, {3: tops})) == altered(790)
    assert office.tiles is not None
    office.tiles[0, 3] = tops
    verdict = by_tile(office, {}, {3: tops})
    assert told(verdict) == altered(769, 770)
    assert verdict.named[0].says == "the bytes of record 769 do not have the sum in the tile"


def test_only_a_stretch_in_doubt_is_read_again() -> None:
    """Records that hashes name are not read once more for their signatures; those of a stretch in doubt are."""
    office = Office().alter(9, beside=True, tile=True).alter(300).readable()
    assert told(office.judged()) == altered(9, 300)
    assert office.asked == [(1, 256)]


def test_copies_that_are_not_whole_hide_nothing() -> None:
    """A tile that was cut down tells of no top, the one above it does: the altered record is named, no right one is."""
    for left in (0, 1, 100, 128, 255):
        office = (
            Office().above(bytes(HASH), *TOPS[1:]).alter(690, beside=True).hash_of(300).sign(768).end(768)
        )
        assert office.tiles is not None
        office.tiles[0, 2] = office.tiles[0, 2][: left * HASH]
        office.size = 768
        assert told(office.readable().judged()) == [("leaf", 300, 0), *altered(690)]
        cut = Office().above(bytes(HASH), *TOPS[1:]).hash_of(300, stored=True).hash_of(640).sign(768).end(700)
        cut.size = 768
        found = told(cut.judged())
        assert ("leaf", 300, 0) in found
        assert not [each for each in found if each[0] == "altered"]


def test_no_tile_is_asked_for_that_cannot_be() -> None:
    """Of a log that ends with a tile, no growing one is read."""
    office = Office().sign(768).end(768).alter(9, beside=True)
    office.size = 768
    said = office.said()

    def tile(level: int, number: int) -> bytes:
        assert (level, number) != (0, 3)
        return TILES.get((level, number), b"")

    verdict = judged(Said(LOG, 768, said.checkpoint, KEYS, tile), office.pieces())
    assert told(verdict) == altered(9)


def test_checkpoint_that_speaks_of_very_many_records() -> None:
    """However many a checkpoint speaks of, only what is there and what is stored is gone through."""
    for tiles in (dict(TILES), None):
        size = 10**15
        note = note_of(f"{ORIGIN}\n{size}\n{b64(bytes(HASH))}\n", ORIGIN, NODE)
        assert told(Office(tiles=tiles, signed=note, size=size).judged()) == [("missing", SIZE + 1, size)]


def test_tile_after_so_many_that_no_tile_above_has_it() -> None:
    """Where 256 tiles are there, the next is told by its own copy, though the tile above it is not stored."""
    row_of = [leaf_of(b"%d" % number) for number in range(TILE)]
    tops = [leaf_of(b"top %d" % number) for number in range(TILE)]
    count = TILE * (TILE + 1)
    note = note_of(f"{ORIGIN}\n{count}\n{b64(tree_of([*tops, tree_of(row_of)]))}\n", ORIGIN, NODE)
    wrong = b"".join([bytes(HASH), *row_of[1:9]])
    suspect = Suspect(TILE, wrong, b"".join(row_of), b"")
    piece = Piece(LOG, 1, TILE * TILE + 9, b"".join(tops), wrong, [suspect])
    verdict = judged(Said(LOG, count, note, KEYS), [piece])
    assert told(verdict) == [*altered(TILE * TILE + 1), ("missing", TILE * TILE + 10, count)]
    assert verdict.named[0].says == NEITHER.format(TILE * TILE + 1)


def test_tile_of_a_log_of_which_little_is_left() -> None:
    """Stored tiles far beyond the records that are left lead to the signed root too, and tell of an altered tile."""
    tops = [leaf_of(b"top %d" % number) for number in range(TILE + 1)]
    count = TILE * len(tops)
    note = note_of(f"{ORIGIN}\n{count}\n{b64(tree_of(tops))}\n", ORIGIN, NODE)
    stored = {(1, 0): b"".join(tops[:TILE]), (1, 1): tops[TILE]}
    left = [bytes(HASH) if number == 3 else top for number, top in enumerate(tops[:10])]
    said = Said(LOG, count, note, KEYS, lambda *at: stored.get(at, b""))
    assert told(judged(said, [Piece(LOG, 1, 10 * TILE, b"".join(left))])) == [
        ("between", 3 * TILE + 1, 4 * TILE),
        ("missing", 10 * TILE + 1, count),
    ]
