"""Who may do what: one table of acts and one of routes, each with the roles that may. What stands in neither is no.

This is the first of two doors. Behind it the rules answer (permit, hold, refuse), and every answer is recorded; what
is turned away here reaches no rule and no record. So the table keeps nobody from the safe direction, from saying what
has happened, or from pressing hold or stop: those are open to every role, and the last three need no sign-in at all.
"""

from __future__ import annotations

from collections.abc import Iterable

from showsafe.domain import words
from showsafe.domain.acts import BY_THE_NODE, KINDS, MAY_BE_ANONYMOUS

EVERYONE = "everyone"
"""Whoever can reach the node, without saying who it is. Not a role: nobody is enrolled as it."""

ALL = frozenset(words.ROLES)
CUSTODIANS = frozenset(words.CUSTODIAN_ROLES)
DEPARTMENT = CUSTODIANS | {"assistant-armorer"}
USERS = frozenset(words.USER_ROLES)
OFFICE = frozenset({"producer", "production-manager"})
FLOOR = frozenset({"first-ad"})
SAFETY = frozenset({"safety-advisor"})
STUNTS = frozenset({"stunt-coordinator"})
NOBODY: frozenset[str] = frozenset()
ANYBODY = ALL | {EVERYONE}

GIVERS = OFFICE | FLOOR | SAFETY | CUSTODIANS
"""Who may give others a role, a duty or a key; which roles those are that the office alone gives: ``giving``."""

SUPERVISORS = OFFICE | SAFETY
"""Who lets somebody in again whose PIN was typed wrongly too often."""

_IN_CHARGE = DEPARTMENT | FLOOR | SAFETY | OFFICE

_ACTS: tuple[tuple[str, frozenset[str]], ...] = (
    ("register bring receive prove seal lock unlock consign return-to-owner", DEPARTMENT),
    ("load show declare preset", DEPARTMENT),
    ("enrol assign-role staff enrol-key rotate-key", GIVERS),
    ("erase", OFFICE),
    ("record-paper", _IN_CHARGE),
    ("instruct", DEPARTMENT | SAFETY | STUNTS),
    ("assess", _IN_CHARGE),
    ("meet open-day close-day", _IN_CHARGE),
    ("plan", DEPARTMENT | FLOOR | STUNTS),
    ("offer accept hand-over pass-open pick-up", DEPARTMENT | USERS | FLOOR),
    ("open-run cycle", DEPARTMENT | USERS),
    ("open-file issue-file draw-in close-file", DEPARTMENT | FLOOR),
    ("rehearse take", DEPARTMENT | USERS | FLOOR),
    ("reconcile recount count-cases", DEPARTMENT | FLOOR | SAFETY),
    ("destroy-rounds keep-sample return-rounds", CUSTODIANS),
    ("own-discrepancy close-discrepancy", _IN_CHARGE),
    ("answer-concern", OFFICE | SAFETY | FLOOR),
    ("release", CUSTODIANS | FLOOR | SAFETY | OFFICE),
    ("acknowledge confirm", ALL),
    ("override", frozenset({"producer"})),
)
"""Acts that are neither safe nor told, by the roles that may say them."""

