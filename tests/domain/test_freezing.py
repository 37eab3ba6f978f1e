"""What an incident freezes: what is named, what it finds, where the rounds came from, and who had a part in it."""

from __future__ import annotations

from typing import Any

from showsafe.domain.frozen import Frozen
from tests.simulator import FilmSet, a_day


def frozen(day: FilmSet) -> set[str]:
    """Return what is frozen, by kind and name."""
    return set(day.state.frozen)


def of_the_weapon(day: FilmSet) -> Frozen:
    """Return the freeze of the revolver."""
    return day.state.frozen["weapon revolver"]


def test_one_touch_is_enough() -> None:
    """An incident needs nothing but the touch: it stops the set, and finds weapon, lot and container by the record."""
    day = a_day().in_use()
    stepped = day.report("incident", "grip")
    assert [stop.kind for stop in day.state.stops] == ["incident"]
    assert frozen(day) == {"weapon revolver", "lot blanks", "container ammunition safe"}
    assert of_the_weapon(day).at == stepped.event.at
    assert day.spoken().name == "UNKNOWN"


def test_it_finds_what_was_used_and_is_back_already() -> None:
    """A weapon that was fired and taken back before anybody touched the screen is found by its open use."""
    day = a_day().in_use()
    day.report("discharge", "performer", weapon="revolver", count=1)
    day.permit("cut", "first-ad", weapon="revolver")
    day.permit("collect", weapon="revolver", from_="performer")
    day.report("incident", "grip")
    assert "weapon revolver" in frozen(day)


def test_it_leaves_alone_what_is_on_the_bench_and_what_is_locked() -> None:
    """A weapon that a custodian only has on the bench, and those in the safe, are not concerned by themselves."""
    day = a_day().in_use()
    day.out("sabre", by="prop-master")
    day.report("incident", "grip")
    assert not {"weapon sabre", "weapon rifle"} & frozen(day)


def test_what_is_named_is_all_that_it_takes() -> None:
    """An incident that names a weapon freezes that one; another can be frozen by name, also later."""
    day = a_day().in_use()
    day.report("incident", "grip", weapon="rifle", harm="a blow")
    assert "weapon revolver" not in frozen(day)
    day.later(60).report("freeze", "grip", weapon="revolver")
    assert {"weapon rifle", "weapon revolver", "lot blanks"} <= frozen(day)


def test_the_rounds_are_followed_after_they_came_out() -> None:
    """A weapon that was emptied before the incident still leads to the box that its rounds came from."""
    day = a_day().in_use()
    day.permit("cut", "first-ad", weapon="revolver")
    day.permit("collect", weapon="revolver", from_="performer")
    day.permit("clear", weapon="revolver", witness="assistant", found=["blanks:3"])
    day.looked()
    day.report("incident", "grip", weapon="revolver")
    assert {"lot blanks", "container ammunition safe"} <= frozen(day)


def test_a_box_that_is_out_leads_to_the_safe_it_came_from() -> None:
    """Where the box itself is out, the safe that it was taken from is frozen with it."""
    day = a_day().drawn("blanks")
    day.report("freeze", "grip", lot="blanks")
    assert frozen(day) == {"lot blanks", "container ammunition safe"}


def test_a_container_alone_can_be_named() -> None:
    """A cart or safe can be frozen by itself, and released by itself."""
    day = a_day()
    day.report("incident", "grip", in_="prop cart")
    assert frozen(day) == {"container prop cart"}


def test_any_custodian_succeeds_one_who_is_hurt() -> None:
    """The other custodian takes it out of the hands of the hurt one, muzzle safe, and isolates it unopened."""
    day = a_day().out()
    day.report("incident", "grip", weapon="revolver", harm="the armorer")
    day.permit("collect", "prop-master", weapon="revolver", from_="armorer")
    day.permit("isolate", "prop-master", weapon="revolver", in_="box 9")
    belief = day.belief()
    assert (belief.container, belief.isolated, belief.frozen) == ("box 9", True, True)


