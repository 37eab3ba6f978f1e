"""Tiles: which files a log of a size has, and the SHA-256 of each, where record i is the digits of i."""

from __future__ import annotations

import hashlib

from conformance.case import Case
from conformance.kinds.tree import leaves_of
from showsafe.ledger.tiles import TILE, bundle_of, entries_path, tile_path, widths
from showsafe.ledger.tree import subtree_of

_SIZES = (1, 255, 256, 257, 600, 65_537)
_SHOWN = 600
"""Above this size only the paths are compared, and the sums of the higher levels."""


def cases() -> list[Case]:
    """Return the cases of tiles: in the index, each path with the sum of its bytes."""
    return [*(_of(size) for size in _SIZES), *_paths()]


def files_of(size: int) -> dict[str, bytes]:
    """Return every tile and bundle of a tree of this size."""
    hashes = leaves_of(size)
    found: dict[str, bytes] = {}
    for level, full, part in widths(size):
        for number in range(full + bool(part)):
            width = TILE if number < full else part
            found[tile_path(level, number, width)] = b"".join(hashes[number * TILE : number * TILE + width])
            if level == 0:
                raws = [b"%d" % place for place in range(number * TILE, number * TILE + width)]
                found[entries_path(number, width)] = bundle_of(raws)
        hashes = [subtree_of(hashes[at : at + TILE])(0, TILE) for at in range(0, full * TILE, TILE)]
    return found


def _of(size: int) -> Case:
    found = files_of(size)
    shown = {
        path: hashlib.sha256(data).hexdigest()
        for path, data in sorted(found.items())
        if size <= _SHOWN or not path.startswith(("tile/0/", "tile/entries/"))
    }
    says = {"size": size, "count": len(found), "sha256": shown}
    return Case(f"log-of-{size}", f"the {len(found)} files of a log of {size} records", says=says)


def _paths() -> list[Case]:
    good = [(0, 0, 256), (0, 999, 256), (1, 1000, 256), (63, 1_234_067, 255), (2, 0, 1)]
    bad = [
        "tile/0/0",
        "tile/00/000",
        "tile/0/x000/001",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/64/000",
    ]
    return [
        *(
            Case(
                f"path-{level}-{number}-{width}",
                "this tile has this path",
                says={
                    "level": level,
                    "number": number,
                    "width": width,
                    "path": tile_path(level, number, width),
                },
            )
            for level, number, width in good
        ),
        *(
            Case(f"path-{number}_fail", "no tile has this path", says={"path": path})
            for number, path in enumerate(bad, start=1)
        ),
    ]
