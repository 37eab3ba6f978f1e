"""The server of the API: one process, as many connections as a set needs, and no longer a wait than a phone needs."""

from __future__ import annotations

import asyncio
import ssl

import h11
from litestar.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from showsafe.entrypoints.http import serving

AT_ONCE = 600
"""How many connections are served at the same time; further ones are told to come again."""

PATIENCE = 20.0
"""For how many seconds somebody may be connected without a request, or in the middle of one."""


class Prompt(H11Protocol):
    """HTTP/1.1 in which nobody holds a connection by saying nothing, or by half a request."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as it is called
        """Begin a connection."""
        super().connection_made(transport)
        self.loop.call_later(PATIENCE, self._look, None)

    def _look(self, before: object) -> None:
        """End the connection where the same request is still awaited as the last time; else look again later."""
        if self.transport.is_closing():
            return
        cycle: object = getattr(self, "cycle", None)
        awaited = self.conn.their_state in (h11.IDLE, h11.SEND_BODY)
        if awaited and cycle is before:
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
