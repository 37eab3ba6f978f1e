"""The one process of a node: the API with its screens, the join page, and what goes on beside them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from litestar.types import ASGIApp

from showsafe.adapters.certificates import hosts, join, modes
from showsafe.adapters.certificates.authority import Authority
from showsafe.adapters.certificates.context import Serving
from showsafe.adapters.certificates.hosts import Address
from showsafe.adapters.certificates.modes import Mode
from showsafe.adapters.certificates.place import Place
from showsafe.application.access.desk import Desk
from showsafe.application.ports import Clock
from showsafe.entrypoints.http import joining, running, serving
from showsafe.entrypoints.http.api import app as api
from showsafe.entrypoints.http.api import serve as api_serve
from showsafe.entrypoints.http.api.cases.held import Cases
from showsafe.entrypoints.http.api.front import Config
from showsafe.entrypoints.http.api.node import Node
from showsafe.entrypoints.http.api.shelf import Shelf
from showsafe.entrypoints.http.listening import Listening, port_of
from showsafe.entrypoints.http.reached import Answered, Reached, reached
from showsafe.entrypoints.http.static import File
from showsafe.errors import ShowsafeError

LOOKED = 60.0
"""Every so many seconds the node looks where it is now."""

log = logging.getLogger("showsafe.serve")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """In which way a unit is served, and where: ``only`` is the one host it listens at, if it is one."""

    unit: str
    place: Place
    mode: Mode
    tls: Serving | None
    present: Callable[[], tuple[Address, ...]]
    clock: Clock
    only: str = ""
    every: float = LOOKED
    mdns: bool = False

    def reached(self, port: int) -> Reached:
        """Return how the node is reached at this moment."""
        return reached(
            self.unit,
            self.present(),
            self.place.hosts(),
            port,
            secure=self.tls is not None,
            only=self.only,
            own=self.tls.shown.hosts if self.tls is not None and self.mode.name == modes.OWN else None,
        )

    def announced(self) -> tuple[Address, ...]:
        """Return the addresses at which the network is told of the node: none where only this machine reaches it."""
        present = self.present() if self.mdns else ()
        return tuple(each for each in present if self.only in ("", str(each)))

    def refreshed(self) -> None:
        """Issue a new certificate where this machine is somewhere else now, or the end of the old one is near."""
        if self.tls is not None:
            self.tls.refresh(self.clock.now())


@dataclass(slots=True)
class Process:
    """A node that is served: made whole before anybody is told of it, then run."""

    desk: Desk
    way: Way
    at: Listening
    moved: Callable[[Reached], None] = lambda _: None
    says: Callable[[str], None] = lambda _: None
    joins: Listening = ()
    authority: Authority | None = None
    files: Mapping[str, File] = field(default_factory=dict)
    cases: Cases = field(default_factory=Cases)
    shelf: Shelf = field(default_factory=Shelf)
    port: int = field(init=False)
    join_port: int = field(init=False)
    now: Reached = field(init=False)
    _answered: Answered = field(init=False)
    _application: ASGIApp = field(init=False)
    _node: Node = field(init=False)
    _loop: asyncio.AbstractEventLoop | None = None
    _moving: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        """Make everything that is needed to answer."""
        self.port, self.join_port = port_of(self.at[0]), port_of(self.joins[0]) if self.joins else 0
        self.now = self.way.reached(self.port)
        self._answered = Answered(self.now.hosts)
        secure, lasting = self.way.tls is not None, self.way.mode.name == modes.OWN
        config = Config(
            secure=secure,
            lasting=lasting,
            hosts=self._answered,
            name=self.now.name,
            address=lambda: self.now.url,
        )
        self._node = api.node_of(self.desk, config, cases=self.cases, shelf=self.shelf)
        self._application = api.served(self._node, self.files)

    @property
    def join_url(self) -> str:
        """The address of the join page; "" where there is none."""
        if not self.joins:
            return ""
        first = next(iter(self.way.present()), hosts.LOOPBACK[0])
        return join.url_of(self.way.only or first, self.join_port)

    def changed(self) -> None:
        """Tell the boards that there may be a new record; may be called in any thread, also before and after."""
        loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._node.telling.changed)

    def run(
        self, stoppable: running.Stoppable | None = None, begun: Callable[[], None] = lambda: None
    ) -> None:
        """Serve until stopped; when it returns, every request has its answer and every stream has ended.

        ``begun`` is called as soon as it serves, and a signal ends it well.
        """
        asyncio.run(self._run(stoppable, begun))

    async def _run(self, stoppable: running.Stoppable | None, begun: Callable[[], None]) -> None:
        self._loop = asyncio.get_running_loop()
        context = self.way.tls.context if self.way.tls is not None else None
        served = [(api_serve.server(self._application, context=context), self.at)]
        if self.authority is not None and self.joins:
            page = joining.app(self.authority, lambda: (self.join_url, self.now.url))
            served.append((serving.server(page, at_once=64, keep_alive=5, farewell=1), self.joins))
        beside = (self._looking, self._announcing)
        await running.until_stopped(served, beside, self._node.telling.end, stoppable, begun)

    async def _looking(self) -> None:
        """Look where this machine is, again and again. In the loop itself: no handshake is under way meanwhile."""
        while True:
            await asyncio.sleep(self.way.every)
            self._look()

    def _look(self) -> None:
        try:
            self.way.refreshed()
            found = self.way.reached(self.port)
        except ShowsafeError as error:
            log.warning("%s %s [%s]", error.says, error.now, error.code)
            return
        except Exception:
            # Whatever it is, the next look may be luckier, and what is served stays as it is.
            log.exception("looking where this machine is failed")
            return
        before, self.now = self.now, found
        self._answered.now = found.hosts
        if found.urls != before.urls:
            self.moved(found)
            self._moving.set()

    async def _announcing(self) -> None:
        """Announce the node's name, and again where this machine has another address."""
        if not self.way.mdns:
            return
        # It takes a moment to load, and nobody has to wait for it.
        from showsafe.adapters.mdns import Announcer, Service  # noqa: PLC0415

        announcer, secure = Announcer(), self.way.tls is not None
        try:
            while True:
                self._moving.clear()
                if addresses := self.way.announced():
                    try:
                        await announcer.show(Service(self.way.unit, secure, self.port, addresses))
                    except ShowsafeError as error:
                        self.says(f"{error.says} {error.now}")
                await self._moving.wait()
        finally:
            await announcer.end()
