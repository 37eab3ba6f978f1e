"""Gate *plan*: do weapon, blank, size, distance, muzzle line, PPE and people agree with the approved shot plan?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator import BLANK_PLAN, FilmSet, a_day

LOAD: dict[str, Any] = {"weapon": "revolver", "rounds": ["blanks:3"], "witness": "assistant"}
OFFER = {"weapon": "revolver", "to": ["performer"]}


def replanned(profile: str = "common", **keys: Any) -> FilmSet:  # noqa: ANN401
    """Return a day with the revolver out and empty, under a plan for the same scene that replaces the old one."""
    day = a_day(profile).out().looked().drawn()
    return day.planned("revolver", **{**BLANK_PLAN, **keys})


def test_none() -> None:
    """Without a plan of today for this weapon and scene nothing is loaded."""
    day = a_day().out().looked().drawn()
    assert "plan.none" in day.against("load", **LOAD, scene="street")
    assert not day.against("load", **LOAD, scene="saloon")
    assert "plan.none" in day.out("pistol").looked("pistol").refused(
        "load", weapon="pistol", rounds=["nine-blanks:1"], witness="assistant"
    )


@pytest.mark.parametrize(("metres", "refused"), [("6.0", True), ("6.099", True), ("6.1", False)])
def test_distance(metres: str, *, refused: bool) -> None:
    """Nobody is nearer to the muzzle than 6.1 metres."""
    assert ("plan.distance" in replanned(distance_m=metres).against("load", **LOAD)) is refused


def test_muzzle_line() -> None:
    """Nobody stands in the muzzle line."""
    assert "plan.muzzle-line" in replanned(muzzle_line_clear=False).refused("load", **LOAD)
    assert not replanned(muzzle_line_clear=True).against("load", **LOAD)


def test_distance_and_line_are_asked_of_what_can_discharge() -> None:
    """Of a blade neither distance nor muzzle line is asked, for nothing comes out of it."""
    day = a_day().planned("sabre", distance_m="1.0", muzzle_line_clear=False).ready("sabre")
    day.permit("offer", weapon="sabre", to=["performer"])


@pytest.mark.parametrize("planned", [None, "none", "dummy", "shells"])
def test_ammunition(planned: str | None) -> None:
    """Blanks go in only where the plan says blanks or names their lot; left out, a plan means none."""
    assert "plan.ammunition" in replanned(ammunition=planned).refused("load", **LOAD)


@pytest.mark.parametrize("planned", ["blank", "blanks"])
def test_ammunition_by_kind_or_lot(planned: str) -> None:
    """A plan names ammunition by its kind or by its lot."""
    assert not replanned(ammunition=planned).against("load", **LOAD)


def test_size() -> None:
    """A half-load blank is not loaded under a plan of quarter loads; a size left out is not limited."""
    assert "plan.size" in replanned(load="quarter").refused("load", **LOAD)
    assert not replanned(load="half").against("load", **LOAD)
    assert not replanned().against("load", **LOAD)


def test_ppe() -> None:
    """Where a list of protective equipment is asked for, blanks need one in the plan."""
    assert "plan.ppe" in replanned("ca-on").refused("load", **LOAD)
    assert "plan.ppe" not in replanned("ca-on", ppe=["ears"]).against("load", **LOAD)
    assert "plan.ppe" not in replanned().against("load", **LOAD)


def rehearsing(lot: str = "", **keys: Any) -> set[str]:  # noqa: ANN401
    """Return what stands against a rehearsal with the revolver in the performer's hands."""
    day = a_day().planned("revolver", **{**BLANK_PLAN, **keys})
    day.ready("revolver", lot).handed()
    return day.against("rehearse", "first-ad", weapon="revolver", user="performer")


def test_rehearse_hot() -> None:
    """Nothing hot is rehearsed with."""
    assert "plan.rehearse-hot" in rehearsing("blanks", reason="the lens sees the smoke")


def test_rehearse_empty() -> None:
    """A real weapon, even empty, is rehearsed with only where the plan gives a reason."""
    assert "plan.rehearse-empty" in rehearsing()
    assert not rehearsing(reason="the lens sees the cylinder")


def test_rehearse_with_dummies() -> None:
    """Dummies are rehearsed with where the plan has them, since the lens sees them."""
    assert not rehearsing("dummies", ammunition="dummy")


def test_rehearse_inert() -> None:
    """An inert weapon is rehearsed with without a reason."""
    day = a_day().planned("rubber-gun").ready("rubber-gun").handed("rubber-gun")
    day.permit("rehearse", "first-ad", weapon="rubber-gun", user="performer")


def test_outside_take() -> None:
    """A shot by a performer outside any take is recorded as a deviation."""
    day = a_day().ready("revolver", "blanks").handed()
    stepped = day.fork().report("discharge", "performer", weapon="revolver", count=1)
    assert "plan.outside-take" in {f.code for f in stepped.decision.against}
    assert stepped.event.deviation
    day.permit("take", "first-ad", weapon="revolver", user="performer")
    assert not day.report("discharge", "performer", weapon="revolver", count=1).event.deviation


def test_shots() -> None:
    """More shots in a take than the plan has are a deviation."""
    day = a_day().planned("revolver", **{**BLANK_PLAN, "shots": 3}).in_use("revolver", "blanks", 3)
    assert not day.report("discharge", "performer", weapon="revolver", count=3).event.deviation
    found = day.findings("discharge", "performer", weapon="revolver", count=1)
    assert "plan.shots" in {f.code for f in found}


def test_people() -> None:
    """That a plan names another user is noted here; gate *receiver* refuses it."""
    day = a_day().ready()
    assert "plan.people" in day.notes("offer", weapon="revolver", to=["partner"])
    assert "receiver.not-named" in day.against("offer", weapon="revolver", to=["partner"])
    assert "plan.people" not in day.notes("offer", **OFFER)


def test_inert_enough() -> None:
    """A plan with neither ammunition nor reason asks whether an inert weapon would do, as a note."""
    assert "plan.inert-enough" in replanned(ammunition=None, shots=None).notes("offer", **OFFER)
    assert "plan.inert-enough" not in replanned().notes("offer", **OFFER)


def test_one_plan_that_agrees_in_full() -> None:
    """An act without a scene needs one plan that agrees in full: two halves do not make one."""
    day = replanned(load="quarter")
    day.planned("revolver", "street", **{**BLANK_PLAN, "distance_m": "3.0"})
    assert day.against("load", **LOAD) >= {"plan.size"} or day.against("load", **LOAD) >= {"plan.distance"}
    day.planned("revolver", "church", **BLANK_PLAN)
    assert not day.against("load", **LOAD)
