"""Who uses a weapon: whoever has it, whom a scripted pass names; and who put it away, when somebody else says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from showsafe.domain.acts import Pass
from showsafe.domain.belief import Belief
from showsafe.domain.pairs import users_of
from showsafe.domain.state import ShotPlan
from tests.domain.test_pairs import DAY
from tests.domain.values import BEFORE, event
from tests.rules.telling import told
from tests.simulator import DUMMY_TESTS, FilmSet, a_day


@pytest.mark.parametrize(("holder", "users"), [("performer", ("performer",)), ("armorer", ()), ("", ())])
def test_whoever_has_it_is_its_user(holder: str, users: tuple[str, ...]) -> None:
    """No plan names anybody; a custodian who has it is no user, and of another weapon nobody is."""
    day = replace(DAY, plans={}).with_belief("revolver", Belief(holder=holder))
    assert users_of(day, event("check", weapon="revolver").act) == users
    assert users_of(day, event("check", weapon="sabre").act) == ()


def test_whom_a_scripted_pass_names_is_a_user() -> None:
    """It comes to them within the scene, whoever has it now; and each of them is named once."""
    passes = (Pass(from_="performer", to="partner"), Pass(from_="partner", to="grip"))
    act = event("plan", scene="saloon", weapon="revolver", user="performer", passes=passes).act
    day = replace(DAY, plans={"saloon": ShotPlan(act=act, record=3, at=BEFORE)})
    assert users_of(day, event("check", weapon="revolver").act) == ("performer", "partner", "grip")
    assert users_of(day, event("check", weapon="sabre").act) == ()


def handed() -> FilmSet:
    """Return a set on which the performer has the revolver, with blanks."""
    return a_day().ready().handed()


PUT_AWAY = ["isolate", "lock", "quarantine"]


@pytest.mark.parametrize("kind", PUT_AWAY)
@pytest.mark.parametrize("door", ["report", "ask"])
def test_told_as_put_away_by_who_never_had_it_the_day_asks_for_it(kind: str, door: str) -> None:
    """A grip has the name of another one: it is on record with the performer, unknown, and the day does not close."""
    day = handed()
    getattr(day, door)(kind, "grip", weapon="revolver", in_="box")
    belief = day.belief()
    assert (belief.holder, belief.container, belief.isolated) == ("performer", "", False)
    if (kind, door) == ("lock", "ask"):
        return  # refused, and so nothing happened
    assert day.spoken().word == "hot"
    assert "store.day-open-things" in day.against("close-day", "first-ad", witness="producer")


@pytest.mark.parametrize("kind", PUT_AWAY)
def test_told_as_put_away_by_a_custodian_it_is(kind: str) -> None:
    """A custodian says of a weapon that it is away, whoever had it."""
    day = handed()
    day.report(kind, weapon="revolver", in_="box")
    assert (day.belief().holder, day.belief().container) == ("", "box")


@pytest.mark.parametrize("kind", PUT_AWAY)
def test_told_as_put_away_out_of_a_custodians_hands_it_is(kind: str) -> None:
    """Who stood beside the custodian who had it says where it went."""
    day = a_day().ready()
    day.report(kind, "grip", weapon="revolver", in_="box")
    assert (day.belief().holder, day.belief().container) == ("", "box")


def test_isolated_in_a_safe_by_who_never_had_it_it_stays_there() -> None:
    """It was proven empty when it was locked away, and is not any more: the day asks for it where it is."""
    day = a_day()
    before = day.belief("rifle").container
    day.report("isolate", "grip", weapon="rifle", in_="box")
    assert (day.belief("rifle").container, day.belief("rifle").locked_empty) == (before, False)


@pytest.mark.parametrize(("seconds", "proven"), [(0, 6), (599, 6), (600, 6), (601, 0), (17000, 0)])
def test_a_test_of_rounds_that_is_told_late_proves_nothing(seconds: int, proven: int) -> None:
    """Within ten minutes it is of now; later it is on record, and the load asks for one."""
    day = a_day()
    box = {"kind": "dummy", "calibre": ".45 Colt", "count": 6, "state": "sealed"}
    day.permit("register", lot="z", **box)
    day.later(18000)
    test = {"lot": "z", "count": 6, "of": 6, "methods": list(DUMMY_TESTS), "witness": "assistant"}
    told(day, seconds, "prove", **test)
    assert day.lot("z").proven == proven
