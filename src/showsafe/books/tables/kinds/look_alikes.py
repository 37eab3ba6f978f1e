"""The table of weapons whose serials are taken for each other, from what is on record: to be read on the weapons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from showsafe.application.keys import read_label
from showsafe.books import serials
from showsafe.books.tables.registry import Column, Table
from showsafe.books.tables.source import Source, Wish

COLUMNS = tuple(
    Column(name, read_label)
    for name in ("weapon", "serial", "other", "other_serial", "why", "maker", "model", "calibre")
)


def rows(source: Source, _wish: Wish) -> Iterator[Mapping[str, Any]]:
    """Yield every pair of weapons that are here, with why: ``same``, ``alike`` (O and 0) or ``near`` (one sign)."""
    state = source.state
    here = {name: each for name, each in state.weapons.items() if not state.believed(name).gone}
    for pair in serials.pairs(here):
        one, other = here[pair.one], here[pair.other]
        yield {
            "weapon": one.id,
            "serial": one.serial,
            "other": other.id,
            "other_serial": other.serial,
            "why": pair.why,
            "maker": one.maker,
            "model": one.model,
            "calibre": one.calibre,
        }


TABLE = Table("look-alikes", "Weapons whose serials look alike", COLUMNS, rows)