def test_who_had_a_part_is_kept() -> None:
    """Who held, issued, loaded, checked or watched it has a part in it; who only called the take has none."""
    day = a_day().in_use()
    day.report("incident", "grip")
    assert {"performer", "armorer", "assistant", "safety", "prop-master"} <= set(of_the_weapon(day).inside)
    assert not {"first-ad", "producer", "grip"} & set(of_the_weapon(day).inside)


def test_a_second_incident_forgets_nothing() -> None:
    """Frozen again, it keeps its first record, and everybody who opened it."""
    day = a_day().in_use()
    first = day.report("incident", "grip").event.number
    day.later(5).report("incident", "first-ad", weapon="revolver", harm="a burn")
    assert of_the_weapon(day).record == first
    assert of_the_weapon(day).opened_by == ("first-ad", "grip")


def test_details_come_later_and_are_shown_late() -> None:
    """What happened is told hours after the touch: recorded with both times, and late."""
    day = a_day().in_use()
    day.report("incident", "grip")
    told = day.act("unplanned-discharge", "performer", weapon="revolver", count=1)
    day.later(3 * 3600)
    event = day.through("report", told).event
    assert event.late
    assert (event.act.at < event.at, event.outcome) == (True, "record")


def test_a_freeze_outlives_the_night() -> None:
    """Closing the day and opening the next lifts nothing, and neither does the release of the set."""
    day = a_day().in_use()
    day.report("incident", "grip")
    day.permit("collect", weapon="revolver", from_="performer")
    day.permit("isolate", weapon="revolver", in_="box 9")
    lift: dict[str, Any] = {"set_": True, "reviewed_by": "producer", "cause": "looked into"}
    day.permit("release", **lift)
    day.permit("close-day", "first-ad", witness="producer", exceptions=["revolver", "blanks"])
    day.later(12 * 3600).permit("open-day", "first-ad", witness="producer")
    assert "trouble.frozen" in day.refused("unlock", weapon="revolver", witness="assistant")


def test_a_loaded_one_in_a_custodians_hands_is_concerned() -> None:
    """Loaded and out, it may be what hurt somebody, whoever has it; emptied and looked through, it is not."""
    day = a_day().out().looked()
    day.fork().report("incident", "grip")
    assert "weapon revolver" not in frozen(day.fork())
    day.loaded()
    day.report("incident", "grip")
    assert {"weapon revolver", "lot blanks"} <= frozen(day)


def test_pressed_a_thousand_times() -> None:
    """Pressing on and on makes no answer and no board longer for ever, and takes nothing away of the first."""
    day = a_day().in_use()
    first = day.report("incident", "anonymous").event.number
    for kind in ("incident", "stop", "hold"):
        for _ in range(200):
            day.later(1).report(kind, "anonymous")
    assert of_the_weapon(day).record == first
    assert day.state.stops[0].record == first
    assert {stop.kind for stop in day.state.stops} == {"incident", "stop", "hold"}
    assert len(day.state.stops) < 30
    assert day.state.stops[-1].record == day.number


def test_a_shot_that_is_told_after_the_touch_freezes_what_fired() -> None:
    """A weapon that was emptied, counted and locked away before anybody touched a screen is frozen once it is named."""
    day = a_day().in_use()
    day.permit("cut", "first-ad", weapon="revolver")
    day.permit("collect", weapon="revolver", from_="performer")
    day.permit("clear", weapon="revolver", witness="assistant", found=["blanks:3"])
    day.looked().permit("reconcile", weapon="revolver", witness="assistant")
    day.permit("lock", weapon="revolver", in_="weapon safe", witness="assistant")
    day.fork().report("unplanned-discharge", "performer", weapon="revolver", count=1)
    day.report("incident", "grip")
    assert frozen(day) == set()
    day.later(3600).report("unplanned-discharge", "performer", weapon="revolver", count=1)
    assert {"weapon revolver", "lot blanks", "container weapon safe"} <= frozen(day)
    assert "performer" in of_the_weapon(day).inside


def test_a_shot_without_an_incident_freezes_nothing() -> None:
    """An unplanned shot that hurt nobody locks the weapon out, and freezes nothing."""
    day = a_day().in_use()
    day.report("unplanned-discharge", "performer", weapon="revolver", count=1)
    assert frozen(day) == set()
