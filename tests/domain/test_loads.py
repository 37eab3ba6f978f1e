"""What a load leaves: the rounds in their places, the proof it makes or ends, and the boxes they came out of."""

from __future__ import annotations

from typing import Any

import pytest

from showsafe.domain.acts import Draw
from showsafe.domain.belief import Belief, Hold, Loaded
from showsafe.domain.changing import replace
from showsafe.domain.effects.ready import load
from showsafe.domain.events import HOLD
from showsafe.domain.proof import Proof
from showsafe.domain.state import State
from showsafe.domain.things import Cartridge, Lot, Weapon
from tests.domain.one_gun import (
    AT,
    BLANKS,
    DUMMIES,
    FULL,
    RECORD,
    REVOLVER,
    bare,
    blank,
    done,
    dummy,
    ended,
    proof,
    stray,
)

TWO_BLANKS = Draw(count=2, lot="blanks")
ONE_DUMMY = Draw(count=1, lot="dummies")
PROVEN = (replace(BLANKS, proof=proof("proven", 2)), replace(DUMMIES, proof=proof("proven", 3, 4)))
OUTSIDE = "loaded outside the rules"


def after(belief: Belief, *lots: Lot, weapon: Weapon = REVOLVER, **said: Any) -> State:  # noqa: ANN401
    """Return what a load by the armorer, before the assistant, leaves."""
    return load(bare(belief, *lots, weapon=weapon), done("load", **{"witness": "assistant", **said}))


def put_in(contents: tuple[Cartridge, ...], **what: Any) -> Belief:  # noqa: ANN401
    """Return what is believed of a revolver that these rounds went into, but for its proofs."""
    said: dict[str, Any] = {"kind": "blank", "size": "half", "count": len(contents), "by": "armorer", **what}
    loaded = Loaded(custodian=said["by"] == "armorer", at=AT, record=RECORD, **said)
    fed = tuple(dict.fromkeys(c.lot for c in contents if c.lot))
    return replace(
        FULL, contents=contents, fed=fed, loaded=loaded, said=None, offer=None, watched=None, seal=""
    )


def made(says: str, *rests: int) -> Proof:
    """Return the proof that a load makes."""
    return Proof(says=says, rests_on=rests, people=("armorer", "assistant"), since=AT, renewed=AT)


def test_a_load_that_the_rules_permit_proves_what_is_in_it() -> None:
    """It rests on the proofs of its boxes, the look before it, and itself; the bore stays proven, no watch goes on."""
    state = after(
        replace(FULL, came_out=(blank("chamber:1"),)), *PROVEN, rounds=(TWO_BLANKS, ONE_DUMMY), magazine="m7"
    )
    contents = (blank("chamber:1"), blank("chamber:2"), dummy("chamber:3"))
    believed = put_in(contents, kind="blank and dummy")
    proven = made("blanks", 2, 3, 4, 10, RECORD)
    assert state.beliefs == {"revolver": replace(believed, proof=proven, gated=True, magazine="m7")}
    assert state.magazines == {"m7": "revolver"}
    assert state.lots == {
        "blanks": replace(PROVEN[0], box=8, proven=8, holder="armorer"),
        "dummies": replace(PROVEN[1], box=7, proven=7, holder="armorer"),
    }


@pytest.mark.parametrize(
    ("kinds", "says", "kind"),
    [
        (("dummy",), "dummies", "dummy"),
        (("snap-cap",), "dummies", "snap-cap"),
        (("dummy", "snap-cap"), "dummies", "dummy and snap-cap"),
        (("blank",), "blanks", "blank"),
        (("blank", "dummy"), "blanks", "blank and dummy"),
        (("dummy", "blank"), "blanks", "dummy and blank"),
    ],
)
def test_one_blank_among_dummies_makes_it_a_load_of_blanks(
    kinds: tuple[str, ...], says: str, kind: str
) -> None:
    """Only where every round is inert are they dummies."""
    lots = tuple(Lot(id=kind, kind=kind, total=5, box=5, proven=5, state="opened") for kind in kinds)
    state = after(
        Belief(holder="armorer", gated=False), *lots, rounds=tuple(Draw(count=1, lot=each) for each in kinds)
    )
    belief = state.believed("revolver")
    assert (belief.proof, belief.gated) == (made(says, RECORD), True)
    assert belief.loaded == Loaded(
        by="armorer", custodian=True, at=AT, record=RECORD, kind=kind, size="", count=len(kinds)
    )


@pytest.mark.parametrize("bend", [{"would": HOLD}, {"told": 11}, {"witness": ""}, {"witness": "armorer"}])
def test_any_other_load_ends_all_proofs(bend: dict[str, Any]) -> None:
    """Outside the rules, told late, or by one alone: what is in it is kept as said, and nothing of it is proven."""
    state = after(FULL, rounds=(TWO_BLANKS,), **bend)
    proven = "witness" in bend
    believed = put_in((blank("chamber:1", proven=proven), blank("chamber:2", proven=proven)))
    assert state.beliefs == {"revolver": replace(ended(believed, OUTSIDE), gated=False)}
    assert state.magazines == {}


