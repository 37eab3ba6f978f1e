"""One connection for one request over HTTP, in bounded time: whoever answers may be slow, broken or hostile.

The whole exchange has an end, from the encryption's handshake to the last byte: a limit on each read alone would let
one byte a second go on for ever. Nothing is followed elsewhere, and no proxy is used.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

PORTS = {"http": 80, "https": 443}


@contextmanager
def connected(
    scheme: str, host: str, port: int, seconds: float, address: str = ""
) -> Iterator[tuple[HTTPConnection, threading.Event]]:
    """Yield a connection, and an event that is set once its time is over: what came until then is no whole answer.

    ``address`` is one of the host that was looked at before, if it was. Raises what the socket, the encryption and
    ``http.client`` raise.
    """
    stream = socket.create_connection((address or host, port), timeout=seconds)
    if scheme == "https":
        context = ssl.create_default_context()
        stream = context.wrap_socket(stream, server_hostname=host, do_handshake_on_connect=False)
    over = threading.Event()
    end = threading.Timer(seconds, _cut, (stream, over))
    end.daemon = True
    connection = HTTPConnection(host, port, timeout=seconds)
    connection.auto_open = 0
    connection.sock = stream
    try:
        end.start()
        if isinstance(stream, ssl.SSLSocket):
            stream.do_handshake()
        yield connection, over
    finally:
        end.cancel()
        connection.close()
        stream.close()


def _cut(stream: socket.socket, over: threading.Event) -> None:
    over.set()
    # Shut down, not closed: the thread that reads wakes up, and closes it itself.
    with contextlib.suppress(OSError):
        stream.shutdown(socket.SHUT_RDWR)
