"""What is missing for tomorrow is asked of the rules: what they refuse is said, and what is said they refuse."""

from __future__ import annotations

from datetime import timedelta

import pytest

from showsafe.books.readiness.values import BEFORE, LOOK, ON_THE_DAY, Readiness
from showsafe.bootstrap import rules_of
from showsafe.errors import WrongInput
from tests.books import ready
from tests.books.readiness.looks import USES, codes, confirmed, look, office, planned, tomorrow
from tests.simulator import BLANK_PLAN, FilmSet, a_day


@pytest.fixture(scope="module")
def morning() -> FilmSet:
    """Return an ordinary day, whose revolver, blanks and performer are ready."""
    return a_day()


def next_day(day: FilmSet) -> FilmSet:
    """Close the day of a set and open the next one."""
    day.permit("close-day", "first-ad", witness="producer")
    day.later(24 * 3600)
    for who in ("armorer", "prop-master"):
        day.permit("staff", "producer", person=who, duties=["weapons"])
    day.permit("open-day", "first-ad", witness="producer")
    return day


def test_nothing_missing_before_the_day_and_then_nothing_refused(morning: FilmSet) -> None:
    """Where readiness has nothing missing, plan and meeting of the day are all that stands before the hand-over."""
    found = look(morning, confirmed(office(morning), morning))
    assert (found.missing, found.to_look_at) == ((), ())
    assert codes(found.to_do) == {"plan.none", "meeting.none"}
    assert (found.assumed, found.scheduled, [each.key for each in found.scenes]) == (True, True, ["12"])
    day = next_day(morning.fork())
    day.planned("revolver", "12", **BLANK_PLAN)
    day.ready("revolver", "blanks").handed("revolver")


def test_what_is_missing_is_what_the_rules_refuse_the_next_day(morning: FilmSet) -> None:
    """Instruction, rounds and papers that readiness misses are refused by the same codes when the day has come."""
    day = morning.fork()
    day.permit(
        "record-paper", "producer", kind="compliance-contact", about="day", expires=str(day.now.date())
    )
    day.permit("enrol", "producer", person="grip", roles=["performer"], age=28)
    said = {**USES, "uses": [{"weapon": "revolver", "user": "grip"}]}
    found = look(day, confirmed(office(day), day, said=said))
    assert codes(found.missing) == {"receiver.not-instructed", "papers.no-contact"}
    (taught,) = [each for each in found.missing if each.code == "receiver.not-instructed"]
    assert (taught.who, taught.thing, taught.scenes, taught.act) == ("grip", "revolver", ("12",), "instruct")
    assert "armorer" in taught.by
    after = next_day_without_contact(day)
    after.permit("plan", scene="12", weapon="revolver", witness="first-ad", **{**BLANK_PLAN, "user": "grip"})
    assert codes(found.missing) <= after.against(
        "hand-over", weapon="revolver", to=["grip"], witness="safety"
    )


def next_day_without_contact(day: FilmSet) -> FilmSet:
    """Let the next day come though it cannot be opened: its contact has lapsed."""
    day = day.fork()
    day.permit("close-day", "first-ad", witness="producer")
    day.later(24 * 3600)
    assert "papers.no-contact" in day.refused("open-day", "first-ad", witness="producer")
    return day


def test_paper_of_a_custodian_ends_by_the_calendar(morning: FilmSet) -> None:
    """A paper that is in date today and not tomorrow is said, and weighs as much as nobody else could do it."""
    day = morning.fork()
    papers = [{"kind": "firearms", "expires": str(day.now.date())}, {"kind": "course"}]
    day.permit("enrol", "producer", person="armorer", roles=["armorer"], credentials=papers, age=40)
    found = look(day, confirmed(office(day), day))
    (ends,) = [each for each in found.items if each.code == "custodian.expired"]
    assert (ends.who, ends.weight, ends.act) == ("armorer", LOOK, "enrol")
    assert found.staff.fit == ("prop-master",)
    assert [(each.of, each.kind) for each in found.expiring] == [("armorer", "firearms")]
    day.permit(
        "enrol", "producer", person="prop-master", roles=["property-master"], credentials=papers, age=50
    )
    alone = look(day, confirmed(office(day), day))
    assert {each.who for each in alone.missing if each.code == "custodian.expired"} == {
        "armorer",
        "prop-master",
    }
    assert look(day, confirmed(office(day), day), day.now.date()).staff.fit == ("armorer", "prop-master")


def test_staff_for_the_guns_follows_the_limits(morning: FilmSet) -> None:
    """More hot weapons than the custodians may have out is said with the numbers; as files it can still be done."""
    three = {
        **USES,
        "uses": [{"weapon": each, "user": "performer"} for each in ("revolver", "rifle", "pistol")],
    }
    found = look(morning, confirmed(office(morning), morning, said={**three, "load": ""}))
    (few,) = [each for each in found.items if each.code == "readiness.staff-files"]
    assert (found.staff.needed, found.staff.as_files, found.staff.hot, few.weight) == (3, 1, 3, LOOK)
    cold = look(
        morning, confirmed(office(morning), morning, said={**three, "ammunition": "none", "load": ""})
    )
    assert (cold.staff.needed, cold.staff.hot) == (2, 0)
    assert "readiness.staff-files" not in codes(cold.items)


