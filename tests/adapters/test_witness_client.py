"""Asking a witness over real connections on this machine, also one that hangs, lies or never stops."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable

import pytest

from showsafe.adapters.witness_client import WitnessClient
from showsafe.errors import Unusable
from showsafe.ledger.witness import LARGEST_ANSWER, SIZE, Answer
from tests.serving import answering, raw, serving
from tests.witnesses import Branch, witness

LOGGED = Branch(10)
ASK = WitnessClient(5)
HURRY = WitnessClient(0.4)


def away(url: str, client: WitnessClient = ASK) -> str:
    """Return why a witness counts as away."""
    with pytest.raises(Unusable) as caught:
        client(url, b"old 0\n\n")
    assert caught.value.code == "witness.away"
    return caught.value.says.removeprefix("The witness does not answer: ")


def test_the_answer_of_a_witness_arrives_whole() -> None:
    """Status, type and bytes come as the witness gave them, under any prefix of the URL."""
    asked = witness()
    with serving(asked.add_checkpoint) as url:
        assert ASK(url + "/", LOGGED.request(0, 4)).status == 200
        assert ASK(url, LOGGED.request(0, 9)) == Answer(409, b"4\n", SIZE)
        assert ASK(url + "/elsewhere", b"").status == 404


def test_nobody_there_is_away() -> None:
    """A closed port, and a name that leads nowhere, are said to be out of reach."""
    closed = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    closed.close()
    assert away(url) == "it cannot be reached."
    assert away("http://no-such-host.invalid") == "it cannot be reached."
    assert away("ftp://127.0.0.1/") == "its address is neither http nor https."


def hang(line: socket.socket, over: threading.Event) -> None:
    """Take the request and say nothing."""
    line.recv(10)
    over.wait(20)


def drip(line: socket.socket, over: threading.Event) -> None:
    """Say one letter at a time, for ever, so that no time-out of a socket is reached."""
    for letter in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 10_000:
        line.sendall(bytes((letter,)))
        if over.wait(0.05):
            return


def drip_body(line: socket.socket, over: threading.Event) -> None:
    """Answer at once, and then send the body a letter at a time, for ever."""
    line.recv(10)
    line.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 10000\r\n\r\n")
    while not over.wait(0.05):
        line.sendall(b"x")


@pytest.mark.parametrize("say", [hang, drip, drip_body])
def test_one_that_hangs_costs_its_time_and_no_more(
    say: Callable[[socket.socket, threading.Event], None],
) -> None:
    """Whoever says nothing, or a letter at a time, is left when the time is over."""
    with raw(say) as url:
        assert away(url, HURRY) == "it took too long."


def test_an_answer_that_never_ends_is_left() -> None:
    """No more than the largest answer is read, whether the length is said or not."""
    with answering(lambda _: Answer(200, b"x" * (LARGEST_ANSWER + 1))) as url:
        assert away(url) == "its answer is not one that can be read."

    def endless(line: socket.socket, over: threading.Event) -> None:
        line.recv(10)
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not over.is_set():
            line.sendall(b"x" * 65_536)

    with raw(endless) as url:
        assert away(url) == "its answer is not one that can be read."


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"hello\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"\x16\x03\x01\x00\x05hello",
    ],
)
def test_what_is_not_http_is_away(said: bytes) -> None:
    """Garbage, half an answer and endless heads end in the one error."""

    def say(line: socket.socket, _: threading.Event) -> None:
        line.recv(65_536)
        line.sendall(said)

    with raw(say) as url:
        assert away(url) in {"its answer is not one that can be read.", "it cannot be reached."}


def test_nothing_is_followed_elsewhere() -> None:
    """An answer that points elsewhere is given back as it is; the other address is never asked."""
    asked: list[bytes] = []

    def count(body: bytes) -> Answer:
        asked.append(body)
        return Answer(200)

    with answering(count) as target, answering(lambda _: Answer(307), {"Location": target}) as url:
        assert ASK(url, b"old 0\n\n").status == 307
    assert asked == []


def test_a_certificate_of_nobody_is_refused() -> None:
    """Over https the certificate has to hold; one that speaks no encryption is away as well."""

    def plain(line: socket.socket, _: threading.Event) -> None:
        line.recv(10)
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")

    with raw(plain) as url:
        assert away(url.replace("http:", "https:")) in {
            "its certificate or its encryption does not hold.",
            "it cannot be reached.",
        }
    assert ssl.create_default_context().verify_mode is ssl.CERT_REQUIRED
