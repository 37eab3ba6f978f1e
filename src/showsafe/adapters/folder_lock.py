"""One process at a time in a folder that may hold no file for a lock: the folder itself is locked.

Where the system has no such locks (Windows), nothing is held.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from showsafe.errors import Unusable

if sys.platform == "win32":

    @contextmanager
    def held(folder: Path) -> Iterator[None]:
        """Hold nothing."""
        del folder
        yield
else:
    import fcntl

    @contextmanager
    def held(folder: Path) -> Iterator[None]:
        """Hold a folder for the length of a block; raises Unusable (``export.in-use``)."""
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Unusable(
                    "export.in-use",
                    "Another program is writing into this folder.",
                    "Wait until it is done, or choose another folder.",
                ) from error
            yield
        finally:
            os.close(descriptor)
