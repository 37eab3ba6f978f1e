"""Running several servers in one loop until somebody stops them: then what runs is finished, and nothing new begun."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import Any

from showsafe.entrypoints.http.listening import Listening
from showsafe.entrypoints.http.serving import Server

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""From the keyboard, from the system, and from a terminal that was closed."""

Beside = Callable[[], Coroutine[Any, Any, None]]
"""Something that runs beside the servers, and is cancelled when they end."""

Stoppable = Callable[[Callable[[], None]], contextlib.AbstractContextManager[None]]
"""Says who may stop the servers, for as long as they run."""


@dataclass(frozen=True, slots=True)
class Stop:
    """How running servers are told to end; to be called in their loop, once or again to end at once."""

    servers: tuple[Server, ...]
    first: Callable[[], None]

    def __call__(self) -> None:
        """Begin to end; the second time, do not wait for what still runs."""
        if any(server.should_exit for server in self.servers):
            for server in self.servers:
                server.force_exit = True
            return
        self.first()
        for server in self.servers:
            server.should_exit = True


async def until_stopped(
    served: Sequence[tuple[Server, Listening]],
    beside: Sequence[Beside],
    stopping: Callable[[], None],
    stoppable: Stoppable | None = None,
    begun: Callable[[], None] = lambda: None,
) -> None:
    """Run servers, each at its sockets, and what goes on beside them, until they are stopped.

    ``stopping`` is called first of all then; ``stoppable`` says who may stop, which is by default whoever sends
    one of ``SIGNALS``; ``begun`` is called as soon as they can be stopped so.
    """
    servers = tuple(server for server, _ in served)
    for server in servers:
        server.heeds_signals = False
    stop = Stop(servers, stopping)
    with (stoppable or by_signals)(stop):
        tasks = [asyncio.create_task(each()) for each in beside]
        running = [asyncio.create_task(server.serve(sockets=list(sockets))) for server, sockets in served]
        begun()
        try:
            await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            if not any(server.should_exit for server in servers):
                stop()
            await asyncio.gather(*running)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


@contextlib.contextmanager
def by_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Let the keyboard and the system stop it. It hears the keyboard also where it was started in the background."""
    loop = asyncio.get_running_loop()

    def heard(_: int, __: FrameType | None) -> None:
        loop.call_soon_threadsafe(stop)

    before = {each: signal.signal(each, heard) for each in SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
