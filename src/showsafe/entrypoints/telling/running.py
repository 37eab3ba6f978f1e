"""Telling beside a unit that is served: each destination in a thread of its own, so that none waits for another.

Nothing waits for any of them: an act is answered when it is on the disk, with what is to be told of it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from showsafe.application.telling.destinations import Destination
from showsafe.entrypoints.telling.daily import Daily
from showsafe.entrypoints.telling.teller import Said, Teller
from showsafe.errors import ShowsafeError

log = logging.getLogger("showsafe.telling")

LOOKED = 5.0
"""Every so many seconds it looks whether somebody's time has come."""

FAREWELL = 2.0
"""At the end it waits so long for a message that is on its way, so that it is not sent again after the next start."""


class Running:
    """Tells from entering to leaving."""

    def __init__(
        self, teller: Teller, daily: Daily, says: Callable[[str], None], every: float = LOOKED
    ) -> None:
        self._teller = teller
        self._daily = daily
        self._says = says
        self._every = every
        self._over = threading.Event()
        self._woken = threading.Event()
        self._busy: dict[str, threading.Thread] = {}
        self._last: dict[str, str] = {}

    def __enter__(self) -> Self:
        """Begin."""
        threading.Thread(target=self._run, daemon=True, name="telling").start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End: what was not told waits in the outbox for the next start."""
        self._over.set()
        self._woken.set()
        until = time.monotonic() + FAREWELL
        for thread in tuple(self._busy.values()):
            thread.join(max(0.0, until - time.monotonic()))

    def wake(self) -> None:
        """Look at once; returns at once."""
        self._woken.set()

    def _run(self) -> None:
        while not self._over.is_set():
            self._woken.clear()
            self._heard("", self._look)
            self._woken.wait(self._every)

    def _look(self) -> str:
        destinations = self._teller.destinations()
        if destinations:
            self._daily.put(destinations)
        for to in destinations:
            running = self._busy.get(to.name)
            if (running is None or not running.is_alive()) and self._teller.due(to):
                thread = threading.Thread(target=self._tell, args=(to,), daemon=True, name=f"tell-{to.name}")
                self._busy[to.name] = thread
                thread.start()
        return ""

    def _tell(self, to: Destination) -> None:
        said: list[Said] = []

        def told() -> str:
            said.append(self._teller.tell(to))
            return f"{to.name}: {said[0].says}" if said[0].says else ""

        self._heard(to.name, told)
        if said and said[0].told and not self._over.is_set():
            # There may be more than one turn takes.
            self._woken.set()

    def _heard(self, who: str, what: Callable[[], str]) -> None:
        """Do something, and say what is wrong where it is another trouble than before; whatever it is, go on."""
        try:
            trouble = what()
        except ShowsafeError as error:
            trouble = f"{error.says} {error.now}"
        except Exception:
            # Whoever has ended meanwhile has closed the ledger too.
            if not self._over.is_set():
                log.exception("telling failed")
            return
        if trouble != self._last.get(who, "") and not self._over.is_set():
            self._last[who] = trouble
            self._says(trouble or f"{who or 'Telling'}: told again.")
