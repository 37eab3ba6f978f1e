"""What the search said of the rules of a production's own profile: ``searched.json`` in its data directory, canonical.

``{"bound", "digest", "edition", "format": 1, "states"}``. It is a note that spares a search, and no more: it counts for
the edition that it names alone, and where it is missing, of another edition or damaged, the rules are searched again.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from showsafe.adapters import files
from showsafe.assurance.passed import Passed
from showsafe.errors import WrongInput
from showsafe.ledger import canonical

NAME = "searched.json"
FORMAT = 1
_LARGEST = 1 << 12


def as_bytes(passed: Passed) -> bytes:
    """Return the bytes of the file."""
    return canonical.encode({**asdict(passed), "format": FORMAT})


def write(directory: Path, passed: Passed) -> None:
    """Keep what the search said; raises as ``files.translated``."""
    with files.translated(directory):
        files.write(directory / NAME, as_bytes(passed))


def read(directory: Path) -> Passed | None:
    """Return what the search said, or None where nothing that can be read says so."""
    try:
        with (directory / NAME).open("rb") as file:
            content = file.read(_LARGEST)
        said = canonical.decode(content)
        if said.pop("format") != FORMAT:
            return None
        return Passed(**said)
    except (OSError, WrongInput, KeyError, TypeError, ValueError, AttributeError):
        return None
