"""People whose papers expire, and the papers of one person: nobody is shown before that is written down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from showsafe.application.office.words import OFFICE
from showsafe.entrypoints.http.office import door, frame
from showsafe.entrypoints.http.office.door import field_of
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


@post(
    "/productions/{production:str}/person/join",
    opt={"route": "person-join", "sees": "person", "of": "production"},
    status_code=303,
)
async def join(request: Asking, production: FromPath[str]) -> Response[str]:
    """Say that what two productions say is of one person: by somebody who sees the papers of people in both."""
    fields = await door.form_of(request)
    office, visit = office_of(request), visit_of(request)
    own = _claim(fields, production, "unit", "id")
    other = _claim(fields, field_of(fields, "other-production"), "other-unit", "other-id")
    if not visit.held.sees("person", other["production"]):
        raise nothing_here()

    def say() -> None:
        pairs = [
            (_origin(request, each["production"], each["unit"]), each["person"]) for each in (own, other)
        ]
        allowed = frozenset({own["production"], other["production"]})
        for origin, name in pairs:
            # Both have to be there: a name that nobody has is joined with nothing.
            papers.person(office.facts, allowed, origin, name, office.clock.now())
        papers.join(office.facts, allowed, pairs, visit.subject, office.clock.now())
        office.log.say("join-persons", visit.subject, claims=[own, other])

    await sync_to_thread(say)
    return frame.elsewhere(request, _page_of(own))


@post(
    "/productions/{production:str}/person/part",
    opt={"route": "person-part", "sees": "person", "of": "production"},
    status_code=303,
)
async def part(request: Asking, production: FromPath[str]) -> Response[str]:
    """Take what one production says out of what it was joined with."""
    fields = await door.form_of(request)
    office, visit = office_of(request), visit_of(request)
    own = _claim(fields, production, "unit", "id")

    def say() -> None:
        origin, allowed = _origin(request, production, own["unit"]), frozenset({production})
        papers.person(office.facts, allowed, origin, own["person"], office.clock.now())
        papers.part(office.facts, allowed, origin, own["person"], visit.subject, office.clock.now())
        office.log.say("part-person", visit.subject, claims=[own])

    await sync_to_thread(say)
    return frame.elsewhere(request, _page_of(own))


def _claim(fields: dict[str, str], production: str, unit: str, name: str) -> dict[str, str]:
    return {"production": production, "unit": field_of(fields, unit), "person": field_of(fields, name)}


def _page_of(claim: dict[str, str]) -> str:
    where, unit, name = (frame.quoted(claim[key]) for key in ("production", "unit", "person"))
    return f"/productions/{where}/person?unit={unit}&id={name}"


def _origin(request: Asking, production: str, unit: str) -> str:
    """Return the log of a unit of this very production; another production's is not there."""
    office = office_of(request)
    for each in office.archive.units(production):
        if each.unit == unit and each.production == production:
            return each.origin
    raise nothing_here()


HANDLERS: tuple[HTTPRouteHandler, ...] = (people, production_people, person, join, part)
