"""Small files that are there whole or not at all, also after a power cut; and its errors in our words."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from showsafe.adapters.sqlite_errors import disk_error, full, read_only
from showsafe.errors import ShowsafeError, Unusable

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)

TEMPORARY = ".tmp"


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise every error of the operating system inside this block as one of ours.

    ``disk.full``, ``directory.read-only``, ``directory.not-readable``, ``directory.missing``,
    ``directory.is-a-file``, ``directory.no-such-path`` and ``disk.error``.
    """
    try:
        yield
    except OSError as error:
        raise of(error, path) from error


def of(error: OSError, path: Path) -> ShowsafeError:
    """Return our error for one of the operating system's."""
    if error.errno in _FULL:
        return full()
    if error.errno == errno.EACCES and os.access(path, os.F_OK) and not os.access(path, os.R_OK):
        return Unusable(
            "directory.not-readable",
            "This user may not read the data directory.",
            "Give this user the right to read there, or run it as the user whose directory it is.",
        )
    if error.errno in _READ_ONLY:
        return read_only()
    if error.errno in (errno.ENAMETOOLONG, errno.ELOOP, errno.EEXIST):
        return Unusable(
            "directory.no-such-path",
            "No directory can have this path: it is too long, or its links lead in a circle or nowhere.",
            "Check the path.",
        )
    if error.errno == errno.ENOTDIR:
        return is_a_file(path)
    if error.errno == errno.ENOENT:
        return Unusable(
            "directory.missing",
            f"There is nothing at {path}.",
            "Check the path, or make a new data directory there with: showsafe init",
        )
    return disk_error()


def is_a_file(path: Path) -> Unusable:
    """Return the error for a file where a directory should be."""
    return Unusable(
        "directory.is-a-file", f"{path} is a file, or lies below one.", "Choose a directory of its own."
    )


def write(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file so that it is there whole and durable when this returns, and never in part.

    The bytes go to a neighbour, reach the disk, and then take the name; the directory reaches the disk last.
    """
    temporary = path.with_name(path.name + TEMPORARY)
    with contextlib.suppress(FileNotFoundError):
        temporary.unlink()
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        _write_all(descriptor, data)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    temporary.replace(path)
    sync_directory(path.parent)


def make_directory(path: Path) -> None:
    """Make a directory, and those above it that are missing, durably; one that is there is no error."""
    missing = [each for each in (path, *path.parents) if not each.exists()]
    path.mkdir(parents=True, exist_ok=True)
    for each in missing:
        # Who may write in a directory need not be allowed to read it, and then cannot sync it.
        with contextlib.suppress(PermissionError):
            sync_directory(each.parent)


def sync_directory(path: Path) -> None:
    """Make the names in a directory durable, where the system can (Windows does so by itself)."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
