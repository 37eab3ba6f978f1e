"""Sets of digests that do not fit into memory: spilled to temporary files by their first bits, looked at one by one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO

COUNT = 32
_SHIFT = 3
_KEPT = 1 << 20


class Buckets:
    """Digests of one width, in 32 parts by the first five bits; small sets never touch the disk."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.count = 0
        self._parts: list[list[bytes]] = [[] for _ in range(COUNT)]
        self._files: list[IO[bytes]] = []
        self._held = 0

    def add(self, joined: bytes) -> None:
        """Add digests, joined."""
        width = self.width
        for at in range(0, len(joined), width):
            self._parts[joined[at] >> _SHIFT].append(joined[at : at + width])
        self.count += len(joined) // width
        self._held += len(joined)
        if self._held > _KEPT:
            self._spill()

    def part(self, number: int) -> list[bytes]:
        """Return all digests of one part, in the order in which they came."""
        found: list[bytes] = []
        if self._files:
            file = self._files[number]
            file.seek(0)
            data = file.read()
            found = [data[at : at + self.width] for at in range(0, len(data), self.width)]
            file.seek(0, 2)
        return found + self._parts[number]

    def parts(self) -> Iterator[list[bytes]]:
        """Yield all parts."""
        return map(self.part, range(COUNT))

    def close(self) -> None:
        """Let the temporary files go."""
        for file in self._files:
            file.close()
        self._files.clear()

    def _spill(self) -> None:
        if not self._files:
            self._files = [tempfile.TemporaryFile() for _ in range(COUNT)]  # noqa: SIM115 - closed by ``close``
        for part, file in zip(self._parts, self._files, strict=True):
            file.write(b"".join(part))
            part.clear()
        self._held = 0


def part_of(digest: bytes) -> int:
    """Return the part that a digest belongs to."""
    return digest[0] >> _SHIFT
