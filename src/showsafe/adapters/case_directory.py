"""Where the cases of a production lie: in the folder beside its data directory, each a data directory of its own."""

from __future__ import annotations

import re
from pathlib import Path

from showsafe.adapters import directory, files, settings_file
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.case_words import PROFILE
from showsafe.errors import ShowsafeError, WrongInput

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def folder_of(production: Path) -> Path:
    """Return the folder of the cases of a production's data directory."""
    return production.with_name(f"{production.name}.cases")


def place(folder: Path, case: str) -> Path:
    """Return the directory of a case by its id; raises WrongInput ``case.not-an-id``."""
    if not _ID.fullmatch(case):
        raise WrongInput(
            "case.not-an-id",
            "A case is named with 1 to 63 lower-case letters, digits and hyphens.",
            "Choose another id, such as bang-2026.",
        )
    return folder / case


def cases(folder: Path) -> list[str]:
    """Return the ids of the cases in a folder, sorted; what is no case is left out."""
    with files.translated(folder):
        if not folder.is_dir():
            return []
        names = sorted(item.name for item in folder.iterdir() if _ID.fullmatch(item.name))
    return [name for name in names if is_case(folder / name)]


def is_case(path: Path) -> bool:
    """Whether a directory is that of a case."""
    try:
        return settings_file.read(path).profile == PROFILE
    except (ShowsafeError, OSError):
        return False


def create(path: Path, case: str) -> None:
    """Make the directory of a case, for its owner only; nothing is recorded in it yet.

    Raises WrongInput ``settings.not-an-id`` and Unusable as ``directory.create``.
    """
    with files.translated(path.parent):
        files.make_directory(path.parent)
    directory.create(path, UnitSettings(unit=case, profile=PROFILE))
    with files.translated(path):
        # What people said, with names, lies in it in the clear: it is not for everybody who uses the machine.
        path.chmod(0o700)


def refuse_others(settings: UnitSettings) -> None:
    """Refuse the directory of a set where that of a case is needed; raises WrongInput ``case.not-a-case``."""
    if settings.profile != PROFILE:
        raise WrongInput(
            "case.not-a-case",
            "This is the data directory of a set, and not that of a case.",
            "Give the directory of the case; they are listed by: showsafe case list DIR",
        )


def refuse_case(profile: str) -> None:
    """Refuse the directory of a case where that of a set is needed; raises WrongInput ``case.not-a-set``."""
    if profile == PROFILE:
        raise WrongInput(
            "case.not-a-set",
            "This is the directory of a case, and not the data directory of a set.",
            "Use the commands of the case: showsafe case --help",
        )
