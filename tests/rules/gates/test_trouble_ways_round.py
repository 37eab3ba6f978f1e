"""Ways round a freeze that somebody in a hurry would try: backdated, held before, brought in, moved on, forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from showsafe.domain.events import ASK, PERMIT, REPORT
from tests.rules.gates.test_trouble_frozen import RELEASE, hurt, let_go
from tests.simulator import a_day


def test_an_ask_with_an_earlier_time_is_an_ask_of_now() -> None:
    """Who asks with the time of before the incident asks for what is still to be done; only a report tells of then."""
    day = let_go(hurt())
    before = day.state.frozen["lot blanks"].at - timedelta(seconds=30)
    asked = replace(day.later(5).act("unlock", lot="blanks", witness="assistant"), at=before)
    assert "trouble.frozen" in {each.code for each in day.fork().through(ASK, asked).decision.against}
    told = day.fork().through(REPORT, asked)
    assert "trouble.told-after" in {each.code for each in told.decision.findings}


def test_what_was_held_before_is_not_confirmed_after() -> None:
    """An ask that waited for its second person when somebody was hurt is decided as of now: it is frozen."""
    day = a_day().in_use()
    day.held("unlock", lot="blanks", act_id="waiting")
    day.later(10).report("incident", "grip")
    let_go(day)
    assert "trouble.frozen" in day.later(10).refused("confirm", "assistant", of="waiting")
    assert day.lot("blanks").container


@pytest.mark.parametrize("opened", ["", "revolver"])
def test_who_had_it_earlier_that_day_is_no_outsider(opened: str) -> None:
    """A producer who had it in their hands before the incident had a part in it, whoever has it by then."""
    day = a_day().in_use()
    day.permit("cut", "first-ad", weapon="revolver")
    day.report("collect", "producer", weapon="revolver", from_="performer")
    day.report("collect", "prop-master", weapon="revolver", from_="producer")
    day.later(5).report("incident", "grip", **({"weapon": opened} if opened else {}))
    assert "trouble.outside" in day.refused("release", "first-ad", **RELEASE, reviewed_by="producer")


def test_a_day_opened_twice_forgets_nobody() -> None:
    """Closing the day and opening it again on the same date, which two people may, makes nobody an outsider."""
    day = a_day().in_use()
    day.permit("cut", "first-ad", weapon="revolver")
    day.report("collect", "producer", weapon="revolver", from_="performer")
    day.report("isolate", weapon="revolver", in_="box 9")
    day.permit("reconcile", weapon="revolver", witness="assistant")
    day.permit("close-day", witness="assistant", exceptions=["revolver"])
    day.later(60).permit("open-day", witness="assistant")
    day.report("incident", "grip", weapon="revolver")
    assert "trouble.outside" in day.refused("release", "first-ad", **RELEASE, reviewed_by="producer")


def test_who_had_it_on_another_day_may_review() -> None:
    """What was handled is kept of the day that is open: it is not for ever that a producer once had it."""
    day = a_day().out()
    day.report("collect", "producer", weapon="revolver", from_="armorer")
    day.report("isolate", weapon="revolver", in_="box 9")
    day.permit("close-day", "first-ad", witness="producer", exceptions=["revolver"])
    day.later(24 * 3600).permit("open-day", "first-ad", witness="producer")
    day.report("incident", "grip", weapon="revolver")
    day.permit("release", "first-ad", **RELEASE, reviewed_by="producer")


def test_nobody_with_a_part_brings_in_an_outsider() -> None:
    """Who is put on record or given a role after it was frozen, by somebody with a part in it, is no outside view."""
    day = let_go(hurt())
    day.permit("enrol", "armorer", person="inspector", roles=["production-manager"])
    day.permit("enrol", "inspector", person="engineer", roles=["safety-advisor"])
    day.permit("assign-role", "prop-master", person="medic", roles=["safety-advisor"])
    for who in ("inspector", "engineer", "medic"):
        assert "trouble.outside" in day.refused("release", "producer", **RELEASE, reviewed_by=who)
        assert "trouble.outside" in day.refused("release", who, **RELEASE, reviewed_by="producer")


def test_somebody_outside_brings_in_an_outsider() -> None:
    """A producer without a part in it may put an inspector on record, and may answer for one that the armorer named."""
    day = let_go(hurt())
    day.permit("enrol", "producer", person="inspector", roles=["safety-advisor"])
    day.permit("enrol", "armorer", person="engineer", roles=["production-manager"])
    day.fork().permit("release", "producer", **RELEASE, reviewed_by="inspector")
    assert "trouble.outside" in day.refused("release", "producer", **RELEASE, reviewed_by="engineer")
    day.permit("assign-role", "producer", person="engineer", roles=["production-manager"])
    day.permit("release", "inspector", **RELEASE, reviewed_by="engineer")


def test_the_set_is_not_reviewed_by_who_was_brought_in() -> None:
    """While something is frozen, the stop is not reviewed by somebody whom one with a part in it brought in."""
    day = hurt()
    day.permit("enrol", "armorer", person="inspector", roles=["production-manager"])
    lift: dict[str, Any] = {"set_": True, "cause": "looked into"}
    assert "trouble.reviewer" in day.refused("release", **lift, reviewed_by="inspector")


def test_an_insider_takes_no_outsider_away() -> None:
    """Said again by the armorer, offered to, or planned for: that makes nobody somebody who had it in their hands."""
    day = let_go(hurt())
    day.report("enrol", "armorer", person="producer", instructed=["rubber"])
    day.report("offer", weapon="revolver", to=["producer"])
    day.report("plan", weapon="revolver", scene="saloon", user="first-ad", witness="safety")
    day.permit("release", "producer", **RELEASE, reviewed_by="first-ad")


def test_a_frozen_box_is_not_picked_up_out_of_its_safe() -> None:
    """What lies about, a custodian may pick up; out of the safe in which it is frozen nobody does, by any word."""
    day = let_go(hurt())
    assert "trouble.frozen" in day.refused("pick-up", lot="blanks")
    assert "trouble.frozen" in day.refused("pick-up", lot="dummies")
    day.report("leave", "performer", weapon="revolver")
    assert "trouble.frozen" not in day.against("pick-up", weapon="revolver")


@pytest.mark.parametrize("kind", ["isolate", "quarantine"])
def test_isolated_once_it_stays_there(kind: str) -> None:
    """From where it was isolated it is not isolated on into another box: asked, that is said; told, a deviation."""
    day = hurt()
    day.permit("collect", weapon="revolver", from_="performer")
    day.permit("isolate", weapon="revolver", in_="box 9")
    moved: dict[str, Any] = {"weapon": "revolver", "in_": "boot of a car"}
    assert "trouble.frozen" in day.notes(kind, **moved)
    assert day.fork().ask(kind, **moved).event.outcome == PERMIT
    assert day.fork().report(kind, **moved).event.deviation
    assert not day.report(kind, weapon="revolver", in_="box 9").event.deviation


def test_a_quarantined_box_stays_there() -> None:
    """A frozen box may be quarantined; from there it is not carried on without a word."""
    day = hurt()
    assert not day.report("quarantine", lot="blanks", in_="box 9").event.deviation
    assert day.report("quarantine", lot="blanks", in_="boot of a car").event.deviation


def test_a_frozen_set_is_released_by_nobody_brought_in() -> None:
    """Of the whole set too: not by one of the department with a new role, nor by whom the department enrols since."""
    day = a_day()
    day.report("freeze", "first-ad")
    day.permit("enrol", "armorer", person="inspector", roles=["production-manager"])
    day.permit("enrol", "inspector", person="engineer", roles=["production-manager"])
    day.permit("assign-role", "producer", person="assistant", roles=["safety-advisor"])
    lift: dict[str, Any] = {"set_": True, "cause": "looked into"}
    for who in ("inspector", "engineer", "assistant"):
        assert "trouble.outside" in day.refused("release", "producer", **lift, reviewed_by=who)
    day.permit("assign-role", "producer", person="inspector", roles=["production-manager"])
    day.permit("release", "producer", **lift, reviewed_by="inspector")
