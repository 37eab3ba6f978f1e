"""A data directory that a program serves, so far as the keyboard of the node needs one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from showsafe import bootstrap
from showsafe.application.access.desk import Desk
from showsafe.entrypoints import keyboard

ADDRESS = "https://192.168.7.20:7380"


@contextmanager
def served(data: Path) -> Iterator[Desk]:
    """Hold a data directory open as its one writer, and take what commands ask for."""
    with bootstrap.open_unit(data) as unit:
        desk = Desk(unit, bootstrap.badges_of(unit, data))
        with keyboard.listening(desk, data, lambda: ADDRESS):
            yield desk
