"""Who looked at whom, as the office's own log has it: of one production, or of the whole office."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from showsafe.entrypoints.http.office import frame
from showsafe.entrypoints.http.office.frame import office_of, visit_of

Asking = Request[Any, Any, Any]

MOST = 200
"""How many records one page shows."""


@get(
    "/productions/{production:str}/access",
    opt={"route": "production-access", "sees": "production-access", "of": "production"},
    sync_to_thread=True,
)
def production_access(request: Asking, production: FromPath[str]) -> Response[str]:
    """Show who looked at people of one production."""
    office = office_of(request)
    looks = list(office.log.rows.looks(production, MOST))
    return frame.shown(request, "access.html", looks=looks, production=production, most=MOST)


@get("/office/access", opt={"route": "access", "sees": "access", "of": "office"}, sync_to_thread=True)
def access(request: Asking) -> Response[str]:
    """Show what the office's own log has last. Whom somebody looked at is shown to their production alone."""
    office, visit = office_of(request), visit_of(request)
    size = office.log.store.size()
    said = request.query_params.get("before", "")
    last = min(size, int(said)) if said.isascii() and said.isdigit() and len(said) <= 15 else size  # noqa: PLR2004
    lines = list(office.log.lines(last, MOST)) if last > 0 else []
    return frame.shown(
        request,
        "office_access.html",
        lines=lines,
        before=max(0, last - MOST),
        size=size,
        sees=lambda where: visit.held.sees("production-access", where),
    )


HANDLERS: tuple[HTTPRouteHandler, ...] = (production_access, access)
