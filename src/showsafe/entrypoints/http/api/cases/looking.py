"""Routes by which a case is looked at; that somebody looked at what people said is recorded before it is shown.

Names stand in an answer only where they are asked for (``names``), and only for those whose access shows names.
"""

from __future__ import annotations

import msgspec
from litestar import get
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery

from showsafe.application.access import table
from showsafe.casefile import words
from showsafe.casefile.exports.material import WHOLE, Material
from showsafe.casefile.views import overview, pairs, people, sources, timeline
from showsafe.casefile.views.look import Look
from showsafe.entrypoints.http.api import screens
from showsafe.entrypoints.http.api.cases import exporting
from showsafe.entrypoints.http.api.cases.door import Line, Seat, shown
from showsafe.entrypoints.http.api.errors import Asking
from showsafe.entrypoints.http.api.node import Node
from showsafe.entrypoints.http.api.screens import Shown
from showsafe.errors import WrongInput

MOST = 200
"""So many rows of a long list are in one answer, at the most."""

_SIDES = ("", timeline.RECORDED, timeline.SAID)
_LABELLED = {"": None, "yes": True, "no": False}
_LISTED = ("id", "as_of", "title", "purpose", "opened", "closed", "role", "party", "counts")


@get("/cases", opt={"route": "GET /api/v1/cases"}, summary="The cases that somebody has access to")
async def all_cases(request: Asking, state: State) -> Shown:
    """Show the cases that one has access to; to the office and the safety advisor also those that cannot be opened."""
    node: Node = state.node
    person = request.state.session.person
    keeps = not table.SUPERVISORS.isdisjoint(node.desk.roles_of(person))

    def made() -> bytes:
        node.cases.look_again()
        mine = [Seat(node.cases, held, person) for _, held in node.cases.all() if held.role_of(person)]
        failed = node.cases.not_open() if keeps else []
        not_open = [{"id": name, "code": why.code, "says": why.says, "now": why.now} for name, why in failed]
        return msgspec.json.encode({"cases": [_listed(each) for each in mine], "not_open": not_open})

    return screens.answered(request, await node.cases.run(made), "application/json", {})


def _listed(seat: Seat) -> Line:
    whole = overview.overview(seat.look())
    return {part: whole[part] for part in _LISTED}


@get("/", opt={"route": "GET /api/v1/cases/{case}"}, summary="What a case is, and how far it has come")
async def one_case(request: Asking, case: FromPath[str], *, names: FromQuery[bool] = False) -> Shown:  # noqa: ARG001 - in the path
    """Show what the case is about, what is in it, what holds it, what may be done, and what is open."""

    def view(seat: Seat) -> Line:
        found = seat.looked("overview", names=True) if names else seat.look()
        return {**overview.overview(found), "formats": exporting.formats()}

    return await shown(request, view)


@get("/sources", opt={"route": "GET /api/v1/cases/{case}/sources"}, summary="The sources of a case")
async def all_sources(
    request: Asking,
    case: FromPath[str],  # noqa: ARG001 - in the path
    *,
    names: FromQuery[bool] = False,
    offset: FromQuery[int] = 0,
    limit: FromQuery[int] = 100,
) -> Shown:
    """Show a page of the sources: what each is, how much of it was reviewed, which is sealed or withdrawn."""

    def view(seat: Seat) -> Line:
        at, most = _page(offset, limit)
        rows = sources.sources(seat.looked("sources", names=names))["sources"]
        return {"sources": rows[at : at + most], "total": len(rows), "offset": at, "limit": most}

    return await shown(request, view)


@get(
    "/sources/{source:str}",
    opt={"route": "GET /api/v1/cases/{case}/sources/{source}"},
    summary="One source, with what was read in it",
)
async def one_source(
    request: Asking,
    case: FromPath[str],  # noqa: ARG001 - in the path
    source: FromPath[str],
    *,
    names: FromQuery[bool] = False,
) -> Shown:
    """Show a source with its text, each statement that was read in it, and who reviewed it; the look is recorded."""

    def view(seat: Seat) -> Line:
        sources.source(seat.look(), source)
        return sources.source(seat.looked(source, names=names), source)

    return await shown(request, view)


