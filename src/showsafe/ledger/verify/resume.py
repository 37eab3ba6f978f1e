"""Going on from a checkpoint that was kept: only the records after it are read, where the tiles lead to its root.

What came before is covered by the hashes of the tiles alone. Keys that were enrolled there are found by the scope of
the first record, under which the records about the ledger itself are filed; a tile folder has no such index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from showsafe.ledger.verify import block, hashing
from showsafe.ledger.verify.block import Examiner, Found, Wanted
from showsafe.ledger.verify.database import Database
from showsafe.ledger.verify.hashing import HASH, TILE
from showsafe.ledger.verify.notes import Kept
from showsafe.ledger.verify.quick import open_record
from showsafe.ledger.verify.strict import Malformed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from showsafe.ledger.verify.log import Log

_BY_THE_COLUMN = (
    "Which records before the kept checkpoint are about the ledger itself was told by a column beside them: one that "
    "is filed elsewhere there, such as the end of a key, was not seen."
)


def begin(log: Log, kept: Kept, last: int) -> int:
    """Go to the end of the last whole tile before a kept checkpoint, if it is of this log; return that place."""
    begun = min(kept.size, last) // TILE * TILE
    if not begun or kept.size > last or log.root_at(kept.size) != kept.root:
        return 0
    walk = log.walk
    walk.edge = hashing.edge_at(log.source.tile, begun)
    walk.tiles = hashing.Rows.at(log.source.tile, begun)
    walk.resumed = True
    log.begun = begun
    if walk.deep:
        _learn(log, begun)
    log.book.notes.append(
        f"Resumed after record {begun}: those before it were covered only by the hashes of the tiles, and what lies "
        "beside the records was not compared."
    )
    return begun


def _learn(log: Log, last: int) -> None:
    """Fold the history of keys and settings up to a record."""
    walk = log.walk
    for number, raw in _about_keys(_in_the_tree(log, _filed(log, last))):
        found = Found(number, 1)
        Examiner(found, Wanted(number, 1, walk.unit, walk.history.publics())).record(number, raw, bytes(32))
        for step in ("structure", "signatures"):
            if step in found.faults:
                log.book.take(step, found.faults[step])
        for event in found.events:
            walk.fold(event)
            log.hear(event)


def _filed(log: Log, last: int) -> Iterable[tuple[int, bytes]]:
    """Yield the first record, and in a directory all up to a record that the column beside them files with it."""
    first = log.first_record()
    yield 1, first
    if not isinstance(log.source, Database):
        return
    log.book.unknown(_BY_THE_COLUMN)
    try:
        scope = open_record(first).body.scope
    except Malformed:
        return
    yield from (row for row in log.source.of_scope(scope, last) if row[0] > 1)


def _in_the_tree(log: Log, rows: Iterable[tuple[int, bytes]]) -> Iterable[tuple[int, bytes]]:
    """Hold each record against its leaf hash, in the tile to which the kept checkpoint leads."""
    known, leaves = -1, b""
    for number, raw in rows:
        tile, place = divmod(number - 1, TILE)
        if tile != known:
            known, leaves = tile, log.bound(tile)
        if not leaves:
            says = f"tile {tile} of level 0, over record {tile * TILE + 1} and those after it, is not bound by the root"
            log.book.fault("tiles", says)
        elif leaves[place * HASH : (place + 1) * HASH] != hashing.leaf_of(raw):
            says = f"the bytes of record {number} do not have the leaf hash that the tree keeps"
            if not raw:
                says = f"record {number} is not there, or cannot be read"
            log.book.fault("tiles", says, number)
        yield number, raw


def _about_keys(rows: Iterable[tuple[int, bytes]]) -> Iterable[tuple[int, bytes]]:
    for number, raw in rows:
        try:
            body = open_record(raw).body
        except Malformed:
            continue
        if body.kind in block.KEY_KINDS | {block.SETTINGS} or body.completes is not UNSET:
            yield number, raw
