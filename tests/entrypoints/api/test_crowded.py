"""One phone that takes all there is: it keeps nobody from a stop, and no board from being told."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, closing

import httpx
import pytest

from showsafe.entrypoints.http.api.events import Telling
from showsafe.errors import Unusable
from tests import loops
from tests.entrypoints.api.sets import Served, serving
from tests.entrypoints.api.test_events import Numbers

ROOM, SPARE = 12, 4


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Return a set that is served with room for few connections."""
    monkeypatch.setattr("showsafe.entrypoints.http.api.serve.AT_ONCE", ROOM)
    monkeypatch.setattr("showsafe.entrypoints.http.api.serve.SPARE", SPARE)
    with serving() as served:
        yield served


def stream(served: Served, here: str = "127.0.0.1") -> socket.socket:
    """Open a stream from an address of this machine, as far as its first line."""
    url = httpx.URL(served.url)
    opened = socket.create_connection((url.host, url.port or 0), timeout=20, source_address=(here, 0))
    opened.sendall(b"GET /api/v1/events HTTP/1.1\r\nHost: a\r\n\r\n")
    assert opened.recv(12) == b"HTTP/1.1 200"
    return opened


def test_one_phone_that_holds_every_connection_keeps_nobody_from_a_stop(small: Served) -> None:
    """Whoever holds the most loses the oldest; a stop is recorded, however often they come again."""
    with ExitStack() as held:
        for number in range(3 * ROOM):
            held.enter_context(closing(stream(small)))
            if number % ROOM == ROOM - 1:
                stopped = httpx.post(
                    f"{small.url}/api/v1/stop", json={"act_id": f"stop-{number}"}, timeout=20
                )
                assert stopped.status_code == 200


def test_a_board_elsewhere_stays_while_one_phone_takes_all(small: Served) -> None:
    """It is not the one that came first who makes room, but the one who has the most."""
    with ExitStack() as held:
        try:
            board = held.enter_context(closing(stream(small, "127.0.0.2")))
        except OSError:
            pytest.skip("This machine has one address of its own.")
        for _ in range(2 * ROOM):
            held.enter_context(closing(stream(small)))
        small.node.ask("isolate", weapon="revolver")
        httpx.post(f"{small.url}/api/v1/stop", json={"act_id": "stop"}, timeout=20)
        heard = b""
        while b'"why":"stop"' not in heard:
            more = board.recv(65536)
            assert more, "it was closed"
            heard += more


async def _begun(stream: AsyncIterator[bytes]) -> None:
    """Read what a stream begins with: what is newest, and how soon to come again where it breaks."""
    assert b"event: record" in await anext(stream)
    assert (await anext(stream)).startswith(b"retry")


async def _crowd(taken: int, guests: int) -> tuple[int, int]:
    """Return how many guests came in where one phone has taken every stream, and how many listen at the end of all."""
    telling = Telling(Numbers([1]), taken)
    streams = [telling.stream("", address="crowd") for _ in range(taken)]
    for each in streams:
        await _begun(each)
    for number in range(guests):
        try:
            streams.append(telling.stream("", address=f"guest-{number % 2}"))
        except Unusable:
            continue
        await _begun(streams[-1])
    telling.end()
    for each in streams:
        assert [event async for event in each] == []
    return len(streams) - taken, telling.listeners


def test_whoever_has_the_most_streams_gives_up_the_oldest() -> None:
    """Guests get in until they have as many as the crowd; nobody is thrown out for one who has as much."""
    assert loops.run(_crowd(6, 9)) == (4, 0)
