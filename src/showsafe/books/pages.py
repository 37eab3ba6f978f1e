"""The entries of a book as they can be read: in order, by number, by kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Kept:
    """One entry that is on record.

    ``number`` is that of its record in the book's own ledger. ``at`` is when it is said to have been, ``received`` when
    it was written. ``keys`` are opened; one that was erased is None there and named in ``erased``. ``attachments`` are
    the SHA-256 of what is attached. ``sealed`` are the commitments of the personal keys.
    """

    number: int
    act_id: str
    kind: str
    by: str
    at: datetime
    received: datetime
    keys: Mapping[str, Any]
    erased: frozenset[str] = frozenset()
    attachments: tuple[str, ...] = ()
    sealed: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - the value of any key
        """Return the value of a key of its kind; None where it was erased."""
        return self.keys[key]


class Pages:
    """The entries of one book, up to a record of its ledger; only the book that they are of adds to them."""

    def __init__(self, book: str = "") -> None:
        """Begin with none; ``book`` is the name of the book."""
        self.book = book
        self.size = 0
        self._entries: dict[int, Kept] = {}
        self._kinds: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Kept]:
        return iter(tuple(self._entries.values()))

    def at(self, number: int) -> Kept | None:
        """Return the entry of a record, if that is one."""
        return self._entries.get(number)

    def entries(self, kind: str | None = None) -> tuple[Kept, ...]:
        """Return all entries, or those of one kind, the first one first."""
        if kind is None:
            return tuple(self._entries.values())
        return tuple(self._entries[number] for number in self._kinds.get(kind, ()))

    def last(self, kind: str) -> Kept | None:
        """Return the last entry of a kind, if there is one."""
        numbers = self._kinds.get(kind)
        return self._entries[numbers[-1]] if numbers else None

    def copy(self) -> Pages:
        """Return the same entries, to which others can be added."""
        other = Pages(self.book)
        other.size = self.size
        other._entries = dict(self._entries)
        other._kinds = {kind: list(numbers) for kind, numbers in self._kinds.items()}
        return other

    def add(self, kept: Kept) -> None:
        """Add the next entry."""
        self._entries[kept.number] = kept
        self._kinds.setdefault(kept.kind, []).append(kept.number)
        self.size = kept.number

    def forget(self, number: int) -> None:
        """Let the personal values of an entry be gone, as a record says."""
        kept = self._entries[number]
        keys = {key: None if key in kept.sealed else value for key, value in kept.keys.items()}
        self._entries[number] = replace(kept, keys=keys, erased=frozenset(kept.sealed))
