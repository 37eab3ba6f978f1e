"""A data directory opened for looking only, beside whoever writes; everything shown is of one moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import Any

from showsafe.adapters.directory import open_for_reading
from showsafe.adapters.settings_file import UnitSettings
from showsafe.adapters.sqlite import SqliteStore
from showsafe.entrypoints.cli import say
from showsafe.errors import Unusable
from showsafe.ledger import record
from showsafe.projections.project import of_this_layout, stale


@dataclass(frozen=True, slots=True)
class View:
    """An open store, and the last record of the moment that is shown."""

    settings: UnitSettings
    store: SqliteStore
    size: int

    @property
    def as_of(self) -> str:
        """When the last record was received, as the record says it; "" where there is none."""
        return str(self.body(self.size)["received_at"]) if self.size else ""

    def body(self, number: int) -> dict[str, Any]:
        """Return what a record says."""
        return dict(record.read(self.store.entry(number).raw).body)

    def header(self) -> str:
        """Say of which unit and as of which record and time something is shown."""
        return f"Unit {self.settings.unit}, as of record {self.size}, {say.local(self.as_of)} UTC."


@contextmanager
def looking(directory: Path, *shown: str) -> Iterator[View]:
    """Open a data directory for reading, all from one moment; ``shown`` are the projections that are needed.

    Raises Unusable: ``projection.stale`` where one of them failed, since what it has may be old;
    ``projection.other-version``; and as ``adapters.directory.open_for_reading``.
    """
    with open_for_reading(directory) as opened, opened.store.reading():
        if not of_this_layout(opened.store):
            raise Unusable(
                "projection.other-version",
                "The views of this unit were written by another version of the program.",
                f"The records are whole; make the views anew: showsafe rebuild {quote(str(directory))}",
            )
        failed = {name: number for name, number in stale(opened.store).items() if name in shown}
        for name, number in failed.items():
            raise Unusable(
                "projection.stale",
                f"The {name} cannot be shown: it failed at record {number}, and may be old since.",
                f"No answer means hot. The records are whole; make it anew: showsafe rebuild {quote(str(directory))}",
            )
        yield View(opened.settings, opened.store, opened.store.size())
