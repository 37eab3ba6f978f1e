"""The badges of a unit, ``access.json``: for its owner only, whole or not at all, and the one that the records name.

The settings hold the SHA-256 of its bytes, and a record names the settings; how it is changed: ``summed_file``. The
bytes themselves are in no record: a PIN of four digits can be found from any hash of it.
"""

from __future__ import annotations

from pathlib import Path

from showsafe.adapters import summed_file
from showsafe.adapters.summed_file import SummedFile

NAME = "access.json"
_FILE = SummedFile(
    NAME,
    (
        "access.changed",
        f"The badges in {NAME} are not those that the records name.",
        "Put the file back as it was, from the backup of the same day; badges are changed by the program.",
    ),
)
NEXT = _FILE.next


def sum_of(content: bytes) -> str:
    """Return what the settings say of these bytes."""
    return summed_file.sum_of(content)


def stage(directory: Path, content: bytes) -> None:
    """Put the next badges on the disk, before any record names them."""
    _FILE.stage(directory, content)


def settle(directory: Path, named: str) -> None:
    """Let the next badges take the place of those before where the settings name them; else they go."""
    _FILE.settle(directory, named)


def read(directory: Path, named: str) -> bytes:
    """Return the badges that the settings name; nothing where there are none yet.

    Raises Unusable ``access.changed`` where the file is another one, or is gone.
    """
    return _FILE.read(directory, named)