@get(
    "/timeline",
    opt={"route": "GET /api/v1/cases/{case}/timeline"},
    summary="What was recorded, beside what was said",
)
async def the_timeline(
    request: Asking,
    case: FromPath[str],  # noqa: ARG001 - in the path
    *,
    names: FromQuery[bool] = False,
    side: FromQuery[str] = "",
    rejected: FromQuery[bool] = False,
    offset: FromQuery[int] = 0,
    limit: FromQuery[int] = 100,
) -> Shown:
    """Show a page of both sides in the order of time, with the links between them; ``side`` is recorded or said."""
    _known("side", side, _SIDES)

    def view(seat: Seat) -> Line:
        found = seat.looked("timeline", names=names)
        page = timeline.timeline(found, *_page(offset, limit), side=side, rejected=rejected)
        if not names:
            _by_role(found, page["rows"])
        return page

    return await shown(request, view)


def _by_role(found: Look, rows: list[Line]) -> None:
    """Let people of the production stand by their role in the case, or by a number, as in exports: an id is a name."""
    told = Material(found, WHOLE, 0, "")
    for row in rows:
        if row["side"] == timeline.RECORDED:
            row["sentence"] = told.retold(row["sentence"], row["people"])
            row["people"] = [told.retold(who.rpartition("/")[2], [who]) for who in row["people"]]


@get("/pairs", opt={"route": "GET /api/v1/cases/{case}/pairs"}, summary="Statements side by side")
async def the_pairs(
    request: Asking,
    case: FromPath[str],  # noqa: ARG001 - in the path
    *,
    names: FromQuery[bool] = False,
    slot: FromQuery[str] = "",
    labelled: FromQuery[str] = "",
    offset: FromQuery[int] = 0,
    limit: FromQuery[int] = 20,
) -> Shown:
    """Show a page of pairs about the same: ``slot`` is one of what they share, ``labelled`` is yes or no."""
    _known("slot", slot, ("", *words.SLOTS))
    _known("labelled", labelled, tuple(_LABELLED))

    def view(seat: Seat) -> Line:
        found = seat.looked("pairs", names=names)
        return pairs.pairs(found, *_page(offset, limit), slot=slot, labelled=_LABELLED[labelled])

    return await shown(request, view)


@get("/people", opt={"route": "GET /api/v1/cases/{case}/people"}, summary="The people of a case, by role")
async def the_people(
    request: Asking,
    case: FromPath[str],  # noqa: ARG001 - in the path
    *,
    names: FromQuery[bool] = False,
) -> Shown:
    """Show everybody by role, with the state of the matter and their reply, or that none is recorded."""
    return await shown(request, lambda seat: people.people(seat.looked("people", names=names)))


@get("/history", opt={"route": "GET /api/v1/cases/{case}/history"}, summary="The safety history of a case")
async def the_history(
    request: Asking,
    case: FromPath[str],  # noqa: ARG001 - in the path
    *,
    names: FromQuery[bool] = False,
) -> Shown:
    """Show entries about weapons and lots; about people only to those who may see them, with what stands beside."""
    return await shown(request, lambda seat: people.history(seat.looked("history", names=names)))


@get(
    "/access",
    opt={"route": "GET /api/v1/cases/{case}/access"},
    summary="Who has access, and who looked at what",
)
async def the_access(
    request: Asking,
    case: FromPath[str],  # noqa: ARG001 - in the path
    *,
    offset: FromQuery[int] = 0,
    limit: FromQuery[int] = 100,
) -> Shown:
    """Show who has had access and for what, a page of who looked at what, and what was handed out."""

    def view(seat: Seat) -> Line:
        at, most = _page(offset, limit)
        return {**overview.access(seat.look(), at, most), "offset": at, "limit": most}

    return await shown(request, view)


def _page(offset: int, limit: int) -> tuple[int, int]:
    """Return where a page begins and how long it is, within what one answer holds."""
    return max(offset, 0), min(max(limit, 1), MOST)


def _known(what: str, said: str, known: tuple[str, ...]) -> None:
    if said not in known:
        raise WrongInput(
            "case.wrong-value",
            f"There is no {what} of that name.",
            f"Leave it out, or say one of: {', '.join(each for each in known if each)}.",
        )


HANDLERS = [
    one_case,
    all_sources,
    one_source,
    the_timeline,
    the_pairs,
    the_people,
    the_history,
    the_access,
]
"""All but the list of cases, which no access to one of them stands before."""
