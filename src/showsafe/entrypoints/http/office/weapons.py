"""Weapons of a production, and the passport of one: where it was, and in whose hands where somebody may see that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from showsafe.entrypoints.http.office import frame
from showsafe.entrypoints.http.office.errors import nothing_here
from showsafe.entrypoints.http.office.frame import Seen, office_of, visit_of
from showsafe.entrypoints.http.office.paging import page_of
from showsafe.fleet import production as productions
from showsafe.fleet.consignments import OfficeLogs, followed, proof_of
from showsafe.fleet.passport import Seen as PassportSeen
from showsafe.fleet.passport import candidates, passport
from showsafe.fleet.production import WeaponRow

Asking = Request[Any, Any, Any]

MOST_ALIKE = 50
LONGEST_NUMBER = 15

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


@get(
    "/productions/{production:str}/weapon",
    opt={"route": "weapon", "sees": "weapons", "of": "production"},
    sync_to_thread=True,
)
def weapon(request: Asking, production: FromPath[str]) -> Response[str]:
    """Show the passport of one weapon, across every production that had it."""
    office, visit = office_of(request), visit_of(request)
    unit, name = request.query_params.get("unit", ""), request.query_params.get("id", "")
    origin = next((each.origin for each in office.archive.units(production) if each.unit == unit), "")
    if not origin or not name:
        raise nothing_here()
    named = frozenset(office.visible(visit, "weapon-hands"))
    known = followed(office.steps, [origin])
    seen = PassportSeen(productions=office.visible(visit, "weapons"), named=named)
    logs = OfficeLogs(office.archive, known)
    found = passport(logs, known.consignments, (origin, name), seen, office.today())
    if not found["lines"]:
        raise nothing_here()
    people = _people_of(found)
    return frame.shown(
        request,
        "weapon.html",
        seen=[Seen("weapon-hands", each, sorted(names), "weapon") for each, names in sorted(people.items())],
        found=found,
        name=name,
        production=production,
        logged=bool(people),
        hands=production in named,
        proposals=_alike(request, found),
        sees=lambda where: visit.held.sees("weapons", where),
    )


def _people_of(found: Mapping[str, Any]) -> dict[str, set[str]]:
    """Return who stands on a passport, by production. Free words may name anybody: they count as a look as well."""
    people: dict[str, set[str]] = {}
    for line in (*found["lines"], *found["open"]):
        if line["who"] or line["free"]:
            people.setdefault(line["production"], set()).update(filter(None, (line["who"],)))
    for stay in found["stays"]:
        if stay["people"]:
            people.setdefault(stay["production"], set()).update(stay["people"])
    return people


def _alike(request: Asking, found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return weapons of one's own productions that may be this one; nobody but a person says that they are."""
    office, visit = office_of(request), visit_of(request)
    serial = str(found["weapon"].get("serial", ""))
    if not serial:
        return []
    rows = productions.weapons(
        office.facts, office.visible(visit, "weapons"), serial=serial, limit=MOST_ALIKE
    )
    others = [
        ((row.origin, row.weapon), {"maker": row.maker, "model": row.model, "serial": row.serial})
        for row in rows
    ]
    chain = [(each["origin"], each["thing"]) for each in found["chain"]]
    whose = {(row.origin, row.weapon): row for row in rows}
    return [
        {**each, "row": whose[each["origin"], each["thing"]]}
        for each in candidates(found["weapon"], chain, others)
    ]


@get(
    "/productions/{production:str}/proof",
    opt={"route": "proof", "sees": "weapons", "of": "production"},
    sync_to_thread=True,
)
def proof(request: Asking, production: FromPath[str]) -> Response[bytes]:
    """Give the proof that a record stands in its log, as a file that others can check without this office."""
    office = office_of(request)
    unit, said = request.query_params.get("unit", ""), request.query_params.get("record", "")
    origin = next((each.origin for each in office.archive.units(production) if each.unit == unit), "")
    if not origin or not (said.isascii() and said.isdigit() and len(said) <= LONGEST_NUMBER):
        raise nothing_here()
    content = proof_of(office.archive, origin, int(said))
    name = f"{unit}-{said}.tlog-proof"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="text/plain", headers=headers)


def _hands(rows: Sequence[WeaponRow]) -> Iterator[str]:
    """Yield who stands on the page: whoever has a weapon, and whoever watches one that was placed."""
    for row in rows:
        if row.holder:
            yield row.holder
        if WATCHED in row.where:
            yield row.where.rpartition(WATCHED)[2]


HANDLERS: tuple[HTTPRouteHandler, ...] = (weapons, weapon, proof)
