"""The server of the API: one process, as many connections as a set needs, and no longer a wait than a phone needs."""

from __future__ import annotations

import asyncio
import ssl
from collections import Counter

import h11
from litestar.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from showsafe.entrypoints.http import serving

AT_ONCE = 600
"""How many connections are served at the same time; further ones are told to come again."""

SPARE = 100
"""So many of them are kept free, so that a stop always gets in: whoever holds the most makes room."""

PATIENCE = 20.0
"""For how many seconds somebody may be connected without a request, or in the middle of one."""

ENOUGH = 64 * 1024
"""Who sends so many bytes meanwhile sends on: a source of a case may take longer. Every other body is shorter."""


class Prompt(H11Protocol):
    """HTTP/1.1 in which nobody holds a connection by silence or by half a request, and nobody holds them all."""

    begun = 0.0
    came = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as it is called
        """Begin a connection."""
        super().connection_made(transport)
        self.begun = self.loop.time()
        self.loop.call_later(PATIENCE, self._look, None)
        if self.limit_concurrency and len(self.connections) > self.limit_concurrency - SPARE:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        """Take in what was sent."""
        self.came += len(data)
        super().data_received(data)

    def _make_room(self) -> None:
        """End the oldest connection of the address that has the most."""
        others = [each for each in self.connections if each is not self and isinstance(each, Prompt)]
        open_ = [each for each in others if not each.transport.is_closing()]
        held = Counter(each.address for each in open_)
        if held:
            most = held.most_common(1)[0][0]
            oldest = min((each for each in open_ if each.address == most), key=lambda each: each.begun)
            # Whoever reads nothing would never see it closed.
            oldest.transport.abort()

    @property
    def address(self) -> str:
        """Where it comes from."""
        return self.client[0] if self.client else ""

    def _look(self, before: object) -> None:
        """End the connection where the same request is still awaited as the last time; else look again later."""
        if self.transport.is_closing():
            return
        cycle: object = getattr(self, "cycle", None)
        awaited = self.conn.their_state in (h11.IDLE, h11.SEND_BODY)
        came, self.came = self.came, 0
        if awaited and cycle is before and came < ENOUGH:
            self.transport.close()
        else:
            self.loop.call_later(PATIENCE, self._look, cycle if awaited else _NOTHING)


_NOTHING = object()


def server(application: ASGIApp, context: ssl.SSLContext | None = None) -> serving.Server:
    """Return the server; ``run(sockets=[...])`` serves until it is told to stop."""
    return serving.server(
        application,
        at_once=AT_ONCE,
        keep_alive=20,
        farewell=3,
        http=Prompt,
        context=context,
    )
