"""The entries of hire by what they are about, so that a safe of thousands is looked at once and not once a weapon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from showsafe.books.pages import Kept, Pages


@dataclass(frozen=True, slots=True)
class Index:
    """Conditions by thing, services by weapon, each the first one first; the last interval by what it is stated for."""

    conditions: Mapping[str, Sequence[Kept]]
    services: Mapping[str, Sequence[Kept]]
    intervals: Mapping[tuple[str, str], Kept]


def index_of(pages: Pages) -> Index:
    """Return the entries of hire of a book by what they are about."""
    return Index(
        conditions=_by(pages, "note-condition", "thing"),
        services=_by(pages, "record-service", "weapon"),
        intervals={(kept["of"], kept["name"]): kept for kept in pages.entries("set-interval")},
    )


def _by(pages: Pages, kind: str, key: str) -> dict[str, list[Kept]]:
    found: dict[Any, list[Kept]] = {}
    for kept in pages.entries(kind):
        found.setdefault(kept[key], []).append(kept)
    return found
