"""The door of the office: the one place where it is decided who may open which page, asked of every route.

A route says which thing it shows (``opt={"sees": ...}``), and of what:

* ``of="office"``      of the whole office: a role of the office sees it
* ``of="production"``  of the production in its path: a role in that very production sees it
* ``of="some"``        of every production of which somebody sees it: a list, in which the others do not stand
* ``open=True``        anybody: the sign-in itself, the styles, how well the office is

One that says nothing lets nobody in. Whoever may not see a thing gets the answer of what is not there, to the byte.
"""

from __future__ import annotations

import hmac
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.handlers.base import BaseRouteHandler

from showsafe.application.office.roles import NOTHING_HELD, THINGS
from showsafe.application.office.words import OFFICE
from showsafe.entrypoints.http.office.errors import SignedOut, nothing_here, other_site, too_fast
from showsafe.entrypoints.http.office.office import Office, Visit
from showsafe.errors import WrongInput

Connection = ASGIConnection[Any, Any, Any, Any]

LARGEST_FORM = 16 * 1024
NUL = "\x00"
_SAFE = ("GET", "HEAD")


async def guard(connection: Connection, handler: BaseRouteHandler) -> None:
    """Let a request pass to its page; everything that is not said to be let in is not."""
    office: Office = connection.app.state.office
    opt = handler.opt
    if opt.get("node"):
        # The node of a unit, with a token of its own: its route asks for that.
        return
    _of_this_host(office, connection, any_host=bool(opt.get("any_host")))
    if any(
        NUL in str(each) for each in (*connection.query_params.values(), *connection.path_params.values())
    ):
        # No name has one, and no database can be asked for it.
        raise nothing_here()
    if connection.scope.get("method") not in _SAFE:
        _same_site(office, connection)
    if not office.addresses.take(address_of(office, connection)):
        raise too_fast()
    # What is open asks the database for nothing: the way in, the way out and the styles are there without it.
    visit = (
        seen_at(office, connection) if opt.get("open") else await sync_to_thread(visit_at, office, connection)
    )
    if visit is not None:
        connection.scope["visit"] = visit  # type: ignore[typeddict-unknown-key] # our own
        if not office.by_session.take(visit.session.token):
            raise too_fast()
    if opt.get("open"):
        return
    if visit is None:
        raise SignedOut
    where = connection.path_params.get("production", OFFICE)
    if not await sync_to_thread(may, office, visit, opt, str(where)):
        raise nothing_here()


def may(office: Office, visit: Visit, opt: dict[str, Any], production: str) -> bool:
    """Whether somebody sees the thing of a route, of the production in its path where it has one."""
    thing, of = str(opt.get("sees", "")), opt.get("of")
    if thing not in THINGS:
        return False
    if of == "office":
        return visit.held.sees(thing, OFFICE)
    if of == "production":
        # Also a role in every production sees only what was added: what is not there is not there for anybody.
        return visit.held.sees(thing, production) and office.log.rows.has_production(production)
    return of == "some" and (visit.held.anywhere(thing) or bool(visit.held.named(thing)))


def seen_at(office: Office, connection: Connection) -> Visit | None:
    """Return who is signed in in this browser, without asking which roles they hold."""
    session = office.sessions.look(connection.cookies.get(session_name(office), ""))
    return None if session is None else Visit(session, NOTHING_HELD)


def visit_at(office: Office, connection: Connection) -> Visit | None:
    """Return who is signed in in this browser, with the roles that they hold now; None for nobody."""
    session = office.sessions.look(connection.cookies.get(session_name(office), ""))
    return None if session is None else Visit(session, office.log.held(session.subject))


async def form_of(asking: Request[Any, Any, Any]) -> dict[str, str]:
    """Return the fields of a form from a page of this very session; raises WrongInput ``office.other-site``."""
    office: Office = asking.app.state.office
    if (
        asking.headers.get("content-type", "").partition(";")[0].strip()
        != "application/x-www-form-urlencoded"
    ):
        raise other_site()
    fields = {name: value for name, value in (await asking.form()).multi_items() if isinstance(value, str)}
    if any(NUL in each for each in fields.values()):
        raise WrongInput("office.wrong-value", "A text in this form cannot be one.", "Type it again.")
    session = office.sessions.look(asking.cookies.get(session_name(office), ""))
    if session is None:
        raise SignedOut
    if not hmac.compare_digest(fields.pop("token", "").encode("utf-8", "replace"), session.token.encode()):
        raise other_site()
    return fields


def field_of(fields: dict[str, str], name: str) -> str:
    """Return a field of a form without the space around it; raises WrongInput ``office.missing``."""
    value = fields.get(name, "").strip()
    if not value:
        raise WrongInput("office.missing", "Something in this form was left out.", "Go back, and fill it in.")
    return value


def session_name(office: Office) -> str:
    """Return the name of the cookie of a session; the prefix is kept by browsers to our own host, and over TLS."""
    return "__Host-showsafe-office" if office.settings.secure else "showsafe-office"


def signing_name(office: Office) -> str:
    """Return the name of the cookie of a sign-in on its way."""
    return "__Host-showsafe-sign-in" if office.settings.secure else "showsafe-sign-in"


def cookie(office: Office, name: str, value: str) -> Cookie:
    """Return a cookie for this session of the browser; with "" it ends.

    Lax, since people come back from the sign-in service by a link; what changes anything asks for a token too.
    """
    return Cookie(
        key=name,
        value=value,
        path="/",
        httponly=True,
        secure=office.settings.secure,
        samesite="lax",
        max_age=None if value else 0,
    )


def address_of(office: Office, connection: Connection) -> str:
    """Return where a request comes from: what it says of itself counts only where one of our own proxies says it."""
    seen = connection.client.host if connection.client else ""
    if seen not in office.settings.proxies:
        return seen
    said = connection.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    try:
        return str(ip_address(said))
    except ValueError:
        return seen


def _of_this_host(office: Office, connection: Connection, *, any_host: bool) -> None:
    if not any_host and connection.headers.get("host", "").lower() != office.settings.host:
        raise other_site()


def _same_site(office: Office, connection: Connection) -> None:
    site = connection.headers.get("sec-fetch-site", "same-origin")
    origin = connection.headers.get("origin")
    if site != "same-origin" or (origin is not None and not _is_own(office, origin)):
        raise other_site()


def _is_own(office: Office, origin: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    own = urlsplit(office.settings.address)
    return (parts.scheme, parts.netloc.lower()) == (own.scheme, own.netloc.lower())
