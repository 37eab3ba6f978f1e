"""The other ends: a mail server and a web hook on loopback, which do what a test says."""

from __future__ import annotations

import asyncio
import datetime as dt
import ipaddress
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message as Mail
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from showsafe.adapters.telling.hooks import sum_of
from showsafe.application.telling.destinations import LOOPBACK, Destination
from showsafe.application.telling.message import Message, test_message
from tests.application.telling.told import to

NOW = dt.datetime(2026, 11, 27, 5, 0, tzinfo=dt.UTC)
Behaviour = Callable[[BaseHTTPRequestHandler], None]


def a_message(destination: Destination, id_: str = "msg_one") -> Message:
    """Return a message to send."""
    return test_message("north-ridge", destination, NOW, id_)


@dataclass
class Hook:
    """A web hook: what it was sent, and the status that it answers, or what it does instead."""

    url: str = ""
    status: int = 200
    does: Behaviour | None = None
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def destination(self, **said: Any) -> Destination:  # noqa: ANN401 - any word of a destination
        """Return the destination that is this hook."""
        return to(**{"network": LOOPBACK, "host": "127.0.0.1", "url_sum": sum_of(self.url), **said})


def answer(handler: BaseHTTPRequestHandler, status: int, **headers: str) -> None:
    """Answer with a status and no body."""
    handler.send_response(status)
    handler.send_header("Content-Length", "0")
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()


@contextmanager
def hook() -> Iterator[Hook]:
    """Serve a web hook for the length of the block."""
    end = Hook()

    class Handler(BaseHTTPRequestHandler):
        """Takes posts and says nothing."""

        def do_POST(self) -> None:
            """Keep what came, and answer."""
            body = self.rfile.read(int(self.headers["Content-Length"]))
            end.heard.append(({key.lower(): value for key, value in self.headers.items()}, body))
            try:
                (end.does or (lambda handler: answer(handler, end.status)))(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: Any) -> None:  # noqa: ANN401 - as the base class has it
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    end.url = f"http://127.0.0.1:{server.server_address[1]}/hook?key=abc"
    try:
        yield end
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Post:
    """A mail server: what it took, and what it answers to recipients and to a text."""

    port: int = 0
    taken: list[tuple[list[str], Mail]] = field(default_factory=list)
    to_text: str = "250 OK"
    to_recipients: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Envelope, address: str, _: Any) -> str:  # noqa: ANN401, N802 - as aiosmtpd calls it
        """Take a recipient, or not."""
        said = self.to_recipients.get(address, "250 OK")
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: ANN401, N802 - as above
        """Take a text, or not."""
        content = envelope.content
        assert isinstance(content, bytes)
        if self.to_text.startswith("250"):
            self.taken.append((list(envelope.rcpt_tos), message_from_bytes(content)))
        return self.to_text

    def destination(self, **said: Any) -> Destination:  # noqa: ANN401 - any word of a destination
        """Return the destination that is this mail server."""
        whole: dict[str, Any] = {
            "kind": "mail",
            "url_sum": "",
            "network": LOOPBACK,
            "host": "localhost",
            "port": self.port,
            "security": "plain",
            "sender": "set@example.org",
            "to": ("office@example.org", "safety@example.org"),
        }
        return to(**{**whole, **said})


@contextmanager
def post(
    tls: ssl.SSLContext | None = None, *, at_once: bool = False, password: bytes = b""
) -> Iterator[Post]:
    """Serve a mail server for the length of the block: plain, with STARTTLS, or encrypted at once."""
    end = Post()

    def knows(_server: Any, _session: Any, _envelope: Any, _mechanism: str, said: Any) -> AuthResult:  # noqa: ANN401 - as above
        good = isinstance(said, LoginPassword) and said.password == password
        return AuthResult(success=good, handled=False)

    more: dict[str, Any] = {"tls_context": tls} if tls is not None and not at_once else {}
    if password:
        more |= {"authenticator": knows, "auth_required": bool(more), "auth_require_tls": bool(more)}
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def serve() -> asyncio.Server:
        made = partial(SMTP, end, hostname="localhost", loop=loop, enable_SMTPUTF8=False, **more)
        return await loop.create_server(made, "127.0.0.1", 0, ssl=tls if at_once else None)

    async def stop(server: asyncio.Server) -> None:
        server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    server = asyncio.run_coroutine_threadsafe(serve(), loop).result(20)
    end.port = server.sockets[0].getsockname()[1]
    try:
        yield end
    finally:
        asyncio.run_coroutine_threadsafe(stop(server), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return a server's side and a client's side that trusts it, for localhost."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    today = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    (folder / "server.pem").write_bytes(
        pem
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "server.pem")
    return server, ssl.create_default_context(cadata=pem.decode())
