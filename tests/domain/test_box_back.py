"""A sealed box that a user had is in doubt when it is back; a seal counts from a custodian who has the box."""

from __future__ import annotations

import pytest

from showsafe.domain.belief import Belief
from showsafe.domain.changing import replace
from showsafe.domain.things import Lot
from tests.domain.bare import BOX, after, bare, box, lot_of, proof, rounds

SEALED = box(holder="performer", seal="A-4711")
"""A sealed box that the performer has."""

BACK = ("collect", "pick-up", "accept", "lock", "unlock")
"""The ways in which a box comes back to a custodian, or into a safe."""


def back(lot: Lot, kind: str = "accept", by: str = "armorer") -> Lot:
    """Return the box as it is once somebody has it back."""
    return lot_of(after(bare(lot), kind, by, lot="dummies"))


@pytest.mark.parametrize("kind", BACK)
def test_a_box_that_is_back_from_a_user_is_in_doubt(kind: str) -> None:
    """It was alone with somebody, and nothing shows what was done to its seal."""
    lot = back(SEALED, kind)
    assert (lot.proven, lot.tainted) == (0, "back from a user, record 1")


@pytest.mark.parametrize("kind", BACK)
@pytest.mark.parametrize("holder", ["prop-master", "armorer", ""])
def test_a_box_from_a_custodian_is_in_no_doubt(holder: str, kind: str) -> None:
    """From another custodian, from their own hands or out of a safe, nobody else had it."""
    assert back(replace(SEALED, holder=holder), kind).proven == 20


def test_a_sealed_box_goes_to_a_user_as_proven() -> None:
    """What was put under seal is as it was until it comes back."""
    assert back(replace(SEALED, holder="armorer"), by="performer").proven == 20


def test_from_one_user_to_the_next_it_is_in_doubt() -> None:
    """The second cannot say what the first did."""
    assert back(SEALED, "collect", by="assistant").proven == 0


@pytest.mark.parametrize(
    ("by", "number"), [("armorer", "9"), ("prop-master", "9"), ("assistant", ""), ("safety", "")]
)
def test_a_seal_counts_from_a_custodian(by: str, number: str) -> None:
    """Anybody may say that they put one on, and only a custodian's stands for the time that nobody watches."""
    state = after(bare(BOX, revolver=Belief(holder="armorer")), "seal", by, lot="dummies", number="9")
    sealed = after(state, "seal", by, weapon="revolver", number="9")
    assert (lot_of(sealed).seal, sealed.believed("revolver").seal) == (number, number)


def test_nobody_seals_a_box_that_a_user_has() -> None:
    """It is said of a box that the custodian does not have."""
    assert lot_of(after(bare(SEALED), "seal", lot="dummies", number="9")).seal == "A-4711"


def test_a_seal_by_somebody_else_takes_none_off() -> None:
    """The digits that a custodian put on are those that are asked for."""
    assert lot_of(after(bare(SEALED), "seal", "performer", lot="dummies", number="9")).seal == "A-4711"


@pytest.mark.parametrize(("quarantined", "proven"), [(True, 0), (False, 20)])
def test_the_rounds_of_a_quarantined_weapon_go_back_unproven(proven: int, *, quarantined: bool) -> None:
    """Anybody may have carried it away, alone: what comes out of it then need not be what went in."""
    loaded = Belief(
        contents=tuple(replace(each, proven=True) for each in rounds(3)),
        proof=proof("dummies"),
        bore=proof("clear"),
        holder="armorer",
    )
    state = bare(box(box=17, proven=17), revolver=loaded)
    if quarantined:
        state = after(state, "quarantine", "performer", weapon="revolver", in_="a drawer")
        state = after(state, "release", weapon="revolver", reviewed_by="safety")
        state = after(state, "unlock", weapon="revolver", witness="assistant")
    lot = lot_of(after(state, "unload", weapon="revolver", witness="assistant"))
    assert (lot.box, lot.proven) == (20, proven)
