"""The route of duties: who had a part, and what is on record of it, for a weapon and a time or for an incident."""

from __future__ import annotations

import asyncio
from typing import Annotated

import msgspec
from litestar import get
from litestar.datastructures import State
from litestar.params import FromQuery, QueryParameter

from showsafe.application.access import table
from showsafe.application.unit import SET
from showsafe.entrypoints.http.api import screens
from showsafe.entrypoints.http.api.duty_tables import Wish
from showsafe.entrypoints.http.api.errors import Asking
from showsafe.entrypoints.http.api.node import Node
from showsafe.errors import WrongInput

NAMED_FOR = table.SUPERVISORS
"""Who may have the table with names in it."""


@get("/duties", opt={"route": "GET /api/v1/duties"}, summary="Who had a duty, and what is on record")
async def the_duties(
    request: Asking,
    state: State,
    *,
    incident: FromQuery[int] = 0,
    weapon: FromQuery[str] = "",
    since: Annotated[str, QueryParameter(name="from")] = "",
    until: Annotated[str, QueryParameter(name="to")] = "",
    names: FromQuery[bool] = False,
) -> screens.Shown:
    """Show everybody who had a part, by role: the duty, the clause, and the record or none; of the set itself."""
    node: Node = state.node
    if names and NAMED_FOR.isdisjoint(node.desk.roles_of(request.state.session.person)):
        raise WrongInput(
            "access.not-allowed",
            "Names are shown to the office and the safety advisor.",
            "Ask for it without names; people stand in it by role.",
        )
    wish = Wish(incident, weapon, since, until, names)

    def whole() -> bytes:
        offset = node.desk.unit.state(SET).offset_minutes
        return msgspec.json.encode(node.duties.table(node.store, wish, node.desk.unit, offset))

    return screens.answered(request, await asyncio.to_thread(whole), "application/json", {})
