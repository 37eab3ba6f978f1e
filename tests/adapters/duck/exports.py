"""A small archive of three logs, its export, and hands that change what is in one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from showsafe.adapters.duck import engine, writing
from showsafe.adapters.memory_archive import MemoryArchive
from showsafe.ledger import checkpoint, record
from showsafe.ledger.archive import LogKey, Unit, stretch_of
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.tree import Frontier, leaf_hash
from showsafe.ledger.witness import Seen

AT = datetime(2026, 3, 2, tzinfo=UTC)
LARGE, SMALL, EXACT = ("north-ridge", "main"), ("north-ridge", "second"), ("three-bells", "stage")
SIZES = {LARGE: 600, SMALL: 7, EXACT: 256}


def key_of(unit: str) -> DeviceKey:
    """Return the key of a unit's node."""
    return DeviceKey(unit.encode().ljust(32, b"."))


def vkey_of(unit: str) -> VerifierKey:
    """Return the vkey of a unit's log."""
    return VerifierKey(checkpoint.origin_of(unit), key_of(unit).public)


def sealed(unit: str, number: int) -> bytes:
    """Return a record as its node signs it."""
    return record.seal({"unit": unit, "number": number}, [key_of(unit)])


def archived(
    sizes: dict[tuple[str, str], int] = SIZES,
    ahead: int = 0,
    own: dict[str, list[bytes]] | None = None,
    archive: MemoryArchive | None = None,
) -> MemoryArchive:
    """Return an archive with logs of so many records; ``ahead`` is by how many the checkpoints are before them.

    ``own`` are further logs of a production, by unit, with their records.
    """
    archive = archive or MemoryArchive(lambda: AT)
    for (production, unit), size in sizes.items():
        raws = [sealed(unit, number) for number in range(1, size + ahead + 1)]
        _take(archive, production, unit, raws, size)
    for unit, raws in (own or {}).items():
        _take(archive, "north-ridge", unit, raws, len(raws))
    return archive


def _take(archive: MemoryArchive, production: str, unit: str, raws: list[bytes], size: int) -> None:
    origin = checkpoint.origin_of(unit)
    archive.trust(Unit(production, unit, origin, (LogKey(vkey_of(unit)),)))
    archive.take(origin, 0, stretch_of(archive.held(origin).edge, raws[:size]), AT)
    signed = checkpoint.sign(origin, Frontier().extend(map(leaf_hash, raws)), key_of(unit))
    archive.advance(origin, archive.seen(origin), Seen(signed))


def exported(path: Path, archive: MemoryArchive | None = None) -> Path:
    """Export an archive into a folder, and return it."""
    writing.export(archive or archived(), path, AT)
    return path


def change(file: Path, query: str) -> None:
    """Write a file of an export anew as a query over ``told`` gives it."""
    connection = engine.connect()
    with connection:
        name = engine.quoted(str(file))
        connection.execute(f"CREATE TABLE told AS SELECT * FROM read_parquet({name})")
        file.unlink()
        connection.execute(f"COPY ({query}) TO {name} (FORMAT parquet)")