ROUTES: dict[str, frozenset[str]] = {
    "POST /api/v1/asks": ANYBODY,
    "POST /api/v1/reports": ANYBODY,
    "POST /api/v1/looks": ALL,
    "GET /api/v1/looks": ALL,
    "POST /api/v1/looks/{act_id}/second": ANYBODY,
    "POST /api/v1/looks/{act_id}/end": ALL,
    "POST /api/v1/concerns": ANYBODY,
    "POST /api/v1/hold": ANYBODY,
    "POST /api/v1/stop": ANYBODY,
    "POST /api/v1/incident": ANYBODY,
    "GET /api/v1/board": ANYBODY,
    "GET /api/v1/events": ANYBODY,
    "GET /api/v1/weapons/{tag}": ALL,
    "GET /api/v1/weapons/{tag}/next": ALL,
    "GET /api/v1/weapons/{tag}/custody.svg": ALL,
    "GET /api/v1/floor": _IN_CHARGE | STUNTS,
    "GET /api/v1/hands": ALL,
    "GET /api/v1/concerns": ALL,
    "GET /api/v1/files": _IN_CHARGE,
    "GET /api/v1/runs": _IN_CHARGE,
    "GET /api/v1/names": ALL,
    "GET /api/v1/lots/{tag}": _IN_CHARGE,
    "GET /api/v1/counts": _IN_CHARGE,
    "GET /api/v1/counts/{lot}": _IN_CHARGE,
    "GET /api/v1/photos/{sha256}": ALL,
    "GET /api/v1/tables": _IN_CHARGE,
    "POST /api/v1/tables/{table}/import": _IN_CHARGE,
    "GET /api/v1/tables/{table}/export": _IN_CHARGE,
    "GET /api/v1/ammunition": _IN_CHARGE | STUNTS,
    "GET /api/v1/serials": _IN_CHARGE,
    "GET /api/v1/day": _IN_CHARGE,
    "GET /api/v1/people": ALL,
    "GET /api/v1/duties": OFFICE | SAFETY | CUSTODIANS,
    "GET /api/v1/hires": DEPARTMENT | OFFICE,
    "GET /api/v1/hires/{hire}": DEPARTMENT | OFFICE,
    "GET /api/v1/hires/photos/{sha256}": DEPARTMENT | OFFICE,
    "POST /api/v1/hires": DEPARTMENT | OFFICE,
    "GET /api/v1/owners": DEPARTMENT | OFFICE,
    "GET /api/v1/checklists": DEPARTMENT | OFFICE,
    "GET /api/v1/tasks": _IN_CHARGE,
    "POST /api/v1/tasks": OFFICE | SAFETY | CUSTODIANS,
    "GET /api/v1/readiness": _IN_CHARGE,
    "GET /api/v1/schedule": _IN_CHARGE,
    "POST /api/v1/schedule/scenes": OFFICE | FLOOR | SAFETY | CUSTODIANS,
    "POST /api/v1/schedule/script": OFFICE | FLOOR | SAFETY | CUSTODIANS,
    "GET /api/v1/calendar.ics": _IN_CHARGE,
    "GET /api/v1/devices": OFFICE,
    "POST /api/v1/devices/tokens": OFFICE,
    "POST /api/v1/devices/enrolment": ANYBODY,
    "GET /api/v1/badges": SUPERVISORS,
    "POST /api/v1/badges": OFFICE,
    "POST /api/v1/badges/whose": _IN_CHARGE,
    "POST /api/v1/badges/{person}/unlock": SUPERVISORS,
    "POST /api/v1/badges/{person}/withdrawal": OFFICE,
    "POST /api/v1/session": ANYBODY,
    "GET /api/v1/session": ANYBODY,
    "POST /api/v1/session/end": ANYBODY,
    "POST /api/v1/session/challenge": ANYBODY,
    "POST /api/v1/session/passkey/options": ANYBODY,
    "GET /api/v1/passkeys": ALL,
    "POST /api/v1/passkeys/options": ALL,
    "POST /api/v1/passkeys": ALL,
    "POST /api/v1/passkeys/{id}/withdrawal": ALL,
    "GET /api/v1/cases": ALL,
    "GET /api/v1/cases/{case}": ALL,
    "GET /api/v1/cases/{case}/sources": ALL,
    "GET /api/v1/cases/{case}/sources/{source}": ALL,
    "GET /api/v1/cases/{case}/timeline": ALL,
    "GET /api/v1/cases/{case}/pairs": ALL,
    "GET /api/v1/cases/{case}/people": ALL,
    "GET /api/v1/cases/{case}/history": ALL,
    "GET /api/v1/cases/{case}/access": ALL,
    "GET /api/v1/cases/{case}/duties": ALL,
    "POST /api/v1/cases/{case}/acts": ALL,
    "POST /api/v1/cases/{case}/sources": ALL,
    "POST /api/v1/cases/{case}/exports/{format}": ALL,
    "GET /api/v1/cases/{case}/exports/{number}/{name}": ALL,
    "GET /api/v1/papers": _IN_CHARGE,
    "GET /api/v1/papers/{name}": _IN_CHARGE,
    "GET /api/v1/poster.svg": ANYBODY,
    "GET /health": ANYBODY,
    "GET /metrics": ANYBODY,
    "GET /schema/openapi.json": ANYBODY,
    "GET /checkpoint": ANYBODY,
    "GET /tile/{level}/{place}": ANYBODY,
    "GET /tile/entries/{place}": OFFICE | SAFETY,
}
"""Every route by its method and path, with the roles that may. Asks and reports prove
the person by the act itself, by a session or a badge, and then ask ``may_say``. A case has a door of its own behind
this one: whoever has no access to it finds nothing there, whatever their role."""

SEE_NAMES = ALL
"""Who sees the names of people anywhere: on the board, in a chain of custody."""

SEE_PAPERS = OFFICE
"""Who sees somebody's papers and full name; everybody sees their own."""


def _acts() -> dict[str, frozenset[str]]:
    """Return the whole table of acts: what is safe or was done is open to every role, what the node says to none."""
    table = dict.fromkeys(KINDS, NOBODY)
    table |= {name: ALL for name, kind in KINDS.items() if kind.safe or kind.told}
    table |= {name: roles for names, roles in _ACTS for name in names.split()}
    table |= dict.fromkeys(MAY_BE_ANONYMOUS, ANYBODY)
    return table | dict.fromkeys(BY_THE_NODE, NOBODY)


ACTS: dict[str, frozenset[str]] = _acts()
"""Every kind of act, with the roles that may say it."""


def may_say(roles: Iterable[str], kind: str) -> bool:
    """Whether somebody with these roles may say an act of this kind; one that is not in the table, nobody."""
    return not ACTS.get(kind, NOBODY).isdisjoint((*roles, EVERYONE))


def may_reach(roles: Iterable[str], route: str) -> bool:
    """Whether somebody with these roles may reach a route; one that is not in the table, nobody."""
    return not ROUTES.get(route, NOBODY).isdisjoint((*roles, EVERYONE))
