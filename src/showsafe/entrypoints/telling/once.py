"""Telling from the command line, where no program serves the unit."""

from __future__ import annotations

import threading
from pathlib import Path

from showsafe import bootstrap
from showsafe.adapters.telling import sending
from showsafe.adapters.telling.sending import Send
from showsafe.application.ports import Clock
from showsafe.entrypoints.telling.daily import Daily
from showsafe.entrypoints.telling.mornings import SOURCES, of_directory
from showsafe.entrypoints.telling.teller import Said, Teller
from showsafe.entrypoints.within import Directory
from showsafe.errors import Unusable

PAUSE, TRIES = 0.25, 40
IN_USE = "directory.in-use"


class Once:
    """Tells what is due, round by round."""

    def __init__(self, path: Path, clock: Clock, send: Send = sending.send) -> None:
        within = Directory(path, clock)
        self._path = path
        self._clock = clock
        self._teller = Teller(path, within, clock, send)
        self._daily = Daily(path, within, clock, of_directory(path), SOURCES)
        self._turn = threading.Event()

    def round(self) -> list[Said]:
        """Tell every destination once, as far as it goes, and mark what was told.

        Raises Unusable ``telling.served`` where a program serves the unit: that tells it.
        """
        self._refuse_served()
        told = self._teller.destinations()
        self._daily.put(told)
        said = [self._teller.tell(to) for to in told]
        for _ in range(TRIES):
            if self._teller.settle():
                break
            self._turn.wait(PAUSE)
        return said

    def _refuse_served(self) -> None:
        try:
            with bootstrap.open_ledger(self._path, self._clock):
                pass
        except Unusable as error:
            if error.code != IN_USE:
                raise
            raise Unusable(
                "telling.served",
                "Another program has this directory open; where it serves the unit, it tells what waits.",
                "Nothing more is needed. See what waits: showsafe telling DIR",
            ) from error
