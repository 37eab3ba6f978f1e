"""What is kept of a unit between two looks at its records, and as which bytes.

It is a convenience and never a source: one of another layout is not used, and the records are read from the first on.
"""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from showsafe.application import snapshots
from showsafe.domain.state import State

LINES_EDITION = 2
"""Raised with every change of what a line says, so that the lines of an older program are made anew."""

EDITION = hashlib.sha256(f"{LINES_EDITION} {snapshots.LAYOUT}".encode()).hexdigest()[:16]
"""The way in which lines are made by this program: its own edition, and the layout of the state behind them."""


class Mark(msgspec.Struct, frozen=True):
    """The record that last changed something, and when that was by the node's clock and by the office's."""

    record: int = 0
    said: str = ""
    arrived: str = ""


class Link(msgspec.Struct, frozen=True):
    """The end of one device's chain: its number there, and the leaf hash of that record in hex."""

    number: int
    leaf: str


class OpenMatter(msgspec.Struct, frozen=True):
    """A deviation or concern that no record has closed: its line as it was opened, and the things that it holds."""

    mark: Mark
    value: dict[str, Any]
    who: str = ""
    holds: tuple[str, ...] = ()


class Told(msgspec.Struct, frozen=True):
    """A personal value that a record commits to, and in which record it was said last."""

    record: int
    commitment: str


class Kept(msgspec.Struct):
    """Everything that following the next record needs."""

    edition: str = EDITION
    size: int = 0
    state: State = msgspec.field(default_factory=State)
    last: Mark = msgspec.field(default_factory=Mark)
    day: Mark = msgspec.field(default_factory=Mark)
    untold: int = 0
    gaps: int = 0
    chains: dict[str, Link] = msgspec.field(default_factory=dict)
    deviations: dict[str, OpenMatter] = msgspec.field(default_factory=dict)
    holding: dict[str, list[str]] = msgspec.field(default_factory=dict)
    """By thing (``weapon NAME``, ``lot NAME``), the open deviations that hold it."""
    concerns: dict[str, OpenMatter] = msgspec.field(default_factory=dict)
    opened: dict[str, Mark] = msgspec.field(default_factory=dict)
    """When each open stop and each open difference came, by the key of its line."""
    told: dict[str, dict[str, Told]] = msgspec.field(default_factory=dict)
    people: dict[str, Mark] = msgspec.field(default_factory=dict)


_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Kept)


def as_bytes(kept: Kept) -> bytes:
    """Return what is kept as bytes; equal ones give equal bytes."""
    return _ENCODER.encode(kept)


def from_bytes(content: bytes) -> Kept | None:
    """Return what was kept, or None where it is of another edition or cannot be read."""
    try:
        kept = _DECODER.decode(content)
    except (msgspec.MsgspecError, ValueError):
        return None
    return kept if kept.edition == EDITION else None
