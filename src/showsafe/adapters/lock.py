"""One writer for one data directory: a lock that ends with its process, however that ends."""

from __future__ import annotations

import os
import sys
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

    def release(self) -> None:
        """Give the lock back; doing so twice is no harm."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
