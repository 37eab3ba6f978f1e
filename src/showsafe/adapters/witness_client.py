"""Asking a witness over HTTP: one request, one answer, in bounded time and memory.

Whoever answers may be slow, broken or hostile. So the whole exchange has a deadline beyond which the connection is
closed, an answer has a largest size, nothing is followed elsewhere, and every failure is one kind of error: away.
"""

from __future__ import annotations

import http.client
import ssl
from urllib.parse import urlsplit

from showsafe.adapters import bounded_http
from showsafe.adapters.bounded_http import PORTS
from showsafe.errors import Unusable
from showsafe.ledger.witness import LARGEST_ANSWER, PATH, Answer

SECONDS = 10.0

_HEADERS = {"Content-Type": "application/octet-stream", "Connection": "close"}


class WitnessClient:
    """Posts requests to witnesses; safe to call from several threads."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds

    def __call__(self, url: str, body: bytes) -> Answer:
        """Return what the witness at a URL answers; raises Unusable ``witness.away``."""
        parts = urlsplit(url)
        if parts.scheme not in PORTS:
            raise _away("its address is neither http nor https")
        cut = False
        try:
            where = (parts.scheme, parts.hostname or "", parts.port or PORTS[parts.scheme])
            with bounded_http.connected(*where, self.seconds) as (connection, over):
                try:
                    answer = _exchanged(connection, parts.path.rstrip("/") + PATH, body)
                finally:
                    cut = over.is_set()
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _away("it took too long" if cut else _why(error)) from error
        if cut:
            raise _away("it took too long")
        return answer


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
