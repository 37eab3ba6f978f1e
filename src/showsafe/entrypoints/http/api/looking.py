"""Routes by which something is looked at: the board and its events, a weapon, a lot, the day, people, devices."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Response, Router, get
from litestar.datastructures import State
from litestar.params import FromPath
from litestar.response import Stream

from showsafe.application.access import table
from showsafe.application.access.sessions import Session
from showsafe.application.next_acts import counts_due
from showsafe.application.would import Moment
from showsafe.entrypoints.http.api import duties, matters, screens, things, views
from showsafe.entrypoints.http.api.boards import Made
from showsafe.entrypoints.http.api.counting import being_counted
from showsafe.entrypoints.http.api.errors import Asking
from showsafe.entrypoints.http.api.front import address_of
from showsafe.entrypoints.http.api.node import Node
from showsafe.projections import board, counts, people, whole_set

Shown = Response[bytes]


@get("/board", opt={"route": "GET /api/v1/board"}, summary="Every weapon, as the record believes it")
async def the_board(request: Asking, state: State) -> Shown:
    """Show the board; without a sign-in no person is named on it."""
    node: Node = state.node
    names = may_see_names(node, request.state.session)
    return await _answered(request, node, lambda: node.boards.newest(names), named=names)


@get(
    "/weapons/{tag:str}",
    opt={"route": "GET /api/v1/weapons/{tag}"},
    summary="One weapon and its chain of custody",
)
async def one_weapon(request: Asking, state: State, tag: FromPath[str]) -> Shown:
    """Show a weapon: what is believed of it, and who had it from when to when."""
    node: Node = state.node
    return await _shown(request, node, things.OF_A_WEAPON, lambda: things.weapon(node, tag))


@get("/lots/{tag:str}", opt={"route": "GET /api/v1/lots/{tag}"}, summary="One lot, every round of it")
async def one_lot(request: Asking, state: State, tag: FromPath[str]) -> Shown:
    """Show a lot and its sum."""
    node: Node = state.node
    who = request.state.session.person

    def look(at: Moment) -> dict[str, Any]:
        return things.lot(at, node.store, tag, who, counting=tag in being_counted(node))

    return await screens.shown(request, node, things.OF_A_LOT, look)


@get("/day", opt={"route": "GET /api/v1/day"}, summary="How the day stands")
async def the_day(request: Asking, state: State) -> Shown:
    """Show what is held, what is out, every lot with its sum, and what opening or closing it would still miss."""
    node: Node = state.node
    who = request.state.session.person

    def look(at: Moment) -> dict[str, Any]:
        hidden = being_counted(node)
        found = {**views.day(node.store), **matters.ends_of_day(at, who, node.store)}
        shown = [each for each in found["lots"] if each["lot"] not in hidden]
        due = [each.lot for each in counts_due.due(at.state)] if at.state.day.open else []
        return {**found, "lots": shown, "counting": sorted(hidden), "due": due}

    return await screens.shown(request, node, (board.NAME, counts.NAME, whole_set.NAME), look)


@get("/people", opt={"route": "GET /api/v1/people"}, summary="Everybody with their roles")
async def the_people(request: Asking, state: State) -> Shown:
    """Show everybody; papers and full names to the office, and one's own to oneself."""
    node: Node = state.node
    session = request.state.session
    look = lambda: views.people_of(node.store, node.desk, session)  # noqa: E731 - one line of work
    return await _shown(request, node, (people.NAME,), look, tag=f"-{session.person}".encode().hex())


@get("/devices", opt={"route": "GET /api/v1/devices"}, summary="Devices and badges")
async def the_devices(state: State) -> dict[str, Any]:
    """Show every device on record, and who has a badge."""
    node: Node = state.node
    return await asyncio.to_thread(views.devices, node.desk)


@get("/events", opt={"route": "GET /api/v1/events"}, summary="Told when there is a newer record")
async def the_events(request: Asking, state: State) -> Stream:
    """Stream the newest board with the number of its record, from the one in ``Last-Event-ID`` on."""
    node: Node = state.node

    def names() -> bool:
        return may_see_names(node, node.front.session(request))

    last = request.headers.get("last-event-id", "")
    stream = node.telling.stream(last, names, address_of(request))
    return Stream(stream, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


def may_see_names(node: Node, session: Session | None) -> bool:
    """Whether somebody sees the names of people on the board."""
    return session is not None and not table.SEE_NAMES.isdisjoint(node.desk.roles_of(session.person))


async def _shown(
    request: Asking, node: Node, parts: tuple[str, ...], look: Callable[[], dict[str, Any]], *, tag: str = ""
) -> Shown:
    """Answer with what is looked at, as of one record, whose number is the tag of the answer."""

    def whole() -> Made:
        size, found = views.as_of(node.store, parts, look)
        return Made(size, msgspec.json.encode({**views.head(node.store, size), **found}))

    return await _answered(request, node, whole, tag=tag)


async def _answered(
    request: Asking, node: Node, make: Callable[[], Made], *, named: bool = True, tag: str = ""
) -> Shown:
    """Answer with what is made as of one record; who has just that already is only told so."""

    def etag(size: int) -> str:
        return f'"{size}{"" if named else "-unnamed"}{tag}"'

    headers = {"Cache-Control": "private, no-cache", "Vary": "Cookie"}
    asked = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
    size = await asyncio.to_thread(node.store.size)
    if etag(size) in asked:
        return Response(b"", status_code=304, headers={**headers, "ETag": etag(size)})
    made = await asyncio.to_thread(make)
    return Response(made.content, media_type="application/json", headers={**headers, "ETag": etag(made.size)})


def router() -> Router:
    """Return these routes."""
    handlers = [the_board, one_weapon, one_lot, the_day, the_people, the_devices, the_events, things.photo]
    handlers.append(duties.the_duties)
    handlers += screens.HANDLERS
    return Router("/api/v1", route_handlers=handlers)
