"""Old words about people and the day: they take away, and give nothing back."""

from __future__ import annotations

from tests.rules.telling import told
from tests.simulator import TEAM, a_day


def test_a_role_that_was_taken_away_stays_away() -> None:
    """A word of before it was taken away, told a few minutes later, does not give it back."""
    day = a_day().later(60)
    day.permit("assign-role", "producer", person="prop-master", roles=["crew"])
    day.later(60)
    told(day, 180, "assign-role", "producer", person="prop-master", roles=["property-master"])
    assert not day.state.people["prop-master"].custodian
    told(day, 30, "assign-role", "producer", person="prop-master", roles=["property-master"])
    assert day.state.people["prop-master"].custodian


def test_prohibited_stays_prohibited() -> None:
    """What was said before somebody was found to be prohibited does not lift it; what is said after it does."""
    day = a_day().later(60)
    day.permit("enrol", "producer", person="performer", prohibited=True)
    day.later(60)
    told(day, 180, "enrol", "producer", person="performer", prohibited=False)
    assert day.state.people["performer"].prohibited
    day.permit("enrol", "producer", person="performer", prohibited=False)
    assert not day.state.people["performer"].prohibited


def test_a_second_duty_stays() -> None:
    """The staffing of two hours ago does not take away a duty that was given since."""
    day = a_day().later(7300)
    day.permit("staff", "producer", person="armorer", duties=["weapons", "driver"])
    day.later(60)
    told(day, 7200, "staff", "producer", person="armorer", duties=["weapons"])
    assert list(day.state.people["armorer"].duties) == ["weapons", "driver"]
    day.permit("staff", "producer", person="armorer", duties=["weapons"])
    assert list(day.state.people["armorer"].duties) == ["weapons"]


def test_the_close_of_yesterday_closes_no_day_of_today() -> None:
    """Told after the day was opened, it ends neither its plans nor its meetings."""
    day = a_day().later(3600)
    before = day.state
    told(day, 20 * 3600, "close-day", "first-ad", witness="producer")
    assert (day.state.day.open, day.state.plans, day.state.meetings) == (True, before.plans, before.meetings)
    told(day, 60, "close-day", "first-ad", witness="producer")
    assert not day.state.day.open


def test_the_plan_and_the_meeting_of_yesterday_are_of_yesterday() -> None:
    """Told today they let nobody stand before a weapon today."""
    day = a_day()
    plan = next(iter(day.state.plans.values())).act
    day.permit("close-day", "first-ad", witness="producer")
    day.later(24 * 3600)
    day.permit("open-day", "first-ad", witness="producer")
    said = {"scene": plan.scene, "weapon": plan.weapon, "user": plan.user, "line": list(plan.line or ())}
    told(day, 26 * 3600, "plan", **said, witness="first-ad")
    told(day, 25 * 3600, "meet", "first-ad", scene=plan.scene, attendees=list(TEAM), witness="armorer")
    assert (day.state.plans, day.state.meetings) == ({}, {})


def test_one_more_weapon_of_a_scene_is_met_upon() -> None:
    """A weapon that is planned for a scene after its meeting was in nobody's ears there."""
    day = a_day()
    said = {"scene": "saloon", "user": "performer", "distance_m": "8", "muzzle_line_clear": True}
    day.permit("plan", weapon="shotgun", **said, witness="first-ad")
    assert "meeting.changed" in day.out("shotgun").against("offer", weapon="shotgun", to=["performer"])
