"""A witness over real HTTP on this machine: it answers one path, takes no more than it needs, and says little."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from showsafe.entrypoints.http import witness as http_witness
from showsafe.entrypoints.http.witness import Patience
from showsafe.errors import Unusable
from showsafe.ledger import cosignature, note
from showsafe.ledger.witness import LARGEST_REQUEST, SIZE, TEXT, Answer
from tests.serving import ask, serving
from tests.witnesses import AT, LOG, NAME, ORIGIN, WITNESS_KEY, Branch, MemoryInMemory, witness

LOGGED = Branch(30)
OTHER = Branch(30, same=2, word="other")
SHORT = Patience(body=0.3, connection=0.6)


@pytest.fixture
def memory() -> MemoryInMemory:
    """Return a memory that has seen nothing."""
    return MemoryInMemory(LOG)


@pytest.fixture
def url(memory: MemoryInMemory) -> Iterator[str]:
    """Return where a witness answers."""
    with serving(witness(memory).add_checkpoint) as at:
        yield at


def test_a_log_gets_its_cosignature(url: str) -> None:
    """A right request is answered with 200 and a line that holds; growth from there too."""
    vkey = cosignature.vkey_of(NAME, WITNESS_KEY)
    for old, size in ((0, 7), (7, 30)):
        answer, headers = ask(url, LOGGED.request(old, size))
        assert (answer.status, answer.content_type) == (200, TEXT)
        assert cosignature.cosigned_at(note.parse(LOGGED.checkpoint(size) + answer.body), vkey) == AT
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers


def test_the_refusals_of_the_format_come_through(url: str, memory: MemoryInMemory) -> None:
    """409 with the size in its own type, 409 for a fork, 422, 403, 404 and 400 arrive as they were decided."""
    ask(url, LOGGED.request(0, 20))
    assert ask(url, LOGGED.request(0, 30))[0] == Answer(409, b"20\n", SIZE)
    assert ask(url, OTHER.request(20, 20))[0] == Answer(409, LOGGED.checkpoint(20), TEXT)
    assert ask(url, OTHER.request(20, 30))[0] == Answer(422, LOGGED.checkpoint(20), TEXT)
    assert ask(url, LOGGED.request(20, 30, WITNESS_KEY))[0].status == 403
    assert ask(url, b"old 0\n\n" + LOGGED.checkpoint(9, origin="else/where"))[0].status == 404
    assert ask(url, b"hello")[0].status == 400
    assert len(memory.kept) == 2


@pytest.mark.parametrize(
    "path", ["/", "/add-checkpoints", "/schema", "/docs", "/add-checkpoint/x", "/../etc", "/%00"]
)
def test_there_is_nothing_else(url: str, path: str) -> None:
    """Any other path is 404, in one sentence."""
    for method in ("GET", "POST"):
        answer, _ = ask(url, b"", method=method, path=path)
        assert (answer.status, answer.body) == (404, b"There is nothing here.\n")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "TRACE", "NONSENSE"])
def test_only_post_is_answered(url: str, method: str) -> None:
    """Any other method is 405, and changes nothing."""
    answer, _ = ask(url, LOGGED.request(0, 7), method=method)
    assert answer.status == 405


def test_a_huge_body_is_not_read(url: str, memory: MemoryInMemory) -> None:
    """A body beyond what a request can have is 413, whether it says its length or comes in chunks."""
    assert ask(url, b"x" * (LARGEST_REQUEST + 1))[0].status == 413
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall(b"POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(10):
            line.sendall(b"2000\r\n" + b"x" * 0x2000 + b"\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 413 ")
    assert memory.latest == {}


def test_an_encoded_body_is_refused(url: str) -> None:
    """Nothing is unpacked: a content encoding is 415."""
    assert ask(url, LOGGED.request(0, 7), headers={"Content-Encoding": "gzip"})[0].status == 415


@pytest.mark.parametrize("kind", ["application/json", "text/html", "multipart/form-data; boundary=x", "?"])
def test_the_content_type_of_a_request_changes_nothing(url: str, kind: str) -> None:
    """The body is read as the bytes that it is, whatever a client calls it."""
    assert ask(url, LOGGED.request(0, 7), headers={"Content-Type": kind})[0].status == 200


def broken(_: bytes) -> Answer:
    """Fail as no witness should."""
    raise RuntimeError("secret place /srv/x")


def full(_: bytes) -> Answer:
    """Fail as a full disk does."""
    raise Unusable("disk.full", "The disk at a secret place is full.", "Make room.")


def test_a_failure_says_nothing_of_the_inside() -> None:
    """An error of the witness itself is 500, one of its disk 503: neither has a traceback, a path or a type."""
    with serving(broken) as url:
        assert ask(url, b"")[0] == Answer(500, b"Something in the witness itself went wrong.\n", TEXT)
    with serving(full) as url:
        assert ask(url, b"")[0] == Answer(503, b"The witness cannot answer now. [disk.full]\n", TEXT)


def test_a_client_that_stalls_is_let_go(memory: MemoryInMemory) -> None:
    """Somebody who sends half a body is told 408, and half a head is cut off; others are served meanwhile."""
    with serving(witness(memory).add_checkpoint, SHORT) as url:
        host, port = url.removeprefix("http://").split(":")
        with (
            socket.create_connection((host, int(port)), timeout=20) as half,
            socket.create_connection((host, int(port)), timeout=20) as head,
        ):
            half.sendall(b"POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nold")
            head.sendall(b"POST /add-chec")
            assert ask(url, LOGGED.request(0, 7))[0].status == 200
            assert half.recv(100).startswith(b"HTTP/1.1 408 ")
            assert head.recv(100) == b""


def test_many_at_once_are_served(url: str, memory: MemoryInMemory) -> None:
    """Sixteen requests at once for one log all get an answer of the format, and the memory never goes back."""
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda size: ask(url, LOGGED.request(0, size))[0], range(1, 17)))
    assert sorted({answer.status for answer in answers}) in ([200], [200, 409])
    assert [answer.status for answer in answers].count(200) == 1
    seen = memory.seen(ORIGIN)
    assert seen is not None
    assert answers[seen.read().size - 1].status == 200


def test_a_port_that_is_taken_is_said_plainly() -> None:
    """Where something listens already, or the host is not this machine's, one error says so."""
    first = http_witness.listen("127.0.0.1", 0)
    first.listen()
    for host, port in (("127.0.0.1", first.getsockname()[1]), ("192.0.2.7", 0), ("no.such.invalid", 0)):
        with pytest.raises(Unusable) as caught:
            http_witness.listen(host, port)
        assert caught.value.code == "witness.no-port"
    first.close()


def test_an_address_of_the_sixth_version_is_written_in_brackets() -> None:
    """The URL of ::1 can be typed as it is printed."""
    try:
        listening = http_witness.listen("::1", 0)
    except Unusable:
        pytest.skip("This machine has no IPv6.")
    assert http_witness.url_of(listening).startswith("http://[::1]:")
    listening.close()
