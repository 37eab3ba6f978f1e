"""A node in one process, in this one: where it is looked for again, who is asked beside it, what the join page has."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509

from showsafe import bootstrap
from showsafe.adapters.certificates import context, join, modes, pem, place
from showsafe.adapters.certificates.hosts import Address
from showsafe.adapters.certificates.leaf import Leaf
from showsafe.adapters.clock import SystemClock
from showsafe.application.access.desk import Desk
from showsafe.application.access.said import Press
from showsafe.application.unit import Answer, Unit
from showsafe.entrypoints.http.listening import listening
from showsafe.entrypoints.http.process import Process, Way
from showsafe.entrypoints.http.reached import Reached
from tests.adapters.certificates.set_up import pem_of
from tests.entrypoints.serves import HERE, WAIT, production, running

LATER = ip_address("10.7.7.7")


@dataclass
class Place:
    """Where the machine of a test is; it can be carried elsewhere."""

    at: tuple[Address, ...] = (ip_address("192.168.1.20"),)

    def present(self) -> tuple[Address, ...]:
        """Return its addresses."""
        return self.at


@dataclass
class Node:
    """A node that runs, and what it said."""

    process: Process
    unit: Unit
    place: Place
    moved: list[str] = field(default_factory=list)
    told: threading.Event = field(default_factory=threading.Event)
    trusting: ssl.SSLContext | None = None

    def hears(self, now: Reached) -> None:
        """Hear that it is somewhere else."""
        self.moved.append(now.url)
        self.told.set()

    @property
    def url(self) -> str:
        """Where a client of this machine reaches it."""
        return f"http{'s' if self.trusting else ''}://{HERE}:{self.process.port}"

    def client(self) -> httpx.Client:
        """Return a client that trusts what a phone trusts."""
        return httpx.Client(base_url=self.url, verify=self.trusting or True, timeout=WAIT)


@contextlib.contextmanager
def node(data: Path, tls: str = modes.CA) -> Iterator[Node]:
    """Run a node that looks twenty times a second where it is."""
    here, where, clock = place.of(data)[0], Place(), SystemClock()
    with contextlib.ExitStack() as stack:
        unit = stack.enter_context(bootstrap.open_unit(data, clock, stays=True))
        authority = None
        if tls == modes.CA:
            authority = here.authority() or here.create_authority("north-ridge", clock.now())
        mode, serving = context.serving(here, tls, clock.now(), where.present)
        at, joins = (stack.enter_context(listening(HERE, 0)) for _ in range(2))
        way = Way(
            unit="north-ridge",
            place=here,
            mode=mode,
            tls=serving,
            present=where.present,
            clock=clock,
            every=0.05,
        )
        process = Process(
            Desk(unit, bootstrap.badges_of(unit, data)), way, at, joins=joins, authority=authority
        )
        made = Node(process, unit, where)
        process.moved = made.hears
        if authority is not None:
            made.trusting = ssl.create_default_context(cadata=pem_of(authority))
        with running(process):
            yield made


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return the data directory of a production."""
    return production(tmp_path / "north-ridge").data


def names_of(made: Node) -> set[str]:
    """Return what the certificate that is shown to a new connection holds for."""
    assert made.trusting is not None
    with (
        socket.create_connection((HERE, made.process.port), timeout=WAIT) as plain,
        made.trusting.wrap_socket(plain, server_hostname=HERE) as line,
    ):
        shown = x509.load_der_x509_certificate(line.getpeercert(binary_form=True) or b"")
    return set(Leaf(shown, pem.new_key()).hosts.texts())


def test_carried_elsewhere_it_shows_a_new_certificate(data: Path) -> None:
    """With another address there is another certificate at once, for clients that trust what they trusted before."""
    with node(data) as made, made.client() as before:
        assert before.get("/health").status_code == 200
        assert {"192.168.1.20", "showsafe-north-ridge.local"} <= names_of(made)
        assert before.get("/health", headers={"Host": f"{LATER}:7380"}).status_code == 403
        made.place.at = (LATER,)
        assert made.told.wait(WAIT)
        assert made.moved == [f"https://{LATER}:{made.process.port}/"]
        shown = names_of(made)
        assert str(LATER) in shown
        assert "192.168.1.20" not in shown
        with made.client() as after:
            assert after.get("/health", headers={"Host": f"{LATER}:7380"}).status_code == 200
            assert after.get("/health", headers={"Host": "192.168.1.20"}).status_code == 403
        assert before.get("/health").status_code == 200


def test_over_plain_http_new_addresses_are_followed_too(data: Path) -> None:
    """Without a certificate the hosts that it answers to follow the machine all the same."""
    with node(data, modes.OFF) as made, made.client() as client:
        made.place.at = (LATER,)
        assert made.told.wait(WAIT)
        assert made.moved == [f"http://{LATER}:{made.process.port}/"]
        assert client.get("/health", headers={"Host": str(LATER)}).status_code == 200


def test_a_trouble_with_certificates_ends_nothing(data: Path) -> None:
    """A file of certificates that was damaged while serving leaves the one that is shown, and the node running."""
    with node(data) as made, made.client() as client:
        (place.of(data)[0].path / place.AUTHORITY).write_bytes(b"broken")
        made.place.at = (LATER,)
        assert not made.told.wait(0.3)
        assert client.get("/health").status_code == 200
        assert "192.168.1.20" in names_of(made)


