"""The one shape of every error, ``{"code", "says", "now"}``, and the status that goes with it.

Nothing of the inside is shown: no traceback, no path, no name of a type. What somebody sent wrongly is never a 5xx.
"""

from __future__ import annotations

import logging
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from showsafe.application.access.possession import ToBeSigned
from showsafe.errors import ShowsafeError, Unusable, WrongInput
from showsafe.ledger import base64text

log = logging.getLogger("showsafe.http")

Asking = Request[Any, Any, Any]

STATUS = {
    "access.signed-out": 401,
    "access.not-proven": 401,
    "access.no-challenge": 401,
    "access.passkey-not-proven": 401,
    "access.passkey-locked": 423,
    "access.badge-first": 403,
    "access.passkey-stays": 403,
    "access.passkeys-off": 404,
    "access.no-passkey": 404,
    "access.locked": 423,
    "access.not-allowed": 403,
    "access.not-by-you": 403,
    "access.office-gives": 403,
    "access.erased": 403,
    "access.unknown-device": 403,
    "access.second-person": 403,
    "access.second-not-said": 403,
    "access.word-old": 403,
    "access.not-their-word": 403,
    "access.not-as-committed": 403,
    "access.look-answered": 409,
    "access.no-look": 404,
    "access.no-invitation": 403,
    "access.cross-site": 403,
    "access.no-badge": 404,
    "act.unknown-device": 403,
    "act.lost-device": 403,
    "act.not-signed": 403,
    "input.act-id-taken": 409,
    "key.already-enrolled": 409,
    "view.no-such": 404,
    "case.no-such": 404,
    "case.unknown": 404,
    "case.no-names": 403,
    "case.not-yours": 403,
    "case.reviewed-meanwhile": 409,
    "case.read-meanwhile": 409,
    "case.legal-hold": 409,
    "case.other-act": 409,
    "case.closed": 409,
    "case.source-gone": 410,
    "http.too-large": 413,
    "http.too-fast": 429,
    "http.too-many": 503,
    "http.not-json": 415,
}
"""Codes with a status of their own; of the others, wrong input is 400 and what cannot be used now 503."""

_WORDS = {
    400: (
        "http.wrong-request",
        "The request is not in the form that this address takes.",
        "Look it up in the schema.",
    ),
    404: ("http.nothing-here", "There is nothing here.", "Check the address."),
    405: ("http.wrong-method", "This address does not take that.", "Look it up in the schema."),
    413: ("http.too-large", "The request is too long.", "Send less at once."),
    415: (
        "http.not-json",
        "The body has to be JSON, as it is, without an encoding.",
        "Send application/json.",
    ),
}


def response(status: int, code: str, says: str, now: str) -> Response[bytes]:
    """Return an error as it is answered everywhere."""
    headers = {"Retry-After": "5"} if status in (429, 503) else {}
    content = msgspec.json.encode({"code": code, "says": says, "now": now})
    return Response(content, status_code=status, media_type="application/json", headers=headers)


def ours(_: Asking, error: ShowsafeError) -> Response[bytes]:
    """Answer an error that is meant for a person."""
    if isinstance(error, ToBeSigned):
        content = {**error.as_json(), "to_sign": base64text.encode(error.message)}
        return Response(msgspec.json.encode(content), status_code=409, media_type="application/json")
    status = STATUS.get(error.code, 400 if isinstance(error, WrongInput) else 503)
    return response(status, error.code, error.says, error.now)


def refused(_: Asking, error: HTTPException) -> Response[bytes]:
    """Answer what the framework refuses: an address, a method, a body."""
    status = error.status_code if error.status_code in _WORDS else 400
    if error.status_code >= 500:  # noqa: PLR2004 - what is ours to answer for
        return failed(_, error)
    return response(status, *_WORDS[status])


def misread(_: Asking, __: Exception) -> Response[bytes]:
    """Answer a body that is not what the route takes."""
    return response(400, *_WORDS[400])


def failed(asking: Asking, error: Exception) -> Response[bytes]:
    """Answer what nobody thought of; the log has the kind of it, and no word of what was sent."""
    log.error("failed %s %s", asking.method, type(error).__name__)
    return response(
        500, "http.failed", "Something in the node itself went wrong.", "No answer means hot. Ask again."
    )


def no_such(what: str) -> WrongInput:
    """Return the error for a thing that is not on record."""
    return WrongInput(
        "view.no-such", f"No {what} of that name is on record.", "Look at the board for its name."
    )


def too_fast() -> Unusable:
    """Return the error for somebody who asks too often."""
    return Unusable(
        "http.too-fast", "Too many requests came from here.", "Wait a few seconds, and ask again."
    )


HANDLERS: dict[int | type[Exception], Any] = {
    HTTPException: refused,
    ShowsafeError: ours,
    msgspec.ValidationError: misread,
    RecursionError: misread,
    Exception: failed,
}
