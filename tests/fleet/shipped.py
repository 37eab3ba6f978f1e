"""Units of two productions that send each other weapons, all of them in one office's archive."""

from __future__ import annotations

from showsafe.adapters.memory_archive import MemoryArchive
from showsafe.fleet.consignments import Steps
from showsafe.ledger.archive import LogKey, Unit, stretch_of
from tests.consigning import Log

PRODUCTIONS = {"north": "mill", "south": "harbour", "west": "harbour", "east": "harbour"}


def office(*logs: Log) -> Steps:
    """Return the steps of an office that keeps the logs, each up to its last record."""
    archive = MemoryArchive()
    for log in logs:
        archive.trust(Unit(PRODUCTIONS.get(log.name, "elsewhere"), log.name, log.origin, (LogKey(log.vkey),)))
        grow(archive, log)
    steps = Steps(archive)
    assert steps.refresh() == len(logs)
    return steps


def grow(archive: MemoryArchive, log: Log) -> None:
    """Let the office hold everything that a log has by now, and its checkpoint."""
    held = archive.held(log.origin)
    raws = [entry.raw for entry in log.store.entries(held.size + 1, log.store.size())]
    if raws:
        archive.take(log.origin, held.size, stretch_of(held.edge, raws), log.clock.now())
