"""Ways round the rules that somebody tried: nobody's yes is to what they have not seen; it is asked anew."""

from __future__ import annotations

from typing import Any

import pytest

from tests.resets import cycle, going, reset
from tests.rules.telling import (
    CLOSING,
    GUN,
    PROVED,
    SIGNED,
    TWO,
    a_stand_in,
    again,
    answered,
    asked_late,
    dummies,
    fired,
    load,
)
from tests.simulator import BLANK_PLAN, a_day

STALE = {"duty.changed-since"}


def test_a_box_that_a_grip_had_is_not_proven_by_a_yes_to_a_test_of_before() -> None:
    """Twenty were tested, and the second person was asked; a grip had the box alone before they said yes."""
    day = dummies()
    tested = day.ask("prove", **PROVED)
    day.later(60).permit("collect", "grip", lot="dummies")
    day.later(3600).permit("collect", lot="dummies")
    assert answered(day, tested, "confirm", "assistant") == STALE
    assert [bool(day.lot("dummies").tainted), day.lot("dummies").proven] == [True, 0]
    day.permit("prove", **PROVED, **TWO)
    assert day.lot("dummies").proven == 20


def test_a_yes_to_a_review_of_a_doubt_lifts_no_stop() -> None:
    """A doubt was reviewed and the review waited; then somebody was hurt, and a live round lay on the cart."""
    day = a_day()
    day.permit("hold", "grip")
    review = day.ask("release", set=True, cause="rattle in the box, looked at")
    day.later(300).permit("stop", "medic", about="somebody is hurt")
    day.permit("find-live", "prop-master", in_="cart")
    assert answered(day, review, "confirm", "first-ad") == STALE
    assert [each.kind for each in day.state.stops] == ["hold", "stop", "live"]
    assert [each.where for each in day.state.live] == ["cart"]


def test_a_yes_to_a_review_of_a_deviation_lifts_no_fall() -> None:
    """It was held for a hand-over against the rules; it fell while the review waited for its second person."""
    day = a_day().out().looked()
    day.report("hand-over", **GUN, to=["grip"])
    day.permit("collect", **GUN)
    review = day.ask("release", **GUN, cause="x")
    day.later(60).permit("drop", "assistant", **GUN)
    assert answered(day, review, "confirm", "medic") == STALE
    assert day.belief().fault is not None
    assert day.belief().holds


def test_a_yes_to_a_count_of_the_first_use_counts_no_shot_of_the_second() -> None:
    """The second person was asked before three more were fired, and says yes after that."""
    day = fired(a_day().in_use(), 2, found=["blanks:1"])
    count = day.ask("reconcile", **GUN)
    again(day.later(600))
    assert answered(day, count, "confirm", "assistant") == STALE
    assert day.refused(*CLOSING, witness="producer") == {"return.open"}


@pytest.mark.parametrize(
    ("kind", "by", "keys"),
    [
        ("meet", "first-ad", {"attendees": ["first-ad"]}),
        ("plan", "armorer", {**GUN, **BLANK_PLAN, "line": ["performer", "partner"]}),
    ],
)
def test_a_yes_to_what_was_planned_before_is_none_to_the_plan_of_now(
    kind: str, by: str, keys: dict[str, Any]
) -> None:
    """The distance was halved between a meeting, or another plan, and the yes to it."""
    day = a_day()
    waiting = day.ask(kind, by, scene="saloon", **keys)
    nearer = {**BLANK_PLAN, "line": ["first-ad", "performer"], "distance_m": "6.2"}
    unchanged = day.fork().later(60)
    unchanged.permit("confirm", "safety", of=waiting.event.act.act_id)
    day.later(60).permit("plan", scene="saloon", **GUN, witness="first-ad", **nearer)
    assert answered(day, waiting, "confirm", "safety") == STALE


