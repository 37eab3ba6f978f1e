"""Routes by which a second person gives their own word: a look is opened, shown, answered, ended."""

from __future__ import annotations

import asyncio
from typing import Any

from litestar import Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from showsafe.application.access.desk import nonce_of
from showsafe.application.access.looks import Look, Opening
from showsafe.application.access.said import SecondSaid
from showsafe.application.records import stamp
from showsafe.entrypoints.http.api.errors import Asking
from showsafe.entrypoints.http.api.models import Looking, Seconding
from showsafe.entrypoints.http.api.node import Node


@post("/looks", status_code=200, opt={"route": "POST /api/v1/looks"}, summary="Ask for a second person")
async def open_look(request: Asking, state: State, data: JSONBody[Looking]) -> dict[str, Any]:
    """Open a look for an act that is not said yet; what is asked is chosen only now. It is good for ten minutes.

    ``commitment`` fixes what the first person will say, before anybody else says a number. Where nothing is counted
    ``keys`` and ``look_nonce`` come with it, and the second person is shown the keys before they say their word.
    """
    node: Node = state.node
    session = request.state.session
    node.front.may_act(request, data.device)
    look = await asyncio.to_thread(
        lambda: node.desk.open_look(
            Opening(
                act_id=data.act_id,
                kind=data.kind,
                thing=data.thing,
                commitment=data.commitment,
                nonce=nonce_of(data.look_nonce),
                pile=data.pile,
                keys=data.keys,
            ),
            data.device,
            session,
        )
    )
    node.telling.looks_changed()
    return {"act_id": look.act_id, "asks": list(look.asks)}


@get("/looks", opt={"route": "GET /api/v1/looks"}, summary="Who waits for a second person")
async def all_looks(request: Asking, state: State) -> dict[str, Any]:
    """Show every open look, and to the one who opened it the word that was said."""
    node: Node = state.node
    person = request.state.session.person
    return {"looks": [_shown(look, person) for look in node.desk.looks.list()]}


@post(
    "/looks/{act_id:str}/second",
    status_code=200,
    opt={"route": "POST /api/v1/looks/{act_id}/second"},
    summary="Say one's own word as the second person",
)
async def second(
    request: Asking, state: State, act_id: FromPath[str], data: JSONBody[Seconding]
) -> dict[str, Any]:
    """Say what was asked, signed by the device; signed in on it, or with badge and PIN, also on the first one's.

    The answer says how long after it was asked it came, in milliseconds, by the node's clock.
    """
    node: Node = state.node
    if data.badge or data.passkey is not None:
        node.front.may_prove(request, data.device)
    else:
        node.front.may_act(request, data.device)
    said = SecondSaid(
        act_id=act_id,
        device=data.device,
        by=data.by,
        claimed_at=data.claimed_at,
        says=data.says,
        signature=data.signature,
        unprotected=node.front.unprotected(request),
        badge=data.badge,
        pin=data.pin,
        passkey=data.passkey,
    )
    look = await asyncio.to_thread(node.desk.second, said, request.state.session)
    node.telling.looks_changed()
    waited = node.desk.looks.waited_ms(look)
    return {"act_id": look.act_id, "by": data.by, "answered": True, "waited_ms": waited}


@post(
    "/looks/{act_id:str}/end",
    status_code=200,
    opt={"route": "POST /api/v1/looks/{act_id}/end"},
    summary="End it",
)
async def end_look(request: Asking, state: State, act_id: FromPath[str]) -> dict[str, Any]:
    """End a look of one's own; where there is none, that is no error."""
    node: Node = state.node
    node.desk.end_look(act_id, request.state.session)
    node.telling.looks_changed()
    return {"act_id": act_id, "ended": True}


def _shown(look: Look, person: str) -> dict[str, Any]:
    """Return a look as somebody may see it: of the first person it never holds a count.

    Where nothing is counted, ``keys`` are what the first person says, so that nobody signs what they have not seen.
    """
    mine = look.by == person
    shown = {
        "act_id": look.act_id,
        "kind": look.kind,
        "thing": look.thing,
        "by": look.by,
        "asks": list(look.asks),
        "opened_at": stamp(look.opened),
        "mine": mine,
        "answered": look.word is not None,
    }
    if look.pile:
        shown["pile"] = look.pile
    if look.shown is not None and not mine:
        shown["keys"] = dict(look.shown)
    if mine and look.word is not None:
        shown["second"] = {"by": look.word.by, "says": dict(look.word.says)}
    return shown


def router() -> Router:
    """Return these routes."""
    return Router("/api/v1", route_handlers=[open_look, all_looks, second, end_look])