def test_a_new_record_from_beside_reaches_the_boards(data: Path) -> None:
    """What is recorded in the same process without a request is told to whoever listens."""
    with (
        node(data, modes.OFF) as made,
        made.client() as client,
        client.stream("GET", "/api/v1/events") as stream,
    ):
        lines = stream.iter_lines()
        size = made.unit.store.size()
        assert f"id: {size}" in (next(lines) for _ in range(4))
        made.process.desk.press(Press(kind="hold", act_id="beside-1", says="a doubt"))
        made.process.changed()
        assert any(line == f"id: {size + 1}" for line in lines)


def test_the_join_page_has_all_that_a_phone_needs(data: Path) -> None:
    """It says what it is, in the language of the phone, with fingerprint, words, steps, files and the way back."""
    with node(data) as made:
        authority = made.process.authority
        assert authority is not None
        port = made.process.join_url.partition("//")[2].rpartition(":")[2].partition("/")[0]
        with httpx.Client(base_url=f"http://{HERE}:{port}", timeout=WAIT) as client:
            page = client.get(join.PATH, headers={"Accept-Language": "fr, en;q=0.5"})
            assert page.headers["content-type"] == "text/html; charset=utf-8"
            found = join.material(authority, made.process.join_url)
            for text in (
                *found.words,
                "not encrypted",
                *(steps.name for steps in found.steps),
                made.process.now.url,
            ):
                assert text in page.text
            assert found.fingerprint.replace(":", " ")[:40] in page.text
            spanish = client.get(join.PATH, headers={"Accept-Language": "es-MX"})
            assert '<html lang="es">' in spanish.text
            assert client.get(f"{join.PATH}?language=es").text == spanish.text
            for kind, (name, content_type) in join.TYPES.items():
                taken = client.get(f"{join.PATH}/{name}")
                assert (taken.content, taken.headers["content-type"]) == (found.files[kind], content_type)
            assert client.get("/").headers["location"] == join.PATH


def test_the_join_page_runs_nothing_and_takes_nothing(data: Path) -> None:
    """No script, no input, nothing but its own few paths; what a visitor sends does not come back to them."""
    with node(data) as made:
        port = made.process.join_url.rpartition(":")[2].partition("/")[0]
        with httpx.Client(base_url=f"http://{HERE}:{port}", timeout=WAIT) as client:
            page = client.get(f"{join.PATH}?language=<script>", headers={"Host": "<script>"})
            assert page.status_code == 200
            assert "<script" not in page.text
            assert "default-src 'none'" in page.headers["content-security-policy"]
            assert "style=" not in page.text
            for path in ("/health", "/api/v1/board", "/join/authority.pem", "/join/../leaf.pem", "/join/x"):
                assert client.get(path).status_code == 404
            assert client.post(join.PATH).status_code == 405
            assert client.head(join.PATH).content == b""


def test_an_act_under_way_is_answered_before_the_end(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asked before the stop gets their answer, and it is on the disk."""
    begun, going_on = threading.Event(), threading.Event()
    answers: list[httpx.Response] = []
    with node(data, modes.OFF) as made:
        press = made.process.desk.press

        def slowly(*said: Any, **more: Any) -> Answer:  # noqa: ANN401 - as the desk takes it
            begun.set()
            assert going_on.wait(WAIT)
            return press(*said, **more)

        monkeypatch.setattr(made.process.desk, "press", slowly)
        body = {"act_id": "last-word", "says": "a doubt"}
        asking = threading.Thread(
            target=lambda: answers.append(httpx.post(f"{made.url}/api/v1/hold", json=body, timeout=WAIT))
        )
        asking.start()
        assert begun.wait(WAIT)
        threading.Timer(0.3, going_on.set).start()
    asking.join(WAIT)
    assert answers[0].status_code == 200
    with bootstrap.open_unit(data) as unit:
        assert unit.store.number_of("last-word") == answers[0].json()["record"]


def test_a_silent_caller_is_let_go(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who says nothing, half a word, half a body or half of a second request is cut off; boards go on listening."""
    monkeypatch.setattr("showsafe.entrypoints.http.api.serve.PATIENCE", 0.2)
    whole = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    post = b"POST /api/v1/hold HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    starts = (b"", b"GET /health HT", post + b"Content-Length: 10\r\n\r\n{", whole + whole[:20])
    with node(data, modes.OFF) as made, made.client() as client, contextlib.ExitStack() as stack:
        lines = stack.enter_context(client.stream("GET", "/api/v1/events")).iter_lines()
        size = made.unit.store.size()
        assert f"id: {size}" in (next(lines) for _ in range(4))
        for start in starts:
            line = stack.enter_context(socket.create_connection((HERE, made.process.port), timeout=WAIT))
            line.sendall(start)
            said = b"".join(iter(lambda line=line: line.recv(4096), b""))  # type: ignore[misc] # until it is closed
            assert said.count(b"HTTP/1.1 200") == start.count(whole)
        made.process.desk.press(Press(kind="hold", act_id="beside-2", says="a doubt"))
        made.process.changed()
        assert any(line == f"id: {size + 1}" for line in lines)


def test_it_stops_while_a_caller_stalls(data: Path) -> None:
    """A request that never comes whole holds up the end for no longer than a farewell."""
    with node(data, modes.OFF) as made:
        size = made.unit.store.size()
        stalled = socket.create_connection((HERE, made.process.port), timeout=WAIT)
        stalled.sendall(b"POST /api/v1/hold HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{")
    with stalled, contextlib.suppress(ConnectionError):
        assert not stalled.recv(200).startswith(b"HTTP/1.1 200")
    with bootstrap.open_unit(data) as unit:
        assert unit.store.size() == size
