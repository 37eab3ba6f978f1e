"""A log put together from its stretches: whatever one record became, it is that record which is named."""

from __future__ import annotations

from random import Random

import pytest

from showsafe.ledger import checkpoint, record, tiles
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.tree import Frontier, leaf_hash
from showsafe.ledger.verify import notes
from showsafe.ledger.verify.hashing import HASH, TILE
from showsafe.ledger.verify.many import NO_LEAF, LogName, leaves_of, look, placed
from showsafe.ledger.verify.many_logs import Said, Verdict, judged

KEY = DeviceKey(bytes(range(32)))
LOG = LogName("north-ridge", "main", checkpoint.origin_of("main"))
SIZE = 3 * TILE + 44
RAWS = [record.seal({"number": number}, [KEY]) for number in range(1, SIZE + 1)]
LEAVES = [leaf_hash(raw) for raw in RAWS]
STRETCH = 2 * TILE


def heard(raws: list[bytes], kept: list[bytes], size: int = SIZE) -> Verdict:
    """Return what is said of these records, beside leaf hashes that were kept, under the checkpoint of all."""
    stored = {(0, at // TILE): b"".join(LEAVES[at : at + TILE]) for at in range(0, SIZE, TILE)}
    stored |= {
        (level, number): hashes for level, number, hashes in tiles.grow(0, LEAVES, lambda *_: b"") if level
    }
    pieces = [
        look(
            LOG,
            start + 1,
            leaves_of(raws[start : start + STRETCH]),
            b"".join(kept[start : start + STRETCH]),
            b"".join(LEAVES[start : start + STRETCH])[: len(raws[start : start + STRETCH]) * HASH],
        )
        for start in range(0, len(raws), STRETCH)
    ]
    signed = checkpoint.sign(LOG.origin, Frontier().extend(LEAVES), KEY)
    keys = (notes.read_vkey(str(VerifierKey(LOG.origin, KEY.public))),)
    said = Said(LOG, size, signed, keys, lambda level, number: stored.get((level, number), b""))
    return judged(said, reversed(pieces))


def test_stretches_come_in_any_order() -> None:
    """Stretches in the wrong order are one log, and it holds."""
    verdict = heard(RAWS, LEAVES)
    assert (verdict.named, verdict.unbound, verdict.records) == ([], "", SIZE)
    assert verdict.root == Frontier().extend(LEAVES).root()


@pytest.mark.parametrize("seed", range(12))
def test_any_one_record_is_named(seed: int) -> None:
    """Whichever record is another one, alone or with the leaf hash beside it, is named, and no other."""
    chance = Random(seed)  # noqa: S311 - any record
    at = chance.choice((0, TILE - 1, TILE, SIZE - 1, chance.randrange(SIZE)))
    raws, kept = list(RAWS), list(LEAVES)
    raws[at] = b"another"
    if seed % 2:
        kept[at] = leaf_hash(raws[at])
    assert [(each.code, each.record) for each in heard(raws, kept).named] == [("audit.altered", at + 1)]


def test_many_altered_records_are_counted() -> None:
    """Of a log that is altered throughout, so many are named as anybody reads, and the others counted."""
    verdict = heard([raw + b" " for raw in RAWS], LEAVES)
    assert len(verdict.named) == 101
    assert verdict.named[-1].code == "audit.more"


def test_records_on_their_way() -> None:
    """Fewer records than the checkpoint speaks of are no fault where the list says so too, and never bound by it."""
    verdict = heard(RAWS[:STRETCH], LEAVES, STRETCH)
    assert (verdict.named, bool(verdict.unbound)) == ([], True)


def test_places_by_number() -> None:
    """Records out of order take the places of their numbers; what is missing, doubled or far away is named."""
    leaf = LEAVES[0]
    rows = [
        (2, leaf, leaf),
        (1, leaf, leaf),
        (2, leaf, leaf),
        (4, leaf, leaf),
        (None, leaf, leaf),
        (9**9, leaf, leaf),
    ]
    found = placed(LOG, rows)
    assert (found.first, found.computed) == (1, leaf + leaf + NO_LEAF + leaf)
    assert sorted(each.code.split(".")[1] for each in found.odd) == [
        "doubled",
        "missing",
        "number",
        "number",
        "order",
    ]
