"""A server of ours, whatever it serves: it says nothing of itself, trusts no proxy, and takes no endless request."""

from __future__ import annotations

import contextlib
import ssl
from asyncio.sslproto import SSLProtocol
from typing import Literal

import uvicorn
from litestar.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

LARGEST_HEAD = 16_384

SSLProtocol.max_size = 32 * 1024
"""What asyncio keeps for each TLS connection as long as it is open: two records of TLS, and not 256 KiB. With two
hundred boards that are open all day this is a fifth of the memory of a node."""


class Server(uvicorn.Server):
    """A server; one of several in a process leaves signals to whoever runs them all."""

    heeds_signals = True

    def capture_signals(self) -> contextlib.AbstractContextManager[None]:  # type: ignore[override] # as it is used
        """Take signals while it runs, or leave them alone."""
        return super().capture_signals() if self.heeds_signals else contextlib.nullcontext()


def server(
    application: ASGIApp,
    *,
    at_once: int,
    keep_alive: int,
    farewell: int,
    http: type[H11Protocol] | Literal["h11"] = "h11",
    context: ssl.SSLContext | None = None,
) -> Server:
    """Return the server; ``run(sockets=[...])`` serves until it is told to stop.

    ``at_once`` connections are served, further ones told to come again; ``keep_alive`` and ``farewell`` are seconds
    for an idle connection, and for running requests at the end; with a ``context`` it speaks TLS alone.
    """
    return Server(
        uvicorn.Config(
            application,
            http=http,
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=at_once,
            timeout_keep_alive=keep_alive,
            timeout_graceful_shutdown=farewell,
            h11_max_incomplete_event_size=LARGEST_HEAD,
            ssl_context_factory=None if context is None else lambda *_: context,
        )
    )
