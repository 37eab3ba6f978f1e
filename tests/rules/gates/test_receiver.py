"""Gate *receiver*: named for this weapon, of age, instructed on its action, not prohibited, and willing."""

from __future__ import annotations

from typing import Any

from tests.simulator import FilmSet, a_day

OFFER: dict[str, Any] = {"weapon": "revolver", "to": ["performer"]}


def told(**known: Any) -> FilmSet:  # noqa: ANN401
    """Return a day with the revolver ready, on which something new is known of the performer."""
    day = a_day().ready()
    day.permit("enrol", "producer", person="performer", **known)
    return day


def test_not_named() -> None:
    """A weapon goes to the user that a plan names."""
    day = a_day().ready()
    assert "receiver.not-named" in day.refused("offer", weapon="revolver", to=["partner"])
    assert "receiver.not-named" not in day.against("offer", **OFFER)


def test_not_instructed() -> None:
    """A receiver was instructed on this action."""
    assert "receiver.not-instructed" in told(instructed=["lever-rifle"]).refused("offer", **OFFER)
    day = told(instructed=["lever-rifle"])
    day.permit("instruct", person="performer", type="single-action-revolver")
    day.permit("offer", **OFFER)


def test_under_age() -> None:
    """A minor receives a weapon only with papers."""
    assert "receiver.under-age" in told(age=17).refused("offer", **OFFER)
    assert "receiver.under-age" not in told(age=18).against("offer", **OFFER)
    assert "receiver.under-age" not in told(age=17, papers=["consent"]).against("offer", **OFFER)


def test_age_not_said() -> None:
    """An age that nobody said is a note."""
    day = a_day()
    day.permit("enrol", "producer", person="double", roles=["crew"])
    day.permit("assign-role", "producer", person="double", roles=["stunt-double"])
    assert "receiver.age-not-said" in day.notes("offer", weapon="revolver", to=["double"])
    assert "receiver.age-not-said" not in day.notes("offer", **OFFER)


def test_prohibited() -> None:
    """Who may not be given a weapon is not given one, and the answer says no more than that."""
    day = told(prohibited=True)
    assert "receiver.prohibited" in day.refused("offer", **OFFER)
    says = [f.says for f in day.findings("offer", **OFFER) if f.code == "receiver.prohibited"]
    assert says == ["performer may not be given a weapon."]
    assert "receiver.prohibited" not in told(prohibited=False).against("offer", **OFFER)


def test_declined() -> None:
    """Who said no is not asked again; if they ask for it themselves it is shown to them first."""
    day = a_day().ready()
    day.permit("offer", **OFFER)
    day.permit("decline", "performer", weapon="revolver")
    assert "receiver.declined" in day.refused("offer", **OFFER)
    day.shown().permit("offer", **OFFER)


def test_no_course() -> None:
    """Where the law asks for a course of everyone near, receiver and 1st AD have one in date."""
    day = a_day("us-ca").ready()
    assert "receiver.no-course" not in day.against("offer", **OFFER)
    lapsed = [{"kind": "course", "expires": "2026-03-01"}]
    day.permit("enrol", "producer", person="first-ad", credentials=lapsed)
    assert "receiver.no-course" in day.against("offer", **OFFER)
