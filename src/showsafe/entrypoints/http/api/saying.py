"""Routes by which something is said: asks, reports, a hold, a stop, an incident, a concern."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from litestar import Response, Router, post
from litestar.datastructures import State
from litestar.params import JSONBody

from showsafe.application.access.said import Press, Said
from showsafe.application.pictures import LARGEST as LARGEST_PHOTO
from showsafe.application.pictures import MOST
from showsafe.application.unit import Answer
from showsafe.domain.events import ASK, REPORT
from showsafe.entrypoints.answers import as_json
from showsafe.entrypoints.http.api.errors import Asking
from showsafe.entrypoints.http.api.models import Pressing, Saying
from showsafe.entrypoints.http.api.node import Node
from showsafe.entrypoints.http.api.screens import the_concerns

LARGEST = 64 * 1024 + MOST * (LARGEST_PHOTO * 4 // 3 + 8)
"""How long an act with its photos may be."""

_PRESSED = {"hold": "hold", "stop": "stop", "incident": "incident", "concerns": "raise-concern"}


async def told(node: Node, call: Callable[[], Answer]) -> dict[str, Any]:
    """Return what a call answers, which waits for the disk, and tell the boards."""
    answer = await asyncio.to_thread(call)
    node.telling.changed()
    return as_json(answer)


@post(
    "/asks",
    status_code=200,
    opt={"route": "POST /api/v1/asks"},
    summary="Ask for an act before it happens",
    request_max_body_size=LARGEST,
)
async def asks(request: Asking, state: State, data: JSONBody[Saying]) -> dict[str, Any]:
    """Ask: the gates permit, hold or refuse, and the answer is on record. The same ``act_id`` gets the first answer."""
    return await _said(request, state, ASK, data)


@post(
    "/reports",
    status_code=200,
    opt={"route": "POST /api/v1/reports"},
    summary="Report what has happened",
    request_max_body_size=LARGEST,
)
async def reports(request: Asking, state: State, data: JSONBody[Saying]) -> dict[str, Any]:
    """Report: always recorded, as a deviation where a gate would have refused it."""
    return await _said(request, state, REPORT, data)


async def _said(request: Asking, state: State, door: str, data: Saying) -> dict[str, Any]:
    node: Node = state.node
    if data.badge or data.passkey is not None:
        node.front.may_prove(request, data.device)
    else:
        node.front.may_act(request, data.device)
    said = Said(
        kind=data.kind,
        act_id=data.act_id,
        by=data.by,
        claimed_at=data.claimed_at,
        keys=data.keys,
        device=data.device,
        signature=data.signature,
        nonce=data.nonce,
        look_nonce=data.look_nonce,
        photos=tuple(data.photos),
        unprotected=node.front.unprotected(request),
        badge=data.badge,
        pin=data.pin,
        passkey=data.passkey,
    )
    looks = node.desk.looks
    before = looks.changes
    answer = await told(node, lambda: node.desk.say(door, said, request.state.session))
    if looks.changes != before:
        node.telling.looks_changed()
    return answer


def _press(path: str, kind: str) -> Any:  # noqa: ANN401 - a handler of the framework
    route = f"POST /api/v1/{path}"

    @post(
        f"/{path}", status_code=200, opt={"route": route, "pressed": True}, summary=f"{kind}, without a name"
    )
    async def pressed(request: Asking, state: State, data: JSONBody[Pressing]) -> Response[dict[str, Any]]:
        """Record it without a name and without the device: who pressed is never shown and never counted."""
        node: Node = state.node
        press = Press(
            kind=kind, act_id=data.act_id, about=data.about, says=data.says, claimed_at=data.claimed_at
        )
        open_ = node.front.unprotected(request)
        return Response(await told(node, partial(node.desk.press, press, unprotected=open_)))

    pressed.operation_id = f"Press{path.title()}"
    return pressed


def router() -> Router:
    """Return these routes."""
    return Router(
        "/api/v1", route_handlers=[asks, reports, the_concerns, *(_press(*each) for each in _PRESSED.items())]
    )
