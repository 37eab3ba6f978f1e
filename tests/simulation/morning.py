"""The set as it is in the morning, made once: everything proven and locked away, plans approved, meetings held."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from shutil import copyfile

from showsafe.adapters import sqlite_schema
from showsafe.adapters.memory import MemoryStore
from showsafe.adapters.sqlite import SqliteStore
from showsafe.application.unit import Unit
from showsafe.bootstrap import rules_of
from showsafe.domain.events import Event
from showsafe.ledger.store import Store
from showsafe.ledger.writer import Writer
from showsafe.projections.project import project
from tests.properties import world
from tests.simulation.clocks import NodeClock
from tests.simulation.node import KEY, UNIT
from tests.simulation.truth import Truth


def _recorded(store: Store) -> None:
    clock = NodeClock()
    unit = Unit(
        store=store,
        writer=Writer(UNIT, KEY),
        clock=clock,
        rulebooks=rules_of,
        profile="common",
        project=project,
        salt=lambda: bytes(32),
    )
    gathering = unit.gather()
    for stepped in world.morning().steps:
        gathering.record(stepped.event.act, stepped.event.door, "set", clock.now())
    gathering.close()


@cache
def in_memory() -> MemoryStore:
    """Return the morning in memory; copy it before a set goes on from it."""
    store = MemoryStore()
    _recorded(store)
    return store


@cache
def events() -> tuple[Event, ...]:
    """Return the events of the morning, by record number less one."""
    return tuple(stepped.event for stepped in world.morning().steps)


def in_sqlite(directory: Path) -> Path:
    """Write the morning into the file of a ledger, in a directory of its own."""
    template = Path(tempfile.mkdtemp(dir=directory)) / "ledger.sqlite"
    sqlite_schema.create(template)
    store = SqliteStore(template)
    _recorded(store)
    store.close()
    return template


def copied_file(template: Path, directory: Path) -> Path:
    """Return a ledger of its own for one set."""
    return Path(copyfile(template, Path(tempfile.mkdtemp(dir=directory)) / "ledger.sqlite"))


def truth() -> Truth:
    """Return what is really there in the morning: everything empty, locked away, and as it says on the box."""
    state = world.morning().state
    boxes = {name: (lot.kind, lot.box) for name, lot in state.lots.items()}
    return Truth({name: weapon.takes_rounds for name, weapon in state.weapons.items()}, boxes)
