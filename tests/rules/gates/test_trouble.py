"""Gate *trouble*: nothing goes on over an open misfire, fault, hold, stop or overdue concern."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.bootstrap import rules_of
from tests.simulator import FilmSet, a_day

OFFER = {"weapon": "revolver", "to": ["performer"]}
CLEAR: dict[str, Any] = {"weapon": "revolver", "witness": "assistant"}


def misfired() -> FilmSet:
    """Return a day on which the revolver misfired in a take, and was collected."""
    day = a_day().in_use()
    day.report("misfire", "performer", weapon="revolver")
    day.report("cut", "first-ad", weapon="revolver")
    day.permit("collect", weapon="revolver", from_="performer")
    return day


def test_misfire() -> None:
    """An open misfire stops load, offer and take of that weapon until it is cleared and released."""
    day = misfired()
    assert "trouble.misfire" in day.against("offer", **OFFER)
    day.later(30).permit("clear", **CLEAR)
    assert "trouble.misfire" in day.against("offer", **OFFER)
    day.permit("release", weapon="revolver", reviewed_by="safety", cause="a light strike")
    assert "trouble.misfire" not in day.against("offer", **OFFER)


@pytest.mark.parametrize("kind", ["clear", "check", "unload"])
def test_misfire_wait(kind: str) -> None:
    """For thirty seconds nobody opens it, in whichever way; isolating and collecting stay open."""
    day = misfired().later(29)
    assert "trouble.misfire-wait" in day.refused(kind, **CLEAR)
    assert not day.against("isolate", weapon="revolver")
    assert not day.against("collect", weapon="revolver")
    day.later(1)
    assert "trouble.misfire-wait" not in day.against(kind, **CLEAR)


def test_misfire_wait_of_a_muzzle_loader() -> None:
    """A muzzle-loader is waited for two minutes."""
    day = a_day()
    musket = {"class": "live-capable", "action": "muzzle-loader", "capacity": 1}
    day.permit("register", weapon="musket", **musket)
    day.report("misfire", weapon="musket")
    day.later(119)
    assert "trouble.misfire-wait" in day.refused("clear", weapon="musket", witness="assistant")
    day.later(1).permit("clear", weapon="musket", witness="assistant")


@pytest.mark.parametrize("kind", ["check", "unload"])
def test_misfire_open(kind: str) -> None:
    """After the wait it is cleared and released before anything else opens it."""
    day = misfired().later(31)
    assert "trouble.misfire-open" in day.refused(kind, **CLEAR)
    day.permit("clear", **CLEAR)
    day.permit("release", weapon="revolver", reviewed_by="safety", cause="a light strike")
    assert "trouble.misfire-open" not in day.against(kind, **CLEAR)


def test_what_stays_open_while_a_misfire_is() -> None:
    """While a misfire is open exactly cut, collect, clear after the wait, isolate and release are permitted."""
    day = misfired().later(31)
    assert not day.against("cut", "first-ad", weapon="revolver")
    for kind in ("collect", "clear", "isolate"):
        assert not day.against(kind, **CLEAR)
    asks: dict[str, dict[str, Any]] = {
        **{kind: {} for kind in ("check", "unload", "lock", "accept", "take", "rehearse", "preset")},
        "load": {"rounds": ["blanks:1"]},
        "declare": {"word": "hot"},
        "show": {"to": ["first-ad"]},
        "offer": {"to": ["performer"]},
        "hand-over": {"to": ["performer"]},
        "pass-open": {"to": ["prop-master"]},
    }
    for kind, said in asks.items():
        assert day.against(kind, weapon="revolver", **said), kind


def test_fault() -> None:
    """A weapon that was dropped is locked out until a custodian and a reviewer release it."""
    day = a_day().ready()
    assert "trouble.fault" not in day.against("offer", **OFFER)
    day.report("drop", weapon="revolver")
    assert "trouble.fault" in day.refused("offer", **OFFER)
    day.permit("release", weapon="revolver", reviewed_by="producer", cause="slipped")
    assert "trouble.fault" not in day.against("offer", **OFFER)


def test_obstructed_bore_is_a_fault() -> None:
    """An obstructed bore locks the weapon out."""
    day = a_day().out().looked(bore="obstructed")
    assert "trouble.fault" in day.against("offer", **OFFER)


def test_unreviewed() -> None:
    """An unplanned shot stops every weapon on set until somebody outside the department has reviewed it."""
    day = a_day().planned("sabre").ready("revolver", "blanks", 3).ready("sabre")
    sabre = {"weapon": "sabre", "to": ["performer"]}
    assert not day.against("offer", **sabre)
    day.report("unplanned-discharge", weapon="revolver")
    assert "trouble.unreviewed" in day.refused("offer", **sabre)
    inside = {"weapon": "revolver", "cause": "a slip"}
    assert "trouble.reviewer" in day.refused("release", **inside, reviewed_by="prop-master")
    day.permit("release", **inside, reviewed_by="producer")
    day.permit("offer", **sabre)


def test_held() -> None:
    """After a deviation that weapon alone is held until released."""
    day = a_day().planned("sabre").ready("sabre").out()
    day.report("load", weapon="revolver", rounds=["blanks:1"])
    assert "trouble.held" in day.against("offer", **OFFER)
    day.permit("offer", weapon="sabre", to=["performer"])
    day.permit("release", weapon="revolver", reviewed_by="safety", cause="nobody counted")
    assert "trouble.held" not in day.against("offer", **OFFER)


def test_frozen() -> None:
    """What is frozen after an incident stays as it is; isolating it unopened stays possible."""
    day = a_day().ready()
    assert "trouble.frozen" not in day.against("offer", **OFFER)
    day.report("freeze", "first-ad", weapon="revolver")
    assert "trouble.frozen" in day.refused("offer", **OFFER)
    day.permit("isolate", weapon="revolver")


def test_quarantined() -> None:
    """What is quarantined goes nowhere."""
    day = a_day().ready()
    assert "trouble.quarantined" not in day.against("offer", **OFFER)
    day.permit("quarantine", weapon="revolver")
    assert "trouble.quarantined" in day.refused("offer", **OFFER)
    day.permit("quarantine", lot="dummies")
    assert "trouble.quarantined" in day.against("unlock", lot="dummies", witness="assistant")


def test_hold() -> None:
    """A doubt holds the set until custodian and 1st AD lift it together."""
    day = a_day().ready()
    assert "trouble.hold" not in day.against("offer", **OFFER)
    day.permit("hold", "grip", says="somebody on the line")
    assert "trouble.hold" in day.refused("offer", **OFFER)
    day.permit("release", set_=True, reviewed_by="first-ad", cause="they have gone")
    day.permit("offer", **OFFER)


def test_a_set_that_every_custodian_held_can_be_let_go() -> None:
    """One custodian had a doubt and the other found a live round: one of them lifts it, with two from outside."""
    day = a_day().drawn("dummies")
    day.report("hold", "prop-master")
    day.report("find-live", lot="dummies", count=1)
    lift: dict[str, Any] = {"set_": True, "reviewed_by": "safety", "cause": "looked into"}
    assert "trouble.reviewer" in day.refused("release", **lift)
    day.permit("release", **lift, witness="first-ad")


@pytest.mark.parametrize("kind", ["stop", "incident"])
def test_stop(kind: str) -> None:
    """A stop or an incident stops the set until somebody outside the department has reviewed it."""
    day = a_day().ready()
    assert "trouble.stop" not in day.against("offer", **OFFER)
    day.report(kind, "grip", **({"weapon": "sabre", "harm": "a cut"} if kind == "incident" else {}))
    assert "trouble.stop" in day.refused("offer", **OFFER)
    lift: dict[str, Any] = {"set_": True, "cause": "looked into"}
    assert "trouble.reviewer" in day.refused("release", **lift, reviewed_by="assistant")
    day.permit("release", **lift, reviewed_by="producer")
    assert "trouble.stop" not in day.against("offer", **OFFER)


def test_concern_overdue() -> None:
    """A concern that nobody answered for a day stops the set; an answered one does not."""
    day = a_day().ready()
    raised = day.report("raise-concern", "grip", about="revolver", says="it feels loose")
    day.later(24 * 3600)
    assert "trouble.concern-overdue" not in day.against("offer", **OFFER)
    day.later(1)
    assert "trouble.concern-overdue" in day.against("offer", **OFFER)
    day.permit("answer-concern", about="revolver", of=raised.event.act.act_id, says="a screw, tightened")
    assert "trouble.concern-overdue" not in day.against("offer", **OFFER)


RELEASE: dict[str, Any] = {"weapon": "revolver", "cause": "slipped"}


def dropped() -> FilmSet:
    """Return a day on which the revolver was dropped."""
    day = a_day().out()
    day.report("drop", weapon="revolver")
    return day


def test_who_may() -> None:
    """A release is asked for by a custodian."""
    day = dropped()
    assert "trouble.who-may" in day.refused("release", "first-ad", **RELEASE, reviewed_by="producer")
    day.permit("release", **RELEASE, reviewed_by="producer")


def test_reviewer() -> None:
    """Nobody reviews their own release, nor one of what they pressed for, nor from inside the department."""
    day = dropped()
    for who in ("armorer", "prop-master", "assistant"):
        assert "trouble.reviewer" in day.against("release", **RELEASE, reviewed_by=who)
    day.permit("stop", "producer")
    lift: dict[str, Any] = {"set_": True, "cause": "looked into"}
    assert "trouble.reviewer" in day.refused("release", **lift, reviewed_by="producer")
    day.permit("release", **lift, reviewed_by="medic")


def test_not_cleared() -> None:
    """A misfire is released after it was cleared."""
    day = misfired().later(40)
    release = {"weapon": "revolver", "reviewed_by": "safety", "cause": "a light strike"}
    assert "trouble.not-cleared" in day.refused("release", **release)
    day.permit("clear", **CLEAR)
    day.permit("release", **release)


def test_cause() -> None:
    """Where a cause is asked for, nothing is released without one; elsewhere it is a note."""
    assert "trouble.cause-not-said" in dropped().notes("release", weapon="revolver", reviewed_by="producer")
    assert "trouble.cause-not-said" not in dropped().notes("release", **RELEASE, reviewed_by="producer")
    british = british_day()
    british.report("drop", weapon="sabre")
    said = {"weapon": "sabre", "reviewed_by": "producer"}
    assert "trouble.cause" in british.refused("release", **said)
    british.permit("release", **said, cause="slipped")


def british_day() -> FilmSet:
    """Return a British set with one sabre on it."""
    day = a_day()
    day.rules = rules_of("gb")
    return day


def test_review_missing() -> None:
    """A release that nobody has reviewed waits for the reviewer; a grave one is refused."""
    day = dropped()
    assert "trouble.review-missing" in day.held("release", **RELEASE)
    day.report("unplanned-discharge", weapon="revolver")
    assert "trouble.reviewer" in day.refused("release", **RELEASE)
