"""Where the books of a production lie: in the folder beside its data directory, each a data directory of its own.

Within one process a book is open at most once at a time: a second opening of its files would give back the locks that
the first one holds on them (POSIX) as it closes.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from showsafe.adapters import case_directory, directory, files, settings_file
from showsafe.adapters.directory import OpenDirectory
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.book_words import PROFILE
from showsafe.errors import ShowsafeError, WrongInput

_LONGEST = 63

_HELD: dict[Path, threading.RLock] = {}
_HELD_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Production:
    """The production that a book is of: its settings, and the leaf hash of the first record of its ledger."""

    settings: UnitSettings
    opening: str


_OPEN: dict[Path, Production] = {}


def production_of(opened: OpenDirectory) -> Production:
    """Return which production an open data directory is that of."""
    return Production(opened.settings, opened.store.entry(1).leaf.hex())


@contextmanager
def held_open(path: Path, production: Production) -> Iterator[None]:
    """Know a production while this program has its directory open, which it then may not open a second time."""
    _OPEN[path.absolute()] = production
    try:
        yield
    finally:
        del _OPEN[path.absolute()]


def production_at(path: Path) -> Production:
    """Return the production of a data directory.

    Raises WrongInput ``case.not-a-set``, ``book.not-a-set``, and as ``directory.open_for_reading``.
    """
    if known := _OPEN.get(path.absolute()):
        return known
    with directory.open_for_reading(path) as opened:
        case_directory.refuse_case(opened.settings.profile)
        refuse_book(opened.settings.profile)
        return production_of(opened)


def folder_of(production: Path) -> Path:
    """Return the folder of the books of a production's data directory."""
    return production.with_name(f"{production.name}.books")


def place(production: Path, name: str) -> Path:
    """Return the directory of a book of a production by its name."""
    return folder_of(production) / name


def books(production: Path) -> list[str]:
    """Return the names of the books that a production has, sorted; what is no book is left out."""
    folder = folder_of(production)
    with files.translated(folder):
        if not folder.is_dir():
            return []
        names = sorted(item.name for item in folder.iterdir())
    return [name for name in names if is_book(folder / name)]


def is_book(path: Path) -> bool:
    """Whether a directory is that of a book."""
    try:
        return settings_file.read(path).profile == PROFILE
    except (ShowsafeError, OSError):
        return False


def create(path: Path, production: UnitSettings) -> None:
    """Make the directory of a book, for its owner only; nothing is entered in it yet.

    Raises Unusable as ``directory.create``.
    """
    unit = f"{production.unit[: _LONGEST - len(path.name) - 1]}-{path.name}"
    with files.translated(path.parent):
        files.make_directory(path.parent)
    directory.create(
        path, UnitSettings(unit=unit, profile=PROFILE, utc_offset_minutes=production.utc_offset_minutes)
    )
    with files.translated(path):
        # Names and addresses lie in it in the clear: it is not for everybody who uses the machine.
        path.chmod(0o700)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Let one thread of this process at a time have a book open; the others wait. Not twice within itself."""
    with _HELD_LOCK:
        lock = _HELD.setdefault(path.absolute(), threading.RLock())
    with lock:
        yield


def refuse_others(settings: UnitSettings) -> None:
    """Refuse the directory of a set where that of a book is needed; raises WrongInput ``book.not-a-book``."""
    if settings.profile != PROFILE:
        raise WrongInput(
            "book.not-a-book",
            "This is the data directory of a set or a case, and not that of a book.",
            "Give the data directory of the set; its books lie beside it in DIR.books.",
        )


def refuse_book(profile: str) -> None:
    """Refuse the directory of a book where that of a set is needed; raises WrongInput ``book.not-a-set``."""
    if profile == PROFILE:
        raise WrongInput(
            "book.not-a-set",
            "This is the directory of a book, and not the data directory of a set.",
            "Give the data directory that it lies beside: DIR of DIR.books.",
        )
