"""The ledger as it was when it had so many records: its views made again from these, for whoever checks an old page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from showsafe.ledger.store import Entry, NoSuchRecord, Personal, Snapshot, Store
from showsafe.projections.rebuild import rebuilt

Progress = Callable[[int, int], None]


class Past:
    """The first ``size`` records of a store, for reading; nothing that came later is in any of it."""

    def __init__(self, store: Store, size: int, progress: Progress | None = None) -> None:
        self._store = store
        self._size = size
        self._progress = progress

    @cached_property
    def _rows(self) -> dict[tuple[str, str], bytes]:
        made = rebuilt(self, self._progress).rows  # type: ignore[arg-type]  # it reads, and asks for nothing else
        return dict(sorted(made.items()))

    def size(self) -> int:
        """Return how many records there were."""
        return self._size

    def tile(self, level: int, number: int) -> bytes:
        """Return the hashes of a tile; those of records that came later are in it, and are not asked for."""
        return self._store.tile(level, number)

    def entries(self, first: int = 1, last: int | None = None) -> Iterator[Entry]:
        """Yield the records from one number to another, both included."""
        yield from self._store.entries(first, min(self._size, self._size if last is None else last))

    def entry(self, number: int) -> Entry:
        """Return one record; raises NoSuchRecord for one that came later."""
        if number > self._size:
            raise NoSuchRecord(number, self._size)
        return self._store.entry(number)

    def number_of(self, act_id: str) -> int | None:
        """Return the number under which an act was recorded by then."""
        number = self._store.number_of(act_id)
        return number if number is not None and number <= self._size else None

    def scope_entries(self, scope: str, after: int) -> Iterator[Entry]:
        """Yield the records of one scope with a number above ``after``."""
        for entry in self._store.scope_entries(scope, after):
            if entry.number > self._size:
                return
            yield entry

    def scopes(self) -> tuple[str, ...]:
        """Return all scopes that have a record by now; one that came later is empty."""
        return self._store.scopes()

    def personal(self, commitment: str) -> Personal | None:
        """Return the value behind a commitment, unless it was erased since."""
        return self._store.personal(commitment)

    def attachment(self, sha256: str) -> bytes | None:
        """Return an attachment by the hex of its SHA-256."""
        return self._store.attachment(sha256)

    def snapshot(self, scope: str) -> Snapshot | None:
        """Return the last snapshot of a scope, where it is not of later."""
        kept = self._store.snapshot(scope)
        return kept if kept is not None and kept.number <= self._size else None

    def row(self, name: str, key: str) -> bytes | None:
        """Return one value of a view."""
        return self._rows.get((name, key))

    def rows(
        self, name: str, prefix: str = "", *, newest_first: bool = False, limit: int | None = None
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the keys that begin with ``prefix``, with their values."""
        found = [
            (key, value) for (of, key), value in self._rows.items() if of == name and key.startswith(prefix)
        ]
        if newest_first:
            found.reverse()
        yield from found[:limit]
