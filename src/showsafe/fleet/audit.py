"""The archive of an office audited where it lies: every leaf and every tree by hash, against the signed checkpoints.

Log by log, so that any number of processes can share the work: ``look`` is what one of them does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from showsafe.errors import ShowsafeError
from showsafe.ledger.archive import Archive, Unit
from showsafe.ledger.verify import notes
from showsafe.ledger.verify.hashing import TILE, TILE_BYTES
from showsafe.ledger.verify.many import LogName, Named, Piece, leaves_of, look
from showsafe.ledger.verify.many_logs import Said, Verdict, judged
from showsafe.ledger.verify.many_report import GIVEN, OWN, Keys, Report
from showsafe.ledger.verify.notes import Vkey
from showsafe.ledger.verify.strict import Malformed

_TILES_AT_ONCE = 64


def audit(
    archive: Archive, keys: Keys | None = None, progress: Callable[[int, int], None] | None = None
) -> Report:
    """Audit every log of an archive in this process."""
    units = archive.units()
    report = Report(GIVEN if keys else OWN)
    for done, unit in enumerate(units, start=1):
        verdict = look_at(archive, unit, keys)
        if verdict is not None:
            report.take(verdict)
        if progress is not None:
            progress(done, len(units))
    report.named += absent(units, keys)
    return report


def absent(units: Iterable[Unit | LogName], keys: Keys | None) -> list[Named]:
    """Name the logs of which a key was given and nothing is there."""
    there = {unit.origin for unit in units}
    says = "a key of this log was given, and the log is not there"
    return [
        Named(LogName("", origin.partition("/")[2], origin), "audit.no-log", says)
        for origin in sorted(set(keys or ()) - there)
    ]


def look_at(archive: Archive, unit: Unit, keys: Keys | None = None) -> Verdict | None:
    """Audit one log; None where it has nothing yet. What cannot be read of it is named, and raised by nobody."""
    log = LogName(unit.production, unit.unit, unit.origin)
    try:
        held = archive.held(unit.origin)
        if not held.size and not held.seen:
            return None
        own = tuple(keys.get(unit.origin, ())) if keys else _keys(unit)

        def tile(level: int, number: int) -> bytes:
            return archive.tile(unit.origin, level, number)

        def records(first: int, last: int) -> Iterator[tuple[int, bytes]]:
            return ((kept.number, kept.raw) for kept in archive.entries(unit.origin, first, last))

        said = Said(log, held.size, held.seen, own, tile, records)
        return judged(said, _pieces(archive, log, held.size))
    except ShowsafeError as error:
        return Verdict(log, 0, named=[Named(log, "audit.unreadable", error.says.rstrip("."))])


def _pieces(archive: Archive, log: LogName, size: int) -> Iterator[Piece]:
    """Hash a log in stretches of whole tiles; the tile that grows has no stored leaf hashes to be held against."""
    records = archive.entries(log.origin, 1, size)
    for start in range(0, -(-size // TILE), _TILES_AT_ONCE):
        raws = [kept.raw for kept in islice(records, _TILES_AT_ONCE * TILE)]
        full = len(raws) // TILE
        computed = leaves_of(raws)
        rows = [archive.tile(log.origin, 0, start + number) for number in range(full)]
        odd = [_misshapen(log, start + number) for number, row in enumerate(rows) if len(row) != TILE_BYTES]
        # Each tile by itself, so that none is held against the records of another.
        stored = b"".join(
            [
                row if len(row) == TILE_BYTES else computed[number * TILE_BYTES : (number + 1) * TILE_BYTES]
                for number, row in enumerate(rows)
            ]
        )
        piece = look(log, start * TILE + 1, computed, b"", stored + computed[len(stored) :])
        piece.odd += odd
        piece.more += len(odd)
        yield piece


def _misshapen(log: LogName, tile: int) -> Named:
    first, last = tile * TILE + 1, (tile + 1) * TILE
    says = f"the tile of records {first} to {last} does not keep one leaf hash for each of them"
    return Named(log, "audit.tile", says, first, last)


def _keys(unit: Unit) -> tuple[Vkey, ...]:
    found = []
    for key in unit.keys:
        try:
            found.append(notes.read_vkey(str(key.vkey)))
        except Malformed:
            continue
    return tuple(found)
