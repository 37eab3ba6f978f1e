"""What the database engine reports, in the words and codes of ``showsafe.errors``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from showsafe.errors import NotVerified, ShowsafeError, Unusable

_PRIMARY = 0xFF


@contextmanager
def translated() -> Iterator[None]:
    """Raise every error of the database inside this block as one of ours.

    ``disk.full``, ``disk.error``, ``directory.read-only``, ``ledger.busy``, ``ledger.cannot-open`` and
    ``ledger.damaged``: whatever else the engine says of a file of ours, its content is not as we wrote it.
    """
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise of(error) from error
    except (UnicodeDecodeError, OverflowError, MemoryError) as error:
        raise damaged() from error


def of(error: Exception) -> ShowsafeError:
    """Return our error for one of the database's."""
    code = code_of(error)
    if code == sqlite3.SQLITE_FULL or no_room_to_share(error):
        return full()
    if code == sqlite3.SQLITE_IOERR:
        return disk_error()
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return read_only()
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Unusable(
            "ledger.busy",
            "Another program holds the ledger just now.",
            "Close the other program and try again.",
        )
    if code == sqlite3.SQLITE_CANTOPEN:
        return Unusable(
            "ledger.cannot-open",
            "The ledger's file cannot be opened.",
            "Check that the disk is there and that this user may read the directory.",
        )
    return damaged()


def no_room_to_share(error: Exception) -> bool:
    """Whether the disk had no room for the file (-shm) that readers and the writer share."""
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_SHMSIZE


def code_of(error: Exception) -> int:
    """Return the engine's primary result code; an error in decoding a text has none, and is damage."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)) & _PRIMARY


def full() -> Unusable:
    """The disk is full: nothing of the last write is kept, everything before it is."""
    return Unusable(
        "disk.full",
        "The disk is full; this act was not written, and everything before it is safe.",
        "Free some space, then repeat the act.",
    )


def disk_error() -> Unusable:
    """The disk refused to read or write."""
    return Unusable(
        "disk.error",
        "The disk refused to read or write; whether this act was kept shows when the ledger is opened again.",
        "Copy the data directory to another disk, run the check there, then repeat the act.",
    )


def reopen() -> Unusable:
    """The disk refused a write: what this program believes to be written, the disk may not have."""
    return Unusable(
        "ledger.reopen",
        "The disk refused an earlier write, and nothing is written any more before the ledger is opened again.",
        "Close the program and open the unit again, then repeat the act.",
    )


def read_only() -> Unusable:
    """The directory or its disk is read-only."""
    return Unusable(
        "directory.read-only",
        "The data directory cannot be written to.",
        "Give this user the right to write there, or open it for reading only.",
    )


def damaged() -> NotVerified:
    """The file's content is not as it was written."""
    return NotVerified(
        "ledger.damaged",
        "The ledger's file is damaged.",
        "Keep it as it is, run the check to find the first bad record, and open a copy kept elsewhere.",
    )
