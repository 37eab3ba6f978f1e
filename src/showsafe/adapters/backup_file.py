"""The one file of a backup: a zip of a data directory's files, for its owner only, whole or not at all.

::

    backup.json       what it is of: unit, size and checkpoint of its ledger, when it was made, the sum of each file
    ledger.sqlite, showsafe.json, keys/device.key; and access.json, keys/ml-dsa.key, profile.toml, searched.json
                      where there are any

It holds the node's private key, since a unit goes on with that key or not at all: whoever has the file can sign as the
node. Sums are there against a torn copy; against a hand that changes it stands the audit of what is in it.
"""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from showsafe.adapters import (
    access_file,
    directory,
    files,
    key_file,
    own_profile,
    searched_file,
    settings_file,
    telling_file,
)
from showsafe.errors import NotVerified, Unusable, WrongInput
from showsafe.ledger import canonical

FORMAT = "showsafe-backup/1"
ABOUT = "backup.json"
KEY = f"{directory.KEYS}/{directory.DEVICE_KEY}"
NEEDED = (directory.LEDGER, settings_file.NAME, KEY)
OWN_RULES = (own_profile.NAME, searched_file.NAME)
SELDOM = (telling_file.NAME, f"{directory.KEYS}/{directory.ML_DSA_KEY}", *OWN_RULES)
KNOWN = (*NEEDED, access_file.NAME, *SELDOM)

_LARGEST_ABOUT = 1 << 20
_CHUNK = 1 << 20
_OWNER_ONLY, _OTHERS = 0o700, 0o077
_TORN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class About:
    """What a backup says of itself."""

    unit: str
    size: int
    checkpoint: str
    made: str


def write(folder: Path, out: Path, about: About) -> None:
    """Write the files of a folder as a backup at a new place, and read it again.

    Raises Unusable ``backup.there-already`` and what the disk says; NotVerified ``backup.damaged`` where the disk does
    not give back what it was given.
    """
    temporary = out.with_name(out.name + files.TEMPORARY)
    with files.translated(out.parent):
        temporary.unlink(missing_ok=True)
        try:
            _fill(temporary, folder, about)
            with opened(temporary) as (_, archive, sums):
                for name, sha256 in sums.items():
                    _copied(archive, name, sha256, None)
            _take_the_name(temporary, out)
        finally:
            temporary.unlink(missing_ok=True)
        files.sync_directory(out.parent)


def unpack(backup: Path, folder: Path) -> About:
    """Write what is in a backup into a new folder; raises as ``opened``, and what the disk says."""
    with opened(backup) as (about, archive, sums), files.translated(folder):
        folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)
        (folder / directory.KEYS).mkdir(mode=_OWNER_ONLY)
        for name, sha256 in sums.items():
            descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, key_file.OWNER_ONLY)
            with os.fdopen(descriptor, "wb") as target:
                _copied(archive, name, sha256, target)
                target.flush()
                os.fsync(descriptor)
        files.sync_directory(folder / directory.KEYS)
        files.sync_directory(folder)
    return about


@contextmanager
def opened(backup: Path) -> Iterator[tuple[About, zipfile.ZipFile, dict[str, str]]]:
    """Open a backup: what it says of itself, the archive, and the sum of each file in it.

    Raises WrongInput ``backup.missing``; NotVerified ``backup.damaged``, ``backup.not-one``, ``backup.newer``.
    """
    if not backup.is_file():
        raise WrongInput("backup.missing", f"There is no backup at {backup}.", "Check the path.")
    with _torn(), zipfile.ZipFile(backup) as archive:
        said = _about(archive)
        sums = {str(name): str(sha256) for name, sha256 in said["files"].items()}
        names = archive.namelist()
        if sorted(names) != sorted([ABOUT, *sums]) or not set(NEEDED) <= set(sums) <= set(KNOWN):
            raise _damaged("it does not hold the files that it names")
        about = About(str(said["unit"]), int(said["size"]), str(said["checkpoint"]), str(said["made"]))
        yield about, archive, sums


def open_to_others(file: Path) -> bool:
    """Whether others than the owner may read a file: some disks keep no rights."""
    return os.name != "nt" and bool(stat.S_IMODE(file.stat().st_mode) & _OTHERS)


def _fill(temporary: Path, folder: Path, about: About) -> None:
    names = [name for name in KNOWN if (folder / name).exists()]
    said: dict[str, Any] = {
        "checkpoint": about.checkpoint,
        "files": {name: _sum(folder / name) for name in names},
        "format": FORMAT,
        "made": about.made,
        "size": about.size,
        "unit": about.unit,
    }
    descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, key_file.OWNER_ONLY)
    with os.fdopen(descriptor, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(ABOUT, canonical.encode(said))
            for name in names:
                archive.write(folder / name, name)
        file.flush()
        os.fsync(descriptor)


def _take_the_name(temporary: Path, out: Path) -> None:
    """Give the file its name, never over another one; where the disk knows no second name, after a look."""
    try:
        out.hardlink_to(temporary)
    except FileExistsError:
        raise _there(out) from None
    except OSError:
        if out.exists():
            raise _there(out) from None
        temporary.rename(out)


def _about(archive: zipfile.ZipFile) -> dict[str, Any]:
    if ABOUT not in archive.namelist():
        raise NotVerified(
            "backup.not-one", "This file is not a backup of a data directory.", "Check which file it is."
        )
    if archive.getinfo(ABOUT).file_size > _LARGEST_ABOUT:
        raise _damaged("it says far too much of itself")
    said: dict[str, Any] = canonical.decode(archive.read(ABOUT))
    if str(said["format"]) != FORMAT:
        raise NotVerified(
            "backup.newer",
            "This backup was made by a newer version of the program.",
            "Install that version, and restore with it.",
        )
    return said


def _copied(archive: zipfile.ZipFile, name: str, sha256: str, to: IO[bytes] | None) -> None:
    digest = hashlib.sha256()
    with _torn(), archive.open(name) as source:
        while part := source.read(_CHUNK):
            digest.update(part)
            if to is not None:
                to.write(part)
    if digest.hexdigest() != sha256:
        raise _damaged(f"{name} is not as it was written")


def _sum(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


@contextmanager
def _torn() -> Iterator[None]:
    try:
        yield
    except WrongInput as error:
        if error.code != "record.not-canonical":
            raise
        raise _damaged("what it says of itself cannot be read") from error
    except _TORN as error:
        raise _damaged("a part of it is missing or changed") from error


def _damaged(why: str) -> NotVerified:
    return NotVerified(
        "backup.damaged",
        f"This backup is not whole: {why}.",
        "Take another copy of it, or an older backup; nothing was restored from this one.",
    )


def _there(out: Path) -> Unusable:
    return Unusable(
        "backup.there-already",
        f"There is something at {out} already, and a backup never takes its place.",
        "Choose another name, or give a folder, in which each backup gets a name of its own.",
    )
