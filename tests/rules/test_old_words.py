"""Ways round the rules that somebody tried: an old word that is told late changes nothing that came after it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.events import ASK, REPORT
from tests.rules.telling import (
    CLOSING,
    GUN,
    PROVED,
    REVIEWED,
    TWO,
    WHOLE_SET,
    again,
    dummies,
    fired,
    handed_empty,
    load,
    told,
)
from tests.simulator import BLANK_PLAN, TEAM, a_day


def test_a_clear_of_the_take_before_opens_no_hang_fire() -> None:
    """A misfire; ten seconds later a phone tells its clear of five minutes ago: the primer may still burn."""
    day = a_day().in_use()
    day.permit("discharge", "performer", **GUN, count=1)
    day.later(60).permit("misfire", "performer", **GUN)
    day.later(10)
    told(day, 300, "clear", **GUN, **TWO)
    fault = day.belief().fault
    assert fault is not None
    assert not fault.cleared
    assert day.refused("clear", **GUN, **TWO, found=[]) == {"trouble.misfire-wait"}
    assert day.refused("release", **GUN, **REVIEWED) == {"trouble.not-cleared"}
    assert day.spoken().word == "hot"


def test_a_review_of_a_doubt_lifts_no_stop_that_came_after_it() -> None:
    """A rattle was looked at and released on a phone out of reach; then somebody was hurt, and the word arrived."""
    day = a_day()
    day.permit("hold", "grip", about="doubt")
    day.later(60)
    review = day.act("release", **WHOLE_SET)
    day.later(240).report("stop", "medic", about="somebody is hurt")
    day.later(5).through(REPORT, review)
    assert [each.kind for each in day.state.stops] == ["stop"]


def test_a_review_of_a_fall_lifts_no_shot_that_came_after_it() -> None:
    """It fell, and was reviewed; it fell again and went off, and only then the word of the review arrived."""
    day = a_day().out().looked()
    day.permit("drop", **GUN)
    day.later(30)
    review = day.act("release", **GUN, **REVIEWED)
    day.later(100).report("drop", "performer", **GUN)
    day.report("unplanned-discharge", "performer", **GUN)
    day.later(5).through(REPORT, review)
    fault = day.belief().fault
    assert fault is not None
    assert [each.kind for each in fault.all] == ["unplanned-discharge", "drop"]
    assert day.belief().holds


@pytest.mark.parametrize(("door", "seconds"), [(REPORT, 3600), (REPORT, 120), (ASK, 120)])
def test_a_box_that_a_grip_had_is_not_proven_by_a_test_of_before(door: str, seconds: int) -> None:
    """Twenty were tested; a grip took the box away alone, and brought it back with a live round in it."""
    day = dummies().later(600)
    tested = day.act("prove", "prop-master", **PROVED, **TWO)
    day.later(60).permit("collect", "grip", lot="dummies")
    day.later(300).permit("collect", lot="dummies")
    day.later(seconds).through(door, tested)
    assert [bool(day.lot("dummies").tainted), day.lot("dummies").proven] == [True, 0]
    assert day.out().looked().refused("load", **load("dummies")) == {"rounds.tainted"}


def test_a_meeting_of_before_a_change_of_the_plan_is_no_meeting_on_it() -> None:
    """The distance was halved and somebody stands in the line; the meeting of an hour ago knew of neither."""
    day = a_day().later(600)
    nearer = {**BLANK_PLAN, "line": ["first-ad", "performer", "partner"], "distance_m": "6.2"}
    day.permit("plan", scene="saloon", **GUN, witness="first-ad", **nearer)
    day.out().looked().later(5).drawn("blanks")
    assert day.refused("load", **load("blanks")) == {"meeting.changed"}
    told(day, 3500, "meet", "first-ad", scene="saloon", attendees=list(TEAM), witness="armorer")
    assert day.refused("load", **load("blanks")) == {"meeting.changed"}


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("lock", {"in_": "weapon safe", **TWO}),
        ("quarantine", {}),
        ("consign", {"to": "rental"}),
        ("leave", {"place": "x"}),
    ],
)
def test_no_day_closes_over_a_weapon_that_an_old_word_put_away(kind: str, keys: dict[str, Any]) -> None:
    """It is in the performer's hands; a phone tells that it was put away an hour ago, before all of that."""
    day = handed_empty()
    told(day, 3600, kind, **GUN, **keys)
    belief = day.belief()
    assert (belief.holder, belief.container, belief.place, belief.gone) == ("performer", "", "", "")
    assert day.spoken().word == "hot"
    assert day.refused(*CLOSING, witness="producer") == {"store.day-open-things"}


def test_no_day_closes_over_a_weapon_that_a_custodian_has_by_an_old_lock() -> None:
    """It was in the safe an hour ago, and it is not now."""
    day = a_day().later(7200).out().looked().later(30)
    told(day, 3600, "lock", **GUN, in_="weapon safe", **TWO)
    assert (day.belief().holder, day.belief().locked_empty) == ("armorer", False)
    assert day.refused(*CLOSING, witness="producer") == {"store.day-open-things"}


