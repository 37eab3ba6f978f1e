"""What an export of an office's archive holds, and by which names: see docs/audit-fleet.md.

::

    manifest.json               what it is, how many logs and records, the names of its files
    logs.parquet                each log: production, unit, origin, records, checkpoint, vkey
    records/00000.parquet ...   production, unit, number, raw, leaf: whole tiles of one log after the other
    tiles/00000.parquet ...     the tiles of level 0 of the same records: production, unit, level, number, hashes
    tiles/above.parquet         the tiles above them
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from showsafe.adapters import files
from showsafe.adapters.duck.arrow import BYTES, INT, TEXT
from showsafe.errors import Unusable

FORMAT = "showsafe-fleet/1"
MANIFEST, LOGS, RECORDS, TILES, ABOVE = "manifest.json", "logs.parquet", "records", "tiles", "above.parquet"
_LARGEST = 64 << 20

RECORD = (("production", TEXT), ("unit", TEXT), ("number", INT), ("raw", BYTES), ("leaf", BYTES))
TILE_ROW = (("production", TEXT), ("unit", TEXT), ("level", INT), ("number", INT), ("hashes", BYTES))
LOG = (
    ("production", TEXT),
    ("unit", TEXT),
    ("origin", TEXT),
    ("records", INT),
    ("checkpoint", BYTES),
    ("vkey", TEXT),
)
"""The columns of each kind of file, as they are written and have to be found again."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an export says of itself: ``files`` are names of records files, each with tiles under the same name."""

    format: str
    logs: int
    records: int
    made_at: str
    files: tuple[str, ...]


def is_export(path: Path) -> bool:
    """Whether a folder looks like an export in Parquet."""
    return (path / MANIFEST).is_file() or (path / LOGS).is_file()


def write(path: Path, manifest: Manifest) -> None:
    """Write the manifest: the last of all files, so that an export without one was not finished."""
    files.write(path / MANIFEST, json.dumps(asdict(manifest), indent=1).encode() + b"\n")


def read(path: Path) -> Manifest:
    """Read the manifest of an export; raises Unusable ``audit.not-an-export``."""
    try:
        with (path / MANIFEST).open("rb") as file:
            said = json.loads(file.read(_LARGEST))
        names = tuple(str(name) for name in said["files"])
        manifest = Manifest(
            str(said["format"]), int(said["logs"]), int(said["records"]), str(said["made_at"]), names
        )
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise Unusable(
            "audit.not-an-export",
            f"There is no export of an office's archive at {path}: its {MANIFEST} is missing or damaged.",
            "Give the folder that showsafe audit export wrote; one that was not finished is to be made again.",
        ) from error
    if manifest.format != FORMAT or any("/" in name or not name.endswith(".parquet") for name in names):
        raise Unusable(
            "audit.not-an-export",
            f"The export at {path} is of a form that this program does not know.",
            "Audit it with a newer version of this program.",
        )
    return manifest
