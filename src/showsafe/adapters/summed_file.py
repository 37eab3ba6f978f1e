"""A file whose SHA-256 the settings hold, which a record names: whole or not at all, and for its owner only.

A change puts the new file beside the old one (``NAME.next``), then the settings are recorded, then the new file takes
the name; a program that is killed in between is put right when the directory is opened next.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from showsafe.adapters import files
from showsafe.errors import Unusable

_MODE = 0o600


def sum_of(content: bytes) -> str:
    """Return what the settings say of these bytes: "" where there is nothing."""
    return hashlib.sha256(content).hexdigest() if content else ""


@dataclass(frozen=True, slots=True)
class SummedFile:
    """Such a file by its name; ``changed`` is what is said where it is another than the records name."""

    name: str
    changed: tuple[str, str, str]

    @property
    def next(self) -> str:
        """The name of the file while it is being changed."""
        return f"{self.name}.next"

    def stage(self, directory: Path, content: bytes) -> None:
        """Put the next content on the disk, before any record names it."""
        with files.translated(directory):
            files.write(directory / self.next, content, _MODE)

    def settle(self, directory: Path, named: str) -> None:
        """Let the next content take the place of the one before where the settings name it; else it goes."""
        with files.translated(directory):
            waiting, file = directory / self.next, directory / self.name
            (directory / f"{self.next}{files.TEMPORARY}").unlink(missing_ok=True)
            if waiting.exists():
                if sum_of(waiting.read_bytes()) == named:
                    waiting.replace(file)
                else:
                    waiting.unlink()
                files.sync_directory(directory)

    def read(self, directory: Path, named: str) -> bytes:
        """Return the content that the settings name; nothing where there is none. Raises Unusable ``changed``."""
        with files.translated(directory):
            content = (directory / self.name).read_bytes() if (directory / self.name).exists() else b""
        if sum_of(content) != named:
            raise Unusable(*self.changed)
        return content
