"""The board tells that it changed: server-sent events, each with the number of the record that it is as of.

An event says that there is a newer record, and not what is in it: what somebody may see of it they ask for, as they
would have without it. Who comes back with the number they saw last (``Last-Event-ID``) is told at once whether there
is more. Another event, ``looks``, says that who waits for a second person has changed; it has no number.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

from showsafe.errors import Unusable

BEAT = 15.0
"""After so many seconds without a record a line without meaning shows that the stream is still there."""


class Telling:
    """Who listens, and the last record that they were told of."""

    def __init__(self, size: Callable[[], int], most: int, beat: float = BEAT) -> None:
        self._size = size
        self._most = most
        self._beat = beat
        self._changed = asyncio.Event()
        self._looks = 0
        self.listeners = 0
        self._over = False

    def changed(self) -> None:
        """Tell everybody that there may be another record; called where the streams run."""
        self._changed.set()
        self._changed = asyncio.Event()

    def end(self) -> None:
        """End every stream, and begin none: the node stops."""
        self._over = True
        self.changed()

    def looks_changed(self) -> None:
        """Tell everybody that who waits for a second person has changed; called where the streams run."""
        self._looks += 1
        self.changed()

    def stream(self, last: str) -> AsyncIterator[bytes]:
        """Return a stream from the record that somebody saw last; raises Unusable ``http.too-many``."""
        if self.listeners >= self._most:
            raise Unusable(
                "http.too-many", "Too many boards listen already.", "Ask for the board every few seconds."
            )
        seen = int(last) if last.isascii() and last.isdecimal() and len(last) < 16 else -1  # noqa: PLR2004 - 2**53
        return self._events(seen)

    async def _events(self, seen: int) -> AsyncIterator[bytes]:
        self.listeners += 1
        looks = self._looks
        try:
            yield b"retry: 2000\n\n"
            while not self._over:
                changed = self._changed
                size = self._size()
                if size != seen:
                    # Fewer than somebody saw: this is another ledger, or an old copy of it, and they have to know.
                    kind = "record" if size > seen else "fewer"
                    seen = size
                    yield b'id: %d\nevent: %s\ndata: {"record":%d}\n\n' % (size, kind.encode(), size)
                    continue
                if looks != self._looks:
                    looks = self._looks
                    yield b"event: looks\ndata: {}\n\n"
                    continue
                try:
                    await asyncio.wait_for(changed.wait(), self._beat)
                except TimeoutError:
                    yield b": still here\n\n"
        finally:
            self.listeners -= 1
