"""More rounds are found than were believed in a weapon: nobody can tell the strange one, and its boxes are in doubt."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator import FilmSet, a_day

TWO_LOOK: dict[str, Any] = {"weapon": "revolver", "seen": 6, "of": 6, "witness": "assistant"}
BY_KIND = [{"kind": "dummy", "count": 4}]
BY_LOT = [{"lot": "dummies", "count": 4}]
BY_BOTH = [{"lot": "dummies", "kind": "dummy", "count": 4}]
WAYS = [BY_KIND, BY_LOT, BY_BOTH]
WHY = "more in it than was loaded"


def three_out() -> FilmSet:
    """Return a day on which three dummies went into the revolver, all of it as the rules permit."""
    return a_day().planned("revolver", ammunition="dummy").out().looked().loaded("revolver", "dummies", 3)


def collected() -> FilmSet:
    """Return the same day after the revolver was left lying, so that nothing is proven of it any more."""
    day = three_out()
    day.report("leave", weapon="revolver", place="table")
    day.report("pick-up", weapon="revolver")
    return day


def box(day: FilmSet, lot: str = "dummies") -> tuple[int, int]:
    """Return how many rounds are in a box, and how many of them are proven."""
    return day.lot(lot).box, day.lot(lot).proven


@pytest.mark.parametrize("found", WAYS)
@pytest.mark.parametrize("kind", ["unload", "clear"])
def test_what_came_out_too_many_leaves_no_round_of_its_box_proven(
    kind: str, found: list[dict[str, Any]]
) -> None:
    """Three went in and four come out: any three of them go back, and none of the box is proven or loaded."""
    day = three_out()
    day.permit(kind, weapon="revolver", witness="assistant", found=found)
    why = f"a round too many, record {day.number}"
    assert (day.lot("dummies").tainted, box(day)) == (why, (20, 0))
    assert [each.why for each in day.belief().holds] == [WHY]
    assert day.belief().uncounted == (f"record {day.number}: 1 more than was loaded",)


@pytest.mark.parametrize("found", WAYS)
@pytest.mark.parametrize(
    ("made", "said", "why"),
    [
        (three_out, {}, "contradiction"),
        (collected, {}, WHY),
    ],
)
def test_a_look_that_finds_more_is_a_difference(
    made: Any,  # noqa: ANN401
    said: dict[str, Any],
    why: str,
    found: list[dict[str, Any]],
) -> None:
    """Whether a proof stood or not: held, open, the box in doubt; one that is said to be of the box is out of it."""
    day = made()
    day.report("check", **{**TWO_LOOK, **said}, found=found)
    note = f"record {day.number}: 1 more than was loaded"
    assert [each.why for each in day.belief().holds][-1] == why
    assert note in day.belief().uncounted
    assert [each.says for each in day.state.discrepancies.values()] == ["1 more than was loaded"]
    lot = found[0].get("lot", "")
    assert day.lot("dummies").tainted == f"a round too many, record {day.number}"
    assert box(day) == (16 if lot else 17, 0)
    assert [(each.lot, each.kind, each.state) for each in day.belief().contents] == [
        *[("dummies", "dummy", "ready")] * 3,
        (lot, "dummy", "ready"),
    ]


def test_after_such_a_look_the_unload_closes_nothing() -> None:
    """Four come out as the look said: the weapon stays held, the difference stays open, the box stays in doubt."""
    day = collected()
    day.permit("check", **TWO_LOOK, found=BY_KIND)
    day.permit("unload", weapon="revolver", witness="assistant", found=BY_KIND)
    assert (len(day.belief().holds) > 0, len(day.state.discrepancies)) == (True, 1)
    assert (bool(day.lot("dummies").tainted), box(day)) == (True, (20, 0))
    assert len(day.belief().uncounted) == 1


@pytest.mark.parametrize("witness", ["assistant", "armorer"])
def test_one_that_was_told_as_fired_and_is_still_in_it_is_a_difference(witness: str) -> None:
    """Three shots were told of three blanks, and one blank is still live in it, seen by two or by one."""
    day = a_day().in_use("revolver", "blanks", 3)
    day.permit("discharge", "performer", weapon="revolver", count=3)
    day.permit("cut", "first-ad")
    day.permit("collect", weapon="revolver")
    day.report("check", **{**TWO_LOOK, "witness": witness}, found=[{"kind": "blank", "count": 1}])
    if witness == "assistant":
        assert (day.belief().holds[-1].why, bool(day.lot("blanks").tainted)) == (WHY, True)
        assert len(day.state.discrepancies) == 1
    day.report("unload", weapon="revolver", witness="assistant", found=[{"kind": "blank", "count": 1}])
    assert (day.belief().holds[-1].why, day.lot("blanks").proven) == (WHY, 0)
    assert day.state.discrepancies


def test_one_that_one_person_sees_in_an_empty_weapon_is_a_difference() -> None:
    """It was proven empty and left; one person alone looks and sees a dummy, and the unload then agrees with that."""
    day = a_day().out().looked()
    day.report("leave", weapon="revolver", place="table")
    day.report("pick-up", weapon="revolver")
    day.report("check", **{**TWO_LOOK, "witness": "armorer"}, found=[{"kind": "dummy", "count": 1}])
    day.permit("unload", weapon="revolver", witness="assistant", found=[{"kind": "dummy", "count": 1}])
    assert day.belief().holds[-1].why == WHY
    assert [each.says for each in day.state.discrepancies.values()] == ["1 more than was loaded"]


def test_all_lots_of_the_weapon_are_in_doubt_where_nobody_says_of_which_it_is() -> None:
    """Dummies and blanks are in it and one more round comes out: both boxes are in doubt, and no third one."""
    day = three_out()
    day.report("load", weapon="revolver", rounds=["blanks:1"], witness="assistant")
    found = [{"kind": "dummy", "count": 4}, {"kind": "blank", "count": 1}]
    day.report("unload", weapon="revolver", witness="assistant", found=found)
    assert [bool(day.lot(name).tainted) for name in ("dummies", "blanks", "nine-blanks")] == [
        True,
        True,
        False,
    ]


def test_what_was_loaded_before_two_found_it_empty_is_in_no_doubt() -> None:
    """Unloaded, found empty by two, and then a dummy is in it: it did not come with what was in it before."""
    day = three_out()
    day.permit("unload", weapon="revolver", witness="assistant")
    day.looked().permit("check", **TWO_LOOK, found=[{"kind": "dummy", "count": 1}])
    assert (day.belief().holds[-1].why, day.lot("dummies").tainted) == ("contradiction", "")
    assert day.belief().uncounted


# --- what goes back -------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [("rifle", "revolver"), ("revolver", "rifle")])
def test_one_unproven_round_in_a_box_leaves_none_of_it_proven(order: tuple[str, str]) -> None:
    """Three come out before two and three before one alone, in either order: no three of the box load as proven."""
    day = three_out().planned("rifle", ammunition="dummy")
    day.out("rifle").looked("rifle").loaded("rifle", "dummies", 3)
    for weapon in order:
        witness = {"witness": "assistant"} if weapon == "revolver" else {}
        day.report("unload", weapon=weapon, found=[{"kind": "dummy", "count": 3}], **witness)
    assert box(day) == (20, 0)


def test_an_unload_said_again_proves_nothing_of_a_box_in_part_proven() -> None:
    """Unloaded by one, then said again by two: the box that was proven no more stays so."""
    day = three_out()
    day.report("unload", weapon="revolver", found=[{"kind": "dummy", "count": 3}])
    day.report("unload", weapon="revolver", witness="assistant", found=[{"kind": "dummy", "count": 3}])
    assert box(day) == (20, 0)


def test_three_of_twenty_that_two_people_proved_are_loaded_and_no_others() -> None:
    """A part proof is of the rounds that lie apart: those three load; back in the box they are like the others."""
    day = a_day().planned("revolver", ammunition="dummy")
    is_ = {"kind": "dummy", "calibre": ".45 Colt", "count": 20, "state": "sealed", "from": "rental"}
    day.permit("receive", lot="new", countersigned_by="prop-master", **is_)
    day.permit("prove", lot="new", count=3, of=3, methods=["primer-state", "rattle"], witness="assistant")
    assert box(day, "new") == (20, 3)
    day.out().looked()
    load = {"weapon": "revolver", "witness": "assistant"}
    assert day.against("load", **load, rounds=["new:4"]) == {"rounds.not-proven"}
    day.permit("load", **load, rounds=["new:3"])
    assert day.spoken().name == "DUMMIES"
    day.permit("unload", weapon="revolver", witness="assistant", found=[{"kind": "dummy", "count": 3}])
    assert box(day, "new") == (20, 0)


# --- what goes in ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["live", "unidentified"])
@pytest.mark.parametrize("lot", ["", "dummies"])
def test_a_live_round_that_is_said_to_have_gone_in_is_found(kind: str, lot: str) -> None:
    """It stops the set, quarantines the weapon, and is in it as what it is; the box that it is said of is in doubt."""
    day = a_day().out("rifle").looked("rifle")
    said = {"kind": kind, "count": 1} | ({"lot": lot} if lot else {})
    day.report("load", weapon="rifle", rounds=[said], witness="assistant")
    assert [stop.kind for stop in day.state.stops] == ["live"]
    assert ([find.where for find in day.state.live], day.spoken("rifle").name) == (["rifle"], "QUARANTINE")
    assert [(c.lot, c.kind) for c in day.belief("rifle").contents] == [("", "unidentified")]
    assert (bool(day.lot("dummies").tainted), day.lot("dummies").box) == (bool(lot), 20)


def test_a_live_round_among_those_that_go_in_makes_their_box_doubtful() -> None:
    """Two dummies of a box and a live round go in together: none of that box is proven."""
    day = a_day().out("rifle").looked("rifle")
    rounds = [{"lot": "dummies", "count": 2}, {"kind": "live", "count": 1}]
    day.report("load", weapon="rifle", rounds=rounds, witness="assistant")
    assert (bool(day.lot("dummies").tainted), day.lot("dummies").proven) == (True, 0)
    assert [stop.kind for stop in day.state.stops] == ["live"]


def test_a_blank_that_is_said_to_have_come_out_of_a_box_of_dummies_makes_it_doubtful() -> None:
    """It goes in as the blank that was seen, of no lot, and the set goes on: nobody said that it is live."""
    day = a_day().out("rifle").looked("rifle")
    rounds = [{"lot": "dummies", "kind": "blank", "count": 1}]
    day.report("load", weapon="rifle", rounds=rounds, witness="assistant")
    assert (bool(day.lot("dummies").tainted), day.state.stops) == (True, ())
    assert [(c.lot, c.kind) for c in day.belief("rifle").contents] == [("", "blank")]
