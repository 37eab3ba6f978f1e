"""What a photo that comes with an act has to be: a whole JPEG or PNG of sane size, and nothing beside the picture.

Nothing is decoded: the parts that the file is made of are walked through from its first byte to its last. So nothing
can hide behind the picture, and no place, time or name of a camera comes with it: a part that could say it is refused.
"""

from __future__ import annotations

import binascii
import hashlib
import struct
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from showsafe.errors import WrongInput
from showsafe.ledger import base64text

MOST = 3
"""How many photos belong to one act at the most."""

LARGEST = 400_000
"""How many bytes one may have."""

LONGEST = 1_600
"""How many pixels its longer side may have: what the app makes of a photo before it sends it."""

_PNG = b"\x89PNG\r\n\x1a\n"
_IHDR, _IDAT, _IEND = b"IHDR", b"IDAT", b"IEND"
_CHUNKS = (_IHDR, b"PLTE", _IDAT, _IEND, b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"sBIT", b"bKGD")
_PNG_HEAD = 13

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_FRAMES = (0xC0, 0xC1, 0xC2)
"""Frames of a JPEG that every browser shows: baseline, extended, progressive."""

_TABLES = (0xC4, 0xDB, 0xDD)
_APPS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""Parts beside the picture that say nothing of where, when and by what it was taken."""

_EXIF = (0xE1, 0xED, 0xFE)
_STUFFED = (0x00, *range(0xD0, 0xD8))


def received(texts: Sequence[str], named: Sequence[str]) -> tuple[bytes, ...]:
    """Return the photos that came with an act in base64, which names just these by their SHA-256.

    Raises WrongInput: ``photo.too-many``, ``photo.not-base64``, ``photo.not-the-one``, and as ``media_type``.
    """
    if len(texts) > MOST:
        raise WrongInput(
            "photo.too-many", f"{len(texts)} photos came with one act.", f"Send at most {MOST} with it."
        )
    photos = tuple(_decoded(text) for text in texts)
    for photo in photos:
        media_type(photo)
    if {hashlib.sha256(each).hexdigest() for each in photos} != set(named):
        raise WrongInput(
            "photo.not-the-one",
            "The photos that came are not those that the act names.",
            "Take them again, and repeat it; nothing was recorded.",
        )
    return tuple(dict.fromkeys(photos))


def sent_with(act: Mapping[str, Any], attachments: Sequence[str]) -> None:
    """Let the keys of an act pass that name no photo but those that came with it; raises ``photo.not-sent``."""
    parts = (act, *act.get("steps", ()))
    if any(name not in attachments for part in parts for name in part.get("photos", ())):
        raise WrongInput(
            "photo.not-sent",
            "The act names a photo that did not come with it.",
            "Send it with the act, from the app; elsewhere leave the key photos out.",
        )


def media_type(photo: bytes) -> str:
    """Return what kind of picture it is: ``image/jpeg`` or ``image/png``.

    Raises WrongInput: ``photo.too-large``, ``photo.no-picture``, ``photo.says-more``.
    """
    if len(photo) > LARGEST:
        raise WrongInput(
            "photo.too-large",
            f"The photo has {len(photo):,} bytes.",
            f"Send one with at most {LARGEST:,}: the app makes them smaller.",
        )
    png = photo.startswith(_PNG)
    try:
        width, height = _of_png(photo) if png else _of_jpeg(photo)
    except (IndexError, struct.error):
        raise _no_picture() from None
    if not 0 < min(width, height) <= max(width, height) <= LONGEST:
        raise WrongInput(
            "photo.too-large",
            f"The photo is {width} by {height} pixels.",
            f"Send one with at most {LONGEST} on its longer side: the app makes them smaller.",
        )
    return "image/png" if png else "image/jpeg"


def _decoded(text: str) -> bytes:
    try:
        return base64text.decode(text)
    except (ValueError, binascii.Error):
        raise WrongInput(
            "photo.not-base64", "A photo is not in base64.", "Load the page again and repeat it."
        ) from None


def _of_jpeg(data: bytes) -> tuple[int, int]:
    """Return width and height; every marker from the first to the last is one that a picture has."""
    if data[:3] != bytes((0xFF, _SOI, 0xFF)):
        raise _no_picture()
    at, size = 2, (0, 0)
    while True:
        if data[at] != 0xFF:  # noqa: PLR2004 - what every marker begins with
            raise _no_picture()
        marker = data[at + 1]
        if marker == _EOI:
            if at + 2 != len(data) or size == (0, 0):
                raise _no_picture()
            return size
        (length,) = struct.unpack_from(">H", data, at + 2)
        part = data[at + 4 : at + 2 + length]
        if len(part) != length - 2:
            raise _no_picture()
        at += 2 + length
        if marker in _FRAMES and size == (0, 0):
            size = struct.unpack_from(">xHH", part)[::-1]
        elif marker == _SOS and size != (0, 0):
            at = _after_scan(data, at)
        else:
            _known(marker, part)


def _known(marker: int, part: bytes) -> None:
    """Let a part of a JPEG pass that belongs to the picture alone."""
    if marker in _EXIF:
        raise _says_more()
    beside = _APPS.get(marker)
    if marker not in _TABLES and (beside is None or not part.startswith(beside)):
        raise _no_picture() if beside is None else _says_more()


def _after_scan(data: bytes, at: int) -> int:
    """Return where the next marker is after the picture's own bytes."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise _no_picture()
        if data[at + 1] not in _STUFFED:
            return at
        at += 2


def _of_png(data: bytes) -> tuple[int, int]:
    """Return width and height; every chunk is one that a picture has, whole, and the last one ends the file."""
    at, size, drawn = len(_PNG), (0, 0), False
    while True:
        length, name = struct.unpack_from(">I4s", data, at)
        part = data[at + 8 : at + 8 + length]
        (crc,) = struct.unpack_from(">I", data, at + 8 + length)
        if zlib.crc32(name + part) != crc or (name == _IHDR) != (size == (0, 0)):
            raise _no_picture()
        if name not in _CHUNKS:
            raise _says_more()
        if name == _IHDR:
            if length != _PNG_HEAD:
                raise _no_picture()
            size = struct.unpack_from(">II", part)
        drawn = drawn or name == _IDAT
        at += 12 + length
        if name == _IEND:
            if at != len(data) or length or not drawn:
                raise _no_picture()
            return size


def _no_picture() -> WrongInput:
    return WrongInput(
        "photo.no-picture",
        "This is not one whole JPEG or PNG and nothing else.",
        "Take the photo again with the app.",
    )


def _says_more() -> WrongInput:
    return WrongInput(
        "photo.says-more",
        "Beside the picture there is something else in this file, as where and when it was taken.",
        "Take the photo with the app, which sends the picture alone.",
    )
