"""Routes by which something is done in a case: one act of its table, and a source that comes in.

Every act is recorded once: the same ``act_id`` again gets the first answer. Who does it is who is signed in.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from litestar import post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from showsafe.application.keys import read_name
from showsafe.casefile import kinds
from showsafe.casefile.adding import Given
from showsafe.casefile.case import CaseAct, Done
from showsafe.entrypoints.http.api.cases import apart, taking
from showsafe.entrypoints.http.api.cases.door import Line, Seat
from showsafe.entrypoints.http.api.cases.models import LARGEST_SOURCE, LARGEST_UPLOAD, Doing, Giving
from showsafe.entrypoints.http.api.errors import Asking
from showsafe.entrypoints.http.api.node import Node
from showsafe.errors import WrongInput
from showsafe.ledger import base64text

_OTHERWISE = {
    "open-case": "A case is opened at the node: showsafe case open",
    "add-source": "Send the source itself: POST /api/v1/cases/{case}/sources",
    "look": "A look is recorded by itself, when something is shown.",
    "export": "Ask for the export itself: POST /api/v1/cases/{case}/exports/{format}",
}
"""Acts that are not said here, with where they are."""


@post(
    "/acts",
    status_code=200,
    opt={"route": "POST /api/v1/cases/{case}/acts"},
    summary="Do one act in a case",
)
async def acts(request: Asking, state: State, case: FromPath[str], data: JSONBody[Doing]) -> Line:  # noqa: ARG001 - in the path
    """Record one act of the table of cases; ``read-source`` and ``take-record`` are filled by the node itself."""
    node: Node = state.node
    return await _done(request, data.act_id, lambda seat, at: _do(node, seat, data, at))


def _do(node: Node, seat: Seat, data: Doing, at: datetime) -> Done:
    case, by = seat.held.case, seat.person
    if data.kind in _OTHERWISE:
        raise WrongInput("case.not-here", f"{data.kind} is not said here.", _OTHERWISE[data.kind])
    if data.kind == "take-record":
        may(seat, data.kind)
        return taking.take(case, node.desk.unit, by=by, at=at, act_id=data.act_id)
    if data.kind == "read-source":
        may(seat, data.kind)
        return apart.read_again(case, str(data.keys.get("source", "")), by=by, at=at, act_id=data.act_id)
    return case.do(CaseAct(kind=data.kind, by=by, act_id=data.act_id, at=at, said=data.keys))


@post(
    "/sources",
    status_code=200,
    opt={"route": "POST /api/v1/cases/{case}/sources"},
    summary="Add a source",
    request_max_body_size=LARGEST_UPLOAD,
)
async def add_source(request: Asking, case: FromPath[str], data: JSONBody[Giving]) -> Line:  # noqa: ARG001 - in the path
    """Keep a source whole, and read it at once; nothing in it is ever fetched."""

    def add(seat: Seat, at: datetime) -> Done:
        may(seat, "add-source")
        given = Given(
            content=_bytes(data.content),
            name=data.name,
            type=data.type,
            published=data.published,
            about=data.about,
            corrects=data.corrects,
        )
        return apart.add(seat.held.case, given, by=seat.person, at=at, act_id=data.act_id)

    return await _done(request, data.act_id, add)


def _bytes(content: str) -> bytes:
    try:
        found = base64text.decode(content)
    except ValueError as error:
        raise WrongInput(
            "case.wrong-value", "The content of the source is no base64.", "Send its bytes in base64."
        ) from error
    if not found:
        raise WrongInput("case.empty-source", "The file is empty.", "Choose the file again.")
    if len(found) > LARGEST_SOURCE:
        raise WrongInput(
            "http.too-large", "A source has 64 MiB at the most.", "Divide it, and add the parts."
        )
    return found


async def _done(request: Asking, act_id: str, do: Callable[[Seat, datetime], Done]) -> Line:
    """Return what came of an act, by who is signed in, now."""
    seat: Seat = request.state.seat
    read_name(act_id, "act_id")
    done = await seat.cases.run(lambda: do(seat, seat.held.case.clock.now()))
    return answer_of(done)


def answer_of(done: Done) -> dict[str, Any]:
    """Return an answer to an act."""
    shown = {"record": done.number, "act_id": done.act_id, "kind": done.record, "id": done.id}
    return {**shown, "same_as": done.act.get("same_as", ""), "repeated": done.repeated}


def may(seat: Seat, kind: str) -> None:
    """Let an act go on whose preparation is work; raises WrongInput ``case.not-yours`` or ``case.closed`` before it."""
    look = seat.look()
    if kind in look.may():
        return
    if look.state.closed is not None and look.role in kinds.KINDS[kind].roles:
        raise WrongInput("case.closed", "The case is closed.", "Open another case that refers to it.")
    raise WrongInput(
        "case.not-yours",
        f"Your access, as {look.role}, does not reach as far as {kind}.",
        f"Ask somebody whose access does: {', '.join(kinds.KINDS[kind].roles)}.",
    )


HANDLERS = [acts, add_source]
