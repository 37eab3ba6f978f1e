"""What proved who it is, at the moment of an act: it goes into the record, and a weaker proof is shown as weaker."""

from __future__ import annotations

from showsafe.domain.named import DEVICE

NONE = "none"
"""Nobody was asked: a name was only said, or none was."""

SHARED = "badge-pin-shared-device"
"""A badge and its PIN, on a device that several people use."""

OWN = "badge-pin-own-device"
"""A badge and its PIN, on the device that is enrolled as this person's own."""

PASSKEY = "passkey"
"""A key that this person's own authenticator holds."""

STRENGTHS = (NONE, SHARED, OWN, PASSKEY)
"""Every proof, the weakest first."""


def owner_of(key_of: str) -> str:
    """Return whose own a device is, ``device:NAME@PERSON``; "" for one that is shared, ``device:NAME``."""
    return key_of.partition("@")[2] if key_of.startswith(DEVICE) else ""


def of_a_badge(person: str, owner: str) -> str:
    """Return what a badge and its PIN prove on a device of this owner ("" where it is shared)."""
    return OWN if owner and owner == person else SHARED


def weaker(one: str, other: str) -> bool:
    """Whether one proof is weaker than another."""
    return STRENGTHS.index(one) < STRENGTHS.index(other)
