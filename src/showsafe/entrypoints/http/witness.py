"""A witness over HTTP: one path, ``POST /add-checkpoint`` (C2SP tlog-witness), and nothing else.

Whoever can reach it can ask it: what counts is the log's signature on the checkpoint. So it reads no more than a
request can have, waits no longer than a slow network needs, runs few requests at a time, and says nothing of itself.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import uvicorn
from litestar import Litestar, Request, Response, post
from litestar.exceptions import HTTPException
from uvicorn.protocols.http.h11_impl import H11Protocol

from showsafe.entrypoints.http import serving
from showsafe.errors import ShowsafeError, Unusable
from showsafe.ledger.witness import LARGEST_REQUEST, PATH, TEXT, Answer

AddCheckpoint = Callable[[bytes], Answer]
"""Answers the body of one request; runs in a thread of its own."""


@dataclass(frozen=True, slots=True)
class Patience:
    """For how many seconds a client may take over the body of a request, and keep one connection."""

    body: float = 10.0
    connection: float = 60.0


PATIENCE = Patience()

AT_ONCE = 32
"""How many connections are served at the same time; further ones are told to come again."""

LOOPBACK = "127.0.0.1"

_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
_WORDS = {
    404: "There is nothing here.",
    405: "Only POST is answered here.",
    413: "The request is too long.",
}


def app(answer: AddCheckpoint, patience: Patience = PATIENCE) -> Litestar:
    """Return the application that answers with a witness."""

    @post(PATH, include_in_schema=False, status_code=200)
    async def add_checkpoint(request: Request[Any, Any, Any]) -> Response[bytes]:
        if request.headers.get("content-encoding", "identity") != "identity":
            return _said(415, "The request has to be sent as it is, without a content encoding.")
        try:
            async with asyncio.timeout(patience.body):
                body = await request.body()
        except TimeoutError:
            return _said(408, "The request did not come in time.")
        return _response(await asyncio.to_thread(answer, body))

    return Litestar(
        route_handlers=[add_checkpoint],
        openapi_config=None,
        debug=False,
        logging_config=None,
        request_max_body_size=LARGEST_REQUEST,
        exception_handlers={HTTPException: _refused, ShowsafeError: _unusable, Exception: _failed},
    )


BACKLOG = 512
"""How many calls may wait to be taken."""


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; port 0 takes a free one.

    Whoever hears of its address may call at once: a call that comes before the server is up waits for it.

    Raises Unusable ``witness.no-port``.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, so that the server sends the rest of an answer without waiting for word of its head.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        listening.close()
        raise Unusable(
            "witness.no-port",
            f"Nothing can listen at {host}, port {port}.",
            "Choose another port, or the address of this machine.",
        ) from error
    return listening


def server(answer: AddCheckpoint, patience: Patience = PATIENCE) -> uvicorn.Server:
    """Return the server; ``run(sockets=[...])`` serves until it is told to stop."""
    bounded = _protocol(patience.connection)
    return serving.server(app(answer, patience), at_once=AT_ONCE, keep_alive=10, farewell=5, http=bounded)


def _protocol(seconds: float) -> type[H11Protocol]:
    """HTTP/1.1 in which no connection outlives its time, so that nobody holds one by sending a letter a second."""

    class Bounded(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self.loop.call_later(seconds, transport.close)

    return Bounded


def url_of(listening: socket.socket) -> str:
    """Return the URL at which a listening socket is reached, to which the path is appended."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _response(answer: Answer) -> Response[bytes]:
    # As a header, since the framework would add a charset to the type of a size.
    headers = {**_HEADERS, "Content-Type": answer.content_type}
    return Response(answer.body, status_code=answer.status, headers=headers)


def _said(status: int, says: str) -> Response[bytes]:
    return _response(Answer(status, f"{says}\n".encode(), TEXT))


def _refused(_: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    return _said(error.status_code, _WORDS.get(error.status_code, "The request cannot be answered."))


def _unusable(_: Request[Any, Any, Any], error: ShowsafeError) -> Response[bytes]:
    """The disk or the memory of the witness: the code is enough for a stranger, who is to come again."""
    return _said(503, f"The witness cannot answer now. [{error.code}]")


def _failed(_: Request[Any, Any, Any], __: Exception) -> Response[bytes]:
    return _said(500, "Something in the witness itself went wrong.")
