"""Base64 in its one form: the standard alphabet, padded, without stray bits, characters or line feeds."""

from __future__ import annotations

import base64


def encode(data: bytes) -> str:
    """Return the base64 text of bytes (RFC 4648, section 4)."""
    return base64.b64encode(data).decode()


def decode(text: object) -> bytes:
    """Return the bytes of a base64 text; raises ValueError for anything but what ``encode`` gives."""
    if not isinstance(text, str):
        raise ValueError("Base64 is a text.")  # noqa: TRY004 - one kind of error for whatever comes from outside
    data = base64.b64decode(text, validate=True)
    if encode(data) != text:
        raise ValueError("This is not the one form of this base64.")
    return data
