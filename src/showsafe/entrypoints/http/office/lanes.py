"""How much the office takes in at once: so many bytes in memory, one stretch of a log at a time, no slow senders.

Whoever comes when there is no room is told to come again in a moment, before a byte of what they send is read. A unit
that catches up after a week so takes its turn among the others, and never all of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from showsafe.errors import Unusable, WrongInput

ROOM = 64 << 20
"""So many bytes of requests are in memory at once, over all nodes."""

SMALL = 1 << 18
"""Requests up to this size find room also when large ones have filled their part of it."""

KEPT_FOR_SMALL = 16 << 20
SECONDS = 60.0
"""In so many seconds a request has to be here whole."""


class Crowded(Unusable):
    """There is no room now."""

    def __init__(self, wait: int = 1) -> None:
        super().__init__(
            "ingest.crowded",
            "The office takes in as much as it can at this moment.",
            "Nothing is lost; the node comes again by itself.",
        )
        self.wait = wait


class TooSlow(Unusable):
    """A request did not come in time."""

    def __init__(self) -> None:
        super().__init__(
            "ingest.too-slow", "The request did not come in time, and was let go.", "Send a smaller stretch."
        )


@dataclass(slots=True)
class Lanes:
    """The room for requests; used in one event loop."""

    room: int = ROOM
    seconds: float = SECONDS
    _taken: int = 0
    _busy: set[str] = field(default_factory=set)

    @contextmanager
    def taken(self, origin: str, size: int) -> Iterator[None]:
        """Take room for a request of a log; raises Crowded where there is none, or another one of it is under way."""
        free = self.room - self._taken - (0 if size <= SMALL else KEPT_FOR_SMALL)
        if origin in self._busy or size > free:
            raise Crowded
        self._busy.add(origin)
        self._taken += size
        try:
            yield
        finally:
            self._busy.discard(origin)
            self._taken -= size

    async def read(self, stream: AsyncIterator[bytes], size: int) -> bytes:
        """Return a body that says how long it is; raises TooSlow, and WrongInput where it is not that long."""
        parts: list[bytes] = []
        held = 0
        try:
            async with asyncio.timeout(self.seconds):
                async for part in stream:
                    held += len(part)
                    if held > size:
                        break
                    parts.append(part)
        except TimeoutError as error:
            raise TooSlow from error
        if held != size:
            raise WrongInput(
                "replication.cut",
                "The request is not as long as it says.",
                "Send it again; nothing was taken.",
            )
        return b"".join(parts)
