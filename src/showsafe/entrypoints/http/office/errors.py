"""What goes wrong, as a page: one sentence, what to do now, and a code that never changes. Nothing of the inside."""

from __future__ import annotations

import logging
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from showsafe.entrypoints.http.office import frame
from showsafe.errors import ShowsafeError, Unusable, WrongInput

log = logging.getLogger("showsafe.http")

Asking = Request[Any, Any, Any]

STATUS = {
    "office.nothing-here": 404,
    "facts.unknown": 404,
    "office.administrator-only": 403,
    "office.own-role": 403,
    "office.other-site": 403,
    "http.too-large": 413,
    "http.too-fast": 429,
}
"""Codes with a status of their own; of the others, wrong input is 400 and what cannot be used now 503."""

_WRONG = (
    "http.wrong-request",
    "This request is not in the form that it has to be.",
    "Go back, and try again.",
)
_WORDS = {
    405: (
        "http.wrong-method",
        "This address does not take that.",
        "Go back to the page, and use its buttons.",
    ),
    413: ("http.too-large", "This is too much at once.", "Send less at once."),
}


class SignedOut(Exception):
    """Nobody is signed in, or no longer."""


def nothing_here() -> WrongInput:
    """Return the one answer for what is not there and for what somebody may not see."""
    return WrongInput(
        "office.nothing-here",
        "There is nothing here for you.",
        "Check the address, or ask an administrator of the office for a role.",
    )


def other_site() -> WrongInput:
    """Return the refusal for a request that did not come from a page of this office."""
    return WrongInput(
        "office.other-site",
        "This did not come from a page of this office, or from one that is too old.",
        "Open the page of the office again, and do it there.",
    )


def too_fast() -> Unusable:
    """Return the refusal for somebody who asks too often."""
    return Unusable(
        "http.too-fast", "Too many requests came from here.", "Wait a few seconds, and ask again."
    )


def ours(asking: Asking, error: ShowsafeError) -> Response[Any]:
    """Answer an error that is meant for a person; what somebody may not see is not there."""
    if error.code == "facts.unknown":
        error = nothing_here()
    status = STATUS.get(error.code, 400 if isinstance(error, WrongInput) else 503)
    return shown(asking, status, error.code, error.says, error.now)


def refused(asking: Asking, error: HTTPException) -> Response[Any]:
    """Answer what the framework refuses: an address, a method, a body."""
    status = error.status_code
    if status >= 500:  # noqa: PLR2004 - what is ours to answer for
        return failed(asking, error)
    if status in _WORDS:
        return shown(asking, status, *_WORDS[status])
    if status == 404:  # noqa: PLR2004 - as the standard numbers it
        return ours(asking, nothing_here())
    return shown(asking, 400, *_WRONG)


def signed_out(asking: Asking, _: SignedOut) -> Response[Any]:
    """Let somebody sign in, and bring them back to where they were going."""
    then = asking.url.path if asking.method == "GET" else "/"
    return frame.elsewhere(asking, f"/sign-in?then={frame.quoted(then)}")


def misread(asking: Asking, _: Exception) -> Response[Any]:
    """Answer a request that cannot be read."""
    return shown(asking, 400, *_WRONG)


def failed(asking: Asking, error: Exception) -> Response[Any]:
    """Answer what nobody thought of; the log has the kind of it, and no word of what was sent."""
    log.error("failed %s %s", asking.method, type(error).__name__)
    return shown(
        asking,
        500,
        "http.failed",
        "Something in the office itself went wrong.",
        "Try again; the sets work on without the office.",
    )


def shown(asking: Asking, status: int, code: str, says: str, now: str) -> Response[Any]:
    """Return the page of an error, in the language of whoever asks."""
    headers = {"Retry-After": "5"} if status in (429, 503) else {}
    words = frame.look_of(asking).words
    says, now = words.sentence("says", code, says), words.sentence("now", code, now)
    return frame.plain(asking, "error.html", status, headers, code=code, says=says, now_do=now)


HANDLERS: dict[int | type[Exception], Any] = {
    HTTPException: refused,
    ShowsafeError: ours,
    SignedOut: signed_out,
    msgspec.ValidationError: misread,
    RecursionError: misread,
    Exception: failed,
}
