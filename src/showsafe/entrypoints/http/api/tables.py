"""Routes by which tables come in as a file and leave as one, and what is said of rounds for a calibre.

A file is judged row by row before anything is recorded (``dry``), and recorded in one transaction. Everybody answers
for themselves here: a list names no second person for anybody, and what needs one waits until they confirm.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Annotated, Any

from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from showsafe.application.access import tables as access
from showsafe.application.access.desk import not_allowed
from showsafe.application.along import Along
from showsafe.application.asked import Asked
from showsafe.application.unit import SET
from showsafe.books import ammunition, serials
from showsafe.books.kinds import OFFICE
from showsafe.books.kinds.intake import MATCH
from showsafe.books.pages import Pages
from showsafe.books.tables import exporting, importing, registry, writing
from showsafe.books.tables.cells import MOST_BYTES
from showsafe.books.tables.source import Source, Wish
from showsafe.domain.things import Lot, Weapon
from showsafe.entrypoints.http.api.counting import not_meanwhile
from showsafe.entrypoints.http.api.errors import Asking
from showsafe.entrypoints.http.api.models import Importing
from showsafe.entrypoints.http.api.node import Node
from showsafe.entrypoints.tables import as_json
from showsafe.errors import Unusable, WrongInput
from showsafe.ledger import base64text

LARGEST = MOST_BYTES * 4 // 3 + 64 * 1024
"""How long the body of an import may be, in bytes."""

Line = dict[str, Any]

_ONE = threading.Lock()
"""One import at a time is judged, and no other waits for it: a stop must find a thread free, and the machine."""


@get("/tables", opt={"route": "GET /api/v1/tables"}, summary="The tables that come and go as files")
async def tables(request: Asking, state: State) -> Line:
    """List the tables that somebody may import or export, with their columns."""
    node: Node = state.node
    roles = node.desk.roles_of(request.state.session.person)
    listed = []
    for name in registry.names():
        table = registry.table(name)
        imports = table.take is not None and access.may_import(roles, name)
        exports = access.may_export(roles, name)
        if imports or exports:
            columns = [{"name": each.name, "needed": each.needed} for each in table.columns]
            about = {"name": name, "title": table.title, "columns": columns}
            listed.append({**about, "imports": imports, "exports": exports})
    return {"tables": listed, "formats": list(writing.FORMATS)}


@post(
    "/tables/{table:str}/import",
    status_code=200,
    opt={"route": "POST /api/v1/tables/{table}/import"},
    summary="Import a table from a file",
    request_max_body_size=LARGEST,
)
async def import_(request: Asking, state: State, table: FromPath[str], data: JSONBody[Importing]) -> Line:
    """Judge every row of a file, and record all of them or none; ``dry`` records nothing, whatever the rows are.

    ``content`` is the file in base64. ``done`` is null where nothing was recorded: then ``rows`` say why, by cell.
    """
    node: Node = state.node
    session = request.state.session
    node.front.may_act(request, session.device)
    registry.table(table)
    if not access.may_import(node.desk.roles_of(session.person), table):
        raise not_allowed()
    along = Along(asked=Asked(session.proof), unprotected=node.front.unprotected(request))
    wish = Wish(
        by=session.person,
        columns=data.columns,
        sheet=data.sheet,
        only_good=data.only_good,
        second=False,
        along=along,
        passes=partial(node.desk.may_give, session.person),
    )
    answer = await asyncio.to_thread(_imported, node, table, data, wish)
    if answer["done"] is not None:
        node.telling.changed()
    return answer


def _imported(node: Node, name: str, data: Importing, wish: Wish) -> Line:
    content = _content(data.content)
    if not _ONE.acquire(blocking=False):
        raise Unusable("table.busy", "Another list is being imported.", "Wait a little and try again.")
    try:
        with _source(node) as source:
            found = importing.judge(registry.table(name), content, source, wish)
            done = found.take() if found.may and not data.dry else None
    finally:
        _ONE.release()
    shown = None if done is None else {"rows": done.rows, "records": list(done.records), "where": done.where}
    return {**as_json(found), "done": shown}


def _content(text: str) -> bytes:
    try:
        return base64text.decode(text)
    except ValueError:
        raise WrongInput("table.not-base64", "The file did not arrive whole.", "Choose it again.") from None


@contextmanager
def _source(node: Node) -> Iterator[Source]:
    """The unit that is served, and its books: one is opened for entries when it is first asked for."""
    unit = node.desk.unit
    with ExitStack() as stack:
        opened: dict[str, Any] = {}

        def book(name: str) -> Any:  # noqa: ANN401 - the book of that name
            if name not in opened:
                opened[name] = stack.enter_context(node.shelf.writing(name))
            return opened[name]

        def pages(name: str) -> Pages:
            read: Pages = opened[name].pages() if name in opened else node.shelf.pages(name)
            return read

        yield Source(unit.state(SET), unit.store, unit.clock.now(), unit, book, pages)


@get(
    "/tables/{table:str}/export",
    opt={"route": "GET /api/v1/tables/{table}/export"},
    summary="A table as a file",
    media_type="application/octet-stream",
)
async def export(
    request: Asking,
    state: State,
    table: FromPath[str],
    form: Annotated[str, QueryParameter(name="format")] = "csv",
    names: FromQuery[bool] = False,  # noqa: FBT002 - in the query
) -> Response[bytes]:
    """Return a table as CSV, an Excel workbook or JSON; with ``names``, what is personal in it, for the office."""
    node: Node = state.node
    registry.table(table)
    if not access.may_export(node.desk.roles_of(request.state.session.person), table, names=names):
        raise not_allowed()
    if table == "lots":
        not_meanwhile(node)
    content = await asyncio.to_thread(_exported, node, table, form, names)
    name = f'attachment; filename="{table}.{form}"'
    return Response(content, media_type=writing.FORMATS[form], headers={"Content-Disposition": name})


def _exported(node: Node, name: str, form: str, names: bool) -> bytes:  # noqa: FBT001 - as above
    unit = node.desk.unit
    pages = node.shelf.pages
    source = Source(unit.state(SET), unit.store, unit.clock.now(), None, pages, pages)
    return exporting.export(registry.table(name), source, Wish(names=names), form)


@get("/ammunition", opt={"route": "GET /api/v1/ammunition"}, summary="What is said of rounds for a calibre")
async def rounds(
    state: State,
    calibre: FromQuery[str] = "",
    kind: FromQuery[str] = "",
    load: FromQuery[str] = "",
    weapon: FromQuery[str] = "",
) -> Line:
    """Warn of rounds: a box of a calibre beside the weapons on record, or a weapon that is planned with rounds.

    It permits nothing; where it warns of nothing, nothing was said of it.
    """
    return await asyncio.to_thread(partial(_rounds, state.node), calibre, kind, load, weapon)


def _rounds(node: Node, calibre: str, kind: str, load: str, weapon: str) -> Line:
    unit = node.desk.unit.state(SET)
    table = ammunition.matches(node.shelf.pages(OFFICE).entries(MATCH))
    known = unit.weapons.get(weapon)
    if known is not None:
        warned = list(table.of_plan(known, unit.lots.values(), kind, load))
    else:
        box = Lot(id="this box", kind=kind or "unidentified", calibre=calibre)
        here = [each for name, each in unit.weapons.items() if not unit.believed(name).gone]
        warned = list(table.of_lot(box, here))
    return {"warnings": [{"code": each.code, "says": each.says, "now": each.now} for each in warned]}


@get("/serials", opt={"route": "GET /api/v1/serials"}, summary="Weapons whose serial is taken for this one")
async def alike(
    state: State,
    serial: FromQuery[str] = "",
    maker: FromQuery[str] = "",
    model: FromQuery[str] = "",
    calibre: FromQuery[str] = "",
) -> Line:
    """Warn of weapons that have this serial but for spaces and hyphens, and of those of the make that look alike."""
    node: Node = state.node
    known = node.desk.unit.state(SET)
    here = [each for name, each in known.weapons.items() if not known.believed(name).gone]
    this = Weapon(id="", serial=serial, maker=maker, model=model, calibre=calibre)
    warned = await asyncio.to_thread(lambda: list(serials.Serials(here).warned(this)))
    return {"warnings": [{"code": each.code, "says": each.says, "now": each.now} for each in warned]}


def router() -> Router:
    """Return these routes."""
    return Router("/api/v1", route_handlers=[tables, import_, export, rounds, alike])
