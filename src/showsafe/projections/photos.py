"""The photos: one line for each by its SHA-256, and one under each thing that its act is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from showsafe.application.records import stamp
from showsafe.ledger.store import Row, Store
from showsafe.projections.rows import Change, key_of, line, read

NAME = "photos"
_ONE, _OF = "one", "of"


def project(change: Change) -> Iterator[Row]:
    """Yield the lines of the photos that came with an act, whatever was answered to it."""
    event, act = change.event, change.event.act
    steps = (photo for step in act.steps for photo in step.photos)
    for place, photo in enumerate(dict.fromkeys((*act.photos, *steps))):
        value = {
            "scope": change.scope,
            "sha256": photo,
            "record": event.number,
            "at": stamp(event.at),
            "kind": act.kind,
            "by": act.by,
            "outcome": event.outcome,
        }
        yield line(NAME, f"{_ONE}\n{photo}", value)
        thing = act.weapon or act.lot
        if thing:
            key = f"{_OF}\n{key_of(change.scope, thing)}\n{event.number:012}\n{place:02}"
            yield line(NAME, key, value)


def of_thing(store: Store, key: str) -> list[dict[str, Any]]:
    """Return the photos of a weapon or a lot, the newest first."""
    return [read(value) for _, value in store.rows(NAME, f"{_OF}\n{key}\n")][::-1]


def known(store: Store, sha256: str) -> bool:
    """Whether a record of an act names this attachment as a photo."""
    return store.row(NAME, f"{_ONE}\n{sha256}") is not None
