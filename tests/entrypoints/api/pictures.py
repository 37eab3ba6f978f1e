"""Pictures for the tests, made byte by byte: each part of a JPEG and of a PNG, in the order of a file."""

from __future__ import annotations

import struct
import zlib

SOI, EOI = b"\xff\xd8", b"\xff\xd9"
JFIF = b"JFIF\0\1\1\0\0\1\0\1\0\0"


def part(marker: int, content: bytes) -> bytes:
    """Return a part of a JPEG."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def jpeg(
    width: int = 640, height: int = 480, *, more: bytes = b"", data: bytes = b"\x12\xff\x00\x34"
) -> bytes:
    """Return a JPEG of a size; ``more`` are parts before the picture, ``data`` the picture's own bytes."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0"
    tables = part(0xDB, b"\0" + b"\1" * 64) + part(0xC4, b"\0" + b"\0" * 16)
    scan = part(0xDA, b"\1\1\0\0\x3f\0") + data
    return SOI + part(0xE0, JFIF) + more + tables + part(0xC0, frame) + scan + EOI


def chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int = 8, height: int = 8, *, more: bytes = b"", shade: int = 128) -> bytes:
    """Return a grey PNG of a size; ``more`` are chunks before the picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + bytes((shade,)) * width) * height if width * height < 10**6 else b""
    drawn = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + drawn + chunk(b"IEND", b"")
