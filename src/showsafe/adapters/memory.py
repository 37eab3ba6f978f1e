"""The ledger in memory, with the contract of every store: for simulators and tests, never for a set."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from showsafe.adapters.memory_outbox import MemoryOutbox
from showsafe.ledger.store import (
    NOTHING_BESIDE,
    Beside,
    Duplicate,
    Entry,
    NoSuchRecord,
    NotInOrder,
    Personal,
    Row,
    Snapshot,
    check_order,
)
from showsafe.ledger.tiles import TILE, grow
from showsafe.ledger.tree import Frontier, leaf_hash


class MemoryStore(MemoryOutbox):
    """A store of ``showsafe.ledger.store`` that is gone when the process ends."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self._acts: dict[str, int] = {}
        self._scopes: dict[str, list[int]] = {}
        self._rows: dict[str, dict[str, bytes]] = {}
        self._snapshots: dict[str, Snapshot] = {}
        self._frontier = Frontier()
        self._tiles: dict[tuple[int, int], bytes] = {}
        self._attachments: dict[str, bytes] = {}
        self._personal: dict[str, Personal] = {}
        self._checkpoint = b""

    def size(self) -> int:
        """Return how many records there are."""
        return len(self._entries)

    def frontier(self) -> Frontier:
        """Return the growing edge of the tree."""
        return self._frontier

    def checkpoint(self) -> bytes:
        """Return the last signed checkpoint, or nothing before the first."""
        return self._checkpoint

    def append(
        self,
        expected: int,
        entries: Sequence[Entry],
        rows: Sequence[Row] = (),
        snapshots: Sequence[Snapshot] = (),
        checkpoint: bytes = b"",
        beside: Beside = NOTHING_BESIDE,
    ) -> None:
        """Write everything, or nothing of it; see the port. All checks come before the first change."""
        leaves = [leaf_hash(entry.raw) for entry in entries]
        with self._lock:
            check_order(expected, self._frontier, entries, leaves)
            self._check(expected + len(entries), entries, snapshots)
            grown = list(grow(expected, leaves, self.tile))
            self._tiles.update(((level, number), hashes) for level, number, hashes in grown)
            self._put_beside(beside)
            for entry in entries:
                self._entries.append(entry)
                self._acts[entry.act_id] = entry.number
                self._scopes.setdefault(entry.scope, []).append(entry.number)
            self._frontier = self._frontier.extend(leaves)
            self._checkpoint = checkpoint or self._checkpoint
            self._put_rows(rows)
            self._snapshots.update((snapshot.scope, snapshot) for snapshot in snapshots)

    def entries(self, first: int = 1, last: int | None = None) -> Iterator[Entry]:
        """Yield the records from one number to another, both included."""
        end = self.size() if last is None else min(last, self.size())
        for number in range(max(first, 1), end + 1):
            yield self._entries[number - 1]

    def entry(self, number: int) -> Entry:
        """Return one record; raises NoSuchRecord."""
        if not 0 < number <= self.size():
            raise NoSuchRecord(number, self.size())
        return self._entries[number - 1]

    def number_of(self, act_id: str) -> int | None:
        """Return the number under which an act is recorded, if it is."""
        return self._acts.get(act_id)

    def tile(self, level: int, number: int) -> bytes:
        """Return the hashes of a tile, joined; the growing one of level 0 from the records themselves."""
        kept = self._tiles.get((level, number), b"")
        if kept or level:
            return kept
        return b"".join(entry.leaf for entry in self._entries[number * TILE : (number + 1) * TILE])

    def attachment(self, sha256: str) -> bytes | None:
        """Return an attachment by the hex of its SHA-256."""
        return self._attachments.get(sha256)

    def attachments(self) -> Iterator[str]:
        """Yield the SHA-256 of every attachment, in order."""
        yield from sorted(self._attachments)

    def personal(self, commitment: str) -> Personal | None:
        """Return the value behind a commitment, unless it was erased or never here."""
        return self._personal.get(commitment)

    def row(self, name: str, key: str) -> bytes | None:
        """Return one value of a projection."""
        return self._rows.get(name, {}).get(key)

    def rows(
        self, name: str, prefix: str = "", *, newest_first: bool = False, limit: int | None = None
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the keys that begin with ``prefix``, with their values, by code point."""
        with self._lock:
            found = [pair for pair in self._rows.get(name, {}).items() if pair[0].startswith(prefix)]
        yield from sorted(found, reverse=newest_first)[:limit]

    def clear_rows(self, name: str, rows: Iterable[Row] = ()) -> None:
        """Empty one projection and write ``rows`` in its place."""
        with self._lock:
            fresh = list(rows)
            self._rows.pop(name, None)
            self._put_rows(fresh)

    def snapshot(self, scope: str) -> Snapshot | None:
        """Return the last snapshot of a scope."""
        return self._snapshots.get(scope)

    def scopes(self) -> tuple[str, ...]:
        """Return all scopes that have a record, sorted."""
        return tuple(sorted(self._scopes))

    def scope_entries(self, scope: str, after: int) -> Iterator[Entry]:
        """Yield the records of one scope with a number above ``after``."""
        for number in tuple(self._scopes.get(scope, ())):
            if number > after:
                yield self._entries[number - 1]

    def close(self) -> None:
        """Do nothing: there is no file. Here so that every store can be closed."""

    def _check(self, size: int, entries: Sequence[Entry], snapshots: Sequence[Snapshot]) -> None:
        for entry in entries:
            if entry.act_id in self._acts:
                raise Duplicate(entry.act_id)
        for snapshot in snapshots:
            if not 0 < snapshot.number <= size:
                raise NotInOrder(snapshot.number, "a snapshot speaks of a record that is not there")

    def _put_beside(self, beside: Beside) -> None:
        for content in beside.attachments:
            self._attachments.setdefault(hashlib.sha256(content).hexdigest(), content)
        for value in beside.personal:
            self._personal.setdefault(value.commitment, value)
        for commitment in beside.erased:
            self._personal.pop(commitment, None)
        self._tell(beside.tell)

    def _put_rows(self, rows: Iterable[Row]) -> None:
        for row in rows:
            table = self._rows.setdefault(row.name, {})
            if row.value is None:
                table.pop(row.key, None)
            else:
                table[row.key] = row.value
