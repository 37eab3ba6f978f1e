"""The server of the API: one process, as many connections as a set needs, and no longer a wait than a phone needs."""

from __future__ import annotations

import uvicorn
from litestar.types import ASGIApp

AT_ONCE = 600
"""How many connections are served at the same time; further ones are told to come again."""


def server(application: ASGIApp, *, certificate: str | None = None, key: str | None = None) -> uvicorn.Server:
    """Return the server; ``run(sockets=[...])`` serves until it is told to stop."""
    return uvicorn.Server(
        uvicorn.Config(
            application,
            ws="none",
            loop="asyncio",
            http="h11",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=AT_ONCE,
            timeout_keep_alive=20,
            timeout_graceful_shutdown=3,
            h11_max_incomplete_event_size=16_384,
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
    )
