"""The node: the production write path on a store, which dies at any moment and is opened again from what it kept.

In most seeds the store is the one in memory (it is "kept" as a disk is), in some the real one in SQLite. Signing is
made cheap, and nothing else: records are sealed, hashed into the tree and projected as on a set.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from showsafe.adapters.memory import MemoryStore
from showsafe.adapters.sqlite import SqliteStore
from showsafe.application.unit import Answer, Unit
from showsafe.bootstrap import rules_of
from showsafe.domain.acts import Act
from showsafe.domain.events import ASK, Event
from showsafe.domain.state import State
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.store import Row, Store
from showsafe.ledger.writer import Writer
from showsafe.projections import board
from showsafe.projections.project import project
from showsafe.projections.rows import read
from tests.simulation.clocks import NodeClock

BEFORE, AFTER = "before the append", "after the append"
UNIT = "simulated"


class Died(BaseException):
    """The node is gone in the middle of an act; nothing of the program hears of it."""


class CheapKey(DeviceKey):
    """A key whose signature costs nothing and says nothing: what is simulated is not the cryptography."""

    def sign(self, message: bytes) -> bytes:
        """Return 64 bytes that depend on the message alone."""
        return hashlib.blake2b(message, digest_size=64).digest()


KEY = CheapKey(bytes(32))

Custody = tuple[str, str]
"""What a screen says of a weapon: the word, and who or which place has it."""


def copied(store: MemoryStore) -> MemoryStore:
    """Return another store in memory with the same content."""
    other = MemoryStore()
    for name, value in vars(store).items():
        if name == "_rows":
            other._rows = {table: dict(rows) for table, rows in value.items()}
        elif name == "_scopes":
            other._scopes = {scope: list(numbers) for scope, numbers in value.items()}
        elif name != "_lock":
            setattr(other, name, value.copy() if hasattr(value, "copy") else value)
    return other


class Node:
    """One node with its disk. ``up`` says whether it answers; ``seen`` hears of each record that is made."""

    def __init__(
        self,
        disk: MemoryStore | Path,
        morning: Sequence[Event],
        clock: NodeClock,
        seen: Callable[[Event, State, State], None],
        changed: Callable[[dict[str, Custody]], None],
    ) -> None:
        self.clock = clock
        self.morning = morning
        self.events: dict[int, Event] = {}
        """Every record's event, but for those of the morning."""
        self.dies: str = ""
        self.up = False
        self._disk = disk
        self._seen = seen
        self._changed = changed
        self._pending: list[tuple[Event, State, State]] = []
        self._rows: dict[str, tuple[bytes, Custody]] = {}
        self.lines: dict[str, Custody] = {}
        self.store: Store
        self.unit: Unit
        self.open()

    def open(self) -> None:
        """Open the store that was kept, and load from it what is believed."""
        if isinstance(self._disk, MemoryStore):
            self.store = self._disk
        else:
            self.store = SqliteStore(self._disk)
        kept: Callable[..., None] = type(self.store).append.__get__(self.store)

        def append(*args: Any) -> None:  # noqa: ANN401 - those of the port
            if self.dies == BEFORE:
                raise Died
            kept(*args)
            if self.dies == AFTER:
                raise Died

        self.store.append = append  # type: ignore[method-assign, assignment]
        self.unit = Unit(
            store=self.store,
            writer=Writer(UNIT, KEY),
            clock=self.clock,
            rulebooks=rules_of,
            profile="common",
            project=self._project,
            salt=lambda: bytes(32),
        )
        self._pending.clear()
        self.dies, self.up = "", True
        self.unit.state()
        self.lines = self._board()

    def die(self) -> None:
        """Be gone: what is not in the store is lost."""
        self.up, self.dies = False, ""
        self._pending.clear()
        if isinstance(self.store, SqliteStore):
            self.store.close()

    def receive(self, act: Act, door: str) -> Answer:
        """Take one act from the network; raises Died, and whatever the write path refuses it with."""
        try:
            answer = self.unit.ask(act) if door == ASK else self.unit.report(act)
        except Died:
            if self.dies == AFTER:
                self._tell()
            raise
        except BaseException:
            self._pending.clear()
            raise
        self._tell()
        return answer

    def _tell(self) -> None:
        """Say what was recorded; the board is as of now."""
        for event, before, after in self._pending:
            self.events[event.number] = event
            self._seen(event, before, after)
        if self._pending:
            self._pending.clear()
            self.lines = self._board()
            self._changed(self.lines)

    def event(self, number: int) -> Event:
        """Return the event of a record, those of the morning among them."""
        return self.events.get(number) or self.morning[number - 1]

    @property
    def state(self) -> State:
        """What the node believes."""
        return self.unit.state()

    def _project(self, scope: str, before: State, after: State, event: Event) -> Iterable[Row]:
        rows = project(scope, before, after, event)
        self._pending.append((event, before, after))
        return rows

    def _board(self) -> dict[str, Custody]:
        """Return what the rows of the projection say, as a board is made of them."""
        lines: dict[str, Custody] = {}
        for key, value in self.store.rows(board.NAME):
            known = self._rows.get(key)
            if known is None or known[0] != value:
                row = read(value)
                where = row["holder"] or row["container"] or row["where"]
                self._rows[key] = known = (value, (row["word"], where))
            lines[key] = known[1]
        return lines
