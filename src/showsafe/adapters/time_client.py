"""Asking a time authority over HTTP (RFC 3161, section 3.4): one POST, and an end to it.

Whatever the other side does costs at most ``SECONDS`` and ``LARGEST_ANSWER`` bytes: it may be away, hang, drip
one byte at a time, send too much, or send us elsewhere. No redirect is followed and no proxy is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from urllib.parse import urlsplit

from showsafe.adapters import bounded_http
from showsafe.adapters.bounded_http import PORTS
from showsafe.errors import Unusable, WrongInput

SECONDS = 10.0
LARGEST_ANSWER = 65_536
LONGEST_ADDRESS = 500

_OK = 200
_HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


@dataclass(frozen=True, slots=True)
class Address:
    """Where an authority answers, taken apart."""

    scheme: str
    host: str
    port: int
    target: str


def address_of(url: str) -> Address:
    """Read the address of an authority; raises WrongInput (``time.address``)."""
    if not url.isascii() or not url.isprintable() or " " in url or len(url) > LONGEST_ADDRESS:
        raise _not_an_address()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _not_an_address() from error
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None or parts.fragment:
        raise _not_an_address()
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(parts.scheme, parts.hostname, port or PORTS[parts.scheme], target)


@dataclass(frozen=True, slots=True)
class TimeClient:
    """Asks authorities; ``seconds`` is the most that one question may take, from name to last byte."""

    seconds: float = SECONDS

    def __call__(self, url: str, question: bytes) -> bytes:
        """Return what the authority answers to a question in DER; the bytes are not looked into.

        Raises WrongInput ``time.address``; Unusable ``time.away`` (no answer in time), ``time.refused`` (an
        answer that is none, such as a redirect), ``time.too-large``.
        """
        address = address_of(url)
        try:
            where = (address.scheme, address.host, address.port)
            with bounded_http.connected(*where, self.seconds) as (connection, over):
                connection.request("POST", address.target, body=question, headers=_HEADERS)
                with connection.getresponse() as response:
                    body = _body(response)
                    # At the end of its time the stream just ends; what came until then is no whole answer.
                    if over.is_set() or response.length:
                        raise _away()
                    return body
        except (OSError, HTTPException, ValueError) as error:
            raise _away() from error


def _body(response: HTTPResponse) -> bytes:
    if response.status != _OK:
        raise Unusable(
            "time.refused",
            f"The time authority answered with status {response.status} instead of a token.",
            "Check its address; it is asked again later.",
        )
    body = response.read(LARGEST_ANSWER + 1)
    if len(body) > LARGEST_ANSWER:
        raise Unusable(
            "time.too-large",
            "The time authority sent more than a token can be.",
            "Check its address; it is asked again later.",
        )
    return body


def _away() -> Unusable:
    return Unusable(
        "time.away",
        "The time authority could not be reached, or did not answer in time.",
        "Nothing is lost: the newest checkpoint is stamped when it answers again.",
    )


def _not_an_address() -> WrongInput:
    return WrongInput(
        "time.address",
        "This is not the address of a time authority.",
        "Give one that begins with http:// or https:// and a host, such as https://tsa.example.org/tsr.",
    )
