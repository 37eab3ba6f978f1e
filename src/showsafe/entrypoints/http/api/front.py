"""The front door: who is it, may they, and does the request come from our own page. Asked of every route.

A route says which one it is (``opt={"route": ...}``). One that does not, or that is not in the table, lets nobody in.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.handlers.base import BaseRouteHandler

from showsafe.application.access import table
from showsafe.application.access.desk import Desk, not_allowed
from showsafe.application.access.sessions import Session
from showsafe.entrypoints.http.api.errors import too_fast
from showsafe.entrypoints.http.api.limits import Buckets, Rates
from showsafe.errors import WrongInput

Connection = ASGIConnection[Any, Any, Any, Any]

CSRF = "x-showsafe-token"
_SAFE = ("GET", "HEAD", "OPTIONS")
_CSRF_DOMAIN = b"showsafe-csrf/1\n"


@dataclass(frozen=True, slots=True)
class Config:
    """How a node answers: ``secure`` where it is reached over TLS; ``hosts`` it answers to, all where none is named.

    ``lasting`` where browsers are told to take nothing but TLS under these names from now on: not where a name is one
    of a local network, which is another machine's tomorrow, or has the join page beside it. ``name`` is the one name
    (with its port) that passkeys are bound to; "" where there is none that browsers trust. ``address`` returns where
    phones reach the node at this moment, "" where nobody knows.
    """

    secure: bool = True
    lasting: bool = True
    hosts: Collection[str] = ()
    name: str = ""
    address: Callable[[], str] = str
    rates: Rates = field(default_factory=Rates)
    most_streams: int = 400

    @property
    def cookie(self) -> str:
        """The name of the cookie; the prefix is kept by browsers to our own host, and only over TLS."""
        return "__Host-showsafe" if self.secure else "showsafe"


class Front:
    """The front door of one node."""

    def __init__(self, desk: Desk, config: Config) -> None:
        self.desk = desk
        self.config = config
        self.by_address = Buckets(config.rates.address)
        self.by_device = Buckets(config.rates.device)
        self.proofs = Buckets(config.rates.proof)
        self.presses = Buckets(config.rates.press)

    def guard(self, connection: Connection, handler: BaseRouteHandler) -> None:
        """Let a request pass that may come in; raises WrongInput, or Unusable ``http.too-fast``."""
        route = str(handler.opt.get("route", ""))
        self._of_this_host(connection)
        # A stop is let in however many requests come from there; it has a rate of its own, and so has an incident:
        # whoever presses on and on uses up what is known already, and never keeps a first one out.
        if handler.opt.get("pressed"):
            enough = self.presses.take(f"{address_of(connection)}\n{route}")
        else:
            enough = self.by_address.take(address_of(connection))
        if not enough:
            raise too_fast()
        session = self.session(connection)
        connection.state.session = session
        if connection.scope.get("method") not in _SAFE:
            _only_json(connection)
            self._same_site(connection, session)
        roles = self.desk.roles_of(session.person) if session else ()
        if table.may_reach(roles, route):
            return
        if session is None and route in table.ROUTES:
            raise WrongInput(
                "access.signed-out",
                "Nobody is signed in here, or no longer.",
                "Scan your badge and type your PIN.",
            )
        raise not_allowed()

    def session(self, connection: Connection) -> Session | None:
        """Return the session that the cookie is of, if it is still open."""
        token = connection.cookies.get(self.config.cookie, "")
        try:
            there = connection.scope.get("method") not in _SAFE
            return self.desk.sessions.look(token, there=there) if token else None
        except WrongInput:
            return None

    def may_prove(self, connection: Connection, device: str) -> None:
        """Count a proof of person against the address and the device that it comes from."""
        if not self.proofs.take(address_of(connection)):
            raise too_fast()
        self.may_act(connection, device)

    def may_act(self, connection: Connection, device: str) -> None:
        """Count an act against device and address, so that who names another's device uses up nothing of it."""
        if not self.by_device.take(f"{address_of(connection)}\n{device}"):
            raise too_fast()

    def unprotected(self, connection: Connection) -> bool:
        """Whether a request came over a network without TLS, where others may have read and changed it."""
        if self.config.secure:
            return False
        try:
            return not ip_address(address_of(connection)).is_loopback
        except ValueError:
            return True

    def set_cookie(self, token: str) -> Cookie:
        """Return the cookie of a session; with "" it ends."""
        return Cookie(
            key=self.config.cookie,
            value=token,
            path="/",
            httponly=True,
            secure=self.config.secure,
            samesite="strict",
            max_age=None if token else 0,
        )

    def answers_to(self, host: str) -> bool:
        """Whether a host, with its port, is one that this node is reached by; any is, where none is named."""
        return not self.config.hosts or host.lower() in self.config.hosts

    def _of_this_host(self, connection: Connection) -> None:
        if not self.answers_to(connection.headers.get("host", "")):
            raise _cross_site()

    def _same_site(self, connection: Connection, session: Session | None) -> None:
        site = connection.headers.get("sec-fetch-site", "same-origin")
        origin = connection.headers.get("origin")
        if site != "same-origin" or (origin is not None and not _is_own(origin, connection)):
            raise _cross_site()
        if session is None:
            return
        sent = connection.headers.get(CSRF, "")
        due = csrf_of(connection.cookies.get(self.config.cookie, ""))
        if not hmac.compare_digest(sent.encode("utf-8", "replace"), due.encode()):
            raise _cross_site()


def csrf_of(token: str) -> str:
    """Return what has to stand in the header beside a session's cookie, which no other site can read."""
    return hashlib.sha256(_CSRF_DOMAIN + token.encode("utf-8", "replace")).hexdigest()


def address_of(connection: Connection) -> str:
    """Return the address that a request comes from; nothing that it says of itself counts."""
    return connection.client.host if connection.client else ""


def _only_json(connection: Connection) -> None:
    """A form of another site can send text, and no JSON."""
    headers = connection.headers
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    empty = headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers
    if headers.get("content-encoding", "identity") != "identity" or not (empty or kind == "application/json"):
        raise WrongInput(
            "http.not-json", "The body has to be JSON, as it is.", "Send it as application/json."
        )


def _is_own(origin: str, connection: Connection) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc == connection.headers.get("host")


def _cross_site() -> WrongInput:
    return WrongInput(
        "access.cross-site",
        "This did not come from a page of this node.",
        "Open the page of the node itself, and do it there.",
    )
