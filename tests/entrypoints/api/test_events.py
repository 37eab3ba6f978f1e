"""Boards that are told: server-sent events with resume, two hundred at once, and no more than there is room for."""

from __future__ import annotations

import asyncio
import gc
import tracemalloc
from collections.abc import Generator
from dataclasses import dataclass

import httpx
import pytest

from showsafe.entrypoints.http.api.boards import Made
from showsafe.entrypoints.http.api.events import Telling
from showsafe.entrypoints.http.api.front import Config
from showsafe.errors import Unusable
from tests.entrypoints.api.sets import Phone, Served, serving

STREAMS = 200


@dataclass
class Numbers:
    """A board that says nothing but the number of its record."""

    at: list[int]

    def size(self) -> int:
        """Return the number of the newest record."""
        return self.at[0]

    def newest(self, names: bool) -> Made:  # noqa: ARG002, FBT001 - nobody is named in it
        """Return the newest board."""
        return Made(self.at[0], b"{}")


def events(stream: httpx.Response) -> Generator[tuple[int, str], None, None]:
    """Yield the number and the kind of each event that a stream sends."""
    said: dict[str, str] = {}
    for line in stream.iter_lines():
        key, _, value = line.partition(": ")
        if line == "" and "id" in said:
            yield int(said["id"]), said["event"]
            said = {}
        elif line:
            said[key] = value


