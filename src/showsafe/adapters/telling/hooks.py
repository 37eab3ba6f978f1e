"""Web hooks: one POST of a few kilobytes, and an end to it.

Whatever the other side does costs at most ``SECONDS``, and of its answer the status alone is read. No redirect is
followed: it could lead to where the destination may not lie. No proxy is used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from http.client import HTTPException

from showsafe.adapters import bounded_http
from showsafe.adapters.telling import places
from showsafe.adapters.telling.outcome import Outcome, away, refused, told
from showsafe.adapters.telling.places import LookUp, looked_up
from showsafe.application.telling.destinations import HOOK, Destination
from showsafe.application.telling.forms import FORMS, signature
from showsafe.application.telling.message import Message
from showsafe.errors import ShowsafeError

SECONDS = 10.0

_GOOD = range(200, 300)
_MOVED = range(300, 400)
_OF_THE_MESSAGE = (400, 413, 415, 422)
"""What is answered to one message; any other answer would be given to the next one too."""


def sum_of(url: str) -> str:
    """Return what the destinations say of an address."""
    return hashlib.sha256(url.encode()).hexdigest()


def send(
    message: Message,
    to: Destination,
    secrets: Mapping[str, str],
    now: datetime,
    seconds: float = SECONDS,
    look_up: LookUp = looked_up,
) -> Outcome:
    """Send a message to a web hook, Slack or Teams, and return what came of it; raises nothing of the other side."""
    url = secrets.get("url", "")
    if not url or sum_of(url) != to.url_sum:
        return away(
            "Its address is not here, or is not the one that was recorded: add this destination again."
        )
    try:
        body = FORMS[to.kind](message)
        where = places.url_of(url, to.network)
        address = places.address_for(where.host, where.port, to.network, look_up)
        headers = {"Content-Type": "application/json", "User-Agent": "showsafe"}
        if to.kind == HOOK:
            headers |= _signed(message.id, secrets.get("key", ""), now, body)
        with bounded_http.connected(where.scheme, where.host, where.port, seconds, address) as (line, _):
            line.request("POST", where.target, body=body, headers=headers)
            with line.getresponse() as response:
                return _outcome(response.status)
    except ShowsafeError as error:
        return away(f"{error.says} {error.now}")
    except (OSError, HTTPException, ValueError) as error:
        return away(why(error))


def why(error: Exception) -> str:
    """Say why a connection came to nothing, without a word of the other side."""
    kinds: tuple[tuple[type[Exception] | str, str], ...] = (
        (TimeoutError, "It did not answer in time."),
        (ConnectionRefusedError, "Nobody answers there."),
        ("SSLCertVerificationError", "Its certificate does not hold, so nothing was sent."),
        ("SSLError", "No encrypted connection to it came about."),
    )
    names = {each.__name__ for each in type(error).__mro__}
    for kind, says in kinds:
        if (kind if isinstance(kind, str) else kind.__name__) in names:
            return says
    return "It could not be reached, or broke off."


def _signed(id_: str, key: str, now: datetime, body: bytes) -> dict[str, str]:
    """Return the headers of Standard Webhooks; the time is that of this try, the id that of the message."""
    seconds = int(now.timestamp())
    return {
        "webhook-id": id_,
        "webhook-timestamp": str(seconds),
        "webhook-signature": signature(key, id_, seconds, body),
    }


def _outcome(status: int) -> Outcome:
    if status in _GOOD:
        return told()
    if status in _MOVED:
        return away(
            f"It answered that it is elsewhere now ({status}); that is not followed. Check its address."
        )
    says: Callable[[str], Outcome] = refused if status in _OF_THE_MESSAGE else away
    return says(f"It answered with status {status}.")
