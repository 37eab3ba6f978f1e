"""The application: every route behind the front door, headers on every answer, one line of the log for each request."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from litestar import Litestar
from litestar.datastructures import State
from litestar.handlers.base import BaseRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.types import ASGIApp, Scope

from showsafe.application.access.authenticators import Site, site_of
from showsafe.application.access.desk import Desk
from showsafe.entrypoints.http import static
from showsafe.entrypoints.http.answers import Headers, around
from showsafe.entrypoints.http.api import (
    counts,
    due,
    entering,
    errors,
    hires,
    keying,
    looking,
    looks,
    machine,
    papers,
    planning,
    poster,
    running,
    saying,
    tables,
)
from showsafe.entrypoints.http.api.boards import Boards
from showsafe.entrypoints.http.api.cases import router as cases
from showsafe.entrypoints.http.api.cases.held import Cases
from showsafe.entrypoints.http.api.events import BEAT, Telling
from showsafe.entrypoints.http.api.front import Config, Connection, Front
from showsafe.entrypoints.http.api.metrics import Metrics
from showsafe.entrypoints.http.api.node import Node
from showsafe.entrypoints.http.api.shelf import Shelf
from showsafe.entrypoints.http.static import File, before

LARGEST_BODY = 64 * 1024
log = logging.getLogger("showsafe.http")

_CSP = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_TIME = b"x-showsafe-time"
"""The node's time, by which a phone says when something was claimed: the clocks of phones are often wrong."""

_HEADERS = {
    b"content-security-policy": _CSP.encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(self), microphone=(), geolocation=()",
    b"cache-control": b"no-store",
}


def app(desk: Desk, config: Config | None = None, *, beat: float = BEAT) -> ASGIApp:
    """Return the application of one unit, without screens."""
    return served(node_of(desk, config or Config(), beat))


def node_of(
    desk: Desk,
    config: Config,
    beat: float = BEAT,
    cases: Cases | None = None,
    shelf: Shelf | None = None,
) -> Node:
    """Return what the routes of one unit share; ``cases`` and the books of ``shelf`` are those served with it."""
    desk.passkeys.site = site_of(f"https://{config.name}") if config.secure and config.name else Site()
    boards = Boards(desk.unit.store)
    telling = Telling(boards, config.most_streams, beat)
    front = Front(desk, config)
    return Node(desk, front, boards, telling, Metrics(), cases or Cases(), shelf=shelf or Shelf())


def served(
    node: Node, files: Mapping[str, File] | None = None, routes: Callable[[Node], Litestar] | None = None
) -> ASGIApp:
    """Return the application of a node; ``files`` are the built app, where its screens are served too.

    ``routes`` gives the routes of the node where they are not to be made anew.
    """
    settings = node.front.config
    inner = (routes or routes_of)(node)
    shown = inner if files is None else before(inner, files, node.front.answers_to)
    headers = _headers(node, strict=settings.secure and settings.lasting)
    return around(shown, headers, partial(_count, node))


def routes_of(node: Node) -> Litestar:
    """Return every route of a node, behind its front door."""
    return Litestar(
        route_handlers=[
            saying.router(),
            looks.router(),
            looking.router(),
            counts.router(),
            entering.router(),
            keying.router(),
            due.router(),
            planning.router(),
            poster.poster,
            running.the_runs,
            hires.router(),
            papers.router(),
            cases.router(),
            tables.router(),
            *machine.HANDLERS,
        ],
        guards=[_front_door],
        exception_handlers=errors.HANDLERS,
        state=State({"node": node}),
        openapi_config=OpenAPIConfig("Showsafe", "1", path="/closed", render_plugins=[]),
        request_max_body_size=LARGEST_BODY,
        logging_config=None,
        debug=False,
    )


def _front_door(connection: Connection, handler: BaseRouteHandler) -> None:
    """Let a request pass that the front door of the node lets in."""
    connection.app.state.node.front.guard(connection, handler)


def _headers(node: Node, *, strict: bool) -> Headers:
    fixed = dict(_HEADERS)
    if strict:
        fixed[b"strict-transport-security"] = b"max-age=31536000"
    return lambda: (
        *fixed.items(),
        (_TIME, node.desk.unit.clock.now().isoformat(timespec="milliseconds").encode()),
    )


def _count(node: Node, scope: Scope, status: int, seconds: float) -> None:
    """Count and log a request by its route: never by its path, which may name somebody."""
    handler: Any = scope.get("route_handler")
    route = str(handler.opt.get("route", "none")) if handler else str(scope.get(static.ROUTE, "none"))
    node.metrics.count(route, status, seconds)
    log.info("%s %d %.1f ms", route, status, seconds * 1000)
