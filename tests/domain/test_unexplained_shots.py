"""More shots than the record can explain, and a shot out of what could not fire."""

from __future__ import annotations

import pytest

from tests.rules.telling import GUN, REVIEWED, TWO, WHOLE_SET, fired, told
from tests.simulator import FilmSet, a_day


def with_dummies() -> FilmSet:
    """Return a set with a take of three dummies going on, and a rifle that is empty beside it."""
    day = a_day().planned("revolver", ammunition="dummy")
    day.ready("revolver", "dummies", 3).handed()
    day.permit("take", "first-ad", **GUN, user="performer", scene="saloon")
    return day.later(5)


def with_blanks() -> FilmSet:
    """Return a set with a take of three blanks going on."""
    return a_day().in_use("revolver", "blanks", 3).later(5)


@pytest.mark.parametrize("kind", ["discharge", "unplanned-discharge"])
def test_a_shot_out_of_dummies_is_a_live_round(kind: str) -> None:
    """What shot was no dummy, so the set stops, the weapon is quarantined, and nothing of the box is proven."""
    day = with_dummies()
    day.report(kind, "performer", **GUN, count=1)
    assert [stop.kind for stop in day.state.stops] == ["live"]
    assert (day.belief().quarantined, day.belief().take, day.lot("dummies").proven) == (True, None, 0)
    assert day.lot("dummies").tainted
    assert "live.found" in day.against("load", weapon="rifle", rounds=[{"lot": "blanks", "count": 1}], **TWO)


@pytest.mark.parametrize("kind", ["discharge", "unplanned-discharge"])
def test_a_shot_out_of_an_empty_weapon_is_a_live_round(kind: str) -> None:
    """Two people proved it empty, and it fired: the set stops, and the weapon is out of use."""
    day = a_day().planned("revolver", ammunition="dummy").ready("revolver").handed().later(3)
    day.report(kind, "performer", **GUN, count=1)
    assert [stop.kind for stop in day.state.stops] == ["live"]
    assert day.belief().quarantined


def test_what_fed_it_before_two_found_it_empty_is_in_no_doubt() -> None:
    """Emptied, looked into and counted, it fires: a live round, and no round of the box that fed it before."""
    day = fired(with_blanks(), 3)
    day.permit("reconcile", **GUN, **TWO)
    before = day.lot("blanks")
    assert (before.proven, before.tainted) == (17, "")
    day.later(5).report("discharge", "performer", **GUN, count=1)
    assert day.lot("blanks") == before
    assert [stop.kind for stop in day.state.stops] == ["live"]
    assert [(find.where, find.quarantined) for find in day.state.live] == [("revolver", True)]
    assert (day.belief().quarantined, day.belief().contents) == (True, ())
    assert day.belief().uncounted == (f"record {day.number}: 1 unexplained shots",)


@pytest.mark.parametrize("kind", ["discharge", "unplanned-discharge"])
@pytest.mark.parametrize("told", [(4,), (3, 1), (1, 1, 1, 1)])
def test_one_more_than_the_blanks_of_a_take(kind: str, told: tuple[int, ...]) -> None:
    """Four shots of three blanks are a difference, told at once or one by one: taint and a hold, and no stop."""
    day = with_blanks()
    for count in told:
        day.report(kind, "performer", **GUN, count=count)
    assert (day.state.stops, day.belief().quarantined) == ((), False)
    assert (day.lot("blanks").proven, bool(day.lot("blanks").tainted)) == (0, True)
    assert any(held.why == "fired more than was loaded" for held in day.belief().holds)


def test_cases_alone_fire_nothing() -> None:
    """After the cut three cases are in it; a shot out of those is a live round."""
    day = with_blanks()
    day.permit("discharge", "performer", **GUN, count=3)
    day.permit("cut", "first-ad")
    day.later(5).report("discharge", "performer", **GUN, count=1)
    assert [stop.kind for stop in day.state.stops] == ["live"]


def test_a_blank_that_did_not_fire_may_fire_late() -> None:
    """A misfired blank is unfired: a shot after it is a difference, and no live round."""
    day = a_day().in_use("revolver", "blanks", 1).later(5)
    day.report("misfire", "performer", **GUN)
    day.later(2).report("unplanned-discharge", "performer", **GUN, count=1)
    assert (day.state.stops, day.lot("blanks").proven) == ((), 0)


