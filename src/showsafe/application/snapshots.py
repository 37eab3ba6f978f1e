"""The state of a scope as bytes, so that opening it costs a snapshot and its tail, not the whole production.

A snapshot is a convenience and never a source: ``verify`` rebuilds it from the records and compares. It names the
layout of the state that wrote it; one of another layout is ignored, and the records are read instead.
"""

from __future__ import annotations

import hashlib

import msgspec

from showsafe.domain.belief import Belief
from showsafe.domain.state import State
from showsafe.domain.things import Cartridge, Lot, Person, Weapon


def _layout() -> str:
    names = [field for value in (State, Belief, Lot, Weapon, Person, Cartridge) for field in value.__slots__]
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:12]


class Whole(msgspec.Struct, forbid_unknown_fields=True):
    """A state with the layout that it was written in."""

    layout: str
    state: State


LAYOUT = _layout()
_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Whole)


def state_as_bytes(state: State) -> bytes:
    """Return a state as bytes; equal states give equal bytes."""
    return _ENCODER.encode(Whole(layout=LAYOUT, state=state))


def state_from_bytes(content: bytes) -> State | None:
    """Return the state of a snapshot, or None where its layout is not today's or it cannot be read."""
    try:
        whole = _DECODER.decode(content)
    except (msgspec.MsgspecError, ValueError):
        return None
    return whole.state if whole.layout == LAYOUT else None
