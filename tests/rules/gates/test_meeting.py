"""Gate *meeting*: is there a safety meeting today, here, for this scene, with these people, nothing changed since?"""

from __future__ import annotations

from tests.simulator import BLANK_PLAN, FilmSet, a_day

OFFER = {"weapon": "revolver", "to": ["performer"]}
SABRE = {"weapon": "sabre", "to": ["performer"]}
LINE = ["first-ad", "performer", "grip"]


def of_the_meeting(day: FilmSet) -> set[str]:
    """Return what this gate says against an offer of the sabre."""
    return {code for code in day.refused("offer", **SABRE) if code.startswith("meeting.")}


def test_none() -> None:
    """Without a meeting of today for its scene nothing is loaded or offered."""
    day = a_day().ready()
    assert "meeting.none" not in day.against("offer", **OFFER)
    day.permit("plan", scene="street", weapon="revolver", witness="first-ad", **BLANK_PLAN)
    assert "meeting.none" in day.refused("offer", **OFFER, scene="street")


def test_yesterdays_meeting_is_none() -> None:
    """A meeting ends with its shooting day."""
    day = a_day().later(24 * 3600)
    day.permit("close-day", "first-ad", witness="producer")
    day.permit("open-day", "first-ad", witness="producer")
    day.permit("plan", scene="saloon", weapon="revolver", witness="first-ad", **BLANK_PLAN)
    assert "meeting.none" in day.against("offer", **OFFER)


def test_absent() -> None:
    """The receiver, the custodian and everybody on the line were there, or a short one was held for them."""
    day = a_day().planned("sabre", line=LINE)
    day.out("sabre").looked("sabre").shown("sabre", *LINE)
    assert of_the_meeting(day) == {"meeting.absent"}
    day.permit("meet", "first-ad", scene="saloon", attendees=["first-ad", "grip"], witness="armorer")
    day.permit("offer", **SABRE)


def test_one_more_weapon() -> None:
    """A plan for one more weapon of a scene that people have met on is a change: everybody involved meets again."""
    day = a_day()
    day.permit("plan", scene="saloon", weapon="sabre", witness="first-ad", user="performer", line=LINE)
    day.out("sabre").looked("sabre").shown("sabre", *LINE)
    assert of_the_meeting(day) == {"meeting.absent", "meeting.changed"}
    day.permit("meet", "first-ad", scene="saloon", attendees=["first-ad", "grip"], witness="armorer")
    assert of_the_meeting(day) == {"meeting.absent"}
    assert day.state.meetings["saloon"].attendees == ("first-ad", "grip")
    day.permit("meet", "first-ad", scene="saloon", attendees=["armorer", "performer"], witness="armorer")
    day.permit("offer", **SABRE)


def test_changed() -> None:
    """A plan that changed after its meeting needs a new one; approving the same plan again changes nothing."""
    day = a_day().ready()
    plan = {"scene": "saloon", "weapon": "revolver", "line": ["first-ad", "performer"], **BLANK_PLAN}
    day.permit("plan", witness="first-ad", **plan)
    assert "meeting.changed" not in day.against("offer", **OFFER)
    day.permit("plan", witness="first-ad", **{**plan, "distance_m": "9.0"})
    assert "meeting.changed" in day.refused("offer", **OFFER)
    day.permit("meet", "first-ad", scene="saloon", attendees=["armorer", "first-ad", "performer"])
    day.permit("offer", **OFFER)
