"""One file of an export, hashed: what a worker of the audit does, and all that it needs is the path of the export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from showsafe.adapters.duck import engine, layout
from showsafe.errors import Unusable
from showsafe.ledger.verify.hashing import HASH, TILE, TILE_BYTES
from showsafe.ledger.verify.many import NO_LEAF, LogName, Named, Piece, leaves_of, look, placed

if TYPE_CHECKING:
    import duckdb

Owner: TypeAlias = tuple[str, str]
"""Production and unit, as the columns have them."""

NOBODY = LogName("", "", "")
"""Stands for a log that is not listed."""

_AT_ONCE = 2048
_RUNS = """
SELECT place, production, unit, number FROM (
  SELECT file_row_number AS place, production, unit, number,
         lag(production) OVER () AS production_before, lag(unit) OVER () AS unit_before,
         lag(number) OVER () AS number_before
  FROM read_parquet({file}, file_row_number = true))
WHERE production IS DISTINCT FROM production_before OR unit IS DISTINCT FROM unit_before
   OR number_before IS NULL OR number IS DISTINCT FROM number_before + 1
"""
"""Where a row does not simply go on from the one before it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Rows in a row of one log, with numbers that go up by one: where they begin and end, and the first number."""

    owner: Owner
    start: int
    end: int
    number: int | None


def look_at(path: Path, name: str) -> list[Piece]:
    """Hash one file of records and hold it against the leaf hashes beside them and in the tiles.

    Never raises for what is in the file: what cannot be read is named.
    """
    try:
        return list(_pieces(path, name))
    except Unusable as error:
        odd = Named(NOBODY, "audit.unreadable", f"{layout.RECORDS}/{name}: {error.says}")
        return [Piece(NOBODY, 1, 0, odd=[odd])]


def _pieces(path: Path, name: str) -> Iterator[Piece]:
    connection, names = engine.reader(), _names(path)
    with engine.translated(name):
        file = engine.quoted(str(path / layout.RECORDS / name))
        engine.check(file, layout.RECORD)
        computed, beside = _hashed(connection, file)
        runs = _runs(connection, file, len(computed) // HASH)
        tiles = _tiles(connection, path / layout.TILES / name)
    of: defaultdict[Owner, list[Run]] = defaultdict(list)
    for run in runs:
        of[run.owner].append(run)
    for owner, own in of.items():
        log = names.get(owner)
        if log is None:
            odd = Named(
                LogName(*owner, ""), "audit.stranger", "records of a log that is not listed are there"
            )
            yield Piece(odd.log, 1, 0, odd=[odd])
        else:
            stored = None if tiles is None else tiles.get(owner, {})
            yield _piece(log, own, (computed, beside), stored)


def _piece(
    log: LogName, runs: list[Run], hashes: tuple[bytes, bytes], tiles: dict[int, bytes] | None
) -> Piece:
    """Return what the rows of one log in the file say."""
    first, odd = runs[0].number, []
    if len(runs) == 1 and first is not None and first > 0 and first % TILE == 1:
        start, end = runs[0].start * HASH, runs[0].end * HASH
        computed, beside = hashes[0][start:end], hashes[1][start:end]
    else:
        found = placed(log, _rows(runs, hashes))
        first, computed, beside, odd = found.first, found.computed, found.beside, found.odd
    piece = look(log, first, computed, beside, _stored(tiles, first, len(computed)))
    piece.odd += odd + _too_long(log, tiles or {})
    return piece


def _too_long(log: LogName, tiles: dict[int, bytes]) -> list[Named]:
    """Name tiles that keep more leaf hashes than a tile has records."""
    return [
        Named(
            log,
            "audit.tile",
            f"the tile of records {number * TILE + 1} on keeps more than {TILE} leaf hashes",
            number * TILE + 1,
        )
        for number, row in sorted(tiles.items())
        if len(row) > TILE_BYTES
    ]


def _rows(runs: list[Run], hashes: tuple[bytes, bytes]) -> Iterator[tuple[int | None, bytes, bytes]]:
    for run in runs:
        for place in range(run.start, run.end):
            at = place * HASH
            number = None if run.number is None else run.number + place - run.start
            yield number, hashes[0][at : at + HASH], hashes[1][at : at + HASH]


def _stored(tiles: dict[int, bytes] | None, first: int, length: int) -> bytes:
    """Return the stored leaf hashes of tiles in a row, joined; what is not among them is made up of zeros."""
    if tiles is None or not length:
        return b""
    start = (first - 1) // TILE
    last = start + -(-length // TILE_BYTES) - 1
    rows = [tiles.get(number, b"")[:TILE_BYTES].ljust(TILE_BYTES, b"\x00") for number in range(start, last)]
    rows.append(tiles.get(last, b"")[:TILE_BYTES].ljust(HASH, b"\x00"))
    return b"".join(rows)


def _hashed(connection: duckdb.DuckDBPyConnection, file: str) -> tuple[bytes, bytes]:
    """Return the leaf hashes that the records of a file have, and those beside them, each joined."""
    computed: list[bytes] = []
    beside: list[bytes] = []
    rows = connection.execute(f"SELECT raw, leaf FROM read_parquet({file})")
    while part := rows.fetchmany(_AT_ONCE):
        computed.append(leaves_of([row[0] for row in part]))
        beside.append(_joined([row[1] for row in part]))
    return b"".join(computed), b"".join(beside)


def _joined(leaves: list[bytes | None]) -> bytes:
    try:
        whole = b"".join(leaves)  # type: ignore[arg-type]
    except TypeError:
        whole = b""
    if len(whole) == HASH * len(leaves) and set(map(len, leaves)) <= {HASH}:  # type: ignore[arg-type]
        return whole
    return b"".join([leaf if leaf is not None and len(leaf) == HASH else NO_LEAF for leaf in leaves])


def _runs(connection: duckdb.DuckDBPyConnection, file: str, count: int) -> list[Run]:
    starts = connection.execute(_RUNS.format(file=file)).fetchall()
    ends = [start[0] for start in starts[1:]] + [count]
    return [
        Run((str(production), str(unit)), place, end, number)
        for (place, production, unit, number), end in zip(starts, ends, strict=True)
    ]


def _tiles(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[Owner, dict[int, bytes]] | None:
    """Return the tiles of level 0 beside a file of records; None where their file is not there, which is named."""
    if not path.is_file():
        return None
    found: defaultdict[Owner, dict[int, bytes]] = defaultdict(dict)
    file = engine.quoted(str(path))
    engine.check(file, layout.TILE_ROW)
    rows = connection.execute(
        f"SELECT production, unit, number, hashes FROM read_parquet({file}) WHERE level = 0"
    )
    for production, unit, number, hashes in rows.fetchall():
        if number is not None and hashes is not None:
            found[production, unit][number] = hashes
    return found


def _names(path: Path) -> dict[Owner, LogName]:
    """Return the logs that are listed, by production and unit."""
    try:
        changed = (path / layout.LOGS).stat().st_mtime_ns
    except OSError:
        changed = 0
    return _listed(path, changed)


@lru_cache(maxsize=1)
def _listed(path: Path, changed: int) -> dict[Owner, LogName]:
    del changed  # of another moment it is another list
    with engine.translated(layout.LOGS):
        file = engine.quoted(str(path / layout.LOGS))
        rows = (
            engine.reader().execute(f"SELECT production, unit, origin FROM read_parquet({file})").fetchall()
        )
    return {(row[0], row[1]): LogName(*map(str, row)) for row in rows}
