"""The auditor's own reading of an exported tile folder (C2SP tlog-tiles): plain files, none of them followed as a link.

The folder holds ``checkpoint``, ``tile/<level>/<number>[.p/<width>]`` and ``tile/entries/<number>[.p/<width>]``, and
nothing else: of the tiles that still grow, only the last form.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from showsafe.ledger.verify import hashing
from showsafe.ledger.verify.block import Rows
from showsafe.ledger.verify.hashing import HASH, TILE
from showsafe.ledger.verify.report import FOLDER, Fault
from showsafe.ledger.verify.strict import LARGEST_ENTRY

CHECKPOINT, TILES = "checkpoint", "tile"
_LENGTH = 2
_LARGEST_BUNDLE = TILE * (_LENGTH + LARGEST_ENTRY)
_PATH = re.compile(r"tile/(entries|\d{1,2})/((?:x\d{3}/)*\d{3})(?:\.p/(\d{1,3}))?", re.ASCII)
_DEEPEST = 16


class Folder:
    """A tile folder at one size."""

    what = FOLDER

    def __init__(self, path: Path, size: int) -> None:
        self.path = path
        self.size = size

    def close(self) -> None:
        """Nothing is held open."""

    def rows(self, first: int, count: int, *, columns: bool = True) -> Rows:
        """Return records by their numbers; the first is always the first of a tile."""
        del columns  # there are none
        raws: list[bytes] = []
        leaves: list[bytes] = []
        for number in range(first // TILE, (first + count - 2) // TILE + 1):
            width = min(TILE, first + count - 1 - number * TILE)
            entries, says = self._bundle(number, width)
            raws += entries
            leaves.append(self.tile(0, number)[: width * HASH])
            if says:
                record = number * TILE + len(entries) + 1
                return Rows(raws, b"".join(leaves), fault=Fault("verify.structure", says, record))
        return Rows(raws, b"".join(leaves))

    def tile(self, level: int, number: int) -> bytes:
        """Return the stored hashes of a tile, or nothing where it is not as long as the size says."""
        width = min(TILE, (self.size >> (8 * level)) - number * TILE)
        data = read_file(self.path / tile_path(str(level), number, width), hashing.TILE_BYTES)
        return data if data is not None and len(data) == width * HASH else b""

    def attachment(self, sha256: str) -> bytes | None:
        """There are no attachments beside tiles."""
        del sha256
        return None

    def strangers(self) -> Iterator[str]:
        """Yield by name each path that should not be there, or is no plain file, and what is missing by its number."""
        expected = dict(self._expected())
        counts = dict.fromkeys(expected, 0)
        found = [
            name for name, plain in _walk(self.path) if not plain or not self._belongs(name, expected, counts)
        ]
        yield from map(shown, sorted(found))
        for kind, (full, growing) in expected.items():
            if counts[kind] != full + (growing > 0):
                yield f"{TILES}/{kind} (a file of it is missing)"

    def _belongs(self, name: str, expected: dict[str, tuple[int, int]], counts: dict[str, int]) -> bool:
        if name == CHECKPOINT:
            return True
        match = _PATH.fullmatch(name)
        if match is None or match[1] not in expected:
            return False
        full, growing = expected[match[1]]
        number = int(match[2].replace("/", "").replace("x", ""))
        width = int(match[3]) if match[3] else TILE
        counts[match[1]] += 1
        # Only the one way of writing a number is its name.
        right = (number < full and width == TILE) or (number == full and width == growing > 0)
        return right and name == tile_path(match[1], number, width)

    def _expected(self) -> Iterator[tuple[str, tuple[int, int]]]:
        for level, full, growing in hashing.tile_counts(self.size):
            yield str(level), (full, growing)
        yield "entries", (self.size // TILE, self.size % TILE)

    def _bundle(self, number: int, width: int) -> tuple[list[bytes], str]:
        """Return the entries of a bundle, and what is wrong with it."""
        # The last bundle may be longer than what was asked for, where only a part of it was.
        whole = min(TILE, self.size - number * TILE)
        path = tile_path("entries", number, whole)
        data = read_file(self.path / path, _LARGEST_BUNDLE)
        if data is None:
            return [], f"the file {path} is not there, or cannot be read"
        entries: list[bytes] = []
        at = 0
        for _ in range(whole):
            start = at + _LENGTH
            at = start + int.from_bytes(data[at:start])
            if at > len(data):
                return entries[:width], f"the file {path} ends before its last record"
            entries.append(data[start:at])
        says = f"the file {path} goes on after its last record" if at != len(data) else ""
        return entries[:width], says


def tile_path(kind: str, number: int, width: int) -> str:
    """Return the path of a tile or bundle of records."""
    digits = f"{number:03}"
    digits = digits.zfill((len(digits) + 2) // 3 * 3)
    parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    name = "/".join([f"x{part}" for part in parts[:-1]] + parts[-1:])
    return f"{TILES}/{kind}/{name}" + ("" if width == TILE else f".p/{width}")


def shown(name: str) -> str:
    """Return a name as a report shows it: what a terminal would obey, or a reader could not see, by its number."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in name)


def read_file(path: Path, largest: int) -> bytes | None:
    """Return the bytes of a plain file, or None where it is none, is too large or cannot be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError):
        return None
    try:
        kind = os.fstat(descriptor)
        if not stat.S_ISREG(kind.st_mode) or kind.st_size > largest:
            return None
        with open(descriptor, "rb", buffering=0, closefd=False) as file:
            return file.read()
    except OSError:
        return None
    finally:
        os.close(descriptor)


def _walk(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield (name, whether it is a plain file) of all that lies in a folder; an empty folder is no plain file."""
    waiting = [("", 0)]
    while waiting:
        inside, depth = waiting.pop()
        with os.scandir(path / inside) as found:
            items = list(found)
        if inside and not items:
            yield inside, False
        for item in items:
            name = f"{inside}{item.name}"
            if item.is_dir(follow_symlinks=False) and depth < _DEEPEST:
                waiting.append((f"{name}/", depth + 1))
            else:
                yield name, item.is_file(follow_symlinks=False)
