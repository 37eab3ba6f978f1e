"""Asking the provider over HTTP: one request, bounded in time and size, and nothing is followed elsewhere."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

import msgspec

from showsafe.adapters import bounded_http
from showsafe.adapters.bounded_http import PORTS
from showsafe.errors import Unusable, WrongInput

SECONDS = 10.0
LARGEST_ANSWER = 256 * 1024
LONGEST_ADDRESS = 500

_OK = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider answered: the status, and the JSON object, empty where it was none."""

    status: int
    content: Mapping[str, Any]


def parts_of(url: str) -> SplitResult:
    """Return an address taken apart: over TLS, or on this very machine.

    Raises WrongInput ``signin.address``.
    """
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST_ADDRESS
    try:
        parts = urlsplit(url)
        whole = plain and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        raise _not_an_address() from None
    if not whole or parts.scheme not in PORTS or parts.username is not None or parts.fragment:
        raise _not_an_address()
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise _not_an_address()
    return parts


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself, which nobody between can read or change."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def ask(
    url: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
) -> Answer:
    """Ask an address: with a body as a form, else for what lies there.

    Raises WrongInput ``signin.address``; Unusable ``signin.provider-away``, ``signin.provider-wrong``.
    """
    parts = parts_of(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = {"Accept": "application/json", **(headers or {})}
    if body is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    where = (parts.scheme, parts.hostname or "", parts.port or PORTS[parts.scheme])
    try:
        with bounded_http.connected(*where, seconds) as (connection, over):
            connection.request("GET" if body is None else "POST", target, body=body, headers=sent)
            with connection.getresponse() as response:
                data = response.read(LARGEST_ANSWER + 1)
                if over.is_set() or (response.length and len(data) <= LARGEST_ANSWER):
                    raise _away()
                return _answer(response, data)
    except (OSError, HTTPException, ssl.SSLError, ValueError) as error:
        raise _away() from error


def _answer(response: HTTPResponse, data: bytes) -> Answer:
    if len(data) > LARGEST_ANSWER:
        raise wrong("it sent more than an answer can be")
    try:
        content = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError):
        content = None
    if not isinstance(content, dict):
        if response.status == _OK:
            raise wrong("its answer is no JSON object")
        content = {}
    return Answer(response.status, content)


def wrong(why: str) -> Unusable:
    """Return the error for a provider that answers what it may not."""
    return Unusable(
        "signin.provider-wrong",
        f"The sign-in service cannot be used: {why}.",
        "Tell whoever looks after sign-in at the studio; the sets work on without it.",
    )


def _away() -> Unusable:
    return Unusable(
        "signin.provider-away",
        "The sign-in service could not be reached, or did not answer in time.",
        "Try again in a moment; the sets work on without it.",
    )


def _not_an_address() -> WrongInput:
    return WrongInput(
        "signin.address",
        "This is not an address that can be trusted for sign-in.",
        "Give one that begins with https://, such as https://login.studio.example.",
    )
