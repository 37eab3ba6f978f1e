"""Who people are, their papers, meetings and plans, and the day: what the record has of each act, whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from showsafe.domain.acts import Act, Notice
from showsafe.domain.effects import people
from showsafe.domain.effects.common import void_all
from showsafe.domain.state import Day, Meeting, Pending, ShotPlan, State, Stop
from showsafe.domain.things import Credential, Paper, Person
from tests.domain.values import ARMORER, BEFORE, BOX, LAST_DAY, NOW, OUT, PEOPLE, STORED, a_state, event

YESTERDAY = BEFORE - timedelta(days=1)
OLD_DAY = NOW - timedelta(days=2)
OPEN = Day(open=True, opened_at=BEFORE, opened_record=2, notices=("fire",))


def known(**changed: Person) -> State:
    """Return the state with these people changed."""
    return a_state(day=OPEN) if not changed else replace(a_state(day=OPEN), people={**PEOPLE, **changed})


GRIP = Person(id="grip")


@pytest.mark.parametrize(
    ("effect", "said", "armorer", "grip"),
    [
        (people.enrol, {"age": 50}, replace(ARMORER, age=50), replace(GRIP, age=50)),
        (
            people.assign_role,
            {"roles": ("crew",)},
            replace(ARMORER, roles=("crew",), named=NOW),
            replace(GRIP, roles=("crew",), named=NOW),
        ),
        (
            people.staff,
            {"duties": ("camera",)},
            replace(ARMORER, duties=("camera",), staffed=NOW),
            replace(GRIP, duties=("camera",), staffed=NOW),
        ),
        (
            people.instruct,
            {"type": "rubber"},
            replace(ARMORER, instructed=("blade", "rubber")),
            replace(GRIP, instructed=("rubber",)),
        ),
        (people.instruct, {"type": "blade"}, ARMORER, replace(GRIP, instructed=("blade",))),
    ],
)
def test_what_is_new_of_a_person(effect: Any, said: dict[str, Any], armorer: Person, grip: Person) -> None:  # noqa: ANN401
    """What an act says of a person is on record of that person alone; one never heard of is put on record by it."""
    assert effect(known(), event("enrol", person="armorer", **said)) == known(armorer=armorer)
    assert effect(known(), event("enrol", person="grip", **said)) == known(grip=grip)


FIREARMS = ARMORER.credentials[0]
COURSE = Credential(kind="course", class_="any", number="13", expires=LAST_DAY)


@pytest.mark.parametrize(
    ("said", "credentials", "papers"),
    [
        ({"sort": "course", "number": "13", "expires": LAST_DAY}, (FIREARMS, COURSE), ("course",)),
        (
            {"sort": "firearms", "number": "14", "class_": "B"},
            (Credential(kind="firearms", class_="B", number="14"),),
            ("course", "firearms"),
        ),
    ],
)
def test_a_paper_of_a_person(
    said: dict[str, Any], credentials: tuple[Credential, ...], papers: tuple[str, ...]
) -> None:
    """A paper about a person is their credential, in the place of an older one of its kind, and stands as a paper."""
    after = people.record_paper(known(), event("record-paper", about="armorer", **said))
    person = replace(ARMORER, credentials=credentials, papers=papers)
    paper = Paper(
        kind=said["sort"],
        number=said["number"],
        about="armorer",
        expires=said.get("expires"),
        record=9,
        at=NOW,
    )
    assert after == replace(known(armorer=person), papers={f"armorer/{said['sort']}": paper})


@pytest.mark.parametrize(("about", "key"), [("", "day"), ("day", "day"), ("revolver", "revolver")])
def test_a_paper_of_a_day_or_a_thing(about: str, key: str) -> None:
    """A paper about no person is of that thing, or of the day; all that it says is kept, and every other paper."""
    day = replace(known(), papers={"day/other": Paper(kind="other")})
    said = {
        "sort": "fire",
        "number": "7",
        "expires": LAST_DAY,
        "place": "stage",
        "approver": "ad",
        "medic": "medic",
    }
    paper = Paper(
        kind="fire",
        number="7",
        about=key,
        expires=LAST_DAY,
        record=9,
        at=NOW,
        place="stage",
        approver="ad",
        medic="medic",
    )
    after = people.record_paper(day, event("record-paper", about=about, **said))
    assert after == replace(day, papers={"day/other": Paper(kind="other"), f"{key}/fire": paper})


@pytest.mark.parametrize(("ago", "kept"), [(3601, "new"), (3600, "old"), (60, "old")])
@pytest.mark.parametrize("about", ["armorer", "day"])
def test_an_old_paper_replaces_no_newer_one(about: str, ago: int, kept: str) -> None:
    """A paper told of from before the one on record was seen changes neither it nor the person it is about."""
    said = {"sort": "live-exception", "about": about}
    newer = people.record_paper(known(), event("record-paper", ago=3600, number="new", **said))
    after = people.record_paper(newer, event("record-paper", ago=ago, number="old", **said))
    assert after.papers[f"{about}/live-exception"].number == kept
    assert (after == newer) is (kept == "new")


def test_no_one_person_assesses_the_risks() -> None:
    """A paper that one person records is no risk assessment of the day: that is approved by two."""
    paper = Paper(kind="risk-assessment", about="day", number="7", record=9, at=NOW)
    after = people.record_paper(known(), event("record-paper", sort="risk-assessment", number="7"))
    assert after == replace(known(), papers={"paper/risk-assessment": paper})
    assessed = people.assess(known(), event("assess"))
    approved = Paper(kind="risk-assessment", about="day", record=9, at=NOW)
    assert assessed == replace(known(), papers={"day/risk-assessment": approved})


# --- meetings and plans -------------------------------------------------------------------------------


def plan_of(scene: str = "saloon", **more: Any) -> ShotPlan:  # noqa: ANN401 - values of fields
    """Return a plan for the revolver that was approved at eight."""
    act = event("plan", scene=scene, weapon="revolver", user="performer", shots=6, ago=3600).act
    return ShotPlan(**{"act": act, "record": 4, "at": BEFORE, **more})


def met(scene: str = "saloon", **more: Any) -> Meeting:  # noqa: ANN401 - values of fields
    """Return a meeting of the 1st AD and the performer at eight."""
    return Meeting(**{"scene": scene, "attendees": ("ad", "performer"), "at": BEFORE, "record": 5, **more})


@pytest.mark.parametrize(
    ("before", "plan", "attendees"),
    [
        (None, None, ("grip", "ad")),
        (met(), None, ("ad", "performer", "grip")),
        (met(), plan_of(changed=5), ("ad", "performer", "grip")),
        (met(), plan_of(changed=6), ("grip", "ad")),
        (met(), plan_of("barn", changed=6), ("ad", "performer", "grip")),
        (met(at=OLD_DAY), None, ("grip", "ad")),
        (met("barn"), None, ("grip", "ad")),
    ],
)
@pytest.mark.parametrize("today", [OPEN, Day()])
def test_who_came_to_a_meeting(
    before: Meeting | None, plan: ShotPlan | None, attendees: tuple[str, ...], today: Day
) -> None:
    """Who comes later joins today's meeting of that scene; after a change of its plan everybody has to meet again."""
    meetings = {before.scene: before} if before else {}
    plans = {"a": plan_of("barn"), "b": plan} if plan else {}
    day = replace(known(), day=today, meetings=meetings, plans=plans)
    after = people.meet(day, event("meet", scene="saloon", attendees=("grip", "ad", "grip")))
    new = Meeting(scene="saloon", attendees=attendees, at=NOW, record=9)
    assert after == replace(day, meetings={**meetings, "saloon": new})


