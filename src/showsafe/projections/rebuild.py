"""All projections from the records alone, and what differs from them: how they are mended and how they are checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from showsafe.application.book_words import scope_beside
from showsafe.application.records import event_of
from showsafe.application.snapshots import state_as_bytes, state_from_bytes
from showsafe.domain.apply import apply
from showsafe.domain.state import State
from showsafe.ledger import record
from showsafe.ledger.store import Row, Snapshot, Store
from showsafe.projections.project import PROJECTIONS, STALE, VIEWS, project

Progress = Callable[[int, int], None]
"""Told now and then: records read so far, and how many there are."""

_TELL_EVERY = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """One kept value that the records do not lead to: a line of a projection, or the snapshot of a scope."""

    name: str
    key: str
    why: str

    def __str__(self) -> str:
        """Return it as a sentence."""
        shown = self.key.replace("\n", ", from record ")
        return f"{self.name}, {shown}: {self.why}."


@dataclass(slots=True)
class Rebuilt:
    """What the records lead to: every line of every projection, and the snapshots that they do not lead to."""

    rows: dict[tuple[str, str], bytes] = field(default_factory=dict)
    snapshots: list[Difference] = field(default_factory=list)


def rebuilt(store: Store, progress: Progress | None = None) -> Rebuilt:
    """Return what the records lead to, read once from the first to the last."""
    made = Rebuilt()
    states: dict[str, State] = {}
    kept = {scope: store.snapshot(scope) for scope in store.scopes()}
    as_kept: dict[str, State] = {}
    size, beside = store.size(), scope_beside(store)
    for entry in store.entries(1, size):
        if entry.scope == beside:
            continue  # what is shown of a case or a book is made in memory; no line is kept of it
        event = event_of(record.read(entry.raw).body, entry.number, store.personal)
        before = states.get(entry.scope, State())
        after = states[entry.scope] = apply(before, event)
        for row in project(entry.scope, before, after, event):
            _put(made.rows, row)
        snapshot = kept.get(entry.scope)
        if snapshot is not None and entry.number <= snapshot.number:
            as_kept[entry.scope] = after
        if progress is not None and (entry.number % _TELL_EVERY == 0 or entry.number == size):
            progress(entry.number, size)
    for snapshot in kept.values():
        if snapshot is not None:
            made.snapshots.extend(_unlike(snapshot, as_kept.get(snapshot.scope, State())))
    return made


def _put(rows: dict[tuple[str, str], bytes], row: Row) -> None:
    if row.value is None:
        rows.pop((row.name, row.key), None)
    else:
        rows[(row.name, row.key)] = row.value


def _unlike(snapshot: Snapshot, state: State) -> Iterator[Difference]:
    # One of another version is never used, so there is nothing in it to believe.
    known = state_from_bytes(snapshot.state) is not None
    if known and snapshot.state != state_as_bytes(state):
        yield Difference("snapshot", snapshot.scope, f"the records up to {snapshot.number} say otherwise")


def rebuild(store: Store, progress: Progress | None = None) -> int:
    """Write all projections anew from the records; return how many lines they have."""
    rows = rebuilt(store, progress).rows
    for name in (*PROJECTIONS, STALE, VIEWS):
        store.clear_rows(name, [Row(name, key, value) for (of, key), value in rows.items() if of == name])
    return len(rows)


def differences(store: Store, progress: Progress | None = None) -> list[Difference]:
    """Return every line and snapshot that is not what the records lead to; none is how it has to be."""
    made = rebuilt(store, progress)
    found = list(made.snapshots)
    wanted = dict(made.rows)
    for name in (*PROJECTIONS, STALE, VIEWS):
        for key, value in store.rows(name):
            right = wanted.pop((name, key), None)
            if right is None:
                found.append(Difference(name, key, "no record leads to this line"))
            elif right != value:
                found.append(Difference(name, key, "the records say otherwise"))
    found.extend(Difference(name, key, "the line is not there") for name, key in wanted)
    return found
