"""Rarer ways to the same answers: each of these lines of a gate has a case of its own."""

from __future__ import annotations

from typing import Any

from showsafe.bootstrap import rules_of
from tests.simulator import BLANK_PLAN, a_day

OFFER: dict[str, Any] = {"weapon": "revolver", "to": ["performer"]}
LOAD: dict[str, Any] = {"weapon": "revolver", "rounds": ["blanks:1"], "witness": "assistant"}


def test_a_weapon_that_became_hot_in_hands_counts_as_hot() -> None:
    """A weapon that was given out cold and was dropped is hot: its custodian offers no second hot one."""
    day = a_day().planned("rifle", **BLANK_PLAN, ppe=["ears"]).ready().handed()
    day.report("drop", "performer", weapon="revolver")
    day.ready("rifle", "blanks", 2)
    assert "duty.too-many-hot" in day.refused("offer", weapon="rifle", to=["performer"])


def test_the_owner_is_no_checker() -> None:
    """Who owns a weapon is not one of the two who checked it."""
    day = a_day()
    day.permit("register", weapon="own-sabre", **{"class": "blade"}, owner="prop-master")
    day.planned("own-sabre").looked("own-sabre").shown("own-sabre")
    assert "duty.supplier" not in day.against("offer", weapon="own-sabre", to=["performer"])
    day.looked("own-sabre", witness="prop-master").shown("own-sabre")
    assert "duty.supplier" in day.refused("offer", weapon="own-sabre", to=["performer"])


def test_nobody_accepts_for_another() -> None:
    """The receiver reads it back; nobody else says it for them."""
    day = a_day().ready()
    day.permit("offer", **OFFER)
    said = {**OFFER, "witness": "safety"}
    assert "hands.not-by-giver" in day.refused("accept", "first-ad", **said)
    day.permit("accept", "performer", **said)


def test_picked_up_out_of_a_safe_or_of_other_hands() -> None:
    """What is locked, or in somebody's hands, is not picked up."""
    day = a_day()
    assert "hands.locked" in day.refused("pick-up", weapon="revolver")
    assert "hands.not-held" in day.out().refused("pick-up", "prop-master", weapon="revolver")
    day.permit("pick-up", weapon="revolver")


def test_a_take_with_what_is_in_the_safe() -> None:
    """A take is not started with what the record has locked."""
    assert "hands.locked" in a_day().refused("take", "first-ad", weapon="revolver", user="performer")


def test_what_comes_in_bad_or_unnamed_is_noted_too() -> None:
    """A loose box, and a sealed one of no kind, are noted by the gates that another one speaks for."""
    box: dict[str, Any] = {"lot": "new", "count": 5, "countersigned_by": "prop-master"}
    assert "live.bad-lot" in a_day().notes("receive", **box, kind="dummy", state="loose")
    assert "rounds.unidentified" in a_day().notes("receive", **box, kind="unidentified", state="sealed")


def test_the_notice_is_asked_all_day() -> None:
    """Where a day was opened without its number, nothing is taken out under it."""
    day = a_day()
    day.rules = rules_of("nz")
    assert "papers.notice" in day.against("unlock", weapon="sabre", witness="assistant")


def test_a_shot_outside_its_plan() -> None:
    """A shot in a take without a plan, or with other rounds than planned, is a deviation."""
    day = a_day().in_use()
    shot: dict[str, Any] = {"weapon": "revolver", "count": 1}
    assert not day.findings("discharge", "performer", **shot)
    day.permit(
        "plan", scene="saloon", weapon="revolver", witness="first-ad", user="performer", ammunition="dummy"
    )
    assert "plan.ammunition" in {f.code for f in day.findings("discharge", "performer", **shot)}
    day.report("take", "first-ad", weapon="revolver", user="performer", scene="nowhere")
    assert "plan.none" in {f.code for f in day.findings("discharge", "performer", **shot)}


def test_a_round_short_without_a_shot() -> None:
    """A round that went in and did not come out keeps the count open, though nothing was fired."""
    day = a_day().out().looked().loaded()
    day.permit("unload", weapon="revolver", witness="assistant", found=["blanks:2"])
    assert "return.open" in day.looked().against("offer", **OFFER)
    assert "rounds.not-summing" in day.refused("load", **LOAD)


def test_fired_and_never_counted() -> None:
    """Shots that nobody counted keep the use open, though the weapon was cleared and looked into."""
    day = a_day().in_use()
    day.permit("discharge", "performer", weapon="revolver", count=3)
    day.permit("cut", "first-ad", weapon="revolver")
    day.permit("collect", weapon="revolver", from_="performer")
    day.permit("clear", weapon="revolver", witness="assistant")
    assert "return.open" in day.looked().against("offer", **OFFER)
    day.permit("reconcile", weapon="revolver", witness="assistant")
    assert "return.open" not in day.against("offer", **OFFER)


def test_a_bad_box_is_not_proven() -> None:
    """No test of its rounds makes a loose box good."""
    day = a_day()
    day.report("bring", "grip", lot="tin", kind="dummy", count=5, state="loose")
    prove = {"lot": "tin", "count": 5, "of": 5, "methods": ["primer-state", "rattle"], "witness": "assistant"}
    assert "rounds.bad-lot" in day.refused("prove", **prove)


def test_an_unproven_box_and_unproven_rounds_go_nowhere() -> None:
    """A box that is not proven is not handed out, and neither is a weapon that holds such rounds."""
    day = a_day()
    day.report("receive", lot="new", kind="dummy", count=5, state="sealed", calibre=".45 Colt")
    assert "rounds.not-proven" in day.against("offer", lot="new", to=["performer"])
    day.out().looked().report("load", weapon="revolver", rounds=["new:2"], witness="assistant")
    assert "rounds.not-proven" in day.against("offer", **OFFER)


def test_a_held_or_frozen_box_stays_in_the_safe() -> None:
    """A box that is held or frozen is not taken out."""
    day = a_day()
    unlock = {"lot": "blanks", "witness": "assistant"}
    day.report("freeze", "first-ad", lot="blanks")
    assert "trouble.frozen" in day.against("unlock", **unlock)
    other = a_day().out().looked()
    other.report("load", weapon="pistol", rounds=["blanks:1"])
    assert "trouble.held" in other.against("unlock", **unlock)


def test_who_pressed_a_hold_does_not_lift_it() -> None:
    """A custodian who pressed hold leaves its lifting to another, with the 1st AD."""
    day = a_day()
    day.permit("hold", "armorer")
    lift: dict[str, Any] = {"set_": True, "reviewed_by": "first-ad", "cause": "looked into"}
    assert "trouble.reviewer" in day.refused("release", **lift)
    day.permit("release", "prop-master", **lift)
