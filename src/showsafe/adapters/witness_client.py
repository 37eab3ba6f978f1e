"""Asking a witness over HTTP: one request, one answer, in bounded time and memory.

Whoever answers may be slow, broken or hostile. So the whole exchange has a deadline beyond which the connection is
closed, an answer has a largest size, nothing is followed elsewhere, and every failure is one kind of error: away.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from showsafe.errors import Unusable
from showsafe.ledger.witness import LARGEST_ANSWER, PATH, Answer

SECONDS = 10.0

_PORTS = {"http": 80, "https": 443}
_HEADERS = {"Content-Type": "application/octet-stream", "Connection": "close"}


class WitnessClient:
    """Posts requests to witnesses; safe to call from several threads."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds

    def __call__(self, url: str, body: bytes) -> Answer:
        """Return what the witness at a URL answers; raises Unusable ``witness.away``."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS:
            raise _away("its address is neither http nor https")
        over = threading.Event()
        try:
            address = (parts.hostname or "", parts.port or _PORTS[parts.scheme])
            with self._connected(address, over, encrypted=parts.scheme == "https") as connection:
                answer = _exchanged(connection, parts.path.rstrip("/") + PATH, body)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _away("it took too long" if over.is_set() else _why(error)) from error
        if over.is_set():
            raise _away("it took too long")
        return answer

    @contextmanager
    def _connected(
        self, address: tuple[str, int], over: threading.Event, *, encrypted: bool
    ) -> Iterator[http.client.HTTPConnection]:
        """Connect, and cut the line when the time is over: a time-out alone begins anew with every byte that comes."""
        line = socket.create_connection(address, timeout=self.seconds)
        late = threading.Timer(self.seconds, _cut, (line, over))
        late.daemon = True
        connection = http.client.HTTPConnection(*address, timeout=self.seconds)
        try:
            if encrypted:
                context = ssl.create_default_context()
                line = context.wrap_socket(line, server_hostname=address[0], do_handshake_on_connect=False)
                late.args = (line, over)
            late.start()
            if isinstance(line, ssl.SSLSocket):
                line.do_handshake()
            connection.sock = line
            yield connection
        finally:
            late.cancel()
            connection.close()
            line.close()


def _cut(line: socket.socket, over: threading.Event) -> None:
    over.set()
    # Shut down, not closed: the thread that reads wakes up, and closes it itself.
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _exchanged(connection: http.client.HTTPConnection, path: str, body: bytes) -> Answer:
    connection.request("POST", path, body, _HEADERS)
    with connection.getresponse() as reply:
        data = reply.read(LARGEST_ANSWER + 1)
        if len(data) > LARGEST_ANSWER:
            raise ValueError("too long")
        if reply.length:
            raise http.client.IncompleteRead(data)
        return Answer(reply.status, data, reply.headers.get("Content-Type", "").strip())


def _why(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return "its certificate or its encryption does not hold"
    if isinstance(error, TimeoutError):
        return "it took too long"
    if isinstance(error, OSError):
        return "it cannot be reached"
    return "its answer is not one that can be read"


def _away(why: str) -> Unusable:
    return Unusable(
        "witness.away",
        f"The witness does not answer: {why}.",
        "Nothing is lost; it is asked again, and then vouches for all records at once.",
    )