def test_an_accept_of_an_earlier_offer_answers_no_later_one() -> None:
    """It was unloaded and loaded anew since: who watched it then has not watched these rounds."""
    day = a_day().out().looked().loaded().shown().said()
    day.permit("offer", **GUN, to=["performer"])
    accepted = day.act("accept", "performer", **GUN, witness="safety")
    day.later(60).permit("collect", **GUN)
    day.permit("unload", **GUN, found=["blanks:3"], **TWO)
    day.looked().loaded().shown().said().permit("offer", **GUN, to=["performer"])
    day.later(30).through(REPORT, accepted)
    assert (day.belief().holder, day.belief().watched, day.spoken().name) == ("armorer", None, "UNKNOWN")
    assert "sight.not-said" in day.refused("take", "first-ad", **GUN, user="performer")


def test_a_role_that_was_taken_away_does_not_come_back_by_an_old_word() -> None:
    """A phone tells of the role that somebody was given an hour before it was taken away."""
    day = a_day()
    given = day.act("assign-role", "producer", person="armorer", roles=["armorer"])
    day.later(3600).permit("assign-role", "producer", person="armorer", roles=["crew"])
    day.through(REPORT, given)
    assert day.state.people["armorer"].roles == ("crew",)


def test_what_was_shown_before_it_was_loaded_was_something_else() -> None:
    """A showing of two hours ago is told after a grip had it, after two looked, and after it was loaded."""
    day = a_day().out().looked()
    showing = day.act("show", **GUN, to=["first-ad", "performer"])
    day.later(7200).permit("collect", "grip", **GUN)
    day.permit("collect", **GUN)
    day.looked().loaded().said().through(REPORT, showing)
    assert day.belief().shown_to == ()
    assert day.refused("offer", **GUN, to=["performer"]) == {"show.first-ad", "show.not-offered"}


def test_a_count_of_the_first_use_counts_no_shot_of_the_second() -> None:
    """Told after the second use, it would close three shots that nobody has counted, and the day after them."""
    day = fired(a_day().in_use(), 2, found=["blanks:1"])
    count = day.act("reconcile", "prop-master", **GUN, **TWO)
    again(day.later(600))
    assert day.fork().refused(*CLOSING, witness="producer") == {"return.open"}
    day.through(REPORT, count)
    assert day.refused(*CLOSING, witness="producer") == {"return.open"}
    day.permit("reconcile", **GUN, **TWO)
    day.permit(*CLOSING, witness="producer")


def test_an_old_plan_and_its_meeting_do_not_win_over_the_plan_of_now() -> None:
    """Blanks were planned this morning; it is dummies now, with somebody in the line, and one phone was away."""
    day = a_day()
    line = {"distance_m": "6.2", "line": ["first-ad", "performer"]}
    plan = day.act("plan", "first-ad", scene="saloon", **GUN, witness="armorer", **{**BLANK_PLAN, **line})
    meeting = day.act("meet", "first-ad", scene="saloon", attendees=list(TEAM), witness="armorer")
    day.later(3600).planned("revolver", ammunition="dummy", line=["performer", "partner"], distance_m="7.0")
    day.out().looked().drawn("blanks")
    for old in (plan, replace(meeting, act_id="the old meeting")):
        day.through(REPORT, replace(old, act_id=f"old {old.kind}"))
        assert day.against("load", **load("blanks")) == {"plan.ammunition"}


def test_a_load_of_before_a_look_is_not_believed_after_it() -> None:
    """It was opened and found empty after that load; what is in it now is not known, and no word of cold is."""
    day = dummies().out().looked()
    loaded = day.act("load", **load("dummies"))
    day.later(120).permit("unload", **GUN, found=[], **TWO)
    day.looked().later(10).through(REPORT, loaded)
    assert (day.spoken().name, day.spoken().word) == ("UNKNOWN", "hot")


def test_an_unlock_of_before_takes_nothing_out_of_a_performers_hands() -> None:
    """The hot weapon is with the performer, and a phone tells that the armorer took it out of the safe before."""
    day = a_day()
    unlocked = day.act("unlock", **GUN, **TWO)
    day.later(10).ready(lot="blanks").handed().through(REPORT, unlocked)
    assert (day.belief().holder, day.spoken().word) == ("performer", "hot")


def test_an_open_pass_of_before_moves_nobody() -> None:
    """It was passed, and passed back, and a grip had it; two looked since, and the armorer has it."""
    day = a_day().out().looked()
    passed = day.act("pass-open", **GUN, to=["prop-master"])
    day.later(100).permit("collect", "grip", **GUN)
    day.permit("collect", **GUN)
    day.looked().through(REPORT, passed)
    assert day.belief().holder == "armorer"
