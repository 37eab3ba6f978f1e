"""What stands around every answer: headers that it has not itself, and one count before anybody has the whole of it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from showsafe.entrypoints.http.answers import around

START = {"type": "http.response.start", "status": 404, "headers": [(b"X-Own", b"own")]}
PART = {"type": "http.response.body", "body": b"a", "more_body": True}
LAST = {"type": "http.response.body", "body": b"b"}


def answered(*messages: dict[str, Any]) -> tuple[list[dict[str, Any]], list[str], list[int]]:
    """Return what is sent of an answer, in which order it is sent and counted, and the counted statuses."""
    sent: list[dict[str, Any]] = []
    order: list[str] = []
    statuses: list[int] = []

    async def inner(_: Any, __: Any, send: Any) -> None:  # noqa: ANN401
        for message in messages:
            await send(dict(message))

    async def send(message: Any) -> None:  # noqa: ANN401
        sent.append(message)
        order.append("sent")

    def count(scope: Any, status: int, seconds: float) -> None:  # noqa: ANN401
        assert (scope, seconds >= 0) == ({"type": "http"}, True)
        statuses.append(status)
        order.append("counted")

    async def receive() -> Any:  # noqa: ANN401
        raise AssertionError

    app = around(inner, lambda: ((b"x-own", b"other"), (b"x-more", b"more")), count)
    asyncio.run(app({"type": "http"}, receive, send))  # type: ignore[arg-type] # no more of a scope is looked at
    return sent, order, statuses


def test_an_answer_is_counted_once_before_its_end_is_sent() -> None:
    """Whoever has the whole answer finds it in the counters; a part of it says nothing of its end."""
    sent, order, statuses = answered(START, PART, LAST)
    assert (order, statuses) == (["sent", "sent", "counted", "sent"], [404])
    assert sent[0]["headers"] == [(b"X-Own", b"own"), (b"x-more", b"more")]
    assert sent[1:] == [PART, LAST]


def test_an_answer_that_never_ends_is_counted_when_it_is_over() -> None:
    """A stream that somebody leaves has a status and no end."""
    assert answered(START, PART)[1:] == (["sent", "sent", "counted"], [404])


def test_what_fails_is_counted_as_that() -> None:
    """Without an answer it is 500, and the error goes on to whoever is around."""
    statuses: list[int] = []

    async def broken(*_: Any) -> None:  # noqa: ANN401
        raise RuntimeError

    app = around(broken, tuple, lambda _, status, __: statuses.append(status))
    with pytest.raises(RuntimeError):
        asyncio.run(app({"type": "http"}, broken, broken))  # type: ignore[arg-type]
    assert statuses == [500]
