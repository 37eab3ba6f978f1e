"""The routes of nodes: ``/replicate/...`` for units with a token, and ``/add-checkpoint`` for the logs of C2SP.

A node proves twice who it is: by the token of its unit, whose sum alone the office keeps, and by the signature of its
log on every checkpoint. Whatever goes wrong is answered with a code, one sentence, and what to do.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias, TypeVar

from litestar import Request, Response, get, post
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler

from showsafe.application import spans
from showsafe.application.measured import COUNTERS
from showsafe.entrypoints.http.office.lanes import KEPT_FOR_SMALL, Crowded, Lanes, TooSlow
from showsafe.errors import NotVerified, ShowsafeError, Unusable, WrongInput
from showsafe.fleet.ingest import Ingest
from showsafe.fleet.refusals import Behind, Refused
from showsafe.fleet.shown_values import take_values
from showsafe.ledger import replication, witness
from showsafe.ledger.archive import Unit
from showsafe.ledger.replication import BINARY, JSON, LARGEST_BODY, PATH, Sent, SentBranch, Shown, Values

log = logging.getLogger("showsafe.ingest")

Asked: TypeAlias = Request[Any, Any, Any]
T = TypeVar("T")

LONGEST_TOKEN = 200
AT_ONCE = 6
"""So many requests of nodes are worked on at once; the others wait for their turn, within the room there is."""

STRANGERS = 4
"""So many requests to cosign without a token are taken at once."""

_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
_BEARER = "bearer "
_LATER = 5
"""After so many seconds a node comes again where the database cannot be used now."""


class NotAdmitted(WrongInput):
    """A call without the token of a unit."""

    def __init__(self) -> None:
        super().__init__(
            "office.not-admitted",
            "The office does not know this token.",
            "Have whoever runs the office give the unit a token: showsafe office unit token",
        )


def routes(ingest: Ingest, lanes: Lanes | None = None) -> list[HTTPRouteHandler]:
    """Return the routes; they ask nobody to sign in, but for the token of a unit."""
    way = _Way(ingest, lanes or Lanes())

    @get(f"{PATH}/{replication.STATE}", opt=_opt(replication.STATE), exception_handlers=_HANDLERS)
    async def state(request: Asked) -> Response[bytes]:
        unit = await way.unit(request)
        size = _number(request)
        return _answer((await way.done(lambda: ingest.state(unit.origin, size))).to_bytes())

    @get(f"{PATH}/{replication.ROOT}", opt=_opt(replication.ROOT), exception_handlers=_HANDLERS)
    async def root(request: Asked) -> Response[bytes]:
        unit = await way.unit(request)
        size = _number(request)
        return _answer(await way.done(lambda: ingest.root(unit.origin, size)), BINARY)

    @_posted(replication.CHECKPOINT)
    async def checkpoint(request: Asked) -> Response[bytes]:
        return _answer(
            await way.taken(request, lambda at, body: ingest.show(at, Shown.from_bytes(body))), BINARY
        )

    @_posted(replication.RECORDS)
    async def records(request: Asked) -> Response[bytes]:
        return _answer(await way.taken(request, way.records))

    @_posted(replication.BRANCH)
    async def branch(request: Asked) -> Response[bytes]:
        await way.taken(request, lambda at, body: ingest.branch(at, SentBranch.from_bytes(body)))
        return _answer(b"", BINARY)

    @_posted(replication.VALUES)
    async def values(request: Asked) -> Response[bytes]:
        await way.taken(request, lambda at, body: take_values(ingest.archive, at, Values.from_bytes(body)))
        return _answer(b"", BINARY)

    @post(
        witness.PATH,
        opt=_opt("add-checkpoint"),
        status_code=200,
        request_max_body_size=witness.LARGEST_REQUEST,
        exception_handlers=_HANDLERS,
    )
    async def add_checkpoint(request: Asked) -> Response[bytes]:
        with lanes_of_witness.taken(str(id(request)), witness.LARGEST_REQUEST):
            async with asyncio.timeout(way.lanes.seconds):
                body = await request.body()
            answer = await way.done(lambda: ingest.cosign(body))
        return _answer(answer.body, answer.content_type, answer.status)

    # Nobody says who they are here: so few at once that the nodes of units never wait for them.
    lanes_of_witness = Lanes(room=STRANGERS * witness.LARGEST_REQUEST + KEPT_FOR_SMALL)
    return [state, root, checkpoint, records, branch, values, add_checkpoint]


class _Way:
    """How a request of a node is taken in: who it is, whether there is room, its body, and then the work."""

    def __init__(self, ingest: Ingest, lanes: Lanes) -> None:
        self.ingest = ingest
        self.lanes = lanes
        self._threads = ThreadPoolExecutor(AT_ONCE, "ingest")

    async def done(self, work: Callable[[], T]) -> T:
        """Do work in one of the threads of nodes: those who look at pages have threads of their own."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def unit(self, request: Asked) -> Unit:
        """Return the unit whose node calls; raises NotAdmitted."""
        said = request.headers.get("authorization", "")
        if not said.lower().startswith(_BEARER) or len(said) > LONGEST_TOKEN:
            raise NotAdmitted
        digest = hashlib.sha256(said[len(_BEARER) :].strip().encode()).digest()
        unit = await self.done(lambda: self.ingest.archive.admitted(digest))
        if unit is None:
            raise NotAdmitted
        return unit

    async def taken(self, request: Asked, work: Callable[[str, bytes], T]) -> T:
        """Do the work of a request in a thread, once all of it is here."""
        unit = await self.unit(request)
        size = _length(request)
        with self.lanes.taken(unit.origin, size):
            body = await self.lanes.read(request.stream(), size)
            return await self.done(lambda: work(unit.origin, body))

    def records(self, origin: str, body: bytes) -> bytes:
        """Take records, and count them."""
        sent = Sent.from_bytes(body)
        with spans.span("showsafe.ingest", unit=origin, records=sent.count):
            state = self.ingest.take(origin, sent)
        COUNTERS.add("ingest_records", sent.count)
        COUNTERS.add("ingest_bytes", len(sent.records))
        return state.to_bytes()


