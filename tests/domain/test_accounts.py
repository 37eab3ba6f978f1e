"""The account of a box: where each of its rounds is, and that what was found is what is believed."""

from __future__ import annotations

import pytest

from showsafe.domain import counting
from showsafe.domain.acts import Draw
from showsafe.domain.belief import Belief
from showsafe.domain.changing import replace
from showsafe.domain.counted import BOX, FAULTY, SAMPLE
from showsafe.domain.things import Cartridge, Lot
from tests.domain.one_gun import BLANKS, DUMMIES, bare, blank, dummy, stray

IN_ONE = Belief(
    contents=(blank("chamber:1"), blank("chamber:2"), blank("chamber:3", "faulty"), dummy("chamber:4"))
)
IN_OTHER = Belief(contents=(blank("chamber:1"), blank("chamber:2", "spent"), stray("chamber:3", "blank")))


def test_rounds_of_a_box_are_counted_in_every_weapon() -> None:
    """Those that are ready and those that did not fire, each by itself; no fired case, and none of another box."""
    state = bare(IN_ONE, other=IN_OTHER, third=Belief(contents=(dummy("chamber:1", "faulty"),)))
    counts = [(counting.in_weapons(state, lot), counting.faulty_in_weapons(state, lot)) for lot in state.lots]
    assert counts == [(3, 1), (1, 1)]


@pytest.mark.parametrize(("pile", "there"), [(BOX, 10), ("", 10), (FAULTY, 4), (SAMPLE, 7)])
def test_what_lies_in_each_pile(pile: str, there: int) -> None:
    """In the box, kept as a sample, and those that did not fire, but for the one that is still in a weapon."""
    lot = replace(BLANKS, faulty=5, sampled=7)
    assert counting.pile_of(bare(IN_ONE, lot), lot, pile) == there


def test_no_pile_is_less_than_none() -> None:
    """More that did not fire are in weapons than the account has: none lies apart."""
    assert counting.pile_of(bare(IN_ONE), BLANKS, FAULTY) == 0


def test_the_account_is_the_sum_of_every_place() -> None:
    """Each place where a round can be counts once, and what was counted too many counts against."""
    lot = Lot(
        id="blanks",
        box=1,
        spent=10,
        by_difference=7,
        faulty=100,
        ejected=1_000,
        destroyed=10_000,
        sampled=100_000,
        returned=1_000_000,
        missing=10_000_000,
        unaccounted=100_000_000,
        surplus=5,
    )
    assert counting.accounted(bare(IN_ONE, lot), lot) == 111_111_111 + 2 - 5


@pytest.mark.parametrize(
    ("box", "proven", "count", "left"),
    [
        (10, 10, 3, (7, 7, 3)),
        (10, 2, 3, (7, 0, 3)),
        (10, 3, 3, (7, 0, 3)),
        (10, 4, 3, (7, 1, 3)),
        (2, 2, 3, (0, 0, 2)),
        (0, 0, 1, (0, 0, 0)),
        (5, 5, 0, (5, 5, 0)),
    ],
)
def test_no_more_is_drawn_than_there_is(
    box: int, proven: int, count: int, left: tuple[int, int, int]
) -> None:
    """Proven ones go first: what is left is never called proven on the proof of those that went."""
    lot = replace(BLANKS, box=box, proven=proven)
    after, taken = counting.draw(lot, count)
    assert (after, taken) == (replace(lot, box=left[0], proven=left[1]), left[2])


@pytest.mark.parametrize(("proven", "left"), [(True, 12), (False, 0)])
def test_one_unproven_round_among_proven_ones_unproves_them(*, proven: bool, left: int) -> None:
    """Nobody can tell it from the others."""
    assert counting.put_back(BLANKS, 2, proven=proven) == replace(BLANKS, box=12, proven=left)


def test_found_rounds_are_counted_by_what_they_are() -> None:
    """What was seen, else the kind of the box, else nobody can say; none of a kind is no count."""
    found = (
        Draw(count=2, lot="blanks"),
        Draw(count=1, lot="blanks", kind="unidentified"),
        Draw(count=3, kind="dummy"),
        Draw(count=1, lot="dummies"),
        Draw(count=1, lot="nowhere"),
        Draw(count=5),
        Draw(count=4, kind="spent"),
        Draw(count=0, kind="snap-cap"),
    )
    assert dict(counting.as_counts(found, bare())) == {"blank": 2, "unidentified": 7, "dummy": 4, "spent": 4}


def test_believed_rounds_are_counted_by_what_they_are() -> None:
    """A fired case is a fired case, whatever it was."""
    counts = {"blank": 2, "spent": 2, "dummy": 1}
    contents = (*IN_OTHER.contents, dummy("chamber:4"), dummy("chamber:5", "spent"))
    assert dict(counting.believed_counts(contents)) == counts


LIVE = Draw(count=1, lot="blanks", kind="unidentified")
BOTH = (blank("chamber:1"), blank("chamber:2"), dummy("chamber:3"))


OTHER = replace(blank("chamber:4"), lot="others")
TWICE = (Draw(count=1, lot="blanks"), Draw(count=1, lot="blanks"))


@pytest.mark.parametrize(
    ("contents", "found", "agrees"),
    [
        ((), (), True),
        ((), (Draw(count=1, kind="blank"),), False),
        ((), (Draw(count=3, kind="spent"),), True),
        (BOTH, (), False),
        (BOTH, (Draw(count=2, lot="blanks"), Draw(count=1, lot="dummies")), True),
        (BOTH, (Draw(count=1, lot="blanks"), Draw(count=1, lot="blanks"), Draw(count=1, kind="dummy")), True),
        (BOTH, (Draw(count=2, kind="blank"), Draw(count=1, kind="dummy"), Draw(count=1, kind="spent")), True),
        (BOTH, (Draw(count=2, lot="others"), Draw(count=1, kind="dummy")), False),
        (
            BOTH,
            (Draw(count=1, lot="others"), Draw(count=1, lot="blanks"), Draw(count=1, kind="dummy")),
            False,
        ),
        (BOTH, (Draw(count=3, lot="blanks"),), False),
        ((blank("chamber:1"), OTHER), TWICE, False),
        ((blank("chamber:1"), OTHER), (*TWICE[1:], Draw(count=1, lot="others")), True),
        (BOTH, (Draw(count=1, lot="blanks"), Draw(count=2, lot="dummies")), False),
        (BOTH, (Draw(count=1, lot="blanks"), LIVE, Draw(count=1, lot="dummies")), False),
        ((blank("chamber:1"), blank("chamber:2", "spent")), (Draw(count=1, lot="blanks"),), True),
        ((blank("chamber:1"), blank("chamber:2", "spent")), (Draw(count=2, lot="blanks"),), False),
        ((blank("chamber:1", "spent"), stray("chamber:2", "blank")), (Draw(count=1, lot="blanks"),), False),
        ((blank("chamber:1", "faulty"),), (Draw(count=1, lot="blanks"),), True),
    ],
)
def test_whether_what_was_found_is_what_is_believed(
    contents: tuple[Cartridge, ...], found: tuple[Draw, ...], *, agrees: bool
) -> None:
    """Kind by kind, and box by box where one was said: one too many, too few or of another box is a contradiction."""
    state = bare(None, replace(BLANKS, id="others"), DUMMIES)
    assert counting.agrees(found, Belief(contents=contents), state) is agrees
