"""The whole table of who may do what: every role by every act and every route, and no for what stands nowhere."""

from __future__ import annotations

import pytest

from showsafe.application.access import table
from showsafe.application.access.table import ACTS, EVERYONE, ROUTES, may_reach, may_say
from showsafe.domain import words
from showsafe.domain.acts import BY_THE_NODE, KINDS, MAY_BE_ANONYMOUS

BACKGROUND = ("crew", "camera", "sfx", "guest", "medic", "director", "supplier")
"""Roles that handle nothing: they see, say what happened, confirm what names them, and press hold or stop."""


def test_every_act_has_its_row() -> None:
    """Each kind of act is in the table, and only what the program alone records is open to nobody."""
    assert set(KINDS) <= set(ACTS)
    assert {kind for kind in KINDS if not ACTS[kind]} == set(BY_THE_NODE)
    assert all(roles <= {*words.ROLES, EVERYONE} for roles in (*ACTS.values(), *ROUTES.values()))


@pytest.mark.parametrize("role", [*words.ROLES, "nobody"])
def test_every_role_by_every_act(role: str) -> None:
    """A role says what its row says; without a role there are only the three acts that need no name."""
    for kind in KINDS:
        assert may_say([role], kind) is (role in ACTS[kind] or kind in MAY_BE_ANONYMOUS), kind
        safe = KINDS[kind].safe or KINDS[kind].told
        if safe and kind not in BY_THE_NODE and role in words.ROLES:
            assert may_say([role], kind), f"{kind} leads to safety, or has happened: nobody is kept from it"
    assert not may_say([role], "fly")
    assert not may_say([role], "open-unit")


@pytest.mark.parametrize("role", [*words.ROLES, "nobody"])
def test_every_role_by_every_route(role: str) -> None:
    """A role reaches what its row says; what stands in no row is no."""
    for route, roles in ROUTES.items():
        assert may_reach([role], route) is (role in roles or EVERYONE in roles), route
    for route in ("GET /api/v1/secrets", "DELETE /api/v1/board", "get /api/v1/board", ""):
        assert not may_reach([role], route)


@pytest.mark.parametrize("role", BACKGROUND)
def test_who_handles_nothing_gives_nothing(role: str) -> None:
    """No role beside the department, the floor and those who use a weapon can load, hand over or release a hold."""
    for kind in ("load", "unlock", "hand-over", "accept", "release", "declare", "override", "enrol", "erase"):
        assert not may_say([role], kind), kind
    assert not table.SEE_PAPERS & {role}


def test_without_a_name_one_sees_the_board_and_stops_the_set() -> None:
    """Who has not signed in reaches nothing that shows a person, a paper, a lot or the records themselves."""
    reached = {route for route in ROUTES if may_reach([], route)}
    assert {"GET /api/v1/board", "POST /api/v1/hold", "POST /api/v1/stop", "POST /api/v1/concerns"} <= reached
    hidden = ("people", "lots", "weapons", "day", "badges", "entries", "tokens")
    assert not [route for route in reached if any(word in route for word in hidden)]


def test_only_the_office_gives_badges_and_devices() -> None:
    """Badges and codes for devices come from the production office alone; a lost phone is taken off by anybody."""
    for route in ("POST /api/v1/badges", "POST /api/v1/devices/tokens", "GET /api/v1/devices"):
        assert ROUTES[route] == table.OFFICE
    assert ACTS["revoke-key"] == table.ALL
