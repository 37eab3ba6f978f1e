"""The one process of an office: its pages, the routes of nodes, and what goes on beside them, until it is stopped.

Beside the server run, each in a thread of its own, the follower that reads what came in, and the check of signatures.
A stop begins nothing new: running requests get their answers, the threads end their turn, the connections are closed.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from showsafe.adapters.openid.provider import Client, Provider
from showsafe.adapters.postgres.connect import Limits, Pool
from showsafe.adapters.postgres.facts import PostgresFacts
from showsafe.application.office.sessions import Sessions
from showsafe.bootstrap_office import OpenOffice
from showsafe.entrypoints.http import running, serving
from showsafe.entrypoints.http.api.serve import Prompt
from showsafe.entrypoints.http.listening import Listening
from showsafe.entrypoints.http.office import app, ingest, metrics
from showsafe.entrypoints.http.office.office import Office
from showsafe.fleet.checking import Checker
from showsafe.fleet.follow import Follower
from showsafe.fleet.ingest import Cosigner, Ingest
from showsafe.ledger.keys import DeviceKey

AT_ONCE = 512
"""How many connections are served at the same time; further ones are told to come again."""

THREADS = 24
"""So many requests are worked on at once; the others wait in line for as long as a browser does."""

CONNECTIONS = 32
"""To the database, at the most: one for each thread, and some for what goes on beside."""

KEEP_ALIVE, FAREWELL = 20, 5
QUICK = Limits(connect=2.0, answer=3.0, statement=2.0, lock=1.0, failover=1.0, queue=2.0)
"""How long the office waits to be told how its database is: every page asks, and whoever watches the office."""

PATIENCE = 30.0
"""For how many seconds what goes on beside may take to end its turn."""

log = logging.getLogger("showsafe.office")


@dataclass(slots=True)
class Process:
    """An office that is served: made whole before anybody is told of it, then run."""

    opened: OpenOffice
    witness: DeviceKey
    at: Listening
    context: ssl.SSLContext | None = None
    watching: Pool = field(init=False)
    office: Office = field(init=False)
    _checker: Checker = field(init=False)
    _ended: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        """Join what answers."""
        opened, said = self.opened, self.opened.settings
        self.watching = Pool(opened.secrets.dsn, QUICK, most=2, program="showsafe office")
        client = Client(said.issuer, said.client_id, opened.secrets.client_secret, said.back)
        self._checker = Checker(opened.archive, now=opened.clock.now)
        self.office = Office(
            settings=said,
            log=opened.log,
            facts=PostgresFacts(opened.pool),
            archive=opened.archive,
            provider=Provider(client, opened.clock),
            sessions=Sessions(opened.clock),
            clock=opened.clock,
            watch=PostgresFacts(self.watching),
        )

    def ingest(self) -> Ingest:
        """Return the office's side of what nodes send."""
        opened = self.opened
        cosigner = Cosigner(
            opened.settings.witness, (self.witness,), lambda: int(opened.clock.now().timestamp())
        )
        checks = self._checker if opened.settings.signatures == "all" else None
        return Ingest(opened.archive, cosigner, opened.clock.now, checks)

    def run(
        self, begun: Callable[[], None] = lambda: None, stoppable: running.Stoppable | None = None
    ) -> None:
        """Serve until stopped; when it returns, everything has ended."""
        follower = Follower(self.opened.archive, self.office.facts, self.opened.clock)
        beside = [
            threading.Thread(target=each, args=(self._ended,), name=name)
            for each, name in (
                (follower.keep_on, "follower"),
                (self._checker.keep_on, "checker"),
                (self.office.steps.keep_on, "consignments"),
            )
        ]
        for thread in beside:
            thread.start()
        try:
            asyncio.run(self._run(begun, stoppable))
        finally:
            self._ended.set()
            for thread in beside:
                thread.join(PATIENCE)
            self._checker.close()
            self.watching.close()

    async def _run(self, begun: Callable[[], None], stoppable: running.Stoppable | None) -> None:
        token = metrics.token_of(self.opened.path)
        more = [
            *ingest.routes(self.ingest()),
            *metrics.routes(self.office.facts, self.opened.clock, token, self.office.patience),
        ]
        with ThreadPoolExecutor(THREADS, thread_name_prefix="office") as threads:
            asyncio.get_running_loop().set_default_executor(threads)
            server = serving.server(
                app.app(self.office, more),
                at_once=AT_ONCE,
                keep_alive=KEEP_ALIVE,
                farewell=FAREWELL,
                http=Prompt,
                context=self.context,
            )
            await running.until_stopped([(server, self.at)], (), self._ended.set, stoppable, begun)