def test_a_board_is_told_of_each_new_record(served: Served, phone: Phone) -> None:
    """It hears at once where the record stands, and then of whatever is recorded."""
    size = served.node.store.size()
    with phone.http.stream("GET", "/api/v1/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        told = events(stream)
        assert next(told) == (size, "record")
        assert httpx.post(f"{served.url}/api/v1/hold", json={"act_id": "one"}).status_code == 200
        assert next(told) == (size + 1, "record")


@pytest.mark.parametrize("last", ["1", "0", "-1", "x", "", "9" * 40, "\u0661"])
def test_who_comes_back_is_told_what_they_missed(served: Served, phone: Phone, last: str) -> None:
    """With an older number, or none that can be read, the newest record is told at once."""
    size = served.node.store.size()
    with phone.http.stream("GET", "/api/v1/events", headers={b"Last-Event-ID": last.encode()}) as stream:
        assert next(events(stream)) == (size, "record")


def test_who_missed_nothing_hears_nothing_until_there_is_more(served: Served) -> None:
    """With the newest number the first event is of the next record."""
    phone, size = served.phone(), served.node.store.size()
    with phone.http.stream("GET", "/api/v1/events", headers={"Last-Event-ID": str(size)}) as stream:
        assert httpx.post(f"{served.url}/api/v1/hold", json={"act_id": "one"}).status_code == 200
        assert next(events(stream)) == (size + 1, "record")


def test_a_board_that_saw_more_than_there_is_is_told_so(served: Served, phone: Phone) -> None:
    """A number from another ledger, or from before an old copy was put back, is an event of its own."""
    size = served.node.store.size()
    with phone.http.stream("GET", "/api/v1/events", headers={"Last-Event-ID": "99999"}) as stream:
        assert next(events(stream)) == (size, "fewer")


def test_a_stream_says_that_it_is_still_there() -> None:
    """Without a record a line without meaning comes, so that a screen knows when it has to turn grey."""
    with serving(beat=0.05) as served:
        phone, size = served.phone(), served.node.store.size()
        with phone.http.stream("GET", "/api/v1/events", headers={"Last-Event-ID": str(size)}) as stream:
            lines = stream.iter_lines()
            assert "retry: 2000" in [next(lines), next(lines)]
            assert next(lines) == ": still here"


def test_an_event_names_nobody(served: Served, phone: Phone) -> None:
    """An event has a number and no word of what was recorded."""
    served.node.report("drop", weapon="revolver", cause="armorer fell")
    with phone.http.stream("GET", "/api/v1/events") as stream:
        lines = stream.iter_lines()
        first = [next(lines) for _ in range(5)]
    size = served.node.store.size()
    assert [line for line in first if line] == [
        "retry: 2000",
        f"id: {size}",
        "event: record",
        f'data: {{"record":{size}}}',
    ]


def test_phones_hear_that_somebody_waits_for_a_second_person(served: Served, phone: Phone) -> None:
    """A look that is opened, answered or used is an event without a number; an act without one is none."""
    phone.sign_in("armorer")
    size = served.node.store.size()
    headers = {"Last-Event-ID": str(size)}
    with httpx.stream("GET", f"{served.url}/api/v1/events", headers=headers, timeout=10) as stream:
        lines = stream.iter_lines()
        assert [next(lines), next(lines)] == ["retry: 2000", ""]
        look = phone.look("check", "armorer", weapon="revolver", seen=6, of=6)
        assert [next(lines) for _ in range(3)] == ["event: looks", "data: {}", ""]
        phone.second(look, "assistant", {"seen": 6})
        assert [next(lines) for _ in range(3)] == ["event: looks", "data: {}", ""]
        phone.done(look, witness="assistant", witness_seen=6)
        heard = [next(lines) for _ in range(7)]
        assert sorted(line for line in heard if line.startswith("event")) == ["event: looks", "event: record"]


def test_there_are_no_more_streams_than_fit() -> None:
    """One beyond what there is room for is told to ask every few seconds instead."""
    with serving(Config(secure=False, most_streams=1), beat=0.05) as served:
        phone = served.phone()
        with phone.http.stream("GET", "/api/v1/events") as stream:
            told = events(stream)
            assert next(told)[1] == "record"
            refused = httpx.get(f"{served.url}/api/v1/events", timeout=10)
            assert (refused.status_code, refused.json()["code"]) == (503, "http.too-many")
            told.close()


async def _listen(telling: Telling, counts: list[int], place: int, told: int) -> None:
    async for event in telling.stream(""):
        if event.startswith(b"id:"):
            counts[place] += 1
        if counts[place] == told:
            return


async def _rounds(size: list[int], telling: Telling, rounds: int) -> list[int]:
    counts = [0] * STREAMS
    listeners = [asyncio.create_task(_listen(telling, counts, place, rounds + 1)) for place in range(STREAMS)]
    for number in range(rounds):
        while min(counts) <= number:  # noqa: ASYNC110 - nothing tells that everybody was told
            await asyncio.sleep(0)
        size[0] += 1
        telling.changed()
    await asyncio.gather(*listeners)
    return counts


def test_two_hundred_streams_are_told_and_stay_flat() -> None:
    """Each of two hundred hears of each of three hundred records, and the memory does not grow with their number."""
    size = [1]
    telling = Telling(Numbers(size), STREAMS, spacing=0)
    assert asyncio.run(_rounds(size, telling, 20)) == [21] * STREAMS
    gc.collect()
    tracemalloc.start()
    try:
        asyncio.run(_rounds(size, telling, 20))
        gc.collect()
        few = tracemalloc.get_traced_memory()[0]
        asyncio.run(_rounds(size, telling, 280))
        gc.collect()
        many = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert many - few < 100_000
    assert telling.listeners == 0


def test_one_listener_too_many_is_refused() -> None:
    """There is a limit below the framework, too."""
    with pytest.raises(Unusable):
        Telling(Numbers([1]), 0).stream("")


def test_two_hundred_boards_over_http_hear_of_a_stop() -> None:
    """Two hundred open connections are told of one record."""

    async def watch(url: str) -> int:
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits) as client:
            ready = [asyncio.Event() for _ in range(STREAMS)]

            async def board(place: int) -> int:
                async with client.stream("GET", "/api/v1/events") as stream:
                    seen = 0
                    async for line in stream.aiter_lines():
                        seen += line.startswith("id: ")
                        if seen == 1:
                            ready[place].set()
                        if seen == 2:
                            return 1
                return 0

            boards = [asyncio.create_task(board(place)) for place in range(STREAMS)]
            await asyncio.gather(*(each.wait() for each in ready))
            assert (await client.post("/api/v1/stop", json={"act_id": "stop"})).status_code == 200
            return sum(await asyncio.gather(*boards))

    with serving() as served:
        assert asyncio.run(watch(served.url)) == STREAMS