SAME = {"user": "performer", "shots": 6}


@pytest.mark.parametrize(
    ("before", "said", "changed"),
    [
        (None, SAME, 0),
        (plan_of(at=OLD_DAY, changed=3), {**SAME, "shots": 5}, 0),
        (plan_of(changed=3), {**SAME, "shots": 5}, 9),
        (plan_of(changed=3), {**SAME, "user": "partner"}, 9),
        (plan_of(changed=3), {**SAME, "distance_mm": 8000}, 9),
        (plan_of(changed=3), SAME, 3),
        (plan_of(), SAME, 0),
        *((plan_of(changed=3), {**SAME, key: "other"}, 3) for key in ("by", "witness", "reason", "says")),
    ],
)
@pytest.mark.parametrize("today", [OPEN, Day()])
def test_a_plan_and_its_changes(
    before: ShotPlan | None, said: dict[str, Any], changed: int, today: Day
) -> None:
    """A plan replaces that of the same scene and weapon; it is a change of today's where it says something else."""
    plans = {"saloon\nrevolver": before} if before else {}
    others = {"barn\nrevolver": plan_of("barn"), **plans}
    act = event("plan", scene="saloon", weapon="revolver", **said)
    after = people.plan(replace(known(), day=today, plans=others), act)
    new = ShotPlan(act=act.act, record=9, at=NOW, changed=changed)
    assert after == replace(known(), day=today, plans={**others, "saloon\nrevolver": new})


