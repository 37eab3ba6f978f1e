"""The badges of a unit, ``access.json``: for its owner only, whole or not at all, and the one that the records name.

The settings hold the SHA-256 of its bytes, and a record names the settings. A change puts the new file beside the old
one (``access.json.next``), then the settings are recorded, then the new file takes the name; a program that is killed
in between is put right when the directory is opened next. The bytes themselves are in no record: a PIN of four digits
can be found from any hash of it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from showsafe.adapters import files
from showsafe.errors import Unusable

NAME = "access.json"
NEXT = f"{NAME}.next"
_MODE = 0o600


def sum_of(content: bytes) -> str:
    """Return what the settings say of these bytes."""
    return hashlib.sha256(content).hexdigest()


def stage(directory: Path, content: bytes) -> None:
    """Put the next badges on the disk, before any record names them."""
    with files.translated(directory):
        files.write(directory / NEXT, content, _MODE)


def settle(directory: Path, named: str) -> None:
    """Let the next badges take the place of those before where the settings name them; else they go."""
    with files.translated(directory):
        waiting = directory / NEXT
        (directory / f"{NEXT}{files.TEMPORARY}").unlink(missing_ok=True)
        if not waiting.exists():
            return
        if sum_of(waiting.read_bytes()) == named:
            waiting.replace(directory / NAME)
        else:
            waiting.unlink()
        files.sync_directory(directory)


def read(directory: Path, named: str) -> bytes:
    """Return the badges that the settings name; nothing where there are none yet.

    Raises Unusable ``access.changed`` where the file is another one, or is gone.
    """
    with files.translated(directory):
        content = (directory / NAME).read_bytes() if (directory / NAME).exists() else b""
    if (sum_of(content) if content else "") != named:
        raise Unusable(
            "access.changed",
            f"The badges in {NAME} are not those that the records name.",
            "Put the file back as it was, from the backup of the same day; badges are changed by the program.",
        )
    return content
