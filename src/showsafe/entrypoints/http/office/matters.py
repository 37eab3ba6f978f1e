"""Deviations, differences, concerns and gaps: each with who answers for it, whose word that is, and until when."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from showsafe.application import text
from showsafe.application.facts.values import BRANCH, MATTERS
from showsafe.application.office.words import OFFICE
from showsafe.entrypoints.http.office import door, frame
from showsafe.entrypoints.http.office.door import field_of
from showsafe.entrypoints.http.office.errors import nothing_here
from showsafe.entrypoints.http.office.frame import Seen, office_of, visit_of
from showsafe.entrypoints.http.office.office import Office
from showsafe.entrypoints.http.office.paging import page_of
from showsafe.fleet import board as boards

Asking = Request[Any, Any, Any]

LARGEST_NUMBER = 2**53
LONGEST_LABEL = 400


@get("/matters", opt={"route": "matters", "sees": "deviations", "of": "some"}, sync_to_thread=True)
def matters(request: Asking) -> Response[str]:
    """Show what is open in every production of which somebody sees it."""
    office, visit = office_of(request), visit_of(request)
    return _shown(request, office.visible(visit, "deviations"), OFFICE)


@get(
    "/productions/{production:str}/matters",
    opt={"route": "production-matters", "sees": "deviations", "of": "production"},
    sync_to_thread=True,
)
def production_matters(request: Asking, production: FromPath[str]) -> Response[str]:
    """Show what is open in one production."""
    return _shown(request, frozenset({production}), production)


def _shown(request: Asking, allowed: frozenset[str], production: str) -> Response[str]:
    office, visit, at = office_of(request), visit_of(request), page_of(request)
    asked = request.query_params
    kinds = (asked["kind"],) if asked.get("kind") in MATTERS else MATTERS
    found = boards.matters(
        office.facts,
        allowed,
        office.clock.now(),
        office.patience,
        kinds=kinds,
        production=production,
        unowned=asked.get("only") == "unowned",
        only_open=asked.get("only") != "all",
        limit=at.size,
        skip=at.skip,
    )
    named = {row.production for row in found.rows if visit.held.sees("deviation-names", row.production)}
    seen = [
        Seen(
            "deviation-names",
            each,
            sorted(
                {
                    name
                    for row in found.rows
                    if row.production == each
                    for name in (row.owner, row.about)
                    if name
                }
            ),
            "matters",
        )
        for each in sorted(named)
    ]
    return frame.shown(
        request,
        "matters.html",
        seen=seen,
        found=found,
        named=named,
        at=at,
        kind=kinds[0] if len(kinds) == 1 else "",
        kinds=MATTERS,
        only=asked.get("only", ""),
        production=production,
    )


@post(
    "/productions/{production:str}/matters/owner",
    opt={"route": "matter-owner", "sees": "deviation-names", "of": "production"},
    status_code=303,
)
async def owner(request: Asking, production: FromPath[str]) -> Response[str]:
    """Say who of the production answers for an open matter."""
    fields = await door.form_of(request)
    office, visit = office_of(request), visit_of(request)
    about = _about(fields)
    name = text.name(field_of(fields, "owner"), "who answers for it")

    def say() -> None:
        _own_origin(office, production, about[0])
        now, own = office.clock.now(), frozenset({production})
        boards.name_owner(office.facts, own, about, name, visit.subject, now)
        office.log.say("name-owner", visit.subject, production=production, about=_label(about), owner=name)

    await sync_to_thread(say)
    return frame.elsewhere(request, f"/productions/{frame.quoted(production)}/matters")


@post(
    "/productions/{production:str}/matters/answer",
    opt={"route": "matter-answer", "sees": "deviation-names", "of": "production"},
    status_code=303,
)
async def answer(request: Asking, production: FromPath[str]) -> Response[str]:
    """Answer what no record of the set closes, such as a gap."""
    fields = await door.form_of(request)
    office, visit = office_of(request), visit_of(request)
    about = _about(fields)
    says = text.free_text(field_of(fields, "says"), "the answer")

    def say() -> None:
        _own_origin(office, production, about[0])
        boards.answer(office.facts, frozenset({production}), about, says, visit.subject, office.clock.now())
        office.log.say("answer-matter", visit.subject, production=production, about=_label(about))

    await sync_to_thread(say)
    return frame.elsewhere(request, f"/productions/{frame.quoted(production)}/matters")


@post(
    "/productions/{production:str}/witness/{number:int}/answer",
    opt={"route": "branch-answer", "sees": "deviation-names", "of": "production"},
    status_code=303,
)
async def branch_answer(request: Asking, production: FromPath[str], number: FromPath[int]) -> Response[str]:
    """Say what came of looking into a refused branch: it is kept, and does not alarm any more."""
    fields = await door.form_of(request)
    office, visit = office_of(request), visit_of(request)
    says = text.free_text(field_of(fields, "says"), "the answer")

    def say() -> None:
        found = office.archive.branch(number) if 0 < number < LARGEST_NUMBER else None
        if found is None:
            raise nothing_here()
        _own_origin(office, production, found.origin)
        about = (found.origin, BRANCH, str(number))
        boards.answer(office.facts, frozenset({production}), about, says, visit.subject, office.clock.now())
        office.log.say("answer-matter", visit.subject, production=production, about=_label(about))

    await sync_to_thread(say)
    return frame.elsewhere(request, f"/productions/{frame.quoted(production)}/witness")


def _label(about: tuple[str, str, str]) -> str:
    """Return a matter as the office's log names it, in one line."""
    return "".join(c if c.isprintable() else " " for c in " ".join(about))[:LONGEST_LABEL]


def _about(fields: dict[str, str]) -> tuple[str, str, str]:
    kind = field_of(fields, "kind")
    if kind not in MATTERS:
        raise nothing_here()
    return field_of(fields, "origin"), kind, field_of(fields, "key")


def _own_origin(office: Office, production: str, origin: str) -> None:
    """Let a matter pass that is of this very production; another one's is not there."""
    if origin not in {unit.origin for unit in office.archive.units(production)}:
        raise nothing_here()


HANDLERS: tuple[HTTPRouteHandler, ...] = (matters, production_matters, owner, answer, branch_answer)
