"""What the tests of certificates share: a morning, an authority, a server on loopback, and clients."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from showsafe.adapters.certificates import authority, context, leaf
from showsafe.adapters.certificates.authority import Authority
from showsafe.adapters.certificates.hosts import Hosts
from showsafe.adapters.certificates.leaf import Leaf

MORNING = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
SECONDS = 10.0


def hosts(*texts: str) -> Hosts:
    """Return names and addresses, told apart by their look."""
    addresses = [text for text in texts if ":" in text or text.replace(".", "").isdigit()]
    return Hosts.of([text for text in texts if text not in addresses], addresses)


def now() -> datetime:
    """Return the time of this machine, which real clients go by."""
    return datetime.now(UTC)


def pem_of(made: Authority) -> str:
    """Return what a client has to trust."""
    return made.certificate.public_bytes(Encoding.PEM).decode()


def served(made: Leaf, folder: Path) -> ssl.SSLContext:
    """Return the context of a server that shows a certificate."""
    file = folder / "shown.pem"
    file.write_bytes(made.as_pem())
    loaded = context.server_context()
    loaded.load_cert_chain(file)
    return loaded


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    tls: ssl.SSLContext

    def get_request(self) -> tuple[socket.socket, Any]:
        """Accept; the handshake is made by the thread of the connection, so that none holds up another."""
        accepted, where = super().get_request()
        accepted.settimeout(SECONDS)
        return self.tls.wrap_socket(accepted, server_side=True, do_handshake_on_connect=False), where

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - the shape of the base
        """Say nothing: clients that refuse are what is tested."""


class _Hello(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Answer every question with a greeting."""
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the shape of the base
        """Say nothing."""


@contextmanager
def serving(tls: ssl.SSLContext) -> Iterator[int]:
    """Serve over HTTPS on loopback; yields the port."""
    server = _Server(("127.0.0.1", 0), _Hello)
    server.tls = tls
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def client(trusted: str) -> ssl.SSLContext:
    """Return a client that trusts one authority and checks as strictly as it can, as newer Pythons do by default."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.verify_flags |= ssl.VERIFY_X509_STRICT
    made.load_verify_locations(cadata=trusted)
    return made


def ask(port: int, name: str, trusting: ssl.SSLContext) -> bytes:
    """Ask the server on loopback as the machine of a name or address; raises what the client says of it."""
    with (
        socket.create_connection(("127.0.0.1", port), SECONDS) as plain,
        trusting.wrap_socket(plain, server_hostname=name) as secure,
    ):
        secure.sendall(b"GET / HTTP/1.0\r\n\r\n")
        return b"".join(iter(lambda: secure.recv(4096), b""))


def openssl(port: int, trusted: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Ask with ``openssl s_client``, which trusts one file and leaves with an error at the first doubt."""
    if shutil.which("openssl") is None:
        pytest.skip("There is no openssl on this machine.")
    line = ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-CAfile", str(trusted)]
    line += ["-no-CApath", "-no-CAstore", "-verify_return_error", "-x509_strict", "-purpose", "sslserver"]
    return subprocess.run([*line, *words], input="", capture_output=True, text=True, timeout=60, check=False)


def issued(*texts: str, at: datetime | None = None) -> tuple[Authority, Leaf]:
    """Return a new authority and a certificate of it, both made at one time."""
    moment = at or now()
    made = authority.new("north-ridge", moment)
    return made, leaf.issue(made, hosts(*texts), moment)
