"""The archive of an office as tile folders (C2SP tlog-tiles), one for each log, that any auditor of tiles can check.

::

    logs.json                        each log: production, unit, origin, records, vkey, folder
    <production>/<unit>/checkpoint   and tile/, as ``tile_export`` writes them
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from showsafe.adapters import files, tile_export
from showsafe.errors import NotVerified, ShowsafeError, Unusable
from showsafe.ledger.archive import Archive, Kept, Unit

if TYPE_CHECKING:
    from showsafe.ledger.store import Store

LOGS = "logs.json"
"""The list of what is there, written last."""


class _Log:
    """One log of an archive, as much of a store as an export of tiles reads."""

    def __init__(self, archive: Archive, unit: Unit) -> None:
        self._archive = archive
        self._origin = unit.origin

    def checkpoint(self) -> bytes:
        """Return the latest checkpoint that the office accepted."""
        return self._archive.held(self._origin).seen

    def tile(self, level: int, number: int) -> bytes:
        """Return the hashes of a tile, joined."""
        return self._archive.tile(self._origin, level, number)

    def entries(self, first: int, last: int) -> Iterator[Kept]:
        """Yield records."""
        return self._archive.entries(self._origin, first, last)


def folder_of(unit: Unit) -> str:
    """Return where a log lies in an export: production and unit, in percent signs what a path cannot have."""
    return f"{_part(unit.production)}/{_part(unit.unit)}"


def export(
    archive: Archive, out: Path, progress: Callable[[int, int], None] | None = None
) -> tuple[int, int, tuple[str, ...]]:
    """Write every log, or what is new of it; return how many logs and records are out, and what is not and why.

    Raises Unusable ``export.not-a-folder``, and as ``files.translated`` and the archive.
    """
    listed: list[dict[str, object]] = []
    left: list[str] = []
    units = archive.units()
    with files.translated(out):
        _refuse_others(out)
        out.mkdir(parents=True, exist_ok=True)
        for done, unit in enumerate(units, start=1):
            held = archive.held(unit.origin)
            kept = held.checkpoint()
            if kept is None or held.size < kept.size:
                if held.size:
                    left.append(f"{unit.production}, {unit.unit}: its records are not all here yet.")
                continue
            try:
                tile_export.export(cast("Store", _Log(archive, unit)), out / folder_of(unit))
            except NotVerified as error:
                left.append(f"{unit.production}, {unit.unit}: {error.says}")
                continue
            listed.append(_said(unit, kept.size))
            if progress is not None:
                progress(done, len(units))
        files.write(out / LOGS, json.dumps(listed, indent=1).encode() + b"\n")
    return len(listed), sum(int(str(each["records"])) for each in listed), tuple(left)


def read(path: Path) -> list[dict[str, str]]:
    """Return what an export lists; raises Unusable ``audit.not-an-export``."""
    try:
        said = json.loads((path / LOGS).read_bytes())
        names = ("production", "unit", "origin", "vkey", "folder", "records")
        return [{name: str(each[name]) for name in names} for each in said]
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise Unusable(
            "audit.not-an-export",
            f"There is no export of an office's archive at {path}: its {LOGS} is missing or damaged.",
            "Give the folder that showsafe audit export wrote; one that was not finished is to be made again.",
        ) from error


def _said(unit: Unit, size: int) -> dict[str, object]:
    return {
        "production": unit.production,
        "unit": unit.unit,
        "origin": unit.origin,
        "records": size,
        "vkey": str(unit.key_at(size)),
        "folder": folder_of(unit),
    }


def _part(name: str) -> str:
    safe = quote(name, safe=" -_")
    return safe.replace(".", "%2E") if safe.startswith(".") else safe


def _refuse_others(out: Path) -> None:
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / LOGS).is_file())):
        raise _not_ours(out)


def _not_ours(out: Path) -> ShowsafeError:
    return Unusable(
        "export.not-a-folder",
        f"There is something at {out} that is no export of an office's archive.",
        "Choose an empty folder, or a new one.",
    )
