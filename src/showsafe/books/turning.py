"""From the records of a book to its entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from typing import Any

from showsafe.application.book_words import SCOPE
from showsafe.application.records import unstamp
from showsafe.application.sealing import commitments_in, opener
from showsafe.books.kinds import Sort, own
from showsafe.books.pages import Kept, Pages
from showsafe.errors import NotVerified
from showsafe.ledger import record
from showsafe.ledger.store import Store


def turned(store: Store, sort: Sort, pages: Pages) -> Pages:
    """Return the entries of a book with the records that came since; the pages that were given stay as they are."""
    size = store.size()
    if pages.size == size:
        return pages
    pages = pages.copy()
    opened = opener(store.personal)
    for entry in store.entries(pages.size + 1, size):
        if entry.scope == SCOPE:
            add(pages, kept_of(sort, entry.number, record.read(entry.raw).body, opened))
    pages.size = size
    return pages


def add(pages: Pages, kept: Kept) -> None:
    """Add one entry, and let what it erases be gone."""
    pages.add(kept)
    if kept.kind == own.ERASE:
        pages.forget(kept["entry"])


def kept_of(sort: Sort, number: int, body: Mapping[str, Any], opened: Callable[[str], Any]) -> Kept:
    """Return the entry that a record holds.

    ``opened`` returns the value behind a commitment, or None. Raises NotVerified ``record.unknown-kind``,
    ``personal.damaged``.
    """
    kind = sort.records.get(body["kind"])
    if kind is None:
        raise NotVerified(
            "record.unknown-kind",
            f"Record {number} is of a kind that this program does not know: {body['kind'][:40]}.",
            "Open it with the version of the program that wrote it, or a later one.",
        )
    act = body["act"]
    sealed = commitments_in(act)
    keys = {
        key: copy(row.default) for key, row in kind.keys.items()
    }  # a list of one's own, which may be changed
    erased = set()
    for key, value in act.items():
        keys[key] = opened(sealed[key]) if key in sealed else value
        if key in sealed and keys[key] is None:
            erased.add(key)
    return Kept(
        number=number,
        act_id=body["act_id"],
        kind=kind.name,
        by=body["by"],
        at=unstamp(body["claimed_at"]),
        received=unstamp(body["as_of"]),
        keys=keys,
        erased=frozenset(erased),
        attachments=tuple(body.get("attachments", ())),
        sealed=sealed,
    )
