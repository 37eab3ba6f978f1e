"""Gate *trouble* after an incident: frozen for everything but the safe direction, until two outsiders release it."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.events import REPORT
from tests.simulator import FilmSet, a_day

OPEN: dict[str, Any] = {"weapon": "revolver", "witness": "assistant"}
RELEASE: dict[str, Any] = {"weapon": "revolver", "cause": "looked into with the police"}


def hurt() -> FilmSet:
    """Return a set on which somebody was hurt in a take; nobody has said more than that."""
    day = a_day().in_use()
    day.report("incident", "grip")
    return day


def let_go(day: FilmSet) -> FilmSet:
    """Release the set alone: what is frozen stays frozen."""
    day.permit("release", set_=True, reviewed_by="producer", cause="the floor may go on")
    return day


TIDYING: dict[str, dict[str, Any]] = {
    "return-to-owner": {"weapon": "revolver", "to": ["rental house"]},
    "consign": {"weapon": "revolver", "to": ["carrier"]},
    "lock": {"weapon": "revolver", "in_": "weapon safe", "witness": "assistant"},
    "load": {"weapon": "revolver", "rounds": ["nine-blanks:1"], "witness": "assistant"},
    "show": {"weapon": "revolver", "to": ["first-ad"]},
    "pass-open": {"weapon": "revolver", "to": ["prop-master"]},
    "reconcile": {"weapon": "revolver", "witness": "assistant"},
    "record-paper": {"kind": "proof-mark", "about": "revolver", "number": "7"},
    "register": {"weapon": "revolver", "maker": "another maker"},
    "plan": {"weapon": "revolver", "scene": "saloon", "witness": "first-ad", "distance_m": "12"},
}


@pytest.mark.parametrize("kind", sorted(TIDYING))
def test_tidying_is_refused_and_reported_it_is_a_deviation(kind: str) -> None:
    """Whatever tidies a frozen weapon is answered with the reason; told as done it is recorded, as a deviation."""
    day = let_go(hurt())
    day.permit("collect", weapon="revolver", from_="performer")
    assert "trouble.frozen" in day.against(kind, **TIDYING[kind])
    assert day.report(kind, **TIDYING[kind]).event.deviation


LOTS: dict[str, dict[str, Any]] = {
    "unlock": {"lot": "blanks", "witness": "assistant"},
    "lock": {"lot": "blanks", "in_": "another safe", "witness": "assistant"},
    "return-to-owner": {"lot": "blanks", "to": ["rental house"]},
    "prove": {"lot": "blanks", "count": 17, "of": 17, "methods": ["crimp"], "witness": "assistant"},
    "receive": {"lot": "blanks", "countersigned_by": "prop-master", "count": 30},
    "reconcile": {"lot": "blanks", "witness": "assistant"},
}


@pytest.mark.parametrize("kind", sorted(LOTS))
def test_the_lot_that_fed_it_stays_where_it_is(kind: str) -> None:
    """The box of its rounds is frozen with the weapon: not moved, not proven, not topped up, not counted."""
    day = let_go(hurt())
    assert "trouble.frozen" in day.refused(kind, **LOTS[kind])
    assert day.report(kind, **LOTS[kind]).event.deviation


def test_nothing_comes_out_of_a_frozen_container() -> None:
    """The safe that the rounds came from gives out no other box either; what has to be locked away may go in."""
    day = let_go(hurt())
    assert "trouble.frozen" in day.refused("unlock", lot="dummies", witness="assistant")
    day.permit("receive", lot="late", countersigned_by="prop-master", kind="blank", load="half", count=5)
    lock: dict[str, Any] = {"lot": "late", "in_": "ammunition safe", "witness": "assistant"}
    assert "trouble.frozen" in day.notes("lock", **lock)
    day.permit("lock", **lock)


def test_a_count_of_everything_touches_what_is_frozen() -> None:
    """A count without a name would close what is open of the frozen weapon too; named, the others are closed."""
    day = let_go(hurt())
    assert "trouble.frozen" in day.refused("reconcile", witness="assistant")
    assert "trouble.frozen" not in day.against("reconcile", weapon="sabre", witness="assistant")


@pytest.mark.parametrize("kind", ["check", "unload", "clear"])
def test_opened_without_a_witness_it_is_no_making_safe(kind: str) -> None:
    """Nothing refuses the way of making it safe; but opened alone, or with nothing said, it is told as a deviation."""
    day = hurt()
    assert "trouble.frozen-opened" in day.notes(kind, **OPEN)
    day.permit("collect", weapon="revolver", from_="performer")
    alone = day.fork().report(kind, weapon="revolver", found=["blanks:3"], says="cylinder at two")
    assert alone.event.deviation
    assert day.report(kind, **OPEN).event.deviation


@pytest.mark.parametrize("kind", ["check", "unload", "clear"])
def test_made_safe(kind: str) -> None:
    """Before a witness, with what was found and what was where, it is made safe, and no tidying."""
    day = hurt()
    day.permit("collect", weapon="revolver", from_="performer")
    said = {
        **OPEN,
        "found": ["blanks:2", "spent:1"],
        "says": "cylinder at three, spent case under the hammer",
    }
    assert "trouble.made-safe" in day.notes(kind, **said)
    stepped = day.report(kind, **said)
    assert not stepped.event.deviation
    assert "trouble.frozen" in day.against("offer", weapon="revolver", to=["performer"])


def test_cleaning_is_told_as_a_deviation() -> None:
    """A frozen weapon that was cleaned is on record as cleaned, and not as the rules would have it."""
    day = hurt()
    assert "trouble.frozen" in day.notes("foul", weapon="revolver", cause="cleaned")
    assert day.report("foul", weapon="revolver", cause="cleaned").event.deviation
    assert not day.report("foul", weapon="rifle", cause="rain").event.deviation


def test_taken_out_again_it_is_no_way_back() -> None:
    """Taking it back is never questioned; taking it out of where it was isolated is."""
    day = hurt()
    assert not day.report("collect", weapon="revolver", from_="performer").event.deviation
    assert not day.report("isolate", weapon="revolver", in_="box 9").event.deviation
    assert "trouble.frozen" in day.notes("collect", weapon="revolver")
    assert day.report("collect", weapon="revolver").event.deviation


def test_a_new_seal_over_an_old_one_is_refused() -> None:
    """What has no seal gets one; one that is there is not replaced."""
    day = let_go(hurt())
    day.permit("seal", lot="blanks", number="4711")
    assert "trouble.frozen" in day.refused("seal", lot="blanks", number="4712")


def test_told_after() -> None:
    """What was done before the incident and is told after it is recorded with both times, and is no tidying."""
    day = a_day().in_use()
    before = day.now
    day.later(1800).report("incident", "grip", weapon="revolver")
    earlier = day.act("check", **day.looking())
    stepped = day.later(60).through(REPORT, replace_at(earlier, before))
    assert "trouble.told-after" in {each.code for each in stepped.decision.findings}
    assert not stepped.event.deviation
    assert stepped.event.late
    assert (stepped.event.act.at, stepped.event.at) == (before, day.now)


def replace_at(act: Any, at: Any) -> Any:  # noqa: ANN401 - an act and its time
    """Return the same act, said to have been done at another time."""
    from dataclasses import replace  # noqa: PLC0415 - here alone

    return replace(act, at=at)


@pytest.mark.parametrize(
    ("by", "reviewed_by"),
    [
        ("armorer", "producer"),
        ("prop-master", "first-ad"),
        ("producer", "assistant"),
        ("producer", "safety"),
        ("safety", "producer"),
        ("producer", "medic"),
        ("producer", "producer"),
        ("producer", "performer"),
    ],
)
def test_outside(by: str, reviewed_by: str) -> None:
    """Neither the department, nor whoever handled or watched it, nor one person twice releases what is frozen."""
    day = hurt()
    assert "trouble.outside" in day.refused("release", by, **RELEASE, reviewed_by=reviewed_by)
    day.permit("release", "producer", **RELEASE, reviewed_by="first-ad")
    assert not day.belief().frozen


def test_whoever_opened_it_does_not_review_it() -> None:
    """The 1st AD who opened the incident may ask for the release, and does not review it."""
    day = a_day().in_use()
    day.report("incident", "first-ad", weapon="revolver")
    assert "trouble.outside" in day.refused("release", "producer", **RELEASE, reviewed_by="first-ad")
    day.permit("release", "first-ad", **RELEASE, reviewed_by="producer")


def test_a_custodian_may_ask_where_two_from_outside_release() -> None:
    """A custodian may ask for it, as for any release, where two people from outside stand for it."""
    day = hurt()
    day.permit("release", **RELEASE, reviewed_by="producer", witness="first-ad")


def test_a_new_role_makes_no_outsider() -> None:
    """An assistant who is given another role after the incident had a part in the department, and keeps it."""
    day = hurt()
    day.permit("assign-role", "producer", person="assistant", roles=["safety-advisor"])
    assert "trouble.outside" in day.refused("release", "producer", **RELEASE, reviewed_by="assistant")
    lift: dict[str, Any] = {"set_": True, "cause": "looked into"}
    assert "trouble.reviewer" in day.refused("release", **lift, reviewed_by="assistant")


def test_who_handled_it_since_is_no_outsider() -> None:
    """A producer who took it up after the incident had it in their hands."""
    day = hurt()
    day.permit("collect", "producer", weapon="revolver", from_="performer")
    assert "trouble.outside" in day.refused("release", "first-ad", **RELEASE, reviewed_by="producer")


def test_each_thing_is_released_by_its_own_name() -> None:
    """The release of the weapon leaves its lot and its container frozen; a lot comes back with nothing proven."""
    day = let_go(hurt())
    day.permit("release", "producer", **RELEASE, reviewed_by="first-ad")
    assert "trouble.frozen" in day.refused("unlock", lot="blanks", witness="assistant")
    day.permit("release", "producer", in_="ammunition safe", cause="searched", reviewed_by="first-ad")
    day.permit("release", "producer", lot="blanks", cause="looked into", reviewed_by="first-ad")
    assert day.lot("blanks").proven == 0
    day.permit("unlock", lot="blanks", witness="assistant")


def test_a_freeze_of_the_whole_set_is_lifted_from_outside() -> None:
    """Frozen for the outside with nothing named, the set goes on when two people from outside have released it."""
    day = a_day()
    day.report("freeze", "safety")
    lift: dict[str, Any] = {"set_": True, "cause": "the inspector has left"}
    assert "trouble.outside" in day.refused("release", **lift, reviewed_by="producer")
    day.permit("release", "first-ad", **lift, reviewed_by="producer")


def test_frozen_part() -> None:
    """Where somebody who has a part in what is frozen is to be erased, that is noted, and not once it is released."""
    day = hurt()
    gone: dict[str, Any] = {"person": "safety", "reason": "asked for it"}
    assert "trouble.frozen-part" in day.notes("erase", "producer", **gone)
    assert "trouble.stop" not in day.against("erase", "producer", **gone)
    day.permit("release", "producer", **RELEASE, reviewed_by="first-ad")
    for thing in ({"lot": "blanks"}, {"in_": "ammunition safe"}):
        day.permit("release", "producer", **thing, cause="looked into", reviewed_by="first-ad")
    assert "trouble.frozen-part" not in day.notes("erase", "producer", **gone)
