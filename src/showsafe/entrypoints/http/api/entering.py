"""Routes by which somebody or something is let in: sessions, badges, devices."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlsplit

from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody
from msgspec import structs

from showsafe.adapters.certificates import codes
from showsafe.application.access.said import SigningIn
from showsafe.application.access.sessions import Session
from showsafe.entrypoints.http.api.errors import Asking
from showsafe.entrypoints.http.api.front import csrf_of
from showsafe.entrypoints.http.api.models import Badging, Coming, Inviting, Reading, SigningInBody
from showsafe.entrypoints.http.api.node import Node
from showsafe.entrypoints.http.api.outside import host_for_others
from showsafe.entrypoints.http.api.saying import told
from showsafe.entrypoints.keyboard import JOIN
from showsafe.errors import WrongInput


@post(
    "/session/challenge",
    status_code=200,
    opt={"route": "POST /api/v1/session/challenge"},
    summary="Text to sign",
)
async def challenge(state: State) -> dict[str, str]:
    """Return a text that the device signs to show that it has its key; good once, for two minutes."""
    node: Node = state.node
    return {"challenge": node.desk.challenges.new(), "unit": node.desk.unit.writer.unit}


@post("/session", status_code=200, opt={"route": "POST /api/v1/session"}, summary="Sign in")
async def sign_in(request: Asking, state: State, data: JSONBody[SigningInBody]) -> Response[dict[str, Any]]:
    """Begin a session of eight minutes without an act, twelve hours at most, on this device."""
    node: Node = state.node
    node.front.may_prove(request, data.device)
    said = SigningIn(**structs.asdict(data))
    token, session = await asyncio.to_thread(node.desk.sign_in, said)
    content = {**_session(request, session), "token": csrf_of(token)}
    return Response(content, cookies=[node.front.set_cookie(token)])


@get("/session", opt={"route": "GET /api/v1/session"}, summary="Who is signed in")
async def who(request: Asking) -> dict[str, Any]:
    """Say who is signed in here, by which proof, and whether a page of this address may use passkeys."""
    return _session(request, request.state.session)


@post("/session/end", status_code=200, opt={"route": "POST /api/v1/session/end"}, summary="Sign out")
async def sign_out(request: Asking, state: State) -> Response[dict[str, Any]]:
    """End the session; where there is none, that is no error."""
    node: Node = state.node
    node.desk.sessions.end(request.cookies.get(node.front.config.cookie, ""))
    return Response({"signed_in": False}, cookies=[node.front.set_cookie("")])


def _session(request: Asking, session: Session | None) -> dict[str, Any]:
    node: Node = request.app.state.node
    passkeys = node.desk.passkeys.site.is_at(request.headers.get("host", ""))
    if session is None:
        return {"signed_in": False, "passkeys": passkeys, "missing": _missing(node)}
    roles = list(node.desk.roles_of(session.person))
    who = {"person": session.person, "roles": roles, "proof": session.proof}
    return {"signed_in": True, **who, "passkeys": passkeys}


def _missing(node: Node) -> list[str]:
    """Return what nobody has here yet, so that it has to be given at the keyboard of the node."""
    devices = any(not each["until"] for each in node.desk.devices())
    there = {"badge": bool(node.desk.badges.locked()), "device": devices}
    return [what for what, has in there.items() if not has]


@get("/badges", opt={"route": "GET /api/v1/badges"}, summary="Who has a badge")
async def badges(state: State) -> dict[str, list[dict[str, Any]]]:
    """List who has a badge and whose is locked, the locked ones first."""
    node: Node = state.node
    found = sorted(node.desk.badges.locked().items(), key=lambda each: (not each[1], each[0]))
    return {"badges": [{"person": name, "locked": locked} for name, locked in found]}


@post("/badges", status_code=200, opt={"route": "POST /api/v1/badges"}, summary="Give somebody a badge")
async def badge(request: Asking, state: State, data: JSONBody[Badging]) -> dict[str, str]:
    """Make a badge for somebody on record; its text is shown this once, for a QR. A badge before it ends."""
    node: Node = state.node
    if not node.desk.roles_of(data.person):
        raise WrongInput("input.unknown-person", "Nobody of that name is enrolled.", "Enrol them first.")
    by = request.state.session.person
    text = await asyncio.to_thread(node.desk.badges.issue, data.person, data.pin, by)
    node.desk.sessions.end_of(person=data.person)
    node.telling.changed()
    return {"person": data.person, "badge": text, "qr": codes.svg(text)}


@post(
    "/badges/whose", status_code=200, opt={"route": "POST /api/v1/badges/whose"}, summary="Whose badge it is"
)
async def whose(request: Asking, state: State, data: JSONBody[Reading]) -> dict[str, str]:
    """Say whose badge was scanned, for the list of who is at a meeting. It proves nobody, and begins nothing."""
    node: Node = state.node
    node.front.may_act(request, request.state.session.device)
    return {"person": await asyncio.to_thread(node.desk.badges.whose, data.badge)}


@post("/badges/{person:str}/unlock", status_code=200, opt={"route": "POST /api/v1/badges/{person}/unlock"})
async def unlock(request: Asking, state: State, person: FromPath[str]) -> dict[str, str]:
    """Let somebody try their PIN again."""
    node: Node = state.node
    await asyncio.to_thread(node.desk.badges.unlock, person, request.state.session.person)
    node.telling.changed()
    return {"person": person}


@post(
    "/badges/{person:str}/withdrawal",
    status_code=200,
    opt={"route": "POST /api/v1/badges/{person}/withdrawal"},
)
async def withdraw(request: Asking, state: State, person: FromPath[str]) -> dict[str, str]:
    """Take a badge back; whoever is signed in with it is signed out."""
    node: Node = state.node
    by = request.state.session.person
    await asyncio.to_thread(node.desk.badges.withdraw, person, by)
    node.desk.sessions.end_of(person=person)
    node.telling.changed()
    return {"person": person}


@post(
    "/devices/tokens",
    status_code=200,
    opt={"route": "POST /api/v1/devices/tokens"},
    summary="A code for a device",
)
async def invite(request: Asking, state: State, data: JSONBody[Inviting]) -> dict[str, str]:
    """Make a code that brings one device in within ten minutes; a second person shows their badge for it.

    ``qr`` is a picture of the ``address`` that the device opens: the one that phones reach, with the code behind the #.
    """
    node: Node = state.node
    session = request.state.session
    node.front.may_prove(request, session.device)
    token = await asyncio.to_thread(
        lambda: node.desk.invite(
            name=data.name, person=data.person, by=session.person, badge=data.badge, pin=data.pin
        )
    )
    other = urlsplit(node.front.config.address()).netloc
    host = host_for_others(request.headers.get("host", ""), other)
    address = f"{request.scope['scheme']}://{host}/{JOIN}#{token}"
    return {"token": token, "address": address, "qr": codes.svg(address)}


@post(
    "/devices/enrolment",
    status_code=200,
    opt={"route": "POST /api/v1/devices/enrolment"},
    summary="Bring a device in",
)
async def come_in(request: Asking, state: State, data: JSONBody[Coming]) -> dict[str, Any]:
    """Record the key of a device. Without a right signature the answer is 409, with the bytes ``to_sign``."""
    node: Node = state.node
    node.front.may_prove(request, "")
    open_ = node.front.unprotected(request)
    return await told(
        node, lambda: node.desk.come_in(data.token, data.public, data.signature, unprotected=open_)
    )


def router() -> Router:
    """Return these routes."""
    handlers = [challenge, sign_in, who, sign_out, badges, badge, whose, unlock, withdraw, invite, come_in]
    return Router("/api/v1", route_handlers=handlers)
