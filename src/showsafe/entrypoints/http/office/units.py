"""Which productions and units there are, and adding a production: an administrator does it."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.handlers import HTTPRouteHandler

from showsafe.application import text
from showsafe.entrypoints.http.office import door, frame
from showsafe.entrypoints.http.office.door import field_of
from showsafe.entrypoints.http.office.frame import office_of, visit_of
from showsafe.entrypoints.http.office.paging import page_of

Asking = Request[Any, Any, Any]

_PRODUCTIONS = {"sees": "productions", "of": "office"}


@get("/office/productions", opt={"route": "productions", **_PRODUCTIONS}, sync_to_thread=True)
def productions(request: Asking) -> Response[str]:
    """Show every production with its units."""
    office, at = office_of(request), page_of(request)
    every = list(office.log.rows.productions())
    rows = every[at.skip : at.skip + at.size]
    units = {each.id: office.archive.units(each.id) for each in rows}
    return frame.shown(request, "productions.html", rows=rows, units=units, count=len(every), at=at)


@post("/office/productions/add", opt={"route": "production-add", **_PRODUCTIONS}, status_code=303)
async def add(request: Asking) -> Response[str]:
    """Add a production."""
    fields = await door.form_of(request)
    office, visit = office_of(request), visit_of(request)
    title = text.label(field_of(fields, "title"), "the title")
    said = {"production": field_of(fields, "production"), "title": title, "through": "web"}
    await sync_to_thread(lambda: office.log.say("add-production", visit.subject, **said))
    return frame.elsewhere(request, "/office/productions")


HANDLERS: tuple[HTTPRouteHandler, ...] = (productions, add)
