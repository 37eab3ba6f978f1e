"""Boards that are told: server-sent events with resume, two hundred at once, and no more than there is room for."""

from __future__ import annotations

import asyncio
import gc
import json
import tracemalloc
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from showsafe.entrypoints.http.api.boards import Made
from showsafe.entrypoints.http.api.events import Telling
from showsafe.entrypoints.http.api.front import Config
from showsafe.errors import Unusable
from showsafe.projections import rows
from showsafe.projections.project import STALE
from tests import loops
from tests.entrypoints.api.sets import PEOPLE, Phone, Served, serving

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


def first_data(phone: Phone) -> dict[str, Any]:
    """Return what the first event says."""
    with phone.http.stream("GET", "/api/v1/events") as stream:
        return first_of(stream)


def first_of(stream: httpx.Response) -> dict[str, Any]:
    """Return what the next event of a stream says."""
    for text in stream.iter_lines():
        if text.startswith("data: "):
            return dict(json.loads(text[6:]))
    raise AssertionError("the stream ended")


def test_an_event_carries_the_board_and_names_nobody(served: Served, phone: Phone) -> None:
    """Without a sign-in it is the board that a stranger may see: no person, and not what somebody wrote."""
    served.node.report("drop", weapon="revolver", cause="armorer fell")
    said = first_data(phone)
    assert said == phone.get("board").json()
    assert said["weapons"][0]["contents"] == "Locked out: drop."
    assert not any(name in json.dumps(said) for name in PEOPLE)


def test_who_is_signed_in_hears_names_and_no_longer_when_signed_out(served: Served, phone: Phone) -> None:
    """Names come only for as long as the session is open: the next event after it names nobody."""
    phone.sign_in("armorer")
    assert first_data(phone)["weapons"][0]["holder"] == "armorer"
    with phone.http.stream("GET", "/api/v1/events") as stream:
        lines = stream.iter_lines()
        assert "armorer" in next(line for line in lines if line.startswith("data: "))
        headers = {"Cookie": f"showsafe={phone.http.cookies['showsafe']}", **phone.headers}
        ended = httpx.post(f"{served.url}/api/v1/session/end", json={}, headers=headers)
        assert ended.status_code == 200
        assert httpx.post(f"{served.url}/api/v1/hold", json={"act_id": "one"}).status_code == 200
        assert "armorer" not in next(line for line in lines if line.startswith("data: "))


def test_where_the_board_cannot_be_shown_an_event_has_its_number_alone(served: Served, phone: Phone) -> None:
    """A view that failed is not shown as it was: the phone asks for it, and hears why."""
    store = served.node.store
    failed = rows.line(STALE, "board", {"record": store.size(), "why": "ValueError"})
    store.clear_rows(STALE, [failed])
    assert first_data(phone) == {"record": served.node.store.size()}


def test_what_is_newest_comes_before_any_other_line(served: Served, phone: Phone) -> None:
    """Whoever hears anything of a stream was told of what is newest: what they show is not valid before that."""
    size = served.node.store.size()
    with phone.http.stream("GET", "/api/v1/events", headers={"Last-Event-ID": str(size - 1)}) as stream:
        lines = stream.iter_lines()
        assert [next(lines) for _ in range(2)] == [f"id: {size}", "event: record"]
        assert [next(lines) for _ in range(3)][1:] == ["", "retry: 2000"]


def test_many_records_at_once_are_told_as_one() -> None:
    """Where they follow faster than anybody reads, a stream hears of the last of them."""
    at = [1]

    async def heard() -> list[bytes]:
        telling = Telling(Numbers(at), STREAMS, spacing=0.05)
        stream = aiter(telling.stream(""))
        assert (await anext(stream)).startswith(b"id: 1\n")
        assert (await anext(stream)).startswith(b"retry")
        found: list[bytes] = []
        while not found or not found[-1].startswith(b"id: 60\n"):
            waiting = asyncio.ensure_future(anext(stream))
            while not waiting.done():
                at[0] = min(at[0] + 1, 60)
                telling.changed()
                await asyncio.sleep(0.002)
            found.append(waiting.result())
        await stream.aclose()  # type: ignore[attr-defined] # it is a generator
        return found

    assert len(loops.run(heard())) < 30


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
    stream = telling.stream("")
    async for event in stream:
        if event.startswith(b"id:"):
            counts[place] += 1
        if counts[place] == told:
            break
    await stream.aclose()  # type: ignore[attr-defined] # it is a generator


async def _rounds(rounds: int) -> list[int]:
    size, counts = [1], [0] * STREAMS
    telling = Telling(Numbers(size), STREAMS, spacing=0)
    listeners = [asyncio.create_task(_listen(telling, counts, place, rounds + 1)) for place in range(STREAMS)]
    for number in range(rounds):
        while min(counts) <= number:  # noqa: ASYNC110 - nothing tells that everybody was told
            await asyncio.sleep(0)
        size[0] += 1
        telling.changed()
    await asyncio.gather(*listeners)
    assert telling.listeners == 0
    return counts


def test_two_hundred_streams_are_told_and_stay_flat() -> None:
    """Each of two hundred hears of each of a hundred records, and the memory does not grow with their number."""
    assert loops.run(_rounds(20)) == [21] * STREAMS
    gc.collect()
    tracemalloc.start()
    try:
        loops.run(_rounds(20))
        gc.collect()
        few = tracemalloc.get_traced_memory()[0]
        loops.run(_rounds(80))
        gc.collect()
        many = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert many - few < 100_000


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
        assert loops.run(watch(served.url)) == STREAMS
