"""The auditor's own reading of a bundle's zip file, in the one form that bundles have.

Everything is stored as it is, in one run of members, each described twice in the same words; there is no comment, no
extra field, no gap and nothing after the end. So there is nothing to unpack, nothing is written anywhere, and no byte
is without meaning: what another program might read otherwise is refused.
"""

from __future__ import annotations

import re
import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from showsafe.ledger.verify.strict import Malformed

LARGEST = 1 << 32
LARGEST_MEMBER = 1 << 26
MOST_MEMBERS = 1_000_000

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END_64 = struct.Struct("<4sQ2H2I4Q")
_WHERE_64 = struct.Struct("<4sIQI")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_FIRST_DAY = 0x21
_VERSION, _VERSION_64, _MADE_ON_UNIX = 20, 45, 0x0300
_MANY = 0xFFFF
_MODES = frozenset(mode << 16 for rights in (0o600, 0o644) for mode in (rights, stat.S_IFREG | rights))
_ENCRYPTED = 0x0041
_PART = r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
_NAME = re.compile(rf"{_PART}(/{_PART}){{0,2}}", re.ASCII)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """One member: where its bytes lie, how many, and their CRC."""

    name: str
    start: int
    size: int
    crc: int
    local: int


class Archive:
    """A zip file of the one form, read without unpacking."""

    def __init__(self, path: Path) -> None:
        """Read the members' names and places; raises Malformed, OSError."""
        self._file: IO[bytes] = path.open("rb")
        try:
            self.members = self._read()
        except BaseException:
            self._file.close()
            raise

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def read(self, name: str) -> bytes:
        """Return the bytes of a member."""
        member = self.members[name]
        self._file.seek(member.start)
        return self._file.read(member.size)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a member, a piece at a time."""
        member = self.members[name]
        self._file.seek(member.start)
        left = member.size
        while piece := self._file.read(min(left, _CHUNK)):
            left -= len(piece)
            yield piece

    def _read(self) -> dict[str, Member]:
        size = self._file.seek(0, 2)
        if not _END.size <= size <= LARGEST:
            raise Malformed("is empty, or far too large")
        count, length, start, end = self._end(size)
        if not 0 < count <= MOST_MEMBERS or start + length != end:
            raise Malformed("has no members or too many, or something beside them")
        self._file.seek(start)
        described = list(self._central(count, length))
        return self._hold(described, start)

    def _end(self, size: int) -> tuple[int, int, int, int]:
        """Return how many members there are, how long their list is, where it begins and where it has to end."""
        self._file.seek(size - _END.size)
        mark, disk, start_disk, here, count, length, start, comment = _END.unpack(self._file.read(_END.size))
        if mark != _END_MARK or (disk, start_disk, comment) != (0, 0, 0) or here != count:
            raise Malformed("does not end as a zip file of the one form ends")
        end = size - _END.size
        if count < _MANY:
            return count, length, start, end
        end = max(end - _END_64.size - _WHERE_64.size, 0)
        self._file.seek(end)
        both = self._file.read(_END_64.size + _WHERE_64.size)
        many = _END_64.unpack_from(both.ljust(_END_64.size))[7]
        made = _MADE_ON_UNIX | _VERSION_64
        right = _END_64.pack(b"PK\6\6", 44, made, _VERSION_64, 0, 0, many, many, length, start)
        if many < _MANY or both != right + _WHERE_64.pack(b"PK\6\7", 0, end, 1):
            raise Malformed("does not count its members as a zip file of the one form does")
        return many, length, start, end

    def _central(self, count: int, length: int) -> Iterator[Member]:
        data = self._file.read(length)
        at = 0
        for _ in range(count):
            if at + _CENTRAL.size > len(data):
                raise Malformed("has a list of members that ends too early")
            fields = _CENTRAL.unpack_from(data, at)
            mark, made, version, flags, method, time, day, crc, packed, size = fields[:10]
            name_length, extra, comment, disk, inner, outer, local = fields[10:]
            at += _CENTRAL.size
            name = _name(data[at : at + name_length])
            at += name_length
            if flags & _ENCRYPTED:
                raise Malformed(f"has an encrypted member ({name})")
            if method or packed != size:
                raise Malformed(f"has a compressed member ({name})")
            if stat.S_ISLNK(outer >> 16):
                raise Malformed(f"has a member that is a link ({name})")
            right = (mark, made, version, flags, time, day) == (
                _CENTRAL_MARK, _MADE_ON_UNIX | _VERSION, _VERSION, 0, 0, _FIRST_DAY,
            )  # fmt: skip
            if not right or (extra, comment, disk, inner) != (0, 0, 0, 0) or outer not in _MODES:
                raise Malformed(f"has a member that is not of the one form ({name})")
            yield Member(name, local + _LOCAL.size + name_length, size, crc, local)
        if at != len(data):
            raise Malformed("has a list of members that goes on after its last")

    def _hold(self, described: list[Member], end: int) -> dict[str, Member]:
        """Hold each member's own head, its place and its CRC against the list."""
        members: dict[str, Member] = {}
        at = 0
        for member in described:
            if member.size > LARGEST_MEMBER:
                raise Malformed(f"has a member that is far too large ({member.name})")
            if member.name in members:
                raise Malformed(f"has a member twice ({member.name})")
            if member.local != at or member.start + member.size > end:
                raise Malformed(f"has members that overlap, or a gap between them ({member.name})")
            name = member.name.encode()
            head = _LOCAL.pack(
                _LOCAL_MARK, _VERSION, 0, 0, 0, _FIRST_DAY, member.crc, member.size, member.size, len(name), 0
            )
            self._file.seek(at)
            if self._file.read(_LOCAL.size + len(name)) != head + name:
                raise Malformed(f"describes a member twice, and not in the same words ({member.name})")
            members[member.name] = member
            at = member.start + member.size
        if at != end:
            raise Malformed("has a gap before its list of members")
        return members

    def broken(self) -> str:
        """Return the name of the first member whose bytes do not have its CRC, or nothing."""
        for member in self.members.values():
            crc = 0
            for piece in self.chunks(member.name):
                crc = zlib.crc32(piece, crc)
            if crc != member.crc:
                return member.name
        return ""


def _name(data: bytes) -> str:
    try:
        name = data.decode("ascii")
    except UnicodeDecodeError as error:
        raise Malformed("has a member whose name is not plain") from error
    if not _NAME.fullmatch(name):
        raise Malformed(f"has a member whose name leads elsewhere, or is not plain ({name[:60]!r})")
    return name
