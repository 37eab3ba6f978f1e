"""Ways round the rules that a reader tried: what came since a word or an ask was said, and what nobody had seen."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.events import ASK, PERMIT
from tests.rules.telling import CLOSING, GUN, SIGNED, TWO, answered, asked_late, told
from tests.simulator import BLANK_PLAN, PLAN, TEAM, FilmSet, a_day

STALE = {"duty.changed-since"}


def test_an_override_lifts_no_refusal_that_came_after_it_was_asked() -> None:
    """Refused for the time since the load alone; then the plan is dummies, with somebody in the line."""
    day = a_day().planned("revolver", ammunition="blank", shots=3).ready("revolver", "blanks", 3).handed()
    day.later(490)
    take = day.ask("take", "first-ad", **GUN, user="performer", scene="saloon")
    assert not day.against("override", "producer", of=take.event.act.act_id, **SIGNED)
    changed = {**PLAN, "ammunition": "dummy", "muzzle_line_clear": False}
    day.permit("plan", scene="saloon", **GUN, witness="first-ad", **changed)
    assert answered(day, take, "override", "producer", **SIGNED) == STALE
    assert day.belief().take is None


@pytest.mark.parametrize("kind", ["unload", "clear"])
@pytest.mark.parametrize("keys", [{}, TWO, {**TWO, "found": []}])
def test_an_unload_of_before_the_load_empties_nothing(kind: str, keys: dict[str, Any]) -> None:
    """It was loaded since: three blanks stay in it on record, none is in the box, and the day does not close."""
    day = a_day().ready("revolver", "blanks", 3).later(60)
    told(day, 600, kind, **GUN, **keys)
    assert (len(day.belief().contents), day.lot("blanks").box, day.spoken().word) == (3, 17, "hot")
    day.permit("quarantine", **GUN, in_="drawer")
    assert "store.count-open" in day.refused(*CLOSING, witness="producer")


def test_an_unload_of_before_it_moved_still_says_what_was_found() -> None:
    """A live round that came out of it stops the set, however late that is told."""
    day = a_day().ready("revolver", "blanks", 3).later(60)
    told(day, 600, "unload", **GUN, **TWO, found=[{"kind": "unidentified", "count": 1}])
    assert [each.kind for each in day.state.stops] == ["live"]


def test_an_unload_of_before_a_shot_clears_no_use() -> None:
    """What was fired since is still to be cleared."""
    day = a_day().in_use().later(60)
    day.permit("discharge", "performer", **GUN, count=1)
    told(day, 600, "unload", **GUN, **TWO)
    use = day.belief().use
    assert use is not None
    assert (use.cleared, use.fired) == (False, 1)


def test_what_takes_something_away_from_somebody_counts_however_late() -> None:
    """A role is lost and a bar stands, told an hour later; a role or an all-clear told so late is not given."""
    day = a_day().later(7200)
    told(day, 3600, "assign-role", "producer", person="grip", roles=["armorer"])
    told(day, 3600, "assign-role", "producer", person="prop-master", roles=["crew"])
    told(day, 3600, "enrol", "producer", person="performer", prohibited=True)
    told(day, 3600, "enrol", "producer", person="performer", prohibited=False, roles=["armorer", "performer"])
    people = day.state.people
    assert {name: people[name].roles for name in ("grip", "prop-master", "performer")} == {
        "grip": ("crew",),
        "prop-master": (),
        "performer": ("performer",),
    }
    assert people["performer"].prohibited


def frozen_twice() -> tuple[FilmSet, FilmSet]:
    """Return a set on which the revolver was frozen, and the same after a second incident with it."""
    day = a_day().out()
    day.permit("enrol", "producer", person="lawyer", roles=["safety-advisor"], age=50)
    day.later(60).report("incident", "grip", **GUN)
    once = day.later(300).fork()
    day.later(60).report("incident", "grip", **GUN)
    return once, day


def test_a_second_incident_is_not_lifted_by_the_review_of_the_first() -> None:
    """The review was said before it: refused where it is asked, and told as done it lifts nothing."""
    once, twice = frozen_twice()
    release = once.act("release", "producer", **GUN, reviewed_by="lawyer", cause="reviewed")
    assert once.through(ASK, release).event.outcome == PERMIT
    assert not once.state.frozen
    late = twice.later(20).fork().through(ASK, release)
    assert {each.code for each in late.decision.against} == {"trouble.newer"}
    told(twice, 70, "release", "producer", **GUN, reviewed_by="lawyer", cause="reviewed")
    assert list(twice.state.frozen) == ["weapon revolver"]
    twice.permit("release", "producer", **GUN, reviewed_by="lawyer", cause="reviewed")
    assert not twice.state.frozen


def test_plans_of_one_scene_wait_side_by_side() -> None:
    """Three wait for the 1st AD, and each of them is confirmed."""
    day = a_day()
    asked = [
        day.ask("plan", scene="saloon", weapon=each, **BLANK_PLAN)
        for each in ("revolver", "rifle", "shotgun")
    ]
    for each in asked:
        day.permit("confirm", "first-ad", of=each.event.act.act_id)


def test_a_count_waits_while_others_work() -> None:
    """Its bore is looked through, and another custodian starts a take: neither is about what was fired."""
    day = a_day().in_use()
    day.permit("discharge", "performer", **GUN, count=3)
    day.permit("cut", "first-ad")
    day.permit("collect", **GUN)
    day.permit("unload", **GUN, **TWO)
    count = day.ask("reconcile", **GUN)
    day.looked()
    day.permit("confirm", "assistant", of=count.event.act.act_id)
    assert day.belief().use is None


def test_a_release_waits_while_something_else_that_is_frozen_is_put_away() -> None:
    """Somebody new has a part in the other weapon then, and none in what the release is about."""
    day = a_day().out()
    day.report("freeze", "safety", weapon="rifle")
    day.permit("hold", "grip")
    release = day.ask("release", set=True, cause="looked at")
    day.permit("isolate", "safety", weapon="rifle")
    day.permit("confirm", "first-ad", of=release.event.act.act_id)
    assert [each.kind for each in day.state.stops] == []


def test_an_old_answer_closes_no_newer_concern() -> None:
    """That a screw was tightened does not answer that it was pointed at somebody."""
    day = a_day()
    day.report("raise-concern", "grip", about="revolver", says="a loose screw")
    answer = day.later(60).act("answer-concern", about="revolver", says="tightened")
    day.later(60).report("raise-concern", "partner", about="revolver", says="it was pointed at me")
    day.later(60).through("report", answer)
    assert len(day.state.concerns) == 1
    day.report("answer-concern", about="revolver", says="spoken about")
    assert not day.state.concerns


def changed_plan() -> FilmSet:
    """Return a set on which the plan changed a minute ago."""
    day = a_day().later(600)
    changed = {**BLANK_PLAN, "line": ["first-ad", "performer", "partner"]}
    day.permit("plan", scene="saloon", **GUN, witness="first-ad", **changed)
    return day.later(60)


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("meet", {"scene": "saloon", "attendees": list(TEAM), "witness": "first-ad"}),
        ("plan", {"scene": "saloon", **GUN, "witness": "first-ad", **BLANK_PLAN}),
    ],
)
def test_what_would_change_nothing_is_not_permitted(kind: str, keys: dict[str, Any]) -> None:
    """A meeting or a plan that was long on its way, and is of before the plan of now, is asked anew."""
    day = changed_plan()
    assert asked_late(day, kind, 90, **keys) == ("refuse", STALE)
    assert asked_late(day, kind, 20, **keys) == (PERMIT, set())
    assert told(day, 90, kind, **keys).event.would == PERMIT


def test_a_count_of_before_shots_is_not_permitted() -> None:
    """It was long on its way, and of another use."""
    day = a_day().in_use().later(60)
    day.permit("discharge", "performer", **GUN, count=3)
    day.later(40)
    assert asked_late(day, "reconcile", 60, **GUN, **TWO) == ("refuse", STALE)
    assert asked_late(day, "reconcile", 20, **GUN, **TWO) == (PERMIT, set())
