"""A zip file in one form: entries stored as they are, one fixed date, nothing between them; the same bytes every time.

Only what the format's oldest readers know, and the longer count of files where there are more than 65,534.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

from showsafe.errors import WrongInput

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_WHERE_64 = struct.Struct("<4sLQL")

_NEEDS = 20
_NEEDS_64 = 45
_MADE_ON_UNIX = 3 << 8
_DATE = 1 << 5 | 1
"""The first day that the format knows, 1 January 1980."""

_READABLE = 0o100644 << 16
_MANY = 0xFFFF
LARGEST = 0xFFFF_FFFF


def stored(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the zip of files in the order given.

    Raises WrongInput ``bundle.too-large`` beyond 4 GiB.
    """
    parts: list[bytes] = []
    listed: list[bytes] = []
    at = 0
    for name, content in files:
        named, total, length = name.encode(), zlib.crc32(content), len(content)
        if at + length > LARGEST:
            raise _too_large()
        about = (0, 0, 0, _DATE, total, length, length, len(named), 0)
        local = _LOCAL.pack(b"PK\3\4", _NEEDS, *about) + named
        made = _MADE_ON_UNIX | _NEEDS
        central = _CENTRAL.pack(b"PK\1\2", made, _NEEDS, *about, 0, 0, 0, _READABLE, at)
        parts += (local, content)
        listed.append(central + named)
        at += len(local) + length
    return b"".join((*parts, *listed, _end(len(listed), at, sum(map(len, listed)))))


def _end(count: int, start: int, length: int) -> bytes:
    if start + length > LARGEST:
        raise _too_large()
    few = min(count, _MANY)
    end = _END.pack(b"PK\5\6", 0, 0, few, few, length, start, 0)
    if count < _MANY:
        return end
    made = _MADE_ON_UNIX | _NEEDS_64
    long = _END_64.pack(b"PK\6\6", 44, made, _NEEDS_64, 0, 0, count, count, length, start)
    return long + _WHERE_64.pack(b"PK\6\7", 0, start + length, 1) + end


def _too_large() -> WrongInput:
    return WrongInput(
        "bundle.too-large",
        "This bundle would be larger than 4 GiB.",
        "Choose fewer records; or export the whole ledger: showsafe export DIR --tiles OUT",
    )