def test_the_same_plan_said_under_another_number_is_the_same() -> None:
    """Neither who approved a plan, nor when, nor why, nor the number of the act, makes it another plan."""
    first = event("plan", scene="saloon", weapon="revolver", by="ad", ago=60)
    first = replace(first, act=replace(first.act, act_id="act-4"))
    day = people.plan(known(), first)
    again = people.plan(day, event("plan", scene="saloon", weapon="revolver", witness="ad"))
    assert again.plans["saloon\nrevolver"].changed == 0


# --- the day ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notice", "notices"),
    [(None, ()), (Notice(kind="fire", number="7"), ("fire",)), (Notice(kind="fire", number=""), ())],
)
def test_a_day_is_opened_with_a_notice_that_has_a_number(
    notice: Notice | None, notices: tuple[str, ...]
) -> None:
    """A day that begins is open from then on; only a notice that an authority gave a number for is a notice."""
    after = people.open_day(a_state(), event("open-day", notice=notice))
    assert after == a_state(day=Day(open=True, opened_at=NOW, opened_record=9, notices=notices))


@pytest.mark.parametrize(
    ("opened", "offset", "kept"),
    [
        (None, 0, False),
        (BEFORE, 0, True),
        (YESTERDAY, 0, False),
        (NOW - timedelta(hours=9, minutes=30), 0, False),
        (NOW - timedelta(hours=9, minutes=30), 120, True),
    ],
)
def test_who_handled_what_is_known_for_a_date(opened: Any, offset: int, *, kept: bool) -> None:  # noqa: ANN401
    """Opened again on the same date of the set it goes on being known who handled what; on another it begins anew."""
    day = Day(open=False, opened_at=opened)
    before = a_state(day=day, offset_minutes=offset, handled={"weapon revolver": ("armorer",)})
    after = people.open_day(before, event("open-day"))
    assert after.handled == (before.handled if kept else {})


def test_meetings_and_plans_of_earlier_dates_are_over() -> None:
    """With a new day only the meetings and plans of its own date go on."""
    before = a_state(
        meetings={"saloon": met(), "barn": met("barn", at=OLD_DAY)},
        plans={"saloon": plan_of(), "barn": plan_of("barn", at=OLD_DAY)},
    )
    after = people.open_day(before, event("open-day"))
    assert (after.meetings, after.plans) == ({"saloon": met()}, {"saloon": plan_of()})


ASKED = Pending(
    act=Act(kind="load", act_id="act-3", by="armorer", at=BEFORE),
    outcome="hold",
    codes=("sight.other",),
    at=BEFORE,
    record=3,
)
STOP = Stop(kind="hold", record=3, at=BEFORE, pressed_by="grip")
AWAY = replace(STORED, contents=(), uncounted=(), isolated=False)
SAFE = replace(BOX, holder="", container="safe", holds=(), unaccounted=0, surplus=0)


@pytest.mark.parametrize(
    ("belief", "lot", "stops", "named", "exceptions"),
    [
        (AWAY, SAFE, (), (), ()),
        (AWAY, SAFE, (), ("rifle", "rifle"), ("rifle",)),
        (STORED, SAFE, (), (), ("revolver",)),
        (AWAY, replace(SAFE, unaccounted=1), (), (), ("blanks",)),
        (AWAY, replace(SAFE, surplus=1), (), (), ("blanks",)),
        (OUT, BOX, (STOP, STOP), ("rifle", "blanks"), ("rifle", "blanks", "revolver", "hold")),
        (OUT, BOX, (STOP,), (), ("revolver", "blanks", "hold")),
    ],
)
def test_a_day_that_is_closed(belief: Any, lot: Any, stops: Any, named: Any, exceptions: Any) -> None:  # noqa: ANN401
    """A closed day has no meetings, plans, open asks or duties; what was open is an exception, named or not.

    What is out is as unknown from then on as if nobody had watched it, and what is locked away is as it was.
    """
    more: dict[str, Any] = {"meetings": {"saloon": met()}, "plans": {"saloon": plan_of()}, "stops": stops}
    before = a_state(belief, lot, day=OPEN, pending={"act-3": ASKED}, **more)
    after = people.close_day(before, event("close-day", exceptions=named))
    day = Day(open=False, opened_at=BEFORE, closed_at=NOW, exceptions=exceptions)
    off = {name: replace(person, duties=()) for name, person in PEOPLE.items()}
    out = event("close-day")
    if belief is OUT:
        gun = replace(void_all(before.believed("revolver"), out, "the day was over"), gated=False)
        before = before.with_belief("revolver", gun)
        tainted = BOX.tainted or "out when the day was over, record 9"
        before = before.with_lot(replace(BOX, proven=0, tainted=tainted, offered_to=""))
    assert after == replace(before, day=day, meetings={}, plans={}, pending={}, people=off)
