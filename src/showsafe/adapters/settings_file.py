"""What a data directory says of its unit: ``showsafe.json``, canonical, written once and last of all.

``{"format": 1, "profile": ..., "unit": ..., "utc_offset_minutes": ...}``. Without it, none of ours.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path

from showsafe.adapters import files
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import canonical

FORMAT = 1
NAME = "showsafe.json"

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_OFFSETS = range(-12 * 60, 14 * 60 + 1)


@dataclass(frozen=True, slots=True)
class UnitSettings:
    """One production unit: its id, its profile of rules, and its clock's distance from UTC in minutes."""

    unit: str
    profile: str
    utc_offset_minutes: int = 0

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.unit) or not _ID.fullmatch(self.profile):
            raise WrongInput(
                "settings.not-an-id",
                "A unit and a profile are named with 1 to 63 lower-case letters, digits and hyphens.",
                "Choose another name, such as north-ridge-1.",
            )
        if self.utc_offset_minutes not in _OFFSETS:
            raise WrongInput(
                "settings.not-an-offset",
                f"A clock is never {self.utc_offset_minutes} minutes from UTC.",
                "Give a number of minutes between -720 and 840.",
            )


def write(directory: Path, settings: UnitSettings) -> None:
    """Write the settings whole; the caller translates what the disk says."""
    files.write(directory / NAME, canonical.encode({"format": FORMAT, **asdict(settings)}))


def read(directory: Path) -> UnitSettings:
    """Read the settings.

    Raises Unusable: ``directory.settings-damaged``, ``directory.newer``, and as ``files.translated``.
    """
    with files.translated(directory / NAME):
        data = (directory / NAME).read_bytes()
    try:
        content = canonical.decode(data)
        version = content.pop("format")
        if type(version) is int and version > FORMAT:
            raise Unusable(
                "directory.newer",
                "This data directory was made by a newer version of the program.",
                "Install the newer version on this machine and open it there.",
            )
        settings = UnitSettings(**content)
    except (WrongInput, KeyError, TypeError, AttributeError) as error:
        raise _damaged() from error
    if type(version) is not int or version != FORMAT or type(settings.utc_offset_minutes) is not int:
        raise _damaged()
    return settings


def _damaged() -> Unusable:
    return Unusable(
        "directory.settings-damaged",
        f"The settings in {NAME} are damaged.",
        "Restore this one file from a backup; the records are not in it.",
    )
