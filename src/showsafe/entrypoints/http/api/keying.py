"""Routes of passkeys: what a browser needs to make or use one, a new one, the list of them, one that is lost."""

from __future__ import annotations

import asyncio
from typing import Any

from litestar import Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from showsafe.application.access import proofs, table
from showsafe.application.access.kept import Passkey
from showsafe.entrypoints.http.api.errors import Asking
from showsafe.entrypoints.http.api.models import Adding
from showsafe.entrypoints.http.api.node import Node


@post(
    "/session/passkey/options",
    status_code=200,
    opt={"route": "POST /api/v1/session/passkey/options"},
    summary="What a browser needs to use a passkey",
)
async def to_use(request: Asking, state: State) -> dict[str, Any]:
    """Return what ``navigator.credentials.get`` takes, as JSON; good once, for two minutes."""
    node: Node = state.node
    node.front.may_prove(request, "")
    return node.desk.passkeys.to_use()


@post(
    "/passkeys/options",
    status_code=200,
    opt={"route": "POST /api/v1/passkeys/options"},
    summary="What a browser needs to make a passkey",
)
async def to_make(request: Asking, state: State) -> dict[str, Any]:
    """Return what ``navigator.credentials.create`` takes, as JSON; good once, for two minutes, for who is signed in."""
    node: Node = state.node
    session = request.state.session
    own = node.desk.may_add_a_passkey(session)
    return node.desk.passkeys.to_make(session.person, session.device, own=own)


@post("/passkeys", status_code=200, opt={"route": "POST /api/v1/passkeys"}, summary="Add a passkey")
async def make(request: Asking, state: State, data: JSONBody[Adding]) -> dict[str, str]:
    """Keep a passkey of who is signed in with badge and PIN."""
    node: Node = state.node
    session = request.state.session
    node.front.may_prove(request, session.device)
    own = node.desk.may_add_a_passkey(session)
    name = await asyncio.to_thread(
        lambda: node.desk.passkeys.make(session.person, session.device, data.passkey, own=own)
    )
    node.telling.changed()
    return {"id": name, "person": session.person}


@get("/passkeys", opt={"route": "GET /api/v1/passkeys"}, summary="One's own passkeys")
async def listed(request: Asking, state: State) -> dict[str, list[dict[str, Any]]]:
    """List one's own passkeys; the production office sees everybody's."""
    node: Node = state.node
    person = request.state.session.person
    found = node.desk.passkeys.of("" if _of_the_office(node, person) else person)
    return {"passkeys": [_shown(name, each) for name, each in found.items()]}


@post(
    "/passkeys/{id:str}/withdrawal",
    status_code=200,
    opt={"route": "POST /api/v1/passkeys/{id}/withdrawal"},
    summary="Take a passkey back",
)
async def withdraw(request: Asking, state: State, id: FromPath[str]) -> dict[str, str]:  # noqa: A002 - as in the path
    """Take back a passkey of one's own, or for the office anybody's; who is signed in with one is signed out."""
    node: Node = state.node
    by = request.state.session.person
    anybodys = _of_the_office(node, by)
    person = await asyncio.to_thread(lambda: node.desk.passkeys.withdraw(id, by, anybodys=anybodys))
    node.desk.sessions.end_of(person=person, proof=proofs.PASSKEY)
    node.telling.changed()
    return {"id": id, "person": person}


def _of_the_office(node: Node, person: str) -> bool:
    return not table.OFFICE.isdisjoint(node.desk.roles_of(person))


def _shown(name: str, passkey: Passkey) -> dict[str, Any]:
    """Return a passkey as it is listed, without what it is checked by."""
    return {
        "id": name,
        "person": passkey.person,
        "since": passkey.since,
        "locked": passkey.locked,
        "name": passkey.name,
        "stays": bool(passkey.device),
    }


def router() -> Router:
    """Return these routes."""
    return Router("/api/v1", route_handlers=[to_use, to_make, make, listed, withdraw])