def test_a_yes_to_a_reset_clears_no_bore_over_mud() -> None:
    """The reset waited for its second person; the muzzle went into the mud meanwhile, and that was told."""
    day = going()
    waiting = day.ask("cycle", **{key: value for key, value in cycle(reset()).items() if key != "witness"})
    soon = day.fork().later(20)
    soon.permit("confirm", "assistant", of=waiting.event.act.act_id)
    day.later(60).permit("foul", "performer", **GUN, cause="mud")
    assert answered(day, waiting, "confirm", "assistant") == STALE
    assert day.spoken().word == "hot"
    assert "bore.void" in day.refused("take", "first-ad", **GUN, user="performer", scene="saloon")


def test_a_yes_to_a_load_of_before_mud_loads_nothing() -> None:
    """By the gate of the bore, which is asked again, before it is asked whether anything changed."""
    day = a_day().out().looked().drawn("blanks")
    waiting = day.ask("load", **{key: value for key, value in load("blanks").items() if key != "witness"})
    day.permit("foul", "performer", **GUN, cause="mud")
    assert answered(day, waiting, "confirm", "assistant") == {"bore.void"}
    day.looked()
    assert answered(day, waiting, "confirm", "assistant") == STALE


def test_an_override_of_what_changed_since_is_asked_anew() -> None:
    """Producer and safety advisor sign for what they were told of; it was unloaded and loaded anew since."""
    day = a_stand_in()
    offer = {**GUN, "to": ["stand"], "scene": "saloon"}
    refused = day.ask("offer", **offer)
    unchanged = day.fork().later(60)
    unchanged.permit("override", "producer", of=refused.event.act.act_id, **SIGNED)
    day.later(60).permit("unload", **GUN, found=["dummies:3"], **TWO)
    day.looked().loaded(lot="dummies").shown("revolver", "first-ad", "stand").said()
    assert answered(day, refused, "override", "producer", **SIGNED) == STALE
    anew = day.ask("offer", **offer)
    day.permit("override", "producer", of=anew.event.act.act_id, **SIGNED)


@pytest.mark.parametrize(
    ("kind", "by", "keys"),
    [
        ("hold", "grip", {"about": "the light"}),
        ("unlock", "armorer", {"weapon": "rifle", **TWO}),
        ("raise-concern", "grip", {"about": "the light"}),
    ],
)
def test_a_yes_is_to_what_nothing_changed_of(kind: str, by: str, keys: dict[str, Any]) -> None:
    """Whatever else goes on on set meanwhile, a box that nobody touched is proven by a yes to its test."""
    day = dummies()
    tested = day.ask("prove", **PROVED)
    day.later(60).permit(kind, by, **keys)
    day.permit("confirm", "assistant", of=tested.event.act.act_id)
    assert day.lot("dummies").proven == 20


LINE: dict[str, Any] = {**BLANK_PLAN, **TWO, "line": ["performer", "partner"]}
OF_THE_SCENE: dict[str, dict[str, Any]] = {
    "meet": {"scene": "saloon", "attendees": ["armorer", "first-ad"], "witness": "first-ad"},
    "plan": {"scene": "saloon", **GUN, **LINE},
}


@pytest.mark.parametrize("kind", OF_THE_SCENE)
@pytest.mark.parametrize(("seconds", "against"), [(29, set[str]()), (30, set[str]()), (31, STALE)])
def test_an_ask_that_was_long_on_its_way_is_of_before_the_plan_changed(
    kind: str, seconds: int, against: set[str]
) -> None:
    """The plan changed ten seconds ago: what says that it is of half a minute ago or less is of now."""
    day = a_day().later(600)
    day.permit("plan", scene="saloon", **GUN, **LINE)
    day.later(10)
    assert asked_late(day, kind, seconds, **OF_THE_SCENE[kind])[1] == against


def test_an_ask_to_count_of_before_the_shots_counts_none_of_them() -> None:
    """Of a weapon, and of nothing else that was asked as long ago."""
    day = a_day().in_use().later(100)
    day.permit("discharge", "performer", **GUN, count=1)
    day.later(10)
    assert asked_late(day, "reconcile", 60, **GUN, **TWO)[1] >= STALE
    assert not asked_late(day, "reconcile", 20, **GUN, **TWO)[1] & STALE
    assert not asked_late(day, "check", 60, **GUN, **TWO)[1] & STALE
