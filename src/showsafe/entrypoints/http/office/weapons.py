"""Weapons of a production, and the passport of one: where it was, and in whose hands where somebody may see that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from showsafe.entrypoints.http.office import frame
from showsafe.entrypoints.http.office.frame import Seen, office_of, visit_of
from showsafe.entrypoints.http.office.paging import page_of
from showsafe.fleet import production as productions
from showsafe.fleet.production import WeaponRow

Asking = Request[Any, Any, Any]

WATCHED = "watched by "
"""What stands in the place of a weapon before whoever watches it (``projections.sentences.where``)."""


@get(
    "/productions/{production:str}/weapons",
    opt={"route": "weapons", "sees": "weapons", "of": "production"},
    sync_to_thread=True,
)
def weapons(request: Asking, production: FromPath[str]) -> Response[str]:
    """Show every weapon of one production, as its record believes it."""
    office, visit, at = office_of(request), visit_of(request), page_of(request)
    found = productions.weapons(
        office.facts, frozenset({production}), production=production, limit=at.size, skip=at.skip
    )
    hands = visit.held.sees("weapon-hands", production)
    seen = [Seen("weapon-hands", production, sorted(set(_hands(found))), "weapons")]
    return frame.shown(
        request,
        "weapons.html",
        seen=seen if hands else [],
        rows=found,
        hands=hands,
        at=at,
        production=production,
    )


def _hands(rows: Sequence[WeaponRow]) -> Iterator[str]:
    """Yield who stands on the page: whoever has a weapon, and whoever watches one that was placed."""
    for row in rows:
        if row.holder:
            yield row.holder
        if WATCHED in row.where:
            yield row.where.rpartition(WATCHED)[2]


HANDLERS: tuple[HTTPRouteHandler, ...] = (weapons,)
