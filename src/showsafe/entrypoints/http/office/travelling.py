"""Weapons on their way between units and owners: which, from and to where, and with which carrier."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from showsafe.application.facts.values import CONSIGNMENT, Asked
from showsafe.application.office.words import OFFICE
from showsafe.entrypoints.http.office import frame
from showsafe.entrypoints.http.office.frame import Seen, office_of, visit_of
from showsafe.entrypoints.http.office.paging import page_of
from showsafe.fleet.consignments import page

Asking = Request[Any, Any, Any]


@get(
    "/consignments", opt={"route": "consignments", "sees": "consignments", "of": "some"}, sync_to_thread=True
)
def consignments(request: Asking) -> Response[str]:
    """Show weapons on their way, of every production of which somebody sees them."""
    office, visit = office_of(request), visit_of(request)
    return _shown(request, office.visible(visit, "consignments"), OFFICE)


@get(
    "/productions/{production:str}/consignments",
    opt={"route": "production-consignments", "sees": "consignments", "of": "production"},
    sync_to_thread=True,
)
def production_consignments(request: Asking, production: FromPath[str]) -> Response[str]:
    """Show weapons on their way to or from one production."""
    return _shown(request, frozenset({production}), production)


def _shown(request: Asking, allowed: frozenset[str], production: str) -> Response[str]:
    office, visit, at = office_of(request), visit_of(request), page_of(request)
    asked = Asked(kinds=(CONSIGNMENT,), production=production, only_open=False)
    # Only of productions that sent or took something: the others have nothing to be read for it.
    moving = office.facts.productions(allowed, asked)
    named = frozenset(each for each in moving if visit.held.sees("weapon-hands", each))
    found = page(office.steps, moving, office.today(), named=named, limit=at.size, skip=at.skip)
    rows = found.rows
    seen = [
        Seen("weapon-hands", each, owners, "consignments")
        for each in sorted(named)
        if (owners := sorted(_owners(rows, each)))
    ]
    return frame.shown(
        request,
        "consignments.html",
        seen=seen,
        rows=rows,
        count=found.count,
        at=at,
        production=production,
        logged=bool(seen),
    )


def _owners(rows: list[dict[str, Any]], production: str) -> set[str]:
    """Return who looks after a difference on this page, of one production."""
    return {
        each["owner"]
        for row in rows
        for each in row["differences"]
        if each["owner"] and each["of"]["production"] == production
    }


HANDLERS: tuple[HTTPRouteHandler, ...] = (consignments, production_consignments)
