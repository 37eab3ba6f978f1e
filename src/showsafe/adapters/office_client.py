"""Calling an office over HTTP: one request, one answer, in bounded time and memory.

Whoever answers may be slow, broken or hostile: the whole exchange has a deadline, an answer has a largest size, nothing
is followed elsewhere, and what it says is shown as its word. The token goes to that one address, over TLS, or to this
very machine.
"""

from __future__ import annotations

import http.client
from ipaddress import ip_address
from urllib.parse import urlsplit

from showsafe.adapters import bounded_http
from showsafe.adapters.bounded_http import PORTS
from showsafe.adapters.telling.hooks import why
from showsafe.application.replicating import Behind, Refusal
from showsafe.errors import NotVerified, Unusable, WrongInput
from showsafe.ledger import replication
from showsafe.ledger.replication import (
    BINARY,
    BRANCH,
    CHECKPOINT,
    LARGEST_ANSWER,
    PATH,
    RECORDS,
    ROOT,
    STATE,
    VALUES,
    Sent,
    SentBranch,
    Shown,
    State,
    Values,
)
from showsafe.ledger.tree import HASH_BYTES

SECONDS = 60.0
LONGEST_WAIT = 300.0
_OK, _BEHIND, _REFUSED, _NOT_ADMITTED, _TOO_MANY = 200, 409, 422, 401, 429
_LONGEST_WORD = 600


class Busy(Unusable):
    """The office takes nothing now: ``wait`` seconds are to pass before it is called again."""

    def __init__(self, code: str, says: str, now: str, wait: float) -> None:
        super().__init__(code, says, now)
        self.wait = wait


class OfficeClient:
    """An office at a URL, as the node of one unit calls it."""

    def __init__(self, url: str, token: str, seconds: float = SECONDS) -> None:
        """Raises WrongInput ``office.not-an-address`` for one at which the token would go over the network openly."""
        self._parts = urlsplit(url)
        if not may_be_called(url):
            raise WrongInput(
                "office.not-an-address",
                "An office is called over https, or over http on this machine alone.",
                "Write it as https://office.example, as whoever runs the office gives it.",
            )
        self._headers = {"Authorization": f"Bearer {token}", "Connection": "close"}
        self.seconds = seconds

    def state(self, size: int) -> State:
        """Say how many records there are here, and hear how far the office is."""
        return State.from_bytes(self._asked("GET", f"{STATE}?size={size}"))

    def show(self, shown: Shown) -> bytes:
        """Show a checkpoint, and return the office's cosignature lines."""
        return self._asked("POST", CHECKPOINT, shown.to_bytes())

    def send(self, sent: Sent) -> State:
        """Send records, and hear how far the office is then."""
        return State.from_bytes(self._asked("POST", RECORDS, sent.to_bytes()))

    def root(self, size: int) -> bytes:
        """Return the root over the first records that the office holds."""
        root = self._asked("GET", f"{ROOT}?size={size}")
        if len(root) != HASH_BYTES:
            raise _away("its answer is not one that can be read")
        return root

    def branch(self, sent: SentBranch) -> None:
        """Send records of a branch that was refused, for the office's evidence."""
        self._asked("POST", BRANCH, sent.to_bytes())

    def values(self, values: Values) -> None:
        """Send openings, and what is erased."""
        self._asked("POST", VALUES, values.to_bytes())

    def _asked(self, method: str, what: str, body: bytes | None = None) -> bytes:
        """Return the body of a good answer; raises as ``application.replicating.Office``."""
        parts, cut = self._parts, False
        headers = self._headers | ({"Content-Type": BINARY} if body is not None else {})
        try:
            where = (parts.scheme, parts.hostname or "", parts.port or PORTS[parts.scheme])
            with bounded_http.connected(*where, self.seconds) as (connection, over):
                try:
                    connection.request(method, f"{parts.path.rstrip('/')}{PATH}/{what}", body, headers)
                    status, data, wait = _answer(connection)
                finally:
                    cut = over.is_set()
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _away("it did not answer in time" if cut else why(error).rstrip(".")) from error
        if cut:
            raise _away("it did not answer in time")
        return _good(status, data, wait)


def may_be_called(url: str) -> bool:
    """Say whether a token may go to an address: over TLS, or on this machine alone."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme not in PORTS or not host or parts.query or parts.username or parts.fragment or port == 0:
        return False
    return parts.scheme == "https" or _is_here(host)


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _answer(connection: http.client.HTTPConnection) -> tuple[int, bytes, str]:
    with connection.getresponse() as reply:
        data = reply.read(LARGEST_ANSWER + 1)
        if len(data) > LARGEST_ANSWER:
            raise ValueError("too long")
        if reply.length:
            raise http.client.IncompleteRead(data)
        return reply.status, data, reply.headers.get("Retry-After", "")


def _good(status: int, data: bytes, wait: str) -> bytes:
    if status == _OK:
        return data
    try:
        if status == _BEHIND:
            raise Behind(State.from_bytes(data))
        code, says, now = replication.refusal(data)
    except NotVerified as error:
        raise _away(f"it answers with status {status}, and not as an office does") from error
    says, now = _plain(says), _plain(now)
    code = code if code.replace(".", "").replace("-", "").isalnum() and code.isascii() else "office.refused"
    if status == _REFUSED:
        raise Refusal(code, says, now)
    if status == _NOT_ADMITTED:
        raise Unusable("office.not-admitted", says, now)
    if status == _TOO_MANY or status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Busy(code, says, now, _seconds(wait))
    raise Unusable(code, says, now)


def _plain(word: str) -> str:
    """Return what the office says without anything that a screen could take for more than a word."""
    return "".join(each if each.isprintable() else " " for each in word[:_LONGEST_WORD])


def _seconds(said: str) -> float:
    return min(float(said), LONGEST_WAIT) if said.isascii() and said.isdigit() else 1.0


def _away(why_: str) -> Unusable:
    return Unusable(
        "office.away",
        f"The office does not answer: {why_}.",
        "Nothing is lost; it is called again, and then gets everything that is missing.",
    )
