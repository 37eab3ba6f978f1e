"""Real time authorities for tests: certificates made here, tokens made by ``openssl ts``, served on loopback.

The configuration of a reply names no further ``certs``: openssl would then write the certificates in an order
that is no DER, and strict readers refuse the whole token.
"""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_CONFIGURATION = """[tsa]
default_tsa = one
[one]
serial = {folder}/serial
signer_cert = {home}/signer.pem
signer_key = {home}/signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""
_MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Issuer:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def pem(self) -> str:
        """The certificate in PEM."""
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()


def issued(name: str, by: Issuer | None = None, *, signer: bool = False, ended: bool = False) -> Issuer:
    """Return a new certificate: a root, or one issued by another; ``ended`` a week ago."""
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    last = now - timedelta(days=7) if ended else now + _MONTH
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _MONTH)
        .not_valid_after(last)
        .add_extension(x509.BasicConstraints(ca=not signer, path_length=None), critical=True)
    )
    if signer:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    return Issuer(builder.sign(by.key if by else key, hashes.SHA256()), key)


@dataclass
class Authority:
    """One time authority: a root, an issuer between, and a signer that ``openssl ts`` makes tokens with."""

    home: Path
    name: str
    ended: bool = False
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        if shutil.which("openssl") is None:
            pytest.skip("There is no openssl on this machine to be the time authority.")
        root = issued(f"{self.name} root")
        between = issued(f"{self.name} issuer", root)
        signer = issued(f"{self.name} signer", between, signer=True, ended=self.ended)
        self.certificates = between.pem + root.pem
        self.root = root.pem
        self.home.mkdir(parents=True)
        (self.home / "signer.pem").write_text(signer.pem)
        (self.home / "signer.key").write_bytes(
            signer.key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )

    def answer(self, question: bytes) -> bytes:
        """Return what openssl answers to a request in DER: a token, or a refusal in the same form."""
        number = next(self.numbers)
        folder = self.home / f"answer-{number}"
        folder.mkdir()
        (folder / "serial").write_text(f"{number:04x}")
        (folder / "conf").write_text(_CONFIGURATION.format(folder=folder, home=self.home))
        (folder / "question").write_bytes(question)
        subprocess.run(
            ["openssl", "ts", "-reply", "-config", "conf", "-queryfile", "question", "-out", "answer"],  # noqa: S607 - the system's own
            cwd=folder,
            check=True,
            capture_output=True,
        )
        return (folder / "answer").read_bytes()


Behaviour = Callable[[BaseHTTPRequestHandler, bytes], None]
"""Writes what the server sends to one question; by default the authority's token."""


@dataclass
class TimeServer:
    """An authority behind an address on loopback; ``behaves`` is what it does with the next question."""

    authority: Authority
    url: str = ""
    asked: list[bytes] = field(default_factory=list)
    behaves: Behaviour | None = None

    @property
    def certificates(self) -> str:
        """The chain to configure, in PEM."""
        return self.authority.certificates

    def answer(self, handler: BaseHTTPRequestHandler, question: bytes) -> None:
        """Answer one question over HTTP."""
        self.asked.append(question)
        if self.behaves is not None:
            self.behaves(handler, question)
        else:
            send(handler, self.authority.answer(question))


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    """Send one answer whole."""
    handler.send_response(status)
    handler.send_header("Content-Type", "application/timestamp-reply")
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def served(authority: Authority) -> Iterator[TimeServer]:
    """Serve an authority on loopback for the length of the block."""
    server = TimeServer(authority)

    class Handler(BaseHTTPRequestHandler):
        """Takes questions by POST and writes nothing to the terminal."""

        def do_POST(self) -> None:
            """Read the question and let the server answer."""
            try:
                server.answer(self, self.rfile.read(int(self.headers["Content-Length"])))
            except OSError:
                self.close_connection = True

        def log_message(self, *_: Any) -> None:  # noqa: ANN401 - as the base class has it
            """Say nothing."""

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.daemon_threads = True
    server.url = f"http://127.0.0.1:{listener.server_address[1]}/tsr"
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()


@pytest.fixture(scope="session")
def first_authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """One authority for the whole run."""
    return Authority(tmp_path_factory.mktemp("time") / "first", "first")


@pytest.fixture(scope="session")
def second_authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Another authority, with another root."""
    return Authority(tmp_path_factory.mktemp("time") / "second", "second")


@pytest.fixture(scope="session")
def ended_authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority whose own certificate ended a week ago."""
    return Authority(tmp_path_factory.mktemp("time") / "ended", "ended", ended=True)


@pytest.fixture
def first_server(first_authority: Authority) -> Iterator[TimeServer]:
    """The first authority, on loopback, well-behaved until a test says otherwise."""
    with served(first_authority) as server:
        yield server


@pytest.fixture
def second_server(second_authority: Authority) -> Iterator[TimeServer]:
    """The second authority, on loopback."""
    with served(second_authority) as server:
        yield server
