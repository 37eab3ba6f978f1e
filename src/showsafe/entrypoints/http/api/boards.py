"""The board as bytes, made once for each record however many look at it: one with names, one without."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

import msgspec

from showsafe.entrypoints.http.api import views
from showsafe.ledger.store import Store
from showsafe.projections import board, waiting, whole_set

PARTS = (board.NAME, waiting.NAME, whole_set.NAME)


@dataclass(frozen=True, slots=True)
class Made:
    """The board as of a record, as JSON."""

    size: int
    content: bytes


class Boards:
    """The newest board of a unit. Safe to call from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._made: dict[bool, Made] = {}
        self._locks = {True: Lock(), False: Lock()}

    def size(self) -> int:
        """Return the number of the newest record."""
        return self._store.size()

    def newest(self, names: bool) -> Made:  # noqa: FBT001 - which of the two
        """Return the newest board, with the names of people or without; raises as ``views.as_of``."""
        with self._locks[names]:
            made = self._made.get(names)
            if made is not None and made.size == self._store.size():
                return made
            size, found = views.as_of(self._store, PARTS, lambda: views.board_of(self._store, names=names))
            content = msgspec.json.encode({**views.head(self._store, size), **found})
            self._made[names] = made = Made(size, content)
            return made
