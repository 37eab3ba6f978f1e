"""The server of the API: one process, as many connections as a set needs, and no longer a wait than a phone needs."""

from __future__ import annotations

import asyncio
import ssl

from litestar.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from showsafe.entrypoints.http import serving

AT_ONCE = 600
"""How many connections are served at the same time; further ones are told to come again."""

FIRST_WORD = 20.0
"""For how many seconds somebody may be connected without having asked for anything."""


class Prompt(H11Protocol):
    """HTTP/1.1 in which nobody holds a connection by saying nothing, or only half a request."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as it is called
        """Begin a connection, which ends where no request came in time."""
        super().connection_made(transport)
        self.loop.call_later(FIRST_WORD, self._ended_if_silent)

    def _ended_if_silent(self) -> None:
        if getattr(self, "cycle", None) is None:
            self.transport.close()


def server(
    application: ASGIApp, certificate: tuple[str, str] | None = None, context: ssl.SSLContext | None = None
) -> serving.Server:
    """Return the server; ``run(sockets=[...])`` serves until it is told to stop."""
    return serving.server(
        application,
        at_once=AT_ONCE,
        keep_alive=20,
        farewell=3,
        http=Prompt,
        certificate=certificate,
        context=context,
    )
