"""Who has which role, and giving and taking one: an administrator does it, and never for themselves."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.handlers import HTTPRouteHandler

from showsafe.application.office import kinds
from showsafe.application.office.roles import roles as table
from showsafe.application.office.words import EVERY, OFFICE
from showsafe.entrypoints.http.office import door, frame
from showsafe.entrypoints.http.office.door import field_of
from showsafe.entrypoints.http.office.frame import office_of, visit_of

Asking = Request[Any, Any, Any]

_ROLES = {"sees": "roles", "of": "office"}


@get("/office/roles", opt={"route": "roles", **_ROLES}, sync_to_thread=True)
def roles(request: Asking) -> Response[str]:
    """Show who has which role, and what each role sees."""
    office = office_of(request)
    given = sorted(
        office.log.rows.given(office.log.issuer), key=lambda each: (each.production, each.role, each.subject)
    )
    return frame.shown(request, "roles.html", given=given, table=table(), every=EVERY, office_wide=OFFICE)


@post("/office/roles/give", opt={"route": "role-give", **_ROLES}, status_code=303)
async def give(request: Asking) -> Response[str]:
    """Give somebody a role."""
    return await _said(request, "give-role")


@post("/office/roles/take", opt={"route": "role-take", **_ROLES}, status_code=303)
async def take(request: Asking) -> Response[str]:
    """Take a role from somebody."""
    return await _said(request, "take-role")


async def _said(request: Asking, act: str) -> Response[str]:
    fields = await door.form_of(request)
    office, visit = office_of(request), visit_of(request)
    where = kinds.place_of(fields.get("production", "").strip())
    said = {
        "role": field_of(fields, "role"),
        "to": field_of(fields, "to"),
        "production": where,
        "through": "web",
    }
    await sync_to_thread(lambda: office.log.say(act, visit.subject, **said))
    return frame.elsewhere(request, "/office/roles")


HANDLERS: tuple[HTTPRouteHandler, ...] = (roles, give, take)
