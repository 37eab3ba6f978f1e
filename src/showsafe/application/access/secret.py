"""Random texts that stand for a right: shown once, and kept only as their SHA-256.

A text has 128 random bits or more, so its plain hash tells nothing; it is found by that hash, and so never compared.
"""

from __future__ import annotations

import hashlib
import re
import secrets

_BYTES = 16
_FORM = re.compile(r"[a-z]-[A-Za-z0-9_-]{22}")

BADGE, DEVICE, SESSION, CHALLENGE = "b", "d", "s", "c"
"""What a secret is for; its first letter says it, so that one is never taken for another."""


def new(kind: str) -> str:
    """Return a new secret of a kind."""
    return f"{kind}-{secrets.token_urlsafe(_BYTES)}"


def kept(text: str, kind: str) -> str:
    """Return what is kept of a secret; of a text that is none of its kind, what no secret has."""
    formed = bool(_FORM.fullmatch(text)) and text.startswith(f"{kind}-")
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if formed else ""
