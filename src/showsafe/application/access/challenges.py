"""Challenges: a random text that a device signs to show, at this moment, that it has its key. Each is good once."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import RLock

from showsafe.application.access import secret
from showsafe.application.ports import Clock

GOOD_FOR = timedelta(minutes=2)
MOST = 5_000


class Challenges:
    """The challenges that are open, in memory alone. Safe to call from several threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open: dict[str, tuple[datetime, str]] = {}
        self._lock = RLock()

    def new(self, of: str = "") -> str:
        """Return a new challenge, ``of`` somebody or something where it is for them alone; the oldest makes room."""
        text = secret.new(secret.CHALLENGE)
        with self._lock:
            while len(self._open) >= MOST:
                del self._open[next(iter(self._open))]
            self._open[secret.kept(text, secret.CHALLENGE)] = self._clock.now(), of
        return text

    def take(self, text: str, of: str = "") -> bool:
        """Whether this is an open challenge of theirs; it is none any more."""
        with self._lock:
            found = self._open.pop(secret.kept(text, secret.CHALLENGE), None)
        if found is None or found[1] != of:
            return False
        return found[0] <= self._clock.now() < found[0] + GOOD_FOR
