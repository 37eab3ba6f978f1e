"""The board tells that it changed: server-sent events, each with the number of the record that it is as of.

An event carries the board as whoever listens may see it at that moment, made once for all of them: so two hundred
boards are new within a moment, and ask for nothing. Where records follow each other faster than ``SPACING``, several
are told as one. Who comes back with the number they saw last (``Last-Event-ID``) is told at once whether there is
more. Another event, ``looks``, says that who waits for a second person has changed; it has no number.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import Protocol

from showsafe.entrypoints.http.api.boards import Made
from showsafe.errors import ShowsafeError, Unusable

BEAT = 15.0
"""After so many seconds without a record a line without meaning shows that the stream is still there."""

SPACING = 0.1
"""So many seconds lie between two tellings at least: nobody reads faster, and the acts come first."""

AT_ONCE = 20
"""So many streams are told before whoever waits for an answer has a turn."""


class Newest(Protocol):
    """Where the newest board comes from."""

    def size(self) -> int:
        """Return the number of the newest record."""
        ...

    def newest(self, names: bool) -> Made:  # noqa: FBT001 - which of the two
        """Return the newest board, with the names of people or without."""
        ...


class Telling:
    """Who listens, and the last record that they were told of. Used where the streams run, and nowhere else."""

    def __init__(self, boards: Newest, most: int, beat: float = BEAT, spacing: float = SPACING) -> None:
        self._boards = boards
        self._most = most
        self._beat = beat
        self._spacing = spacing
        self._made: dict[bool, Made] = {}
        self._making = {True: asyncio.Lock(), False: asyncio.Lock()}
        self._waiting: dict[asyncio.Event, str] = {}
        self._again = False
        self._round: asyncio.Task[None] | None = None
        self._looks = 0
        self.listeners = 0
        self._over = False

    def changed(self) -> None:
        """Tell everybody that there may be another record."""
        self._again = True
        if self._round is None:
            self._round = asyncio.get_running_loop().create_task(self._rounds())

    def end(self) -> None:
        """End every stream, and begin none: the node stops."""
        self._over = True
        for each in self._waiting:
            each.set()

    def looks_changed(self) -> None:
        """Tell everybody that who waits for a second person has changed."""
        self._looks += 1
        self.changed()

    async def _rounds(self) -> None:
        """Wake every stream, a few at a time, and again as long as there was more meanwhile."""
        try:
            while self._again and not self._over:
                self._again = False
                for number, each in enumerate(tuple(self._waiting), start=1):
                    each.set()
                    if number % AT_ONCE == 0:
                        await asyncio.sleep(0)
                await asyncio.sleep(self._spacing)
        finally:
            self._round = None

    def stream(
        self, last: str, names: Callable[[], bool] = lambda: False, address: str = ""
    ) -> AsyncIterator[bytes]:
        """Return a stream from the record that somebody saw last; ``names`` says whether they may see any now.

        Where no more fit, the ``address`` that has the most gives up its oldest. Raises Unusable ``http.too-many``.
        """
        if len(self._waiting) >= self._most and not self._made_room(address):
            raise Unusable(
                "http.too-many", "Too many boards listen already.", "Ask for the board every few seconds."
            )
        seen = int(last) if last.isascii() and last.isdecimal() and len(last) < 16 else -1  # noqa: PLR2004 - 2**53
        return self._events(seen, names, address)

    def _made_room(self, address: str) -> bool:
        """Whether somebody else had more streams than this address would, so that one of theirs has ended."""
        held = Counter(self._waiting.values())
        most, count = max(held.items(), key=lambda each: each[1], default=("", 0))
        if count <= held[address] + 1:
            return False
        oldest = next(woken for woken, of in self._waiting.items() if of == most)
        del self._waiting[oldest]
        oldest.set()
        return True

    async def _events(self, seen: int, names: Callable[[], bool], address: str) -> AsyncIterator[bytes]:
        self.listeners += 1
        looks, woken = self._looks, asyncio.Event()
        self._waiting[woken] = address
        try:
            begins = True
            while not self._over and woken in self._waiting:
                # Whatever is told of from here on wakes it again, also while it looks.
                woken.clear()
                made = await self._newer(seen, names)
                if made is not None:
                    # Fewer than somebody saw: this is another ledger, or an old copy of it, and they have to know.
                    kind = b"record" if made.size > seen else b"fewer"
                    seen = made.size
                    yield b"id: %d\nevent: %s\ndata: %s\n\n" % (made.size, kind, made.content)
                if begins:
                    # Only now: whoever reads a line of this stream was told of what is newest, or nothing is newer.
                    begins = False
                    yield b"retry: 2000\n\n"
                if looks != self._looks:
                    looks = self._looks
                    yield b"event: looks\ndata: {}\n\n"
                while not woken.is_set():
                    try:
                        await asyncio.wait_for(woken.wait(), self._beat)
                    except TimeoutError:
                        yield b": still here\n\n"
        finally:
            self.listeners -= 1
            self._waiting.pop(woken, None)

    async def _newer(self, seen: int, names: Callable[[], bool]) -> Made | None:
        """Return the newest board where it is another than was seen, made once for all who may see the same."""
        if self._boards.size() == seen:
            return None
        audience = names()
        async with self._making[audience]:
            made = self._made.get(audience)
            if made is None or made.size != self._boards.size():
                self._made[audience] = made = await asyncio.to_thread(self._whole, audience)
        return made if made.size != seen else None

    def _whole(self, names: bool) -> Made:  # noqa: FBT001 - which of the two
        """Return the board; where it cannot be shown its number alone, so that whoever asks for it hears why."""
        try:
            return self._boards.newest(names)
        except ShowsafeError:
            size = self._boards.size()
            return Made(size, b'{"record":%d}' % size)