def test_a_load_into_what_takes_no_round_proves_nothing() -> None:
    """A rubber gun holds no cartridge, whatever was permitted."""
    rubber = replace(REVOLVER, class_="rubber", capacity=0)
    belief = after(FULL, weapon=rubber, rounds=(ONE_DUMMY,)).believed("revolver")
    assert belief.proof == ended(FULL, OUTSIDE).proof
    assert (belief.gated, belief.holds) == (False, FULL.holds)


@pytest.mark.parametrize(
    ("before", "count", "held"), [(0, 6, False), (0, 7, True), (1, 6, True), (1, 5, False)]
)
def test_more_than_it_holds_holds_it(before: int, count: int, *, held: bool) -> None:
    """All its places and no more: what cannot be in it is kept as said, and the weapon waits for a release."""
    belief = replace(FULL, contents=(blank("chamber:1"),) * before)
    state = after(belief, would=HOLD, rounds=(Draw(count=count, lot="blanks"),))
    more = (Hold(why="more than it holds", record=RECORD, at=AT),) if held else ()
    assert state.believed("revolver").holds == (*FULL.holds, *more)


@pytest.mark.parametrize(("capacity", "count", "held"), [(1, 1, False), (1, 2, True), (0, 2, False)])
def test_a_weapon_with_one_place_holds_one(capacity: int, count: int, *, held: bool) -> None:
    """Of one whose places nobody counted, nobody can say that it holds more."""
    weapon = replace(REVOLVER, capacity=capacity)
    state = after(
        Belief(holder="armorer"), weapon=weapon, would=HOLD, rounds=(Draw(count=count, lot="blanks"),)
    )
    assert bool(state.believed("revolver").holds) is held


def test_rounds_of_no_box_are_never_proven() -> None:
    """Two of a box that had one, one of a box that nobody knows, one of none: one is proven."""
    rounds = (TWO_BLANKS, Draw(count=1, lot="nowhere"), Draw(count=1, kind="unidentified"))
    belief = after(FULL, replace(BLANKS, box=1, proven=1), rounds=rounds).believed("revolver")
    assert belief.contents == (blank("chamber:1"), stray("chamber:2"), stray("chamber:3"), stray("chamber:4"))
    assert belief.fed == ("blanks", "nowhere")
    assert belief.loaded == Loaded(
        by="armorer",
        custodian=True,
        at=AT,
        record=RECORD,
        kind="blank and unidentified",
        size="half",
        count=4,
    )


def test_a_second_load_is_added_to_the_first() -> None:
    """What is announced is everything that is in it now, and it came from both boxes."""
    state = after(replace(FULL, contents=(dummy("chamber:1"),)), rounds=(TWO_BLANKS,), magazine="")
    contents = (dummy("chamber:1"), blank("chamber:2"), blank("chamber:3"))
    proven = made("blanks", 10, RECORD)
    believed = put_in(contents, kind="dummy and blank")
    assert state.beliefs == {"revolver": replace(believed, proof=proven, gated=True)}


def test_a_load_of_which_nobody_says_the_rounds_ends_or_proves_no_more() -> None:
    """Nothing said to go in: it is as empty as before, and still not gone the permitted way."""
    state = after(FULL, would=HOLD, rounds=None)
    assert state.beliefs == {"revolver": replace(ended(put_in((), kind="", size=""), OUTSIDE), gated=False)}
    assert state.lots == {"blanks": BLANKS, "dummies": DUMMIES}


@pytest.mark.parametrize(
    ("lot", "at_hand"),
    [
        ({"state": "sealed", "seal": "1", "on_set": False}, {"state": "opened", "holder": "armorer"}),
        ({"state": "home-made"}, {"state": "home-made", "holder": "armorer"}),
        ({"holder": "prop-master"}, {"holder": "prop-master"}),
        ({"container": "safe"}, {"container": "safe", "holder": ""}),
        ({"container": "safe", "holder": "prop-master"}, {"container": "safe", "holder": "prop-master"}),
    ],
)
def test_a_box_that_is_loaded_from_is_open_and_on_set(lot: dict[str, Any], at_hand: dict[str, Any]) -> None:
    """Its seal is broken; it is in the hands of whoever loads, unless it is somewhere else on record."""
    state = after(FULL, replace(BLANKS, **lot), rounds=(TWO_BLANKS,))
    assert state.lots["blanks"] == replace(BLANKS, box=8, proven=8, **at_hand)


HANDS = [
    ({"holder": "", "place": "table"}, "armorer", {"holder": "armorer", "place": "", "since": AT}),
    ({"holder": "performer"}, "armorer", {"holder": "performer"}),
    ({"holder": "", "container": "safe"}, "armorer", {"holder": "", "container": "safe"}),
    ({"holder": ""}, "nobody", {"holder": ""}),
]


@pytest.mark.parametrize(("where", "by", "then"), HANDS)
def test_who_loads_what_is_in_nobodys_hands_has_it(
    where: dict[str, Any], by: str, then: dict[str, Any]
) -> None:
    """It is in no other hands and in no safe: whoever opens it has it in theirs, if they are on record."""
    state = load(
        bare(replace(FULL, **where)), done("load", by, would=HOLD, rounds=(TWO_BLANKS,), witness="assistant")
    )
    belief = state.believed("revolver")
    contents = (blank("chamber:1", proven=False), blank("chamber:2", proven=False))
    believed = ended(put_in(contents, by=by), OUTSIDE)
    assert belief == replace(believed, **{**where, **then}, gated=False)
