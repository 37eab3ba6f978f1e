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
from showsafe.ledger.verify.hashing import TILE
from showsafe.ledger.verify.notes import Kept
from showsafe.ledger.verify.quick import open_record
from showsafe.ledger.verify.strict import Malformed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from showsafe.ledger.verify.log import Log


def begin(log: Log, kept: Kept, last: int) -> int:
    """Go to the end of the last whole tile before a kept checkpoint, if it is of this log; return that place."""
    begun = min(kept.size, last) // TILE * TILE
    if not begun or kept.size > last or log.root_at(kept.size) != kept.root:
        return 0
    walk = log.walk
    walk.edge = hashing.edge_at(log.source.tile, begun)
    walk.tiles = hashing.Rows.at(log.source.tile, begun)
    walk.resumed = True
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
    for number, raw in _candidates(log, last):
        found = Found(number, 1)
        Examiner(found, Wanted(number, 1, walk.unit, walk.history.publics())).record(number, raw, bytes(32))
        for step in ("structure", "signatures"):
            if step in found.faults:
                log.book.take(step, found.faults[step])
        for event in found.events:
            walk.fold(event)
            if event.happened and event.kind in (block.OPENED, block.SETTINGS):
                log.attestations.settings(event)


def _candidates(log: Log, last: int) -> Iterable[tuple[int, bytes]]:
    first = log.source.rows(1, 1, columns=False).raws
    if not first:
        return
    if not isinstance(log.source, Database):
        yield 1, first[0]
        return
    try:
        scope = open_record(first[0]).body.scope
    except Malformed:
        return
    for number, raw in log.source.of_scope(scope, last):
        try:
            body = open_record(raw).body
        except Malformed:
            continue
        if body.kind in block.KEY_KINDS | {block.SETTINGS} or body.completes is not UNSET:
            yield number, raw
