"""The ledger itself, read-only, at the paths of C2SP tlog-tiles: tiles of hashes, and bundles of records."""

from __future__ import annotations

import re

from showsafe.entrypoints.http.api.errors import no_such
from showsafe.ledger.store import Store
from showsafe.ledger.tiles import TILE, bundle_of

_PLACE = re.compile(r"((?:x[0-9]{3}/){0,4}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")
_HASH = 32
_LEVELS = 8


def place_of(path: str) -> tuple[int, int]:
    """Return which tile a path names, and how many hashes of it; raises WrongInput ``view.no-such``."""
    match = _PLACE.fullmatch(path)
    width = int(match[2] or TILE) if match else 0
    if match is None or width > TILE or (match[2] and width == TILE) or path.startswith("x000/"):
        raise no_such("tile")
    return int(match[1].replace("x", "").replace("/", "")), width


def hashes(store: Store, level: int, path: str) -> bytes:
    """Return a tile of hashes, of the width that was asked for; raises WrongInput ``view.no-such``."""
    number, width = place_of(path)
    found = store.tile(level, number) if 0 <= level < _LEVELS else b""
    if len(found) < width * _HASH:
        raise no_such("tile")
    return found[: width * _HASH]


def records(store: Store, path: str) -> bytes:
    """Return a bundle of records; raises WrongInput ``view.no-such``."""
    number, width = place_of(path)
    first = number * TILE + 1
    if first + width - 1 > store.size():
        raise no_such("tile")
    return bundle_of(entry.raw for entry in store.entries(first, first + width - 1))
