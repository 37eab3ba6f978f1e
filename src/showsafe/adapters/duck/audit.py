"""An export in Parquet, audited by hash: every leaf, every tree, held against the signed checkpoint of each log.

The work is cut by files, since each holds whole tiles: by one process or by several, and just as well by workers of
another engine, which need to answer no more than ``looking.look_at`` does.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from showsafe.adapters.duck import engine, layout, looking
from showsafe.adapters.processes import shared
from showsafe.errors import Unusable
from showsafe.ledger.verify import notes
from showsafe.ledger.verify.hashing import ReadTile
from showsafe.ledger.verify.many import LogName, Named, Piece
from showsafe.ledger.verify.many_logs import Said, judged
from showsafe.ledger.verify.many_report import GIVEN, OWN, Keys, Report
from showsafe.ledger.verify.notes import Vkey
from showsafe.ledger.verify.strict import Malformed

WORTH_A_PROCESS = 4
"""From how many files on a second process is worth its start."""

Progress: TypeAlias = Callable[[int, int], None]


def audit(
    path: Path, keys: Keys | None = None, workers: int | None = None, progress: Progress | None = None
) -> Report:
    """Audit an export in Parquet.

    ``keys`` were kept outside: then every log has to be signed by one of them, and a log of theirs that is not there is
    named. Raises Unusable ``audit.not-an-export``, ``audit.unreadable``, ``office.not-installed``.
    """
    manifest = layout.read(path)
    report = Report(GIVEN if keys else OWN)
    said, tiles = _listed(path, keys), _above(path, report)
    names = _present(path, manifest, report)
    wanted = workers or ((os.cpu_count() or 1) if len(names) >= WORTH_A_PROCESS else 1)
    pieces: defaultdict[LogName, list[Piece]] = defaultdict(list)
    for done, found in enumerate(shared(partial(looking.look_at, path), names, wanted), start=1):
        for piece in found:
            pieces[piece.log].append(piece)
        if progress is not None:
            progress(done, len(names))
    for log, known in said.items():
        known_tiles = tiles.get((log.production, log.unit), {})
        report.take(judged(_with(path, names, known, known_tiles), pieces.pop(log, ())))
    report.named += [odd for others in pieces.values() for piece in others for odd in piece.odd]
    _missing(report, said, manifest, keys)
    return report


def _present(path: Path, manifest: layout.Manifest, report: Report) -> list[str]:
    """Return the files of records that are there, and name what is missing or should not be there."""
    for name in (*manifest.files, layout.ABOVE):
        if not (path / layout.TILES / name).is_file():
            report.named.append(
                Named(looking.NOBODY, "audit.no-file", f"the file {layout.TILES}/{name} is missing")
            )
    there = {item.name for item in (path / layout.RECORDS).glob("*")}
    for name in manifest.files:
        if name not in there:
            report.named.append(
                Named(looking.NOBODY, "audit.no-file", f"the file {layout.RECORDS}/{name} is missing")
            )
    tiles = {item.name for item in (path / layout.TILES).glob("*")} - {layout.ABOVE}
    for folder, names in ((layout.RECORDS, there), (layout.TILES, tiles)):
        for name in sorted(names - set(manifest.files)):
            report.named.append(
                Named(looking.NOBODY, "audit.stranger", f"{folder}/{name} is not listed and was not read")
            )
    return [name for name in manifest.files if name in there]


def _listed(path: Path, keys: Keys | None) -> dict[LogName, Said]:
    """Return what the export says of each log; keys that are given take the place of its own."""
    with engine.translated(layout.LOGS):
        file = engine.quoted(str(path / layout.LOGS))
        engine.check(file, layout.LOG)
        rows = (
            engine.reader()
            .execute(f"SELECT production, unit, origin, records, checkpoint, vkey FROM read_parquet({file})")
            .fetchall()
        )
    found: dict[LogName, Said] = {}
    for production, unit, origin, records, checkpoint, vkey in rows:
        log = LogName(str(production), str(unit), str(origin))
        own = tuple(keys.get(log.origin, ())) if keys else _read(str(vkey))
        found[log] = Said(log, records or 0, checkpoint or b"", own)
    return found


def _read(vkey: str) -> tuple[Vkey, ...]:
    try:
        return (notes.read_vkey(vkey),)
    except Malformed:
        return ()


def _above(path: Path, report: Report) -> dict[looking.Owner, dict[tuple[int, int], bytes]]:
    """Return the stored tiles above the leaves, a 256th of all hashes; where they cannot be read that is named."""
    found: defaultdict[looking.Owner, dict[tuple[int, int], bytes]] = defaultdict(dict)
    if not (path / layout.TILES / layout.ABOVE).is_file():
        return found
    file = engine.quoted(str(path / layout.TILES / layout.ABOVE))
    try:
        with engine.translated(layout.ABOVE):
            engine.check(file, layout.TILE_ROW)
            query = f"SELECT production, unit, level, number, hashes FROM read_parquet({file})"
            rows = engine.reader().execute(query).fetchall()
    except Unusable as error:
        says = f"{layout.TILES}/{layout.ABOVE}: {error.says}"
        report.named.append(Named(looking.NOBODY, "audit.unreadable", says))
        return found
    for production, unit, level, number, hashes in rows:
        found[production, unit][level, number] = hashes or b""
    return found


def _with(path: Path, names: Sequence[str], said: Said, tiles: dict[tuple[int, int], bytes]) -> Said:
    def tile(level: int, number: int) -> bytes:
        return tiles.get((level, number), b"") if level else _leaves(path, names, said.log, number)

    def records(first: int, last: int) -> list[tuple[int, bytes]]:
        return _records(path, names, said.log, first, last)

    read: ReadTile = tile
    return Said(said.log, said.size, said.checkpoint, said.keys, read, records)


def _records(
    path: Path, names: Sequence[str], log: LogName, first: int, last: int
) -> list[tuple[int, bytes]]:
    """Return records of a log as they are: only where something is wrong, as below."""
    query = "SELECT number, raw FROM read_parquet({}) WHERE production = ? AND unit = ? AND number BETWEEN ? AND ?"
    values: list[str | int] = [log.production, log.unit, first, last]
    found = _each(path / layout.RECORDS, names, layout.RECORD, query, values)
    return sorted((number, raw or b"") for number, raw in found)


def _leaves(path: Path, names: Sequence[str], log: LogName, number: int) -> bytes:
    """Return a tile of leaf hashes by its number: only where something is wrong, since it looks into every file."""
    query = (
        "SELECT hashes FROM read_parquet({}) WHERE production = ? AND unit = ? AND level = 0 AND number = ?"
    )
    values: list[str | int] = [log.production, log.unit, number]
    found = _each(path / layout.TILES, names, layout.TILE_ROW, query, values)
    return next((row or b"" for (row,) in found), b"")


def _each(
    folder: Path,
    names: Sequence[str],
    columns: Iterable[tuple[str, bytes]],
    query: str,
    values: list[str | int],
) -> list[Any]:
    """Return what a query gives of each file that can be read; whoever looks at all of a file names what cannot."""
    found: list[Any] = []
    for name in names:
        with suppress(Unusable), engine.translated(name):
            file = engine.quoted(str(folder / name))
            engine.check(file, columns)
            found += engine.reader().execute(query.format(file), values).fetchall()
    return found


def _missing(report: Report, said: dict[LogName, Said], manifest: layout.Manifest, keys: Keys | None) -> None:
    """Name logs of which there is nothing."""
    there = {log.origin for log in said}
    for origin in sorted(set(keys or ()) - there):
        log = LogName("", origin.partition("/")[2], origin)
        report.named.append(
            Named(log, "audit.no-log", "a key of this log was given, and the log is not there")
        )
    if len(said) != manifest.logs:
        says = f"the export speaks of {manifest.logs} logs, and {len(said)} are listed"
        report.named.append(Named(looking.NOBODY, "audit.no-log", says))
    if (
        not any(each.code != "audit.on-its-way" for each in report.named)
        and report.records != manifest.records
    ):
        says = f"the export speaks of {manifest.records} records, and {report.records} are there"
        report.named.append(Named(looking.NOBODY, "audit.count", says))
