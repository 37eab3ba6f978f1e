"""One writer for one data directory: a lock that ends with its process, however that ends.

A process that it starts inherits nothing of it: neither a program (the descriptor closes by itself) nor a copy of
itself, which gives its share back at once. Else the lock would outlive its owner.
"""

from __future__ import annotations

import os
import sys
import weakref
from pathlib import Path

from showsafe.adapters import files
from showsafe.errors import Unusable

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_HELD: weakref.WeakSet[WriterLock] = weakref.WeakSet()


def _inherit_nothing() -> None:
    for lock in list(_HELD):
        lock.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_inherit_nothing)


class WriterLock:
    """The lock of a data directory, held from making it until ``release``."""

    def __init__(self, file: Path) -> None:
        """Take the lock; raises Unusable (``directory.in-use``) while another process holds it."""
        with files.translated(file):
            self._descriptor: int | None = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            _take(self._descriptor)
        except OSError as error:
            self.release()
            raise Unusable(
                "directory.in-use",
                "This data directory is open in another program.",
                "Use that program, or close it and try again.",
            ) from error
        _HELD.add(self)

    def release(self) -> None:
        """Give the lock back; doing so twice is no harm."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
