"""``/metrics``: for whoever has the token, and for nobody else; without a token there is no such page."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.types import Message

from showsafe.adapters.clock import FixedClock
from showsafe.adapters.postgres.connect import Pool
from showsafe.adapters.postgres.facts import PostgresFacts
from showsafe.adapters.postgres.private import PrivateServer
from showsafe.entrypoints.http.office import metrics
from showsafe.fleet.metrics import CONTENT_TYPE
from tests.fleet.offices import START
from tests.postgres import database

TOKEN = "a-token-of-sixteen-and-more"  # noqa: S105 - of this test


@pytest.fixture(scope="module")
def app(postgres_server: PrivateServer) -> Iterator[Litestar]:
    """Return an application that has the page alone."""
    with database(postgres_server) as made, Pool(made.dsn) as pool:
        routes = metrics.routes(PostgresFacts(pool), FixedClock(START), TOKEN)
        yield Litestar(route_handlers=routes, openapi_config=None, logging_config=None)


def asked(app: Litestar, authorization: str | None) -> tuple[int, dict[str, str], str]:
    """Ask for the page; return status, headers and text."""
    sent: list[Message] = []
    headers = [] if authorization is None else [(b"authorization", authorization.encode("latin-1"))]
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/metrics",
        "raw_path": b"/metrics",
        "query_string": b"",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 2),
        "scheme": "http",
        "http_version": "1.1",
        "root_path": "",
        "extensions": {},
        "asgi": {"version": "3.0", "spec_version": "2.3"},
    }

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type] # as a server gives them
    start, body = sent[0], b"".join(each.get("body", b"") for each in sent[1:])  # type: ignore[misc]
    named = {name.decode(): value.decode() for name, value in start["headers"]}  # type: ignore[typeddict-item]
    return start["status"], named, body.decode()  # type: ignore[typeddict-item]


def test_the_token_opens_it(app: Litestar) -> None:
    """With the token come all figures, in the format of Prometheus, and nobody keeps a copy."""
    status, headers, text = asked(app, f"Bearer {TOKEN}")
    assert (status, headers["content-type"], headers["cache-control"]) == (200, CONTENT_TYPE, "no-store")
    assert "\nshowsafe_office_database_up 1\n" in text


@pytest.mark.parametrize(
    "said", [None, "", "Bearer", "Bearer ", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer \xff"]
)
def test_nothing_else_does(app: Litestar, said: str | None) -> None:
    """Without the token, or with another one, there is not a single figure."""
    status, headers, text = asked(app, said)
    assert (status, headers["www-authenticate"], text) == (401, "Bearer", "")


def test_no_token_no_page(tmp_path: Path, app: Litestar) -> None:
    """An office without the file of the token, or with one that is too short, has no such page."""
    assert app.routes
    assert metrics.token_of(tmp_path) == ""
    (tmp_path / "keys").mkdir()
    (tmp_path / metrics.TOKEN).write_text("short\n", "utf-8")
    assert metrics.token_of(tmp_path) == ""
    assert metrics.routes(None, FixedClock(START), "") == []  # type: ignore[arg-type] # nothing is asked
    (tmp_path / metrics.TOKEN).write_text(f"{TOKEN}\n", "utf-8")
    assert metrics.token_of(tmp_path) == TOKEN
