"""The second door of a case, behind the front door: who has no access to it finds nothing there.

A case that is not there, one that cannot be opened and one that somebody has no access to get the same answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar.handlers.base import BaseRouteHandler

from showsafe.casefile.views.look import Look, look
from showsafe.entrypoints.http.api import screens
from showsafe.entrypoints.http.api.cases.held import Cases, Held
from showsafe.entrypoints.http.api.errors import Asking
from showsafe.entrypoints.http.api.front import Connection
from showsafe.entrypoints.http.api.screens import Shown
from showsafe.errors import WrongInput

Line = dict[str, Any]

WITH_NAMES = ", with names"
"""Stands behind what was looked at in the log of access, where names were shown."""

_GONE = "case.no-access"


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at a case to which they have access."""

    cases: Cases
    held: Held
    person: str

    def looked(self, what: str, *, names: bool = False) -> Look:
        """Record that they look at something, then return the look; raises as ``look`` and ``Case.do``."""
        found = self.look(names=names)
        self.held.looked(self.person, what + (WITH_NAMES if names else ""))
        return found

    def look(self, *, names: bool = False) -> Look:
        """Return a look at the case that is not recorded: for what names nobody and shows no words of anybody."""
        try:
            return look(self.held.case, self.person, self.held.kept, names=names)
        except WrongInput as error:
            if error.code == _GONE:
                raise no_such_case() from error
            raise


async def guard(connection: Connection, _: BaseRouteHandler) -> None:
    """Let those pass who have access to the case of the address; raises WrongInput ``case.no-such`` for all others."""
    cases: Cases = connection.app.state.node.cases
    held = cases.held(str(connection.path_params["case"]))
    person = connection.state.session.person
    # Also for a case that is not there a thread is waited for: how long an answer takes tells nothing either.
    if not await cases.run(lambda: held is not None and held.role_of(person)) or held is None:
        raise no_such_case()
    connection.state.seat = Seat(cases, held, person)


def no_such_case() -> WrongInput:
    """Return the error for a case that is not there, for whoever asks."""
    return WrongInput(
        "case.no-such", "No case of that name is here for you.", "Ask an owner of the case for access."
    )


async def shown(request: Asking, view: Callable[[Seat], Line]) -> Shown:
    """Answer with a view of the case; its tag is made of all that is in it."""
    seat: Seat = request.state.seat
    content = await seat.cases.run(lambda: msgspec.json.encode(view(seat)))
    return screens.answered(request, content, "application/json", {})
