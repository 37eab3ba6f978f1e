"""The routes of the cases, in one place: the list, and behind the door of a case all others."""

from __future__ import annotations

from litestar import Router

from showsafe.entrypoints.http.api.cases import doing, door, exporting, looking


def router() -> Router:
    """Return these routes."""
    inside = Router(
        "/cases/{case:str}",
        route_handlers=[*looking.HANDLERS, *doing.HANDLERS, *exporting.HANDLERS],
        guards=[door.guard],
    )
    return Router("/api/v1", route_handlers=[looking.all_cases, inside])
