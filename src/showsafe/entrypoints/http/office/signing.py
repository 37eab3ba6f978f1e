"""Signing in and out, how somebody wants their pages, the styles, and how well the office is."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from functools import cache
from importlib import resources
from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from showsafe.adapters.openid.provider import not_begun_here
from showsafe.entrypoints.http.office import door, frame
from showsafe.entrypoints.http.office.door import signing_name
from showsafe.entrypoints.http.office.errors import other_site, too_fast
from showsafe.entrypoints.http.office.frame import office_of, own_path
from showsafe.errors import ShowsafeError

Asking = Request[Any, Any, Any]

LONGEST_QUERY = 8_192
ANSWERED = 4.0
"""So many seconds the database has to say how it is."""


@get("/sign-in", opt={"route": "sign-in", "open": True}, sync_to_thread=True)
def sign_in(request: Asking) -> Response[str]:
    """Show the page from which somebody signs in."""
    then = own_path(request.query_params.get("then", "/"))
    return frame.plain(request, "sign_in.html", then=then)


@get("/sign-in/go", opt={"route": "sign-in-go", "open": True}, sync_to_thread=True)
def go(request: Asking) -> Response[str]:
    """Send somebody to the sign-in service."""
    office = office_of(request)
    _may_sign_in(request)
    secret, attempt = office.sessions.attempt(own_path(request.query_params.get("then", "/")))
    url = office.provider.url(attempt)
    return frame.elsewhere(request, url, [door.cookie(office, signing_name(office), secret)])


@get("/sign-in/back", opt={"route": "sign-in-back", "open": True}, sync_to_thread=True)
def back(request: Asking) -> Response[str]:
    """Let somebody in who comes back from the sign-in service; that is on record before they are."""
    office = office_of(request)
    _may_sign_in(request)
    attempt = office.sessions.returned(request.cookies.get(signing_name(office), ""))
    if attempt is None or len(request.url.query) > LONGEST_QUERY:
        raise not_begun_here()
    found = office.provider.identity(
        attempt, {name: str(value) for name, value in request.query_params.items()}
    )
    office.log.say("sign-in", found.subject)
    before = request.cookies.get(door.session_name(office), "")
    office.sessions.end(before)
    secret = office.sessions.begin(found.subject, found.name)
    cookies = [
        door.cookie(office, door.session_name(office), secret),
        door.cookie(office, signing_name(office), ""),
    ]
    return frame.elsewhere(request, attempt.then, cookies)


@post("/sign-out", opt={"route": "sign-out", "open": True}, status_code=303)
async def sign_out(request: Asking) -> Response[str]:
    """End the session of this browser, also where that cannot be written down."""
    await door.form_of(request)
    office = office_of(request)
    secret = request.cookies.get(door.session_name(office), "")
    session = office.sessions.look(secret)
    office.sessions.end(secret)
    if session is not None:
        # Out is the safe direction: nothing stands in its way, also no log that cannot be written.
        with contextlib.suppress(ShowsafeError):
            await sync_to_thread(office.log.say, "sign-out", session.subject)
    return frame.elsewhere(request, "/sign-in", [door.cookie(office, door.session_name(office), "")])


@post("/look", opt={"route": "look", "open": True}, status_code=303)
async def look(request: Asking) -> Response[str]:
    """Keep in which language, and by day or by night, somebody wants their pages."""
    if (
        request.headers.get("content-type", "").partition(";")[0].strip()
        != "application/x-www-form-urlencoded"
    ):
        raise other_site()
    fields = await request.form()
    said = [str(fields.get(name, ""))[:500] for name in ("language", "theme", "then")]
    now = frame.look_of(request)
    language, theme = said[0] or now.words.language, said[1] or now.theme
    secure = office_of(request).settings.secure
    return frame.elsewhere(request, own_path(said[2]), [frame.look_cookie(language, theme, secure=secure)])


@cache
def _style(name: str) -> tuple[bytes, str]:
    content = resources.files("showsafe.entrypoints.http.office").joinpath(f"styles/{name}").read_bytes()
    return content, f'"{hashlib.sha256(content).hexdigest()[:32]}"'


@get("/styles/{name:str}", opt={"route": "styles", "open": True}, sync_to_thread=False)
def styles(request: Asking, name: FromPath[str]) -> Response[bytes]:
    """Show one of the two sheets of styles."""
    content, tag = _style(name if name in ("tokens.css", "office.css") else "office.css")
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=304, headers=headers)
    return Response(content, media_type="text/css", headers=headers)


@get("/health", opt={"route": "health", "open": True, "any_host": True})
async def health(request: Asking) -> Response[dict[str, Any]]:
    """Say whether the office can work: 200 where its database takes writes, 503 where it does not. Names nobody."""
    try:
        found = await asyncio.wait_for(asyncio.wrap_future(office_of(request).asked()), ANSWERED)
    except TimeoutError:
        return _ill("postgres.no-answer")
    except ShowsafeError as error:
        return _ill(error.code)
    return _ill("postgres.read-only") if found is None else Response({"ok": True})


def _ill(code: str) -> Response[dict[str, Any]]:
    return Response({"ok": False, "code": code}, status_code=503, headers={"Retry-After": "5"})


def _may_sign_in(request: Asking) -> None:
    office = office_of(request)
    if not office.signing.take(door.address_of(office, request)) or not office.everybody.take("sign-in"):
        raise too_fast()


HANDLERS: tuple[HTTPRouteHandler, ...] = (sign_in, go, back, sign_out, look, styles, health)