def test_another_weapon_fed_by_the_box_is_unknown() -> None:
    """The rifle was loaded from the same box of dummies: what is in it is proven no more."""
    day = a_day().planned("revolver", ammunition="dummy").planned("rifle", ammunition="dummy")
    day.ready("revolver", "dummies", 3).handed().ready("rifle", "dummies", 2).later(5)
    assert day.spoken("rifle").word == "cold"
    day.report("discharge", "performer", **GUN, count=1)
    assert day.spoken("rifle").word != "cold"


def test_the_day_goes_on_after_review() -> None:
    """Reviewed by two from outside for weapon and set, the box is proven again, and the day goes on."""
    day = with_dummies()
    day.report("unplanned-discharge", "performer", **GUN, count=1)
    day.report("quarantine", **GUN)
    day.later(60).permit("release", **GUN, **REVIEWED)
    day.permit("release", **WHOLE_SET)
    day.drawn("dummies").permit(
        "prove", lot="dummies", count=17, of=17, methods=["primer-state", "rattle"], **TWO
    )
    assert (day.state.live, day.state.stops, day.lot("dummies").proven) == ((), (), 17)


def test_what_the_record_explains_taints_nothing() -> None:
    """Three shots of three blanks leave the rest of the box as proven as it was."""
    day = with_blanks()
    day.permit("discharge", "performer", **GUN, count=3)
    assert (day.lot("blanks").proven, day.lot("blanks").tainted, day.state.stops) == (17, "", ())


@pytest.mark.parametrize(("class_", "stops"), [("airsoft", []), ("non-gun", []), ("rubber", ["live"])])
def test_what_shoots_without_a_cartridge_stops_nothing(class_: str, stops: list[str]) -> None:
    """An airsoft gun shoots with none in it by the record; a rubber one that does is no rubber one."""
    day = a_day()
    day.permit("register", weapon="toy", **{"class": class_})
    day.report("discharge", weapon="toy", count=1)
    assert [stop.kind for stop in day.state.stops] == stops


@pytest.mark.parametrize("kind", ["discharge", "unplanned-discharge"])
def test_a_weapon_that_nobody_knows_fired(kind: str) -> None:
    """What is not on record has nothing in it by the record, and fired: the set stops until it is reviewed."""
    day = a_day()
    day.report(kind, weapon="ghost", count=1)
    assert [stop.kind for stop in day.state.stops] == ["live"]
    day.later(60).permit("release", **WHOLE_SET)
    assert (day.state.stops, day.state.live) == ((), ())


@pytest.mark.parametrize(("count", "stops"), [(3, []), (4, ["live"])])
def test_shots_told_after_the_unload_are_the_blanks_that_did_not_come_out(
    count: int, stops: list[str]
) -> None:
    """A phone was out of reach: three blanks did not come out, and three shots are told of before; a fourth is none.

    Three that the count explains put no box in doubt; a fourth puts in doubt all that fed it. Held it is all the same.
    """
    day = with_blanks()
    day.permit("cut", "first-ad")
    day.later(60).permit("collect", **GUN)
    day.permit("unload", **GUN, found=[], **TWO)
    day.looked().later(60)
    before = day.lot("blanks")
    assert (before.proven, before.unaccounted, before.tainted) == (17, 3, "")
    told(day, 100, "discharge", "performer", **GUN, count=count)
    assert [stop.kind for stop in day.state.stops] == stops
    assert day.belief().quarantined == bool(stops)
    after = day.lot("blanks")
    assert after == before if not stops else (after.proven, bool(after.tainted)) == (0, True)
    assert day.belief().uncounted[-1] == f"record {day.number}: {count} unexplained shots"
    assert any(held.why == "fired more than was loaded" for held in day.belief().holds)


def test_a_shot_told_late_out_of_dummies_is_a_live_round_too() -> None:
    """It was collected before the word of the shot came: what shot was no dummy all the same."""
    day = with_dummies()
    day.later(30).permit("collect", **GUN)
    day.later(30)
    told(day, 45, "discharge", "performer", **GUN, count=1)
    assert [stop.kind for stop in day.state.stops] == ["live"]
