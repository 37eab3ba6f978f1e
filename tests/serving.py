"""Servers on this machine for tests: a witness over HTTP in this process, and plain sockets that misbehave."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from showsafe.entrypoints.http import witness as http_witness
from showsafe.entrypoints.http.witness import PATIENCE, AddCheckpoint, Patience
from showsafe.ledger.witness import PATH, Answer


@contextmanager
def serving(answer: AddCheckpoint, patience: Patience = PATIENCE) -> Iterator[str]:
    """Serve a witness as the product does, in a thread; yields its URL."""
    listening = http_witness.listen("127.0.0.1", 0)
    listening.listen()
    server = http_witness.server(answer, patience)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield http_witness.url_of(listening)
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()
        assert not thread.is_alive()


@contextmanager
def answering(answer: Callable[[bytes], Answer], headers: dict[str, str] | None = None) -> Iterator[str]:
    """Serve whatever a function answers, right or wrong, with a server that is not the product's."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            said = answer(body)
            self.send_response(said.status)
            self.send_header("Content-Type", said.content_type)
            self.send_header("Content-Length", str(len(said.body)))
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said.body)

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(20)
        server.server_close()


@contextmanager
def raw(say: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """Serve one connection after the other with a function over the bare socket; the event says that it is over."""
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def accept() -> None:
        while not over.is_set():
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                try:
                    say(connection, over)
                except OSError:
                    continue

    thread = threading.Thread(target=accept)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        over.set()
        # Closing alone does not wake a thread that waits in accept.
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(20)
        assert not thread.is_alive()


def ask(
    url: str,
    body: bytes,
    *,
    method: str = "POST",
    path: str = PATH,
    headers: dict[str, str] | None = None,
) -> tuple[Answer, dict[str, str]]:
    """Send one request with the standard library; return the answer and its headers."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=20)
    try:
        connection.request(method, path, body, headers or {})
        reply = connection.getresponse()
        got = {name.lower(): value for name, value in reply.getheaders()}
        return Answer(reply.status, reply.read(), got.get("content-type", "")), got
    finally:
        connection.close()
