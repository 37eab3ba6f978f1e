"""Gate *show*: shown to the 1st AD, and offered to the performer and everyone on or near the line."""

from __future__ import annotations

from tests.simulator import BLANK_PLAN, a_day

OFFER = {"weapon": "revolver", "to": ["performer"]}


def test_first_ad() -> None:
    """The 1st AD has looked into it since its contents were last proven; declining is not looking."""
    day = a_day().out().looked().shown("revolver", "performer")
    assert "show.first-ad" in day.refused("offer", **OFFER)
    day.permit("show", weapon="revolver", to=["first-ad"], declined=["first-ad"])
    assert "show.first-ad" in day.refused("offer", **OFFER)
    day.shown("revolver", "first-ad").permit("offer", **OFFER)


def test_nobody_shows_it_to_themselves() -> None:
    """An armorer who is the 1st AD too looks as armorer; another custodian shows it to them, and they are shown it."""
    day = a_day()
    day.report("assign-role", "producer", person="armorer", roles=["armorer", "first-ad"])
    day.out().looked()
    day.permit("show", weapon="revolver", to=["performer", "armorer"])
    assert "show.first-ad" in day.against("offer", **OFFER)
    day.permit("show", "prop-master", weapon="revolver", to=["armorer"])
    assert "show.first-ad" not in day.against("offer", **OFFER)


def test_not_offered() -> None:
    """Everybody on the line was offered a look; that they declined is their right."""
    day = a_day().planned("revolver", **{**BLANK_PLAN, "line": ["first-ad", "performer", "partner"]})
    day.out().looked().shown()
    assert "show.not-offered" in day.refused("offer", **OFFER)
    day.permit("show", weapon="revolver", to=["partner"], declined=["partner"])
    day.permit("offer", **OFFER)


def test_shown_ends_with_the_proof() -> None:
    """What was shown counts until the contents proof ends."""
    day = a_day().ready()
    day.permit("collect", weapon="revolver")
    day.looked()
    assert "show.first-ad" in day.against("offer", **OFFER)
