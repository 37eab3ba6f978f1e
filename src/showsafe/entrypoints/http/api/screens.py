"""Routes that screens are made of: the next right act, the floor, my hands, concerns, files, names for pickers."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Response, get
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery

from showsafe.application.would import Moment, moment
from showsafe.entrypoints.http.api import dry, matters, views
from showsafe.entrypoints.http.api.counting import being_counted, without
from showsafe.entrypoints.http.api.errors import Asking
from showsafe.entrypoints.http.api.node import Node
from showsafe.projections import board, concerns, custody, swimlane

ALONE = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The policy of a picture that is opened by itself: it may load nothing, run nothing and send nothing."""

Shown = Response[bytes]
Look = Callable[[Moment], dict[str, Any]]


@get(
    "/weapons/{tag:str}/next",
    opt={"route": "GET /api/v1/weapons/{tag}/next"},
    summary="The one next right act",
)
async def next_act(request: Asking, state: State, tag: FromPath[str]) -> Shown:
    """Show what comes next of a weapon, by dry runs: first what is right, then what else may be said, and by whom."""
    node: Node = state.node
    who = request.state.session.person
    return await shown(request, node, (custody.NAME,), lambda at: dry.next_for(at, node.store, tag, who))


@get(
    "/weapons/{tag:str}/custody.svg",
    opt={"route": "GET /api/v1/weapons/{tag}/custody.svg"},
    summary="The custody of a weapon as a picture",
    media_type="image/svg+xml",
)
async def custody_picture(
    request: Asking,
    state: State,
    tag: FromPath[str],
    *,
    night: FromQuery[bool] = False,
    width: FromQuery[int] = swimlane.NORMAL,
) -> Shown:
    """Draw who had it when, in which state, and what broke the proof; by day or by night, as wide as is asked for."""
    node: Node = state.node

    def picture(at: Moment) -> bytes:
        return matters.custody_picture(at, node.store, tag, night=night, width=width)

    def whole() -> bytes:
        at = moment(node.desk.unit)
        return views.as_of(node.store, (custody.NAME,), lambda: picture(at))[1]

    content = await asyncio.to_thread(whole)
    return answered(request, content, "image/svg+xml", {"Content-Security-Policy": ALONE})


@get("/floor", opt={"route": "GET /api/v1/floor"}, summary="What blocks the next take")
async def the_floor(request: Asking, state: State) -> Shown:
    """Show today's scenes with meeting, latecomers and plan, and what stands before the next take, in order."""
    node: Node = state.node
    who = request.state.session.person
    return await shown(request, node, (custody.NAME,), lambda at: dry.the_floor(at, node.store, who))


@get("/hands", opt={"route": "GET /api/v1/hands"}, summary="What I am handed, and what I have")
async def my_hands(request: Asking, state: State) -> Shown:
    """Show the weapons that the person is offered or has: contents first, then the word, and who looked."""
    node: Node = state.node
    who = request.state.session.person
    return await shown(request, node, (custody.NAME,), lambda at: dry.the_hands(at, node.store, who))


@get("/concerns", opt={"route": "GET /api/v1/concerns"}, summary="Concerns, their owners and deadlines")
async def the_concerns(request: Asking, state: State) -> Shown:
    """Show that there are concerns; what they say only to their owner, to the office, and to who raised them."""
    node: Node = state.node
    who = request.state.session.person
    return await shown(request, node, (concerns.NAME,), lambda at: matters.concerns_for(at, node.store, who))


@get("/files", opt={"route": "GET /api/v1/files"}, summary="Open files of background weapons")
async def the_files(request: Asking, state: State) -> Shown:
    """Show every open file, first of all what dropped out of it: an issue with drop-outs reads *permit*."""
    node: Node = state.node
    who = request.state.session.person
    return await shown(request, node, (board.NAME,), lambda at: matters.files_for(at, who))


@get("/names", opt={"route": "GET /api/v1/names"}, summary="Names for pickers")
async def the_names(request: Asking, state: State) -> Shown:
    """Show what can be named in an act: people with their roles, scenes, containers, weapons, and lots by right."""
    node: Node = state.node
    who = request.state.session.person

    def names(at: Moment) -> dict[str, Any]:
        found, hidden = matters.names_for(at, who), being_counted(node)
        return {**found, "lots": [without(each, hidden) for each in found["lots"]]}

    return await shown(request, node, (), names)


async def shown(request: Asking, node: Node, parts: tuple[str, ...], look: Look) -> Shown:
    """Answer as of one record. What is shown changes with the time too, so its tag is made of all that is in it."""

    def whole() -> bytes:
        at = moment(node.desk.unit)
        size, found = views.as_of(node.store, parts, lambda: look(at))
        return msgspec.json.encode({**views.head(node.store, size), **found})

    return answered(request, await asyncio.to_thread(whole), "application/json", {})


def answered(request: Asking, content: bytes, media_type: str, more: dict[str, str]) -> Shown:
    """Return an answer whose tag is made of all that is in it."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"Cache-Control": "private, no-cache", "Vary": "Cookie", "ETag": etag, **more}
    if etag in [each.strip() for each in request.headers.get("if-none-match", "").split(",")]:
        return Response(b"", status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)


HANDLERS = [next_act, custody_picture, the_floor, my_hands, the_files, the_names]
"""All but the concerns: what is read there and what is said there are one address, registered in one place."""
