"""The entries of books as this program last read them, so that a look at a long book costs what is new in it.

They are used only where the ledger goes on from just that record; else everything is read anew.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from showsafe.books.kinds import Sort
from showsafe.books.pages import Pages
from showsafe.books.turning import turned
from showsafe.ledger.store import Store

MOST = 8
"""So many books are kept; the one that was not looked at for longest goes."""


@dataclass(frozen=True, slots=True)
class _Kept:
    pages: Pages
    last: bytes  # the leaf of the record up to which they go


_KEPT: dict[Path, _Kept] = {}
_LOCK = threading.Lock()


def pages_of(place: Path, sort: Sort, store: Store) -> Pages:
    """Return the entries of the book in a directory, as of its last record; they never change, the next are others."""
    place = place.absolute()
    with _LOCK:
        kept = _KEPT.get(place)
    begun = kept.pages if kept is not None and _goes_on(kept, store) else Pages(sort.name)
    pages = turned(store, sort, begun)
    if pages.size:
        keep(place, pages, store)
    return pages


def keep(place: Path, pages: Pages, store: Store) -> None:
    """Keep the entries of a book for the next look."""
    kept = _Kept(pages, store.entry(pages.size).leaf)
    with _LOCK:
        _KEPT.pop(place.absolute(), None)
        _KEPT[place.absolute()] = kept
        while len(_KEPT) > MOST:
            del _KEPT[next(iter(_KEPT))]


def _goes_on(kept: _Kept, store: Store) -> bool:
    size = kept.pages.size
    return 0 < size <= store.size() and store.entry(size).leaf == kept.last
