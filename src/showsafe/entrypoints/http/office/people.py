"""People whose papers expire, and the papers of one person: nobody is shown before that is written down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from showsafe.application.office.words import OFFICE
from showsafe.entrypoints.http.office import frame
from showsafe.entrypoints.http.office.errors import nothing_here
from showsafe.entrypoints.http.office.frame import Seen, office_of, visit_of
from showsafe.entrypoints.http.office.paging import page_of
from showsafe.fleet import people as papers
from showsafe.fleet.people import PaperRow

Asking = Request[Any, Any, Any]

WITHIN = (7, 30, 90, 365)
"""For how many days ahead papers are shown."""


@get("/people", opt={"route": "people", "sees": "people", "of": "some"}, sync_to_thread=True)
def people(request: Asking) -> Response[str]:
    """Show people whose papers expire, of every production of which somebody sees them."""
    office, visit = office_of(request), visit_of(request)
    return _expiring(request, office.visible(visit, "people"), OFFICE)


@get(
    "/productions/{production:str}/people",
    opt={"route": "production-people", "sees": "people", "of": "production"},
    sync_to_thread=True,
)
def production_people(request: Asking, production: FromPath[str]) -> Response[str]:
    """Show people of one production whose papers expire."""
    return _expiring(request, frozenset({production}), production)


def _expiring(request: Asking, allowed: frozenset[str], production: str) -> Response[str]:
    office, at = office_of(request), page_of(request)
    said = request.query_params.get("within", "")
    within = int(said) if said in {str(each) for each in WITHIN} else office.patience.papers_days
    found = papers.expiring(
        office.facts,
        allowed,
        office.clock.now(),
        office.patience,
        within_days=within,
        production=production,
        limit=at.size,
        skip=at.skip,
    )
    on_page = sorted({row.production for row in found.rows})
    seen = [Seen("people", each, _named(found.rows, each), "people") for each in on_page]
    return frame.shown(
        request,
        "people.html",
        seen=seen,
        found=found,
        at=at,
        within=within,
        choices=WITHIN,
        production=production,
    )


def _named(rows: Sequence[PaperRow], production: str) -> list[str]:
    return sorted({row.person for row in rows if row.production == production and row.person})


@get(
    "/productions/{production:str}/person",
    opt={"route": "person", "sees": "person", "of": "production"},
    sync_to_thread=True,
)
def person(request: Asking, production: FromPath[str]) -> Response[str]:
    """Show the papers of one person, as each production that somebody may see has them, side by side."""
    office, visit = office_of(request), visit_of(request)
    unit, name = request.query_params.get("unit", ""), request.query_params.get("id", "")
    origin = _origin(request, production, unit)
    found = papers.person(office.facts, office.visible(visit, "person"), origin, name, office.clock.now())
    if not any(claim.production == production for claim in found.claims):
        raise nothing_here()
    by_production: dict[str, set[str]] = {}
    for claim in found.claims:
        by_production.setdefault(claim.production, set()).add(claim.person)
    seen = [Seen("person", each, sorted(names), "person") for each, names in sorted(by_production.items())]
    return frame.shown(
        request, "person.html", seen=seen, found=found, person=name, unit=unit, production=production
    )


def _origin(request: Asking, production: str, unit: str) -> str:
    """Return the log of a unit of this very production; another production's is not there."""
    office = office_of(request)
    for each in office.archive.units(production):
        if each.unit == unit and each.production == production:
            return each.origin
    raise nothing_here()


HANDLERS: tuple[HTTPRouteHandler, ...] = (people, production_people, person)
