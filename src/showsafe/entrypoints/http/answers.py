"""What stands around every answer of an application, also where there is no route: headers, and the count of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TypeAlias

from litestar.types import ASGIApp, Message, Receive, Scope, Send

Headers: TypeAlias = Callable[[], Iterable[tuple[bytes, bytes]]]
Count: TypeAlias = Callable[[Scope, int, float], None]


def around(inner: ASGIApp, headers: Headers, count: Count) -> ASGIApp:
    """Return an application that adds headers to every answer, and counts each once.

    ``headers`` are asked for each answer; what it has of them itself stays. ``count`` is told the scope, the status
    and the seconds, before the end of the answer is sent: whoever has it, and asks for the counters, finds it counted.
    """

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        begun, status, counted = time.perf_counter(), 500, False

        def done() -> None:
            nonlocal counted
            if not counted:
                counted = True
                count(scope, status, time.perf_counter() - begun)

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                named = {name.lower() for name, _ in message["headers"]}
                more = ((name, value) for name, value in headers() if name not in named)
                message["headers"] = [*message["headers"], *more]
            elif message["type"] == "http.response.body" and not message.get("more_body"):
                done()
            await send(message)

        try:
            await inner(scope, receive, sending)
        finally:
            done()

    return outer
