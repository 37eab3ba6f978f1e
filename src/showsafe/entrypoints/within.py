"""Where those who ask others find the ledger: in a directory, beside whoever writes, or in the program that serves it.

A program that serves a directory never opens its files a second time: closing them again would give back the locks
that it holds on them (POSIX), and another program could then take the log away beneath it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from showsafe import bootstrap
from showsafe.adapters import settings_file
from showsafe.adapters.directory import open_for_reading
from showsafe.adapters.settings_file import UnitSettings
from showsafe.adapters.sqlite import SqliteStore
from showsafe.application.ports import Clock
from showsafe.application.states import loaded
from showsafe.application.unit import SET, Unit
from showsafe.domain.state import State


@dataclass(frozen=True, slots=True)
class Looking:
    """The ledger and the settings of a unit, to look at."""

    store: SqliteStore
    settings: UnitSettings
    unit: Unit | None = None

    def state(self) -> State:
        """Return the state of the set as of the last record."""
        return self.unit.state(SET) if self.unit is not None else loaded(self.store, SET).state


class Within(Protocol):
    """Where the ledger is."""

    def looking(self) -> AbstractContextManager[Looking]:
        """Look at it."""

    def writing(self) -> AbstractContextManager[Unit]:
        """Record something in it."""


@dataclass(frozen=True, slots=True)
class Directory:
    """A data directory, opened for the moment that is needed; somebody else may have it open for writing."""

    path: Path
    clock: Clock | None = None

    @contextmanager
    def looking(self) -> Iterator[Looking]:
        """Look at it; raises as ``adapters.directory.open_for_reading``."""
        with open_for_reading(self.path) as opened:
            yield Looking(opened.store, opened.settings)

    @contextmanager
    def writing(self) -> Iterator[Unit]:
        """Record something in it; raises as ``adapters.directory.open_for_writing``."""
        with bootstrap.open_ledger(self.path, self.clock) as unit:
            yield unit


class Live:
    """A unit that this program has open; its settings stay as they are for as long as it does."""

    def __init__(self, unit: Unit, path: Path) -> None:
        if not isinstance(unit.store, SqliteStore):
            raise TypeError(unit.store)
        self._unit = unit
        self._looking = Looking(unit.store, settings_file.read(path), unit)

    @contextmanager
    def looking(self) -> Iterator[Looking]:
        """Look at it."""
        yield self._looking

    @contextmanager
    def writing(self) -> Iterator[Unit]:
        """Record something in it."""
        yield self._unit
