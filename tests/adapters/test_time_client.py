"""Asking a time authority: whatever it does, it costs little and ends."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from time import monotonic

import pytest

from showsafe.adapters.time_client import LARGEST_ANSWER, TimeClient, address_of
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import timestamp
from tests.time_authority import Behaviour, TimeServer, send

QUICK = TimeClient(seconds=0.3)
QUESTION = timestamp.question(b"note").der


def hang(_handler: BaseHTTPRequestHandler, _question: bytes) -> None:
    """Take the question and say nothing."""
    threading.Event().wait(2)


def drip(handler: BaseHTTPRequestHandler, _question: bytes) -> None:
    """Send a byte now and then, so that no single read ever waits long."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(60):
        handler.wfile.write(b"0")
        handler.wfile.flush()
        threading.Event().wait(0.05)


def drip_headers(handler: BaseHTTPRequestHandler, _question: bytes) -> None:
    """Never come to the end of the first line."""
    for _ in range(60):
        handler.wfile.write(b"H")
        handler.wfile.flush()
        threading.Event().wait(0.05)


def flood(handler: BaseHTTPRequestHandler, _question: bytes) -> None:
    """Send far more than a token."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(64):
        handler.wfile.write(bytes(65_536))


def elsewhere(handler: BaseHTTPRequestHandler, _question: bytes) -> None:
    """Send whoever asks to another address."""
    send(handler, b"", 302, Location="http://127.0.0.1:1/")


def broken(handler: BaseHTTPRequestHandler, _question: bytes) -> None:
    """Answer in no form that HTTP has."""
    handler.wfile.write(b"\x00\xff no protocol\r\n\r\n")


def hang_up(handler: BaseHTTPRequestHandler, _question: bytes) -> None:
    """Go away in the middle of the answer."""
    handler.send_response(200)
    handler.send_header("Content-Length", "500")
    handler.end_headers()
    handler.wfile.write(b"half")


def test_the_answer_comes_back_as_it_was_sent(first_server: TimeServer) -> None:
    """The question arrives as it is, and the bytes of the answer are handed on."""
    answer = TimeClient()(first_server.url, QUESTION)
    assert first_server.asked == [QUESTION]
    assert timestamp.accept(answer, b"note", timestamp.chain_of(first_server.certificates)).serial > 0


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        (hang, "time.away"),
        (drip, "time.away"),
        (drip_headers, "time.away"),
        (broken, "time.away"),
        (hang_up, "time.away"),
        (flood, "time.too-large"),
        (elsewhere, "time.refused"),
        (lambda handler, _: send(handler, b"no", 503), "time.refused"),
    ],
)
def test_a_bad_authority_costs_little(behaviour: Behaviour, code: str, first_server: TimeServer) -> None:
    """A hang, a drip, a flood, a redirect or a broken answer ends soon, with a code."""
    first_server.behaves = behaviour
    start = monotonic()
    with pytest.raises(Unusable) as refused:
        QUICK(first_server.url, QUESTION)
    assert refused.value.code == code
    assert monotonic() - start < 1.5


def test_what_is_fetched_can_be_read() -> None:
    """The most that is taken over the wire is the most that an answer may be."""
    assert LARGEST_ANSWER == timestamp.LARGEST_ANSWER


def test_nobody_there_is_an_answer_too() -> None:
    """A port where nobody listens is an authority that is away."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unusable) as refused:
        QUICK(f"http://127.0.0.1:{port}/", QUESTION)
    assert refused.value.code == "time.away"


def test_a_server_that_does_not_speak_tls_is_away(first_server: TimeServer) -> None:
    """An address with https whose server does not prove itself is never asked in the clear."""
    with pytest.raises(Unusable) as refused:
        QUICK(first_server.url.replace("http:", "https:"), QUESTION)
    assert refused.value.code == "time.away"
    assert first_server.asked == []


def test_a_silent_handshake_ends(silent_port: int) -> None:
    """A server that takes the connection and never answers the handshake ends like any other that hangs."""
    start = monotonic()
    with pytest.raises(Unusable):
        QUICK(f"https://127.0.0.1:{silent_port}/", QUESTION)
    assert monotonic() - start < 1.5


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port where connections wait for ever."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield int(listener.getsockname()[1])


@pytest.mark.parametrize(
    "url",
    [
        "",
        "tsa.example.org",
        "ftp://tsa.example.org/",
        "file:///etc/passwd",
        "http://",
        "http:///tsr",
        "http://user@tsa.example.org/",
        "http://tsa.example.org:99999/",
        "http://tsa.example.org/a b",
        "http://tsa.example.org/\r\nX: y",
        "http://tsa.example.org/#part",
        "http://tsa.example.org/" + "a" * 500,
        "http://ts\u00e4.example.org/",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    """Only a plain address with http or https and a host is asked."""
    with pytest.raises(WrongInput) as refused:
        address_of(url)
    assert refused.value.code == "time.address"
