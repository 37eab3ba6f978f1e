"""What a release of a box lifts, and what it does not: no dispute over a count, and no doubt about its rounds."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.changing import replace
from showsafe.domain.counted import BOX, FAULTY, SAMPLE
from showsafe.domain.effects.counts import DISPUTED
from showsafe.domain.effects.trouble import release
from tests.domain.one_gun import DUMMIES, bare, done
from tests.rules.telling import REVIEWED, STORED, TWO, dummies
from tests.simulator import DUMMY_TESTS, FilmSet

THREE: dict[str, Any] = {"weapon": "revolver", "rounds": [{"lot": "dummies", "count": 3}], **TWO}
AWAY: dict[str, Any] = {"weapon": "rifle", "rounds": [{"lot": "dummies", "count": 2}]}


def drawn_by_a_grip(day: FilmSet) -> FilmSet:
    """Go on with a grip who drew alone from the proven box in its safe, as is told, and with the box out again."""
    day.permit("lock", lot="dummies", **STORED)
    day.report("load", "grip", **AWAY)
    assert day.lot("dummies").holds
    return day.later(60)


def test_a_disputed_count_outlasts_a_release() -> None:
    """Two people counted 20 and 19: only two who count alike let the box go."""
    day = dummies().out().looked()
    day.permit("recount", lot="dummies", seen=20, witness_seen=19, **TWO)
    day.later(60).permit("release", lot="dummies", **REVIEWED)
    assert day.against("load", **THREE) == {"rounds.held"}
    day.later(5).permit("recount", lot="dummies", seen=20, witness_seen=20, **TWO)
    assert day.against("load", **THREE) == set()


@pytest.mark.parametrize("pile", [BOX, FAULTY, SAMPLE])
def test_every_pile_that_is_disputed_stays_held(pile: str) -> None:
    """A dispute over the box, the faulty ones or the samples stays; a hold beside it is lifted."""
    why = f"{DISPUTED[pile]}, record 40"
    state = bare(None, replace(DUMMIES, holds=(why, "unplanned discharge, record 41")))
    after = release(state, done("release", weapon="", lot="dummies", reviewed_by="first-ad"))
    assert after.lots["dummies"].holds == (why,)
    assert after.lots["dummies"].proven == DUMMIES.proven


def test_after_a_deviation_the_box_is_proven_again() -> None:
    """Released after a grip drew from it alone, nothing of the box is proven; proven again, it loads."""
    day = drawn_by_a_grip(dummies().out().looked())
    day.permit("release", lot="dummies", **REVIEWED)
    day.drawn("dummies")
    assert (day.lot("dummies").proven, day.lot("dummies").holds) == (0, ())
    assert day.against("load", **THREE) == {"rounds.tainted"}
    day.permit("prove", lot="dummies", count=18, of=18, methods=list(DUMMY_TESTS), **TWO)
    assert day.against("load", **THREE) == set()


def test_rounds_that_come_back_make_no_part_of_it_proven() -> None:
    """Proven rounds that come out of a weapon into the released box lie among unproven ones: none is proven."""
    day = dummies().out().looked()
    day.permit("load", **THREE)
    drawn_by_a_grip(day).permit("release", lot="dummies", **REVIEWED)
    day.permit("unload", weapon="revolver", found=[{"lot": "dummies", "count": 3}], **TWO)
    assert (day.lot("dummies").box, day.lot("dummies").proven) == (18, 0)


def test_many_deviations_push_out_no_dispute() -> None:
    """However often it is drawn from outside the rules, a disputed count stays disputed through a release."""
    day = dummies()
    day.permit("recount", lot="dummies", seen=20, witness_seen=19, **TWO)
    for _ in range(6):
        day.report("load", "grip", weapon="rifle", rounds=[{"lot": "dummies", "count": 1}])
    day.later(60).permit("release", lot="dummies", **REVIEWED)
    assert [why.startswith(DISPUTED[BOX]) for why in day.lot("dummies").holds] == [True]
