"""Group commit: acts that are decided while another commit is on its way share the next one.

Every act is decided and sealed one after the other, under one lock, on top of all acts before it, also those that
are not yet on the disk. What is decided gathers in an open batch. Whoever comes first becomes the batch's leader:
it waits for the commit before to end, then, for at most ``WINDOW`` seconds and only while somebody else is being
decided, for others; then it appends the batch in one transaction. Nobody is answered before the disk has the batch.

If the append fails, everybody in the batch is told so, and so is everybody who was decided on top of it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from showsafe.application.states import Scope
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.outbox import ToTell
from showsafe.ledger.store import Beside, Conflict, Entry, Personal, Row, Snapshot
from showsafe.ledger.writer import Position

WINDOW = 0.002
"""The longest that a commit waits for acts that are being decided, in seconds."""


@dataclass(slots=True)
class Batch:
    """Acts that are decided and sealed but not yet appended: what one transaction takes.

    ``base`` is how many records there have to be when it is appended; ``at`` is where the ledger ends after it.
    ``next_key`` signs the checkpoint, and all that comes after, where the batch replaces the key of the node.
    """

    base: int
    at: Position
    entries: list[Entry] = field(default_factory=list)
    rows: dict[tuple[str, str], Row] = field(default_factory=dict)
    snapshots: dict[str, Snapshot] = field(default_factory=dict)
    states: dict[str, Scope] = field(default_factory=dict)
    attachments: list[bytes] = field(default_factory=list)
    personal: list[Personal] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    tell: list[ToTell] = field(default_factory=list)
    next_key: DeviceKey | None = None
    done: bool = False
    error: BaseException | None = None

    def take(self, entry: Entry, at: Position, rows: Iterable[Row]) -> None:
        """Add one sealed record, the end of the ledger after it, and the rows that it changes."""
        self.entries.append(entry)
        self.at = at
        self.rows.update(((row.name, row.key), row) for row in rows)

    def put(self, row: Row) -> None:
        """Add one row of its own."""
        self.rows[row.name, row.key] = row

    def beside(self) -> Beside:
        """Return what goes into the transaction beside the records."""
        return Beside(tuple(self.attachments), tuple(self.personal), tuple(self.erased), tuple(self.tell))

    def holds(self, act_id: str) -> bool:
        """Whether the act of this id is in the batch."""
        return any(entry.act_id == act_id for entry in self.entries)

    def fail(self, error: BaseException) -> None:
        """Tell everybody in it that it is not recorded."""
        self.error, self.done = error, True


class Group:
    """The open batch, the one on its way to the disk, and who leads."""

    def __init__(
        self, append: Callable[[Batch], None], begin: Callable[[], Batch], forget: Callable[[], None]
    ) -> None:
        """Join it from its unit.

        ``append`` makes a batch durable, or raises; ``begin`` returns an empty one at the end of the ledger;
        ``forget`` drops what is known of acts that were decided and will not be recorded.
        """
        self.deciding = threading.RLock()
        self._joined = threading.Condition(self.deciding)
        self._committing = threading.Lock()
        self._append = append
        self._begin = begin
        self._forget = forget
        self._open: Batch | None = None
        self._flying: Batch | None = None
        self._expected = 0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Decide in this block, alone; a leader that waits for others knows that somebody is on the way."""
        with self._joined:
            self._expected += 1
        try:
            with self.deciding:
                yield
        finally:
            with self._joined:
                self._expected -= 1
                self._joined.notify_all()

    def open(self) -> Batch:
        """Return the batch that gathers now; call it while deciding."""
        if self._open is None:
            after = self._flying
            self._open = Batch(after.base + len(after.entries), after.at) if after else self._begin()
        return self._open

    def holding(self, act_id: str) -> Batch | None:
        """Return the batch that is not yet on the disk and holds this act; call it while deciding."""
        waiting = (batch for batch in (self._open, self._flying) if batch is not None)
        return next((batch for batch in waiting if batch.holds(act_id)), None)

    def commit(self, batch: Batch) -> None:
        """Return when the batch is durable; raise what kept it from being so."""
        with self._committing:
            if not batch.done:
                self._lead(batch)
        if batch.error is not None:
            # One error for all who are in the batch: what one thread adds to it is of no use to the next.
            raise batch.error.with_traceback(None)

    def commit_alone(self, batch: Batch, then: Callable[[], None]) -> None:
        """Append a batch of somebody's own, between two commits of the group; ``then`` runs before the next act."""
        with self._committing, self.deciding:
            self._drop_open(batch.base + len(batch.entries))
            try:
                self._append(batch)
            except BaseException:
                self._forget()
                raise
            then()

    def drain(self) -> None:
        """Return when nothing that was decided before is on its way any more."""
        with self.deciding:
            waiting = self._open or self._flying
        if waiting is not None:
            self.commit(waiting)

    def _lead(self, batch: Batch) -> None:
        with self._joined:
            self._wait_for_others()
            self._open, self._flying = None, batch
        try:
            self._append(batch)
        except BaseException as error:  # noqa: BLE001 - everybody in the batch has to hear of it
            self._failed(batch, error)
        with self.deciding:
            batch.done, self._flying = True, None

    def _wait_for_others(self) -> None:
        end = time.monotonic() + WINDOW
        while self._expected and (left := end - time.monotonic()) > 0:
            self._joined.wait(left)

    def _failed(self, batch: Batch, error: BaseException) -> None:
        with self.deciding:
            batch.fail(error)
            self._drop_open(batch.base)
            self._forget()

    def _drop_open(self, size: int) -> None:
        """Send back those who were decided without what is recorded now: they are decided again."""
        if self._open is not None:
            self._open.fail(Conflict(self._open.base, size))
            self._open = None
            self._forget()
