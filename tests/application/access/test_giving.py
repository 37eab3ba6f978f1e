"""Who gives which role: those that answer for others come from the office alone."""

from __future__ import annotations

import pytest

from showsafe.application.access import giving, table
from showsafe.domain import words
from showsafe.domain.acts import Act
from showsafe.domain.things import Person
from showsafe.errors import WrongInput
from tests.simulator import MORNING

PEOPLE = {
    "pru": Person(id="pru", roles=("producer",)),
    "sue": Person(id="sue", roles=("safety-advisor", "medic")),
    "gil": Person(id="gil", roles=("performer",)),
    "gone": Person(id="gone", roles=("producer",), erased=True),
}


def passes(giver: str, person: str, *roles: str, kind: str = "enrol") -> bool:
    """Return whether somebody with a role may give somebody these roles."""
    act = Act(kind=kind, act_id="a", by="x", at=MORNING, person=person, roles=roles)
    try:
        giving.check(act, [giver], PEOPLE)
    except WrongInput as error:
        return error.code != "access.office-gives"
    return True


@pytest.mark.parametrize("kind", giving.GIVING)
@pytest.mark.parametrize("giver", sorted(table.GIVERS))
def test_roles_that_answer_for_others_come_from_the_office(giver: str, kind: str) -> None:
    """Every role that may be given is given by the office; the others give those of performers and crew alone."""
    office = giver in table.OFFICE
    for role in words.ROLES:
        assert passes(giver, "new", role, kind=kind) is (office or role not in giving.GUARDED), role
        assert passes(giver, "gil", "performer", role, kind=kind) is (office or role not in giving.GUARDED)


@pytest.mark.parametrize("giver", ["armorer", "first-ad", "safety-advisor"])
def test_whoever_is_of_the_office_keeps_their_roles(giver: str) -> None:
    """Nobody else takes a role from the office; what is said of them without roles, or the same again, passes."""
    assert not passes(giver, "pru", "crew")
    assert not passes(giver, "pru", "producer", "crew")
    assert passes(giver, "pru", "producer")
    assert passes(giver, "pru")
    assert passes("production-manager", "pru", "crew")


def test_a_role_that_is_held_is_not_given() -> None:
    """The same roles again pass, and one may be taken from whoever is not of the office; an erased person has none."""
    assert passes("first-ad", "sue", "medic", "safety-advisor")
    assert passes("first-ad", "sue", "medic")
    assert not passes("first-ad", "sue", "safety-advisor", "armorer")
    assert not passes("first-ad", "gone", "producer")
    assert passes("first-ad", "gil", "producer", kind="staff")
