"""What was found is set against what was believed, round by round; no round vanishes, and none is in two places."""

from __future__ import annotations

import pytest

from showsafe.domain.acts import Draw
from showsafe.domain.belief import Belief
from showsafe.domain.changing import replace
from showsafe.domain.effects import contents
from showsafe.domain.effects.contents import Compared
from showsafe.domain.things import Cartridge, Lot
from tests.domain.one_gun import BLANKS, DUMMIES, RECORD, REVOLVER, bare, blank, done, dummy, proof, stray

ONE, TWO, THREE, FOUR = (f"chamber:{n}" for n in (1, 2, 3, 4))
IN_IT = (blank(ONE), blank(TWO), dummy(THREE), blank(FOUR, "spent"))


def of(lot: str, count: int = 1, kind: str = "") -> Draw:
    """Return so many rounds that were said to be of a box."""
    return Draw(count=count, lot=lot, kind=kind)


def seen(kind: str, count: int = 1) -> Draw:
    """Return so many rounds of which nobody said the box."""
    return Draw(count=count, kind=kind)


@pytest.mark.parametrize(
    ("found", "kept", "lost", "extra"),
    [
        ((of("blanks", 2), of("dummies")), (0, 1, 2), (), ()),
        ((of("blanks"), of("blanks"), seen("dummy")), (0, 1, 2), (), ()),
        ((of("blanks", 1),), (0,), (1, 2), ()),
        ((seen("blank", 2),), (0, 1), (2,), ()),
        ((of("dummies"), of("blanks", 2)), (2, 0, 1), (), ()),
        ((of("blanks", 5),), (0, 1), (2,), (of("blanks", 3),)),
        ((of("others"), of("dummies")), (2,), (0, 1), (of("others"),)),
        ((seen("spent", 3), of("blanks", 2), seen("dummy")), (0, 1, 2), (), ()),
        ((of("blanks", 2, "spent"),), (), (0, 1, 2), ()),
        (
            (of("blanks", 2, "unidentified"), of("blanks", 1, "blank")),
            (0,),
            (1, 2),
            (of("blanks", 2, "unidentified"),),
        ),
        ((of("blanks", 2, "dummy"), seen("dummy")), (2,), (0, 1), (of("blanks", 2, "dummy"),)),
        ((seen("snap-cap"),), (), (0, 1, 2), (seen("snap-cap"),)),
        ((seen(""),), (), (0, 1, 2), (seen(""),)),
        ((), (), (0, 1, 2), ()),
    ],
)
def test_found_is_matched_to_believed(
    found: tuple[Draw, ...], kept: tuple[int, ...], lost: tuple[int, ...], extra: tuple[Draw, ...]
) -> None:
    """By box where one was said, by kind where one was said, in the order of the places; fired cases do not count."""
    said = contents.compare(Belief(contents=IN_IT), found)
    rounds = tuple(IN_IT[n] for n in kept), tuple(IN_IT[n] for n in lost)
    assert said == Compared(*rounds, extra)


def test_one_of_which_nobody_can_say_what_it_is_matches_such_a_one() -> None:
    """A strange round that was found before, and is found again without a word of it, is that one and no second."""
    strange = stray(ONE)
    belief = Belief(contents=(strange, blank(TWO)))
    assert contents.compare(belief, (Draw(count=1),)) == Compared((strange,), (blank(TWO),), ())


def test_a_round_that_was_not_found_is_not_accounted_for() -> None:
    """By box: those that were ready, and those that did not fire, which count as such no more; no fired case."""
    lots = replace(BLANKS, faulty=5, unaccounted=1), replace(DUMMIES, faulty=2)
    lost = (
        blank(ONE),
        blank(TWO, "faulty"),
        blank(THREE, "faulty"),
        blank(FOUR, "spent"),
        dummy("chamber:5"),
        stray("chamber:6"),
    )
    state = contents.lose(bare(None, *lots), lost)
    assert state.lots == {
        "blanks": replace(lots[0], faulty=3, unaccounted=4),
        "dummies": replace(lots[1], unaccounted=1),
    }


@pytest.mark.parametrize(
    ("rounds", "left", "placed"),
    [
        ((of("blanks", 2),), (1, 8), ((TWO, "blanks", "blank", "half"), (THREE, "blanks", "blank", "half"))),
        (
            (of("dummies"), of("blanks")),
            (2, 7),
            ((TWO, "dummies", "dummy", ""), (THREE, "blanks", "blank", "half")),
        ),
        (
            (of("blanks", 5),),
            (0, 8),
            (
                (TWO, "blanks", "blank", "half"),
                (THREE, "blanks", "blank", "half"),
                (FOUR, "blanks", "blank", "half"),
                ("chamber:5", "", "unidentified", ""),
                ("chamber:6", "", "unidentified", ""),
            ),
        ),
        (
            (seen("blank", 6), seen("")),
            (3, 8),
            (
                *((f"chamber:{n}", "", "blank", "") for n in (2, 3, 4, 5, 6)),
                ("beyond:7", "", "blank", ""),
                ("beyond:8", "", "unidentified", ""),
            ),
        ),
        (
            (of("nowhere", 1, "dummy"), of("nowhere")),
            (3, 8),
            ((TWO, "", "dummy", ""), (THREE, "", "unidentified", "")),
        ),
    ],
)
def test_rounds_that_go_in_come_out_of_their_box(
    rounds: tuple[Draw, ...], left: tuple[int, int], placed: tuple[tuple[str, str, str, str], ...]
) -> None:
    """One place is taken and three blanks are in the box: what the box cannot have held is of no box."""
    before = (stray(ONE, "dummy"),)
    lot = replace(BLANKS, box=3, proven=3)
    state, after = contents.place_rounds(bare(None, lot), REVOLVER, before, rounds)
    assert (state.lots["blanks"].box, state.lots["dummies"].box) == left
    assert after == (
        *before,
        *(Cartridge(place=place, lot=lot, kind=kind, size=size) for place, lot, kind, size in placed),
    )


