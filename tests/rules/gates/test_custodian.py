"""Gate *custodian*: is the thing enrolled, and the giver a qualified custodian today?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.simulator import FilmSet, a_day, empty_set

RULER: dict[str, Any] = {"weapon": "sabre", "witness": "assistant"}


def armorer(**changes: Any) -> FilmSet:  # noqa: ANN401
    """Return a day on which something new is known of the armorer."""
    day = a_day()
    day.report("enrol", "producer", person="armorer", **changes)
    return day


def test_not_enrolled() -> None:
    """Nothing but the way back is permitted of a weapon that nobody enrolled."""
    day = a_day()
    day.report("bring", "grip", weapon="own-pistol", **{"class": "live-capable"}, action="semi-auto-pistol")
    assert "custodian.not-enrolled" in day.refused("offer", weapon="own-pistol", to=["performer"])
    assert "custodian.not-enrolled" in day.refused("discharge", "grip", weapon="own-pistol")
    assert "custodian.not-enrolled" in day.refused("take", "first-ad", weapon="own-pistol")
    day.permit("collect", weapon="own-pistol")
    day.permit("isolate", weapon="own-pistol")
    assert "custodian.not-enrolled" not in day.against("register", weapon="own-pistol")


def test_not_custodian() -> None:
    """Only an armorer, property master or assistant property master takes a weapon out."""
    day = a_day()
    assert "custodian.not-custodian" in day.refused("unlock", "assistant", weapon="sabre", witness="armorer")
    assert "custodian.not-custodian" not in day.against("unlock", "prop-master", **RULER)


@pytest.mark.parametrize("kept", [[], [{"kind": "firearms"}], [{"kind": "course"}]])
def test_no_credential(kept: list[dict[str, Any]]) -> None:
    """A custodian without either the licence or the course is refused."""
    day = empty_set(credentials=kept or [{"kind": "other"}])
    assert "custodian.no-credential" in day.refused("register", weapon="gun", **{"class": "rubber"})
    assert not day.against("register", "prop-master", weapon="gun", **{"class": "rubber"})


def test_expired() -> None:
    """A paper covers its last day, where the set is, and not the day after."""
    held = [{"kind": "firearms", "expires": "2026-03-02"}, {"kind": "course"}]
    day = armorer(credentials=held)
    assert "custodian.expired" not in day.against("unlock", **RULER)
    day.later(24 * 3600)
    assert "custodian.expired" in day.refused("unlock", **RULER)
    assert day.state.local_date(day.now) == date(2026, 3, 3)


@pytest.mark.parametrize("class_", ["any", "handgun", "revolver", "single-action-revolver", "live-capable"])
def test_class_that_covers(class_: str) -> None:
    """A paper for the class, the action, or the family of the action covers the weapon."""
    day = armorer(credentials=[{"kind": "firearms", "class": class_}, {"kind": "course"}])
    assert not day.against("unlock", weapon="revolver", witness="assistant")


def test_class() -> None:
    """A paper for long guns does not cover a revolver."""
    day = armorer(credentials=[{"kind": "firearms", "class": "long-gun"}, {"kind": "course"}])
    assert "custodian.class" in day.refused("unlock", weapon="revolver", witness="assistant")
    day.permit("unlock", weapon="rifle", witness="assistant")


def test_under_age() -> None:
    """A custodian is eighteen or over."""
    assert "custodian.under-age" in armorer(age=17).refused("unlock", **RULER)
    armorer(age=18).permit("unlock", **RULER)


def test_age_not_said() -> None:
    """An age that nobody said is a note, and stops nothing."""
    day = a_day()
    papers = [{"kind": "firearms"}, {"kind": "course"}]
    day.permit("enrol", "producer", person="new-armorer", roles=["crew"], credentials=papers)
    day.permit("assign-role", "producer", person="new-armorer", roles=["armorer"])
    assert "custodian.age-not-said" in day.notes("unlock", "new-armorer", **RULER)
    assert "custodian.age-not-said" not in day.notes("unlock", **RULER)


def test_both_sides_of_an_open_pass() -> None:
    """Of an open pass, giver and receiver both are custodians."""
    day = a_day().out().looked()
    assert "custodian.not-custodian" in day.against("pass-open", weapon="revolver", to=["first-ad"])
    day.permit("pass-open", weapon="revolver", to=["prop-master"])


def test_in_other_hands() -> None:
    """What is in a performer's hands is not sent away; a custodian collects it first."""
    day = a_day().ready().handed()
    assert "custodian.in-other-hands" in day.refused("consign", weapon="revolver", to=["carrier"])
    day.permit("collect", weapon="revolver", from_="performer")
    day.looked().permit("consign", weapon="revolver", to=["carrier"])


def test_described_otherwise() -> None:
    """A thing on record is not made another by entering it again."""
    day = a_day()
    assert "custodian.described-otherwise" in day.refused(
        "register", weapon="revolver", calibre=".44 Special"
    )
    assert not day.against("register", weapon="revolver", calibre=".45 Colt")


def test_serial_twice() -> None:
    """One serial stands for one weapon."""
    day = a_day()
    gun: dict[str, Any] = {"class": "rubber", "serial": "R-1"}
    day.permit("register", weapon="first", **gun)
    assert "custodian.serial-twice" in day.refused("register", weapon="second", **gun)
    day.permit("register", weapon="second", **{**gun, "serial": "R-2"})


def test_a_second_delivery_is_a_lot_of_its_own() -> None:
    """Another count under a lot's name is refused: another delivery gets another name."""
    day = a_day()
    again = {"lot": "dummies", "from": "producer", "countersigned_by": "safety"}
    assert "custodian.described-otherwise" in day.refused("receive", count=30, **again)
    assert "custodian.described-otherwise" not in day.against("receive", count=20, **again)
