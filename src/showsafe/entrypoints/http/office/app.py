"""The application of an office: every route behind its door, headers on every answer, one line of the log for each."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from litestar import Litestar
from litestar.datastructures import State
from litestar.types import ASGIApp, ControllerRouterHandler, Scope

from showsafe.application.measured import COUNTERS
from showsafe.entrypoints.http.answers import around
from showsafe.entrypoints.http.office import (
    access,
    door,
    errors,
    matters,
    pages,
    people,
    roles,
    signing,
    travelling,
    units,
    weapons,
)
from showsafe.entrypoints.http.office.office import Office

log = logging.getLogger("showsafe.http")

_CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    b"content-security-policy": _CSP.encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    # Not "no-referrer": with that, browsers send forms without saying where they come from.
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=()",
    b"cache-control": b"no-store",
}

PAGES = (
    *signing.HANDLERS,
    *pages.HANDLERS,
    *matters.HANDLERS,
    *people.HANDLERS,
    *weapons.HANDLERS,
    *travelling.HANDLERS,
    *roles.HANDLERS,
    *units.HANDLERS,
    *access.HANDLERS,
)
"""Every page of the office. Each says in ``opt`` who may see it; ``door`` is where that is asked."""


def app(office: Office, more: Sequence[ControllerRouterHandler] = ()) -> ASGIApp:
    """Return the application of an office; ``more`` are routes that do not show pages, such as those of nodes."""
    return around(routes_of(office, more), _headers(office).items, _count)


def routes_of(office: Office, more: Sequence[ControllerRouterHandler] = ()) -> Litestar:
    """Return every route, behind the door."""
    return Litestar(
        route_handlers=[*PAGES, *more],
        guards=[door.guard],
        exception_handlers=errors.HANDLERS,
        state=State({"office": office}),
        openapi_config=None,
        request_max_body_size=door.LARGEST_FORM,
        multipart_form_part_limit=64,
        logging_config=None,
        debug=False,
    )


def _headers(office: Office) -> dict[bytes, bytes]:
    strict = {b"strict-transport-security": b"max-age=31536000"} if office.settings.secure else {}
    return {**_HEADERS, **strict}


def _count(scope: Scope, status: int, seconds: float) -> None:
    """Count and log a request by its route: never by its path, which may name somebody."""
    handler: Any = scope.get("route_handler")
    route = str(handler.opt.get("route", "none")) if handler else "none"
    COUNTERS.add("office_requests", part=route, code=str(status))
    COUNTERS.add("office_request_seconds", seconds, part=route)
    log.info("%s %d %.1f ms", route, status, seconds * 1000)
