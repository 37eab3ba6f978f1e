"""What a set may show an office of its personal values, where it says so: the papers of people, and nothing else.

``credentials`` is one value with one commitment: kind, class, number and last day of each paper of a person. It is
shown whole, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from showsafe.application.personal import sealed_in
from showsafe.errors import NotVerified
from showsafe.ledger import record
from showsafe.ledger.archive import Opening
from showsafe.ledger.store import Entry, Personal

CREDENTIALS = "credentials"
MAY_BE_SHOWN = (CREDENTIALS,)
SHOWN = {"enrol": "enrolled", "describe": "described"}
"""The acts whose papers may be shown, and the kinds of their records."""

ERASED = "erased"


def committed(body: Mapping[str, Any]) -> Iterator[str]:
    """Yield the commitments to somebody's papers in a record: in what it says, and in what it lets happen."""
    if body.get("kind") in SHOWN.values() and (found := sealed_in(body["act"].get(CREDENTIALS))):
        yield found
    whole = body.get("completes") or {}
    if whole.get("act_kind") in SHOWN and (found := sealed_in(whole["act"].get(CREDENTIALS))):
        yield found


def shown_of(
    entries: Iterable[Entry], opened: Callable[[str], Personal | None]
) -> tuple[tuple[Opening, ...], tuple[int, ...]]:
    """Return what is to be shown of records, and the numbers of those that erase; a value that is gone is not shown."""
    shown: dict[str, Opening] = {}
    erased: list[int] = []
    for entry in entries:
        try:
            body = record.read(entry.raw).body
        except NotVerified:
            continue
        if body["kind"] == ERASED and body["act"].get("commitments"):
            erased.append(entry.number)
        for commitment in committed(body):
            value = opened(commitment)
            if value is not None:
                shown[commitment] = Opening(entry.number, commitment, value.salt, value.value)
    return tuple(shown.values()), tuple(erased)
