"""Effects of trouble, use and counts: what a misfire, a second fault, a shot, a find and a release leave behind."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.counting import accounted
from tests.simulator import FilmSet, a_day


def test_a_misfire_counts_one_faulty_round() -> None:
    """A misfire counts one faulty round; the clear takes it out and the account still sums."""
    day = a_day().in_use("revolver", "blanks", 2)
    day.report("misfire", "performer", weapon="revolver")
    day.permit("collect", weapon="revolver", from_="performer")
    day.later(30).permit("clear", weapon="revolver", witness="assistant")
    lot = day.lot("blanks")
    assert (lot.faulty, lot.box) == (1, 19)
    assert accounted(day.state, lot) == lot.total


@pytest.mark.parametrize("second", ["drop", "misfire"])
def test_a_second_fault_does_not_hide_an_unplanned_shot(second: str) -> None:
    """An unplanned shot awaits its outside review even where the weapon is then dropped, or misfires."""
    day = a_day().planned("sabre").ready("sabre").out().looked().loaded()
    day.report("unplanned-discharge", weapon="revolver")
    day.report(second, weapon="revolver")
    assert "trouble.unreviewed" in day.against("offer", weapon="sabre", to=["performer"])


@pytest.mark.parametrize("second", ["drop", "unplanned-discharge"])
def test_a_second_fault_does_not_shorten_the_wait(second: str) -> None:
    """A misfire stays shut for its wait even where the weapon is dropped meanwhile."""
    day = a_day().in_use()
    day.report("misfire", "performer", weapon="revolver")
    day.later(5).report(second, "performer", weapon="revolver")
    codes = day.against("clear", weapon="revolver", witness="assistant")
    assert "trouble.misfire-wait" in codes


def test_an_obstructed_bore_locks_a_loaded_weapon_out() -> None:
    """A look at a loaded weapon that finds its bore obstructed locks it out, whatever else it agrees with."""
    day = a_day().out().looked().loaded()
    look: dict[str, Any] = {
        "weapon": "revolver",
        "seen": 6,
        "of": 6,
        "found": ["blanks:3"],
        "bore": "obstructed",
    }
    day.permit("check", **look, witness="assistant")
    assert day.spoken().name == "FAULT"
    assert "bore.void" in day.against("declare", weapon="revolver", word="hot")


def test_the_release_leaves_the_contents_unknown() -> None:
    """A release lifts what stood against a weapon, and says nothing of its contents."""
    day = a_day().out().looked().loaded()
    day.report("drop", weapon="revolver")
    day.permit("release", weapon="revolver", reviewed_by="producer", cause="slipped")
    assert day.spoken().name == "UNKNOWN"


def test_a_live_find_stops_the_set() -> None:
    """A live round stops the set, taints its box, and quarantines the weapon it was found in."""
    day = a_day().out()
    day.report("find-live", "grip", weapon="revolver")
    assert [stop.kind for stop in day.state.stops] == ["live"]
    assert day.spoken().name == "QUARANTINE"


def test_the_way_back_stays_open_after_a_live_find() -> None:
    """After a live find everything that is out can be collected, looked into, unloaded and isolated."""
    day = a_day().in_use()
    day.report("find-live", "grip", lot="dummies")
    day.permit("collect", weapon="revolver", from_="performer")
    day.permit("unload", weapon="revolver", witness="assistant")
    day.looked()
    day.permit("lock", weapon="revolver", in_="weapon safe", witness="assistant")


def test_a_missing_dummy_stops_the_set() -> None:
    """A dummy that is missing when the count is closed stops its lot and the set; a missing blank does not."""
    day = a_day().planned("revolver", "close-up", ammunition="dummy").out().looked()
    day.loaded("revolver", "dummies", 3)
    day.permit("unload", weapon="revolver", witness="assistant", found=["dummies:2"])
    day.permit("reconcile", weapon="revolver", lot="dummies", missing=1, witness="assistant")
    assert [stop.kind for stop in day.state.stops] == ["missing-dummy"]
    assert day.lot("dummies").tainted
    blanks = a_day().out().looked().loaded()
    blanks.permit("unload", weapon="revolver", witness="assistant", found=["blanks:2"])
    blanks.permit("reconcile", weapon="revolver", lot="blanks", missing=1, witness="assistant")
    assert not blanks.state.stops
    assert blanks.lot("blanks").missing == 1


def test_an_unplanned_shot_holds_its_lot() -> None:
    """The box that fed an unplanned shot feeds nothing more until the release."""
    day = a_day().out().looked().loaded()
    day.report("unplanned-discharge", weapon="revolver")
    assert day.lot("blanks").holds
    assert day.lot("blanks").spent == 1


def automatic() -> FilmSet:
    """Return a day on which an automatic holds ten blanks."""
    day = a_day()
    gun: dict[str, Any] = {"class": "blank-only", "action": "automatic", "calibre": "9 mm", "capacity": 20}
    day.permit("register", weapon="automatic", **gun)
    day.planned("automatic", ammunition="blank", shots=None).looked("automatic").drawn("nine-blanks")
    load: dict[str, Any] = {"rounds": ["nine-blanks:10"], "magazine": "3", "witness": "assistant"}
    day.permit("load", weapon="automatic", **load)
    return day


def test_an_automatic_is_counted_by_difference() -> None:
    """What went into an automatic and did not come out counts as fired by difference, and the account says so."""
    day = automatic()
    day.report("discharge", weapon="automatic", count=1)
    day.permit("unload", weapon="automatic", witness="assistant", found=["nine-blanks:4"])
    lot = day.lot("nine-blanks")
    assert (lot.spent, lot.by_difference, lot.unaccounted) == (6, 5, 0)
    assert accounted(day.state, lot) == lot.total


def test_an_automatic_that_was_never_fired_is_counted_like_any_other() -> None:
    """Without a shot on record nothing counts as fired: what is missing from an automatic is missing."""
    day = automatic()
    day.permit("unload", weapon="automatic", witness="assistant", found=["nine-blanks:4"])
    lot = day.lot("nine-blanks")
    assert (lot.spent, lot.unaccounted) == (0, 6)


def test_a_day_closed_with_exceptions_never_looks_clean() -> None:
    """The exceptions with which a day was closed stay on record."""
    day = a_day().out()
    day.permit("close-day", "first-ad", witness="producer", exceptions=["revolver"])
    assert day.state.day.exceptions == ("revolver",)
    assert not day.state.day.open


def test_cut_ends_the_takes_of_its_set_up_only() -> None:
    """A cut ends the takes of that scene, and of no other."""
    day = a_day().planned("sabre", "ridge").ready("sabre").handed("sabre")
    day.permit("take", "first-ad", weapon="sabre", user="performer", scene="ridge")
    day.permit("cut", "first-ad", scene="saloon")
    assert day.belief("sabre").take is not None
    day.permit("cut", "first-ad", scene="ridge")
    assert day.belief("sabre").take is None
