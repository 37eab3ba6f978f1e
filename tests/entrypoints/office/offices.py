"""An office with its pages, in a database of its test: two productions with records, and people in every role."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from litestar.types import ASGIApp

from showsafe.adapters.clock import FixedClock
from showsafe.adapters.memory import MemoryStore
from showsafe.adapters.office_directory import OfficeSettings
from showsafe.adapters.openid.provider import Client, Provider
from showsafe.adapters.postgres.archive import PostgresArchive
from showsafe.adapters.postgres.connect import Pool
from showsafe.adapters.postgres.facts import PostgresFacts
from showsafe.application.office.log import OfficeLog
from showsafe.application.office.roles import roles
from showsafe.application.office.sessions import Sessions
from showsafe.application.office.words import EVERY, KEYBOARD, OFFICE
from showsafe.entrypoints.http.office import app as office_app
from showsafe.entrypoints.http.office.office import Office
from showsafe.fleet.follow import Follower
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.writer import Writer
from tests.fleet.offices import START
from tests.fleet.sets import REVOLVER, Node, long_day
from tests.openid_provider import CLIENT, SECRET

ADDRESS = "https://office.studio.example"
ISSUER = "http://127.0.0.1:9"
IN_NORTH = tuple(name for name, role in roles().items() if not role.whole)
"""Every role of a production: somebody has each of them in north, and is called by it."""


def settings(issuer: str = ISSUER, address: str = ADDRESS) -> OfficeSettings:
    """Return the settings of the office."""
    return OfficeSettings("office-1", address, issuer, CLIENT, "studio.example/witness")


@dataclass
class Answered:
    """What the office answered."""

    status: int
    headers: dict[str, str]
    cookies: SimpleCookie
    body: bytes

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()


@dataclass
class Browser:
    """Somebody's browser: it keeps cookies, and follows nothing."""

    app: ASGIApp
    host: str = "office.studio.example"
    scheme: str = "https"
    client: str = "203.0.113.7"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answered:
        """Ask for a page."""
        return self.send("GET", path, headers=headers)

    def post(self, path: str, fields: dict[str, str], headers: dict[str, str] | None = None) -> Answered:
        """Send a form."""
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, urlencode(fields).encode(), {**kind, **(headers or {})})

    def send(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answered:
        """Send a request through the application, as a server would hand it over."""
        where, _, query = path.partition("?")
        sent = {"host": self.host, "content-length": str(len(body)), **(headers or {})}
        if self.cookies:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": method,
            "scheme": self.scheme,
            "path": where,
            "raw_path": where.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), value.encode()) for name, value in sent.items()],
            "client": (self.client, 50_000),
            "server": ("127.0.0.1", 443),
            "extensions": {},
            "state": {},
        }
        messages: list[dict[str, Any]] = []
        given = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> dict[str, Any]:
            return given.pop() if given else {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            messages.append(message)

        asyncio.run(self.app(scope, receive, send))  # type: ignore[arg-type] # plain dicts, as ASGI says
        start = next(each for each in messages if each["type"] == "http.response.start")
        content = b"".join(each.get("body", b"") for each in messages if each["type"] == "http.response.body")
        jar = SimpleCookie()
        got: dict[str, str] = {}
        for name, value in start["headers"]:
            if name.lower() == b"set-cookie":
                jar.load(value.decode())
            got[name.decode().lower()] = value.decode()
        for name, morsel in jar.items():
            self.cookies[name] = morsel.value
            if morsel["max-age"] == "0" or not morsel.value:
                del self.cookies[name]
        return Answered(start["status"], got, jar, content)


@dataclass
class Served:
    """An office that is served in this process, with its clock and its nodes."""

    office: Office
    app: ASGIApp
    clock: FixedClock
    nodes: dict[str, Node] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def browser(self, subject: str = "") -> Browser:
        """Return a browser; with a subject, somebody is signed in there."""
        number = next(self.numbers)
        # Each from an address of its own: a rate is for one, and not for all tests of a file.
        made = Browser(self.app, client=f"203.0.{number // 250}.{number % 250}")
        if subject:
            made.cookies["__Host-showsafe-office"] = self.office.sessions.begin(subject, f"Name of {subject}")
        return made

    def forget(self) -> None:
        """Let everybody ask as if they had not asked yet: rates are the matter of tests of their own."""
        self.office.__post_init__()

    def follow(self) -> None:
        """Read what came in."""
        Follower(self.office.archive, self.office.facts, self.clock).once()

    def token(self, browser: Browser) -> str:
        """Return what has to stand in the forms of a browser."""
        session = self.office.sessions.look(browser.cookies["__Host-showsafe-office"])
        assert session is not None
        return session.token

    def give(self, role: str, to: str, production: str, by: str = "adm-1") -> None:
        """Give somebody a role."""
        self.office.log.say("give-role", by, role=role, to=to, production=production, through="web")


@contextmanager
def office_in(dsn: str, provider: str = ISSUER, address: str = ADDRESS) -> Iterator[Served]:
    """Serve an office over a database with all tables: north and south, and somebody in each role of north."""
    clock = FixedClock(START)
    said = settings(provider, address)
    log = OfficeLog(MemoryStore(), Writer("office-1", DeviceKey(bytes(32))), clock, provider)
    with Pool(dsn) as pool:
        office = Office(
            settings=said,
            log=log,
            facts=PostgresFacts(pool),
            archive=PostgresArchive(pool),
            provider=Provider(Client(provider, CLIENT, SECRET, said.back), clock),
            sessions=Sessions(clock),
            clock=clock,
        )
        yield Served(office, office_app.app(office), clock)


def furnish(served: Served) -> None:
    """Give the office its people, its productions and their records."""
    log = served.office.log
    log.say("give-role", KEYBOARD, role="administrator", to="adm-1", production=OFFICE, through=KEYBOARD)
    served.give("administrator", "adm-2", OFFICE)
    for name in ("north", "south"):
        log.say("add-production", "adm-1", production=name, title=f"{name.title()} Ridge", through="web")
        node = Node(f"{name}-1")
        papers = [{"kind": "firearms", "expires": "2026-03-21"}]
        node.say("enrol", by="producer", person="zoe", roles="performer", age=30)
        node.say("enrol", by="producer", person="yan", roles="armorer", credentials=papers, age=40)
        node.say("register", weapon="colt", serial=f"C-{name}", **REVOLVER)
        long_day(node)
        node.say("hand-over", by="yan", weapon="colt", to="zoe")
        node.say("raise-concern", by="zoe", about="colt", says="the trigger is heavy, says zoe")
        node.added_to(served.office.archive, name)
        node.sent_to(served.office.archive, served.clock.now())
        node.shows(served.office.archive, "armorer", "yan")
        served.nodes[name] = node
    served.follow()
    for role in IN_NORTH:
        served.give(role, role, "north")
    served.give("safety", "safety-of-all", EVERY)
    served.give("producer", "producer-of-south", "south")
