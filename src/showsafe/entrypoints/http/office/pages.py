"""The fleet board, one production, how far logs are witnessed, and weapons on their way."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from showsafe.application.facts.values import DAY, Asked
from showsafe.application.office.words import OFFICE
from showsafe.entrypoints.http.office import frame
from showsafe.entrypoints.http.office.errors import nothing_here
from showsafe.entrypoints.http.office.frame import office_of, visit_of
from showsafe.entrypoints.http.office.office import Office
from showsafe.entrypoints.http.office.paging import SIZE, page_of
from showsafe.fleet import board as boards
from showsafe.ledger.archive import Branch, Unit, bundle_records

Asking = Request[Any, Any, Any]

ONLY = ("alarm", "grey", "attention", "late", "open-day", "unowned")
"""What the board can be narrowed to."""


@get("/", opt={"route": "board", "sees": "board", "of": "some"}, sync_to_thread=True)
def board(request: Asking) -> Response[str]:
    """Show every unit that somebody may see, the most urgent first."""
    office, visit = office_of(request), visit_of(request)
    only = request.query_params.get("only", "")
    only = only if only in ONLY else ""
    at = page_of(request)
    found = boards.fleet_board(
        office.facts,
        office.visible(visit, "board"),
        office.clock.now(),
        office.patience,
        only=only,
        limit=at.size,
        skip=at.skip,
    )
    opens = {row.production for row in found.rows if visit.held.sees("production", row.production)}
    return frame.shown(request, "board.html", board=found, only=only, filters=ONLY, at=at, opens=opens)


@get(
    "/productions/{production:str}",
    opt={"route": "production", "sees": "production", "of": "production"},
    sync_to_thread=True,
)
def production(request: Asking, production: FromPath[str]) -> Response[str]:
    """Show one production: its units, its days, and where to look further."""
    office, visit = office_of(request), visit_of(request)
    now, allowed = office.clock.now(), frozenset({production})
    found = boards.fleet_board(office.facts, allowed, now, office.patience, limit=SIZE)
    days = office.facts.lines(allowed, Asked(kinds=(DAY,), production=production, only_open=False, limit=50))
    own = office.log.rows.production(production)
    return frame.shown(
        request,
        "production.html",
        production=own,
        board=found,
        days=tuple(reversed(days)),
        sees=lambda thing: visit.held.sees(thing, production),
    )


@get("/witness", opt={"route": "witness", "sees": "witness", "of": "some"}, sync_to_thread=True)
def witness(request: Asking) -> Response[str]:
    """Show how far every log is witnessed, and what was refused."""
    office, visit = office_of(request), visit_of(request)
    return _witness(request, office.visible(visit, "witness"), OFFICE)


@get(
    "/productions/{production:str}/witness",
    opt={"route": "production-witness", "sees": "witness", "of": "production"},
    sync_to_thread=True,
)
def production_witness(request: Asking, production: FromPath[str]) -> Response[str]:
    """Show how far the logs of one production are witnessed, and what was refused."""
    return _witness(request, frozenset({production}), production)


def _witness(request: Asking, allowed: frozenset[str], production: str) -> Response[str]:
    office, at = office_of(request), page_of(request)
    found = boards.fleet_board(
        office.facts, allowed, office.clock.now(), office.patience, limit=at.size, skip=at.skip
    )
    branches, logs = _branches(office, allowed)
    return frame.shown(
        request,
        "witness.html",
        board=found,
        at=at,
        branches=branches[-200:][::-1],
        count=len(branches),
        logs=logs,
        production=production,
    )


def _branches(office: Office, allowed: frozenset[str]) -> tuple[list[Branch], dict[str, Unit]]:
    """Return the refused branches of the productions that may be seen, and the units of their logs."""
    every = list(office.archive.branches())
    units = {origin: office.archive.unit(origin) for origin in {each.origin for each in every}}
    seen = {origin: unit for origin, unit in units.items() if unit.production in allowed}
    return [each for each in every if each.origin in seen], seen


@get(
    "/productions/{production:str}/witness/{number:int}",
    opt={"route": "branch", "sees": "witness", "of": "production"},
    sync_to_thread=True,
)
def branch(request: Asking, production: FromPath[str], number: FromPath[int]) -> Response[str]:
    """Show one refused branch: both checkpoints as the log signed them, and which records came with it."""
    found = _branch(office_of(request), production, number)
    return frame.shown(
        request,
        "branch.html",
        branch=found,
        seen_note=found.seen.decode("utf-8", "replace"),
        shown_note=found.shown.decode("utf-8", "replace"),
        records=_counted(found),
        answers=visit_of(request).held.sees("deviation-names", production),
        production=production,
    )


def _branch(office: Office, production: str, number: int) -> Branch:
    found = office.archive.branch(number) if 0 < number < 2**53 else None
    if found is None or office.archive.unit(found.origin).production != production:
        raise nothing_here()
    return found


def _counted(found: Branch) -> int:
    return sum(1 for _ in bundle_records(found.records)) if found.records else 0


HANDLERS: tuple[HTTPRouteHandler, ...] = (
    board,
    production,
    witness,
    production_witness,
    branch,
)
