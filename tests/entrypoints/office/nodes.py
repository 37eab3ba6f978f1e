"""An office that nodes call over HTTP, in this process, without its pages."""

from __future__ import annotations

import hashlib
import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from litestar import Litestar

from showsafe.adapters.office_client import OfficeClient
from showsafe.application.replicating import Copied, Copying
from showsafe.application.witnessing import Peer
from showsafe.entrypoints.http import serving
from showsafe.entrypoints.http.office import ingest as routes
from showsafe.entrypoints.http.office.lanes import Lanes
from showsafe.entrypoints.http.witness import listen, url_of
from showsafe.fleet.ingest import Ingest
from tests.fleet.nodes import NOW, Node

TOKEN = "a-token-of-thirty-two-characters"  # noqa: S105 - of a test


def admit(office: Ingest, node: Node, token: str = TOKEN) -> None:
    """Let a node call with a token."""
    office.archive.admit(node.origin, hashlib.sha256(token.encode()).digest())


@contextmanager
def served(office: Ingest, lanes: Lanes | None = None) -> Iterator[str]:
    """Serve the routes of nodes, in a thread; yields the URL."""
    listening = listen("127.0.0.1", 0)
    application = Litestar(
        route_handlers=[*routes.routes(office, lanes)], openapi_config=None, logging_config=None, debug=False
    )
    server = serving.server(application, at_once=32, keep_alive=5, farewell=2)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield url_of(listening)
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()
        assert not thread.is_alive()


def copied(node: Node, office: Ingest, url: str, token: str = TOKEN) -> Copied:
    """Let a node call an office over HTTP once."""
    peer = Peer(office.cosigner.vkeys()[0], url)
    return Copying(node.log(), OfficeClient(url, token, 20.0), peer, NOW, node.rotations).run()


def asked(
    url: str, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, bytes, dict[str, str]]:
    """Ask as nobody of ours would; returns status, body and headers."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    try:
        connection.request(method, path, body, {"Authorization": f"Bearer {TOKEN}", **(headers or {})})
        reply = connection.getresponse()
        return reply.status, reply.read(), dict(reply.headers)
    finally:
        connection.close()


def raw(url: str, data: bytes) -> bytes:
    """Send bytes as they are, keep the connection open, and return the beginning of what is answered."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20) as stream:
        stream.sendall(data)
        found = b""
        while b"\r\n\r\n" not in found and (part := stream.recv(4096)):
            found += part
        return found
