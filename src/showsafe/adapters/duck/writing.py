"""The archive of an office as Parquet: records in the order of their logs, cut into files of whole tiles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from showsafe.adapters import files
from showsafe.adapters.duck import engine, layout
from showsafe.adapters.duck.arrow import Columns
from showsafe.errors import Unusable
from showsafe.ledger.archive import Archive, Unit
from showsafe.ledger.tiles import TILE, widths
from showsafe.ledger.tree import HASH_BYTES, leaf_hash

if TYPE_CHECKING:
    import duckdb

RECORDS_A_FILE = 1 << 16
"""How many records one file holds: what one worker of an audit has in memory."""

GROUP = 1 << 11
"""How many records one row group holds: small ones stay in the processor's cache while they are hashed."""

COMPRESSION = "lz4_raw"
"""Read a third faster than what would be a third smaller (zstd); see bench/README.md."""

Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """How many logs and records an export holds, in how many files, and where the archive itself is damaged.

    ``damaged`` are sentences: each names a tile in which a record does not have the sum that is kept for it.
    """

    logs: int
    records: int
    files: int
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Log:
    unit: Unit
    size: int
    checkpoint: bytes
    vkey: str
    owner: tuple[bytes, bytes]


@dataclass(slots=True)
class Rows:
    """The columns of one file of records and of its tiles, as they are gathered."""

    records: list[list[Any]] = field(default_factory=lambda: [[] for _ in layout.RECORD])
    tiles: list[list[Any]] = field(default_factory=lambda: [[] for _ in layout.TILE_ROW])
    damaged: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.records[0])


def export(archive: Archive, out: Path, at: datetime, progress: Progress | None = None) -> Exported:
    """Write everything that an archive holds, as it is, into an empty or new folder.

    Raises Unusable ``export.occupied``, ``office.not-installed``, as ``files.translated`` and as the archive.
    """
    connection = engine.connect()
    with files.translated(out), connection:
        _make_room(out)
        logs = [log for unit in archive.units() if (log := _log(archive, unit)) is not None]
        total, done = sum(log.size for log in logs), 0
        names: list[str] = []
        damaged: list[str] = []
        for rows in _files(archive, logs):
            name = f"{len(names):05}.parquet"
            write_columns(connection, out / layout.RECORDS / name, layout.RECORD, rows.records)
            write_columns(connection, out / layout.TILES / name, layout.TILE_ROW, rows.tiles)
            names.append(name)
            damaged += rows.damaged
            done += len(rows)
            if progress is not None:
                progress(done, total)
        write_columns(connection, out / layout.TILES / layout.ABOVE, layout.TILE_ROW, _above(archive, logs))
        write_columns(connection, out / layout.LOGS, layout.LOG, _listed(logs))
        layout.write(out, layout.Manifest(layout.FORMAT, len(logs), total, at.isoformat(), tuple(names)))
    return Exported(len(logs), total, len(names), tuple(damaged))


def _make_room(out: Path) -> None:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Unusable(
            "export.occupied",
            f"There is something at {out} already.",
            "Choose an empty folder, or a new one.",
        )
    for name in (layout.RECORDS, layout.TILES):
        (out / name).mkdir(parents=True)


def _log(archive: Archive, unit: Unit) -> _Log | None:
    held = archive.held(unit.origin)
    kept = held.checkpoint()
    if not held.size or kept is None:
        return None
    owner = (unit.production.encode(), unit.unit.encode())
    return _Log(unit, held.size, held.seen, str(unit.key_at(kept.size)), owner)


def _files(archive: Archive, logs: list[_Log]) -> Iterator[Rows]:
    rows = Rows()
    for log in logs:
        records = archive.entries(log.unit.origin, 1, log.size)
        for number in range(-(-log.size // TILE)):
            _tile(archive, log, number, [each.raw for each in islice(records, TILE)], rows)
            if len(rows) + TILE > RECORDS_A_FILE:
                yield rows
                rows = Rows()
    if len(rows):
        yield rows


def _tile(archive: Archive, log: _Log, number: int, raws: list[bytes], rows: Rows) -> None:
    first, width = number * TILE + 1, len(raws)
    hashes = archive.tile(log.unit.origin, 0, number)[: width * HASH_BYTES]
    if b"".join(map(leaf_hash, raws)) != hashes:
        rows.damaged.append(
            f"Of {log.unit.production}, {log.unit.unit}, a record from {first} to {first + width - 1} does not have "
            "the sum that is kept for it."
        )
        hashes = hashes.ljust(width * HASH_BYTES, b"\x00")
    leaves = [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]
    production, unit = log.owner
    numbers = range(first, first + width)
    add(rows.records, [production] * width, [unit] * width, numbers, raws, leaves)
    add(rows.tiles, [production], [unit], [0], [number], [hashes])


def _above(archive: Archive, logs: list[_Log]) -> list[list[Any]]:
    found: list[list[Any]] = [[] for _ in layout.TILE_ROW]
    for log in logs:
        for level, full, part in widths(log.size):
            for number in range(full + (part > 0) if level else 0):
                width = TILE if number < full else part
                hashes = archive.tile(log.unit.origin, level, number)[: width * HASH_BYTES]
                add(found, [log.owner[0]], [log.owner[1]], [level], [number], [hashes])
    return found


def _listed(logs: list[_Log]) -> list[list[Any]]:
    return [
        [log.owner[0] for log in logs],
        [log.owner[1] for log in logs],
        [log.unit.origin.encode() for log in logs],
        [log.size for log in logs],
        [log.checkpoint for log in logs],
        [log.vkey.encode() for log in logs],
    ]


def add(columns: list[list[Any]], *more: Iterable[Any]) -> None:
    """Lengthen columns, each by its own values."""
    for column, values in zip(columns, more, strict=True):
        column.extend(values)


def write_columns(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    kinds: tuple[tuple[str, bytes], ...],
    columns: list[list[Any]],
) -> None:
    """Write one file of an export."""
    source = Columns(kinds, iter([columns] if columns[0] else []))
    connection.register("handed_over", source)
    try:
        with engine.translated(str(path)):
            connection.execute(
                f"COPY (SELECT * FROM handed_over) TO {engine.quoted(str(path))} "
                f"(FORMAT parquet, COMPRESSION {COMPRESSION}, ROW_GROUP_SIZE {GROUP})"
            )
    finally:
        source.check()
        connection.unregister("handed_over")