def test_rounds_that_fit_and_are_proven(morning: FilmSet) -> None:
    """No box that fits, and a box that nobody proved, are each said; one that fits and is proven is not."""
    day = morning.fork()
    full = look(day, confirmed(office(day), day, said={**USES, "load": "quarter"}))
    assert codes(full.missing) == {"readiness.no-lot"}
    day.permit(
        "receive",
        lot="new-blanks",
        countersigned_by="prop-master",
        state="sealed",
        kind="blank",
        load="quarter",
        calibre=".45 Colt",
        count=10,
    )
    unproven = look(day, confirmed(office(day), day, said={**USES, "load": "quarter"}))
    assert codes(unproven.missing) == {"rounds.not-proven"}
    assert [(each.thing, each.act) for each in unproven.missing] == [("new-blanks", "prove")]


def test_hold_of_the_set_and_fault_of_a_weapon_stand_until_they_are_lifted(morning: FilmSet) -> None:
    """What holds the set or a weapon tonight is missing tomorrow, whoever pressed it is not shown."""
    day = morning.fork()
    day.out().report("drop", weapon="revolver")
    day.ask("hold", "grip", says="smoke")
    found = look(day, confirmed(office(day), day))
    assert {"trouble.hold", "trouble.fault"} <= codes(found.missing)
    assert not any("grip" in each.says or "grip" in each.by for each in found.items)


def test_scene_of_which_nobody_said_anything(morning: FilmSet) -> None:
    """A likely scene of the day asks for a word; one that only uses a figure of speech does not; nothing is decided."""
    found = look(morning, office(morning))
    assert [(each.code, each.scenes) for each in found.to_look_at] == [("readiness.undecided", ("12",))]
    assert found.scenes == ()
    into = office(morning)
    planned(into, morning, "77")
    assert codes(look(morning, into).to_look_at) == {"readiness.not-in-script"}


def test_confirmed_scene_without_its_weapons(morning: FilmSet) -> None:
    """What nobody said yet of a confirmed scene is asked for, one thing at a time."""
    into = confirmed(office(morning), morning, said={})
    assert codes(look(morning, into).to_look_at) == {"readiness.not-said"}
    part = {"uses": [{"weapon": "revolver"}, {"user": "partner"}]}
    found = look(morning, confirmed(into, morning, said=part))
    assert codes(found.to_look_at) == {"readiness.no-user", "readiness.no-weapon", "readiness.no-rounds"}
    assert not any(each.gate == "receiver" for each in found.items)


def test_day_that_no_schedule_names_says_so(morning: FilmSet) -> None:
    """Where nothing is known of a day, that is said, and it does not look ready."""
    found = look(morning, ready.book())
    assert (found.scheduled, codes(found.to_look_at)) == (False, {"readiness.not-scheduled"})


def test_today_is_looked_at_as_it_is(morning: FilmSet) -> None:
    """Of the day that is going on its own plans and meetings count, and scenes of its plans without any schedule."""
    today = look(morning, ready.book(), tomorrow(morning) - timedelta(days=1))
    assert (today.assumed, [each.key for each in today.scenes], today.to_do) == (False, ["saloon"], ())
    day = morning.fork()
    day.permit("plan", scene="yard", weapon="rifle", witness="first-ad", **{**BLANK_PLAN, "user": "partner"})
    unmet = look(day, ready.book(), tomorrow(day) - timedelta(days=1))
    assert [(each.code, each.when) for each in unmet.to_do] == [("meeting.none", ON_THE_DAY)]


@pytest.mark.parametrize(("ahead", "code"), [(-1, "readiness.past"), (500, "readiness.too-far")])
def test_days_that_cannot_be_looked_at(morning: FilmSet, ahead: int, code: str) -> None:
    """A day that is over, and one that is more than a year ahead, are refused in words."""
    with pytest.raises(WrongInput) as refused:
        look(morning, office(morning), morning.now.date() + timedelta(days=ahead))
    assert refused.value.code == code


def test_place_with_notices_and_permissions() -> None:
    """Where a place asks for a notice of each day and for permissions, only the notice is left to the day."""
    day = a_day_in("nz")
    found = look(day, confirmed(office(day), day))
    assert "readiness.notice" in codes(found.to_do)
    assert all(each.when == BEFORE for each in found.missing)


def a_day_in(profile: str) -> FilmSet:
    """Return a set in another place, on which only people and a weapon are there."""
    day = a_day()
    return FilmSet(rules_of(profile), state=day.state, now=day.now, number=day.number)


def test_looking_changes_nothing(morning: FilmSet) -> None:
    """A look at a day records nothing, and the same look twice says the same."""
    into = confirmed(office(morning), morning)
    before = (morning.state, len(into.entries()))

    def again() -> Readiness:
        return look(morning, into)

    assert again() == again()
    assert (morning.state, len(into.entries())) == before
