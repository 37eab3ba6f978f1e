"""Tile folders of many logs (C2SP tlog-tiles), audited by hash, one log after the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from showsafe.ledger.verify import notes
from showsafe.ledger.verify.folder import CHECKPOINT, Folder, read_file
from showsafe.ledger.verify.hashing import HASH, TILE
from showsafe.ledger.verify.many import LogName, Named, Piece, leaves_of, look
from showsafe.ledger.verify.many_logs import Said, Verdict, judged
from showsafe.ledger.verify.notes import Vkey
from showsafe.ledger.verify.strict import Malformed

_TILES_AT_ONCE = 64


def look_at(log: LogName, path: Path, size: int, keys: tuple[Vkey, ...]) -> Verdict:
    """Audit one tile folder of a log that has ``size`` records by the list; what is wrong with it is named."""
    if not path.is_dir():
        return Verdict(log, 0, named=[Named(log, "audit.no-log", "its folder is not there")])
    data = read_file(path / CHECKPOINT, notes.LARGEST) or b""
    folder = Folder(path, _size(data) or size)

    def records(first: int, last: int) -> Iterator[tuple[int, bytes]]:
        for number in range((first - 1) // TILE, (last - 1) // TILE + 1):
            start = number * TILE + 1
            raws = folder.rows(start, min(TILE, folder.size - start + 1)).raws
            yield from (pair for pair in enumerate(raws, start=start) if first <= pair[0] <= last)

    verdict = judged(Said(log, size, data, keys, folder.tile, records), _pieces(log, folder))
    strangers = [Named(log, "audit.stranger", f"{name} does not belong there") for name in folder.strangers()]
    verdict.named += strangers[:1] if not verdict.named else []
    return verdict


def keys_of(vkey: str) -> tuple[Vkey, ...]:
    """Return the key of a vkey, or none where it is not one."""
    try:
        return (notes.read_vkey(vkey),)
    except Malformed:
        return ()


def _size(checkpoint: bytes) -> int:
    try:
        return notes.read_checkpoint(checkpoint).size
    except Malformed:
        return 0


def _pieces(log: LogName, folder: Folder) -> Iterator[Piece]:
    for first in range(1, folder.size + 1, _TILES_AT_ONCE * TILE):
        count = min(_TILES_AT_ONCE * TILE, folder.size - first + 1)
        rows = folder.rows(first, count)
        stored = b"".join(
            folder.tile(0, (start - 1) // TILE).ljust(min(TILE, first + count - start) * HASH, b"\x00")
            for start in range(first, first + len(rows.raws), TILE)
        )
        piece = look(log, first, leaves_of(rows.raws), b"", stored)
        if rows.fault is not None:
            piece.odd.append(Named(log, "audit.unreadable", rows.fault.says, rows.fault.record or 0))
            yield piece
            return
        yield piece