def test_what_looks_like_another_kind_was_in_no_such_box() -> None:
    """What was seen says what a round is; only one that looks like its box may be of it."""
    found = (
        of("blanks", 1, "dummy"),
        of("blanks", 2, "blank"),
        of("blanks"),
        of("nowhere", 1, "dummy"),
        seen("dummy"),
    )
    assert contents.as_seen(bare(), found) == (Draw(count=1, kind="dummy"), *found[1:])


def test_one_too_many_of_a_box_makes_the_box_and_what_it_fed_doubtful() -> None:
    """Nobody can tell the strange one from the others: not in the box, and not in another weapon that it fed."""
    fed = Belief(contents=(blank(ONE),), proof=proof("blanks"), gated=True)
    state = bare(None, other=fed, third=replace(fed, contents=(dummy(ONE),)))
    after = contents.taint_extra(state, "revolver", (seen("blank"), of("blanks")), done("check"))
    why = f"a round too many, record {RECORD}"
    assert after.lots == {"blanks": replace(BLANKS, tainted=why, proven=0), "dummies": DUMMIES}
    ended = replace(proof("blanks"), voided_by=RECORD, void_because="a round too many of its lot was found")
    assert after.beliefs == {**state.beliefs, "other": replace(fed, proof=ended, gated=False)}


def test_only_what_nobody_can_identify_makes_the_box_doubtful_that_is_named_with_it() -> None:
    """A blank of a box that was found says nothing against its box; a live round that is said to be of it does."""
    found = (of("blanks"), of("blanks", 1, "blank"), of("dummies", 1, "unidentified"))
    after = contents.taint_named(bare(), "revolver", found, done("check"))
    why = f"a round too many, record {RECORD}"
    assert after.lots == {"blanks": BLANKS, "dummies": replace(DUMMIES, tainted=why, proven=0)}
    assert contents.taint_named(bare(), "revolver", None, done("check")) == bare()


@pytest.mark.parametrize(
    ("lot", "cartridge", "proven", "back"),
    [
        (BLANKS, blank(ONE), True, replace(BLANKS, box=11, proven=11)),
        (BLANKS, blank(ONE), False, replace(BLANKS, box=11, proven=0)),
        (BLANKS, blank(ONE, proven=False), True, replace(BLANKS, box=11, proven=0)),
        (
            replace(BLANKS, tainted="left"),
            blank(ONE),
            True,
            replace(BLANKS, tainted="left", box=11, proven=0),
        ),
        (BLANKS, blank(ONE, "faulty"), True, BLANKS),
        (BLANKS, blank(ONE, "spent"), True, BLANKS),
        (BLANKS, stray(ONE, "blank"), True, BLANKS),
        (
            replace(BLANKS, gone="house", unaccounted=1),
            blank(ONE),
            True,
            replace(BLANKS, gone="house", unaccounted=2),
        ),
    ],
)
def test_an_unfired_round_goes_back_into_its_box(
    lot: Lot, cartridge: Cartridge, *, proven: bool, back: Lot
) -> None:
    """Proven only where it went in so and nothing stands against it; a box that left the unit takes none."""
    after = contents.return_rounds(bare(None, lot), (cartridge, dummy(TWO)), proven=proven)
    beside = replace(DUMMIES, box=9, proven=9 if proven else 0)
    assert after.lots == {"blanks": back, "dummies": beside}


def test_of_an_automatic_what_did_not_come_out_was_fired() -> None:
    """Blanks of a box count as fired, by difference; a dummy, a misfire and a stray round are missing all the same."""
    lot = replace(BLANKS, spent=3, by_difference=1)
    missing = (dummy(TWO), blank(THREE, "faulty"), stray(FOUR, "blank"))
    compared = Compared((blank("chamber:6"),), (blank(ONE), *missing, blank("chamber:5")), (seen("dummy"),))
    state, left = contents.by_difference(bare(None, lot), compared)
    assert left == Compared(compared.kept, missing, compared.extra)
    assert state.lots == {"blanks": replace(lot, spent=5, by_difference=3), "dummies": DUMMIES}


STRANGE = replace(BLANKS, id="strange", kind="unidentified")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (None, False),
        ((), False),
        ((of("blanks", 2), seen("spent")), False),
        ((seen("unidentified"),), True),
        ((of("blanks", 2), seen("")), True),
        ((of("strange"),), True),
        ((of("nowhere"),), True),
        ((of("blanks", 1, "unidentified"),), True),
        ((seen("unidentified", 0),), False),
    ],
)
def test_whether_a_live_or_unidentified_round_was_found(
    found: tuple[Draw, ...] | None, *, expected: bool
) -> None:
    """One that nobody can name, or of a box that nobody knows, is no blank."""
    assert contents.unidentified(bare(None, STRANGE), found) is expected
