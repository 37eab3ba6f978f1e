"""The state of a scope as bytes, so that opening it costs a snapshot and its tail, not the whole production.

A snapshot is a convenience and never a source: ``verify`` rebuilds it from the records and compares. It names the
layout of the state that wrote it; one of another layout is ignored, and the records are read instead.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any, get_args, get_type_hints

import msgspec

from showsafe.domain.state import State


def _layout() -> str:
    """Return a digest of every field, with its type, of every value that a state can hold."""
    seen: set[type] = set()
    waiting: list[type] = [State]
    lines: list[str] = []
    while waiting:
        value = waiting.pop()
        if value in seen:
            continue
        seen.add(value)
        for name, hint in get_type_hints(value).items():
            lines.append(f"{value.__name__}.{name}: {hint}")
            waiting.extend(_values_in(hint))
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:12]


def _values_in(hint: Any) -> Iterator[type]:  # noqa: ANN401 - a type annotation
    if is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for inner in get_args(hint):
        yield from _values_in(inner)


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
