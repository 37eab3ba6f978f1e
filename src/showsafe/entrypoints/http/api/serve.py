"""The server of the API: one process, as many connections as a set needs, and no longer a wait than a phone needs."""

from __future__ import annotations

import uvicorn
from litestar.types import ASGIApp

from showsafe.entrypoints.http import serving

AT_ONCE = 600
"""How many connections are served at the same time; further ones are told to come again."""


def server(application: ASGIApp, certificate: tuple[str, str] | None = None) -> uvicorn.Server:
    """Return the server; ``run(sockets=[...])`` serves until it is told to stop."""
    return serving.server(application, at_once=AT_ONCE, keep_alive=20, farewell=3, certificate=certificate)