def _posted(name: str) -> Callable[[Any], HTTPRouteHandler]:
    return post(
        f"{PATH}/{name}",
        opt=_opt(name),
        status_code=200,
        request_max_body_size=LARGEST_BODY,
        exception_handlers=_HANDLERS,
    )


def _opt(name: str) -> dict[str, Any]:
    return {"node": True, "route": f"replicate-{name}"}


def _length(request: Asked) -> int:
    """Return how many bytes a request says that it brings; one that is compressed, or does not say, is refused."""
    if request.headers.get("content-encoding", "identity") != "identity":
        raise HTTPException(status_code=415)
    said = request.headers.get("content-length", "")
    if not (said.isascii() and said.isdigit()) or len(said) > len(str(LARGEST_BODY)):
        raise HTTPException(status_code=413 if said.isdigit() else 411)
    if int(said) > LARGEST_BODY:
        raise HTTPException(status_code=413)
    return int(said)


def _number(request: Asked) -> int:
    said = request.query_params.get("size", "")
    if not (said.isascii() and said.isdigit()) or len(said) > 15:  # noqa: PLR2004 - digits of a number of records
        raise WrongInput(
            "replication.malformed", "It is not said how many records there are.", "Say it as size=N."
        )
    return int(said)


def _answer(
    body: bytes, kind: str = JSON, status: int = 200, more: dict[str, str] | None = None
) -> Response[bytes]:
    # As a header, since the framework would add a charset to the type.
    return Response(body, status_code=status, headers={**_HEADERS, "Content-Type": kind, **(more or {})})


def _behind(_: Asked, error: Behind) -> Response[bytes]:
    return _answer(error.state.to_bytes(), status=409)


def _refused(_: Asked, error: ShowsafeError) -> Response[bytes]:
    COUNTERS.add("ingest_refused", code=error.code)
    log.warning("%s %s [%s]", error.says, error.now, error.code)
    return _answer(replication.said(error), status=422)


def _malformed(_: Asked, error: ShowsafeError) -> Response[bytes]:
    return _answer(replication.said(error), status=400)


def _not_admitted(_: Asked, error: NotAdmitted) -> Response[bytes]:
    return _answer(replication.said(error), status=401, more={"WWW-Authenticate": "Bearer"})


def _crowded(_: Asked, error: Crowded) -> Response[bytes]:
    return _answer(replication.said(error), status=429, more={"Retry-After": str(error.wait)})


def _too_slow(_: Asked, error: TooSlow) -> Response[bytes]:
    return _answer(replication.said(error), status=408)


def _unusable(_: Asked, error: ShowsafeError) -> Response[bytes]:
    """The database cannot be used now: nothing was half taken, and the node comes again."""
    log.warning("%s %s [%s]", error.says, error.now, error.code)
    return _answer(replication.said(error), status=503, more={"Retry-After": str(_LATER)})


def _http(_: Asked, error: HTTPException) -> Response[bytes]:
    code, says = _HTTP.get(error.status_code, ("replication.request", "The request cannot be answered."))
    return _answer(
        replication.said(error, code, says, "Have both sides run the same version of the program."),
        status=error.status_code,
    )


def _failed(_: Asked, error: Exception) -> Response[bytes]:
    log.error("taking in failed", exc_info=error)
    says = "Something in the office itself went wrong; nothing was half taken."
    body = replication.said(error, "office.failed", says, "Nothing is lost; it is tried again.")
    return _answer(body, status=500)


_HTTP = {
    411: ("replication.length", "The request does not say how long it is."),
    413: ("replication.too-large", "The request is larger than a stretch of records can be."),
    415: ("replication.compressed", "The request is compressed, and records come as they are."),
}
_HANDLERS: dict[Any, Any] = {
    Behind: _behind,
    Refused: _refused,
    NotAdmitted: _not_admitted,
    Crowded: _crowded,
    TooSlow: _too_slow,
    NotVerified: _malformed,
    WrongInput: _malformed,
    Unusable: _unusable,
    HTTPException: _http,
    TimeoutError: lambda request, _: _too_slow(request, TooSlow()),
    Exception: _failed,
}
