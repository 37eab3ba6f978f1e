"""A recount: what two people found alike is there, what differs settles nothing, and what is too old neither."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from showsafe.domain.belief import Belief
from showsafe.domain.counted import APART, BREAK, CUSTODIAN, OVER, SHORT, Due, LotCount, Sample
from showsafe.domain.proof import Proof, void
from showsafe.domain.state import State
from showsafe.domain.things import Lot
from tests.domain.bare import BOX, NOON, after, at, bare, box, difference, lot_of, rounds

TWO = {"lot": "dummies", "witness": "assistant"}
COUNTED = LotCount(custodian="armorer", record=1, at=NOON)
PROOF = Proof(says="dummies", rests_on=(1,), people=("armorer", "assistant"), since=NOON, renewed=NOON)
MOVED = LotCount(custodian="armorer", record=1, at=NOON, moved_at=NOON)


def recounted(state: State, one: int, other: int | None = None, /, **said: Any) -> State:  # noqa: ANN401
    """Let armorer and assistant count apart: the same, or two numbers."""
    return after(state, "recount", seen=one, witness_seen=one if other is None else other, **TWO, **said)


def opens(state: State) -> list[tuple[str, int, str]]:
    """Return of each open difference why it is one, of how many rounds, and what it says."""
    return [(each.why, each.count, each.says) for each in state.discrepancies.values()]


def known(state: State, name: str = "dummies") -> LotCount:
    """Return what is kept of the counts of a lot."""
    return state.counts[name]


@pytest.mark.parametrize(
    ("was", "pile", "seen", "lot"),
    [
        (BOX, "", 20, BOX),
        (BOX, "box", 20, BOX),
        (BOX, "", 19, box(box=19, proven=19, unaccounted=1)),
        (BOX, "box", 0, box(box=0, proven=0, unaccounted=20)),
        (box(proven=5), "", 17, box(box=17, proven=5, unaccounted=3)),
        (
            box(box=15, proven=15, faulty=5),
            "faulty",
            3,
            box(box=15, proven=15, faulty=3, unaccounted=2),
        ),
        (box(box=15, proven=15, faulty=5), "faulty", 5, box(box=15, proven=15, faulty=5)),
        (
            box(box=15, proven=15, sampled=5),
            "sample",
            1,
            box(box=15, proven=15, sampled=1, unaccounted=4),
        ),
        (box(box=19, proven=19, unaccounted=1), "", 18, box(box=18, proven=18, unaccounted=2)),
    ],
)
def test_what_two_people_found_alike_is_there(was: Lot, pile: str, seen: int, lot: Lot) -> None:
    """What is missing of a pile is out of that pile and not accounted for; no other pile changes."""
    state = recounted(bare(was), seen, pile=pile)
    assert lot_of(state) == lot
    short = lot.unaccounted - was.unaccounted
    assert opens(state) == ([(SHORT, short, f"{short} of 20 not accounted for")] if short else [])


@pytest.mark.parametrize(
    ("was", "pile", "seen", "lot"),
    [
        (BOX, "", 21, box(box=21, proven=0, surplus=1)),
        (BOX, "box", 23, box(box=23, proven=0, surplus=3)),
        (box(box=15, proven=15, faulty=5), "faulty", 6, box(box=15, proven=0, faulty=6, surplus=1)),
        (box(box=15, proven=15, sampled=5), "sample", 7, box(box=15, proven=0, sampled=7, surplus=2)),
        (box(surplus=1, box=21), "", 22, box(surplus=2, box=22, proven=0)),
    ],
)
def test_what_is_too_many_makes_all_of_the_lot_doubtful(was: Lot, pile: str, seen: int, lot: Lot) -> None:
    """Nobody can tell the strange round from the others: none is proven any more, and it says how many there were."""
    state = recounted(bare(was), seen, pile=pile)
    more = lot.surplus - was.surplus
    assert lot_of(state) == doubtful(lot, f"{more} counted too many, record 1")
    assert known(state).strange
    assert opens(state) == [(OVER, more, f"{more} more than the record had")]


def doubtful(lot: Lot, why: str) -> Lot:
    """Return a lot as doubtful for one reason."""
    return box(
        **{name: getattr(lot, name) for name in ("box", "faulty", "sampled", "surplus")},
        proven=0,
        tainted=why,
    )


def test_a_strange_round_in_the_box_makes_what_it_fed_unknown() -> None:
    """A weapon that was loaded from a box with a round too many is proven of nothing, and was not handed over gated."""
    fed = bare(box(box=17, proven=17), revolver=loaded(3), other=loaded(2, "blanks"))
    state = recounted(fed, 18)
    ended = state.believed("revolver")
    assert (ended.proof, ended.gated) == (void(PROOF, 1, "a round too many of its lot was counted"), False)
    assert state.believed("other") == fed.believed("other")
    assert lot_of(state).surplus == 1


def loaded(count: int, lot: str = "dummies") -> Belief:
    """Return what is believed of a weapon that holds so many rounds of a lot."""
    return Belief(holder="armorer", proof=PROOF, contents=rounds(count, lot))


def test_all_that_is_kept_of_a_whole_count() -> None:
    """Which record it was, and when it was made: as it was said, and never later than it was heard."""
    assert known(recounted(bare(), 20, heard=5)) == LotCount(record=1, at=NOON)
    assert known(recounted(bare(), 20, said=7, heard=5)) == LotCount(record=1, at=at(5))
    assert known(recounted(bare(), 19, heard=5)) == MOVED
    assert opens(recounted(bare(), 20)) == []


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [(20, 19, "counted 20 and 19"), (19, 21, "counted 19 and 21"), (0, 1, "counted 0 and 1")],
)
@pytest.mark.parametrize(
    ("pile", "because"),
    [
        ("", "two counts of it differ"),
        ("box", "two counts of it differ"),
        ("faulty", "two counts of those that did not fire differ"),
        ("sample", "two counts of its samples differ"),
    ],
)
def test_two_numbers_change_no_number_and_hold_the_lot(
    one: int, other: int, says: str, pile: str, because: str
) -> None:
    """The lot is held for that pile from that record on, and the difference is nobody's number."""
    state = recounted(bare(), one, other, pile=pile)
    assert lot_of(state) == box(holds=(f"{because}, record 1",))
    assert state.discrepancies == difference(why=APART, count=0, says=says)
    assert state.counts == {"dummies": LotCount(doubted_at=NOON)}


def test_a_lot_is_held_once_for_each_pile() -> None:
    """A second dispute of a pile takes the place of its hold and adds no difference; of another pile it adds a hold."""
    twice = recounted(recounted(bare(box(holds=("deviation, record 0",))), 20, 19), 18, 19)
    assert lot_of(twice).holds == ("deviation, record 0", "two counts of it differ, record 2")
    assert twice.discrepancies == difference(why=APART, count=0, says="counted 20 and 19")
    third = recounted(twice, 1, 0, pile="sample")
    assert lot_of(third).holds == (*lot_of(twice).holds, "two counts of its samples differ, record 3")
    assert third.discrepancies == twice.discrepancies


def test_the_dispute_of_one_lot_or_of_another_kind_hides_no_other() -> None:
    """Whatever is open of another lot, or of this one for another reason, two numbers are a difference of their own."""
    other = box(id="blanks")
    state = recounted(recounted(bare(BOX, other), 19), 19, 18)
    state = after(state, "recount", lot="blanks", witness="assistant", seen=1, witness_seen=2)
    assert opens(state) == [
        (SHORT, 1, "1 of 20 not accounted for"),
        (APART, 0, "counted 19 and 18"),
        (APART, 0, "counted 1 and 2"),
    ]


def test_counted_alike_a_pile_is_held_no_longer_for_its_dispute() -> None:
    """Only the hold of that pile goes; what else the lot is held for stays."""
    holds = (
        "deviation, record 0",
        "two counts of it differ, record 1",
        "two counts of those that did not fire differ, record 2",
        "two counts of its samples differ, record 3",
    )
    for place, (pile, seen) in enumerate((("", 20), ("faulty", 0), ("sample", 0)), start=1):
        left = tuple(why for number, why in enumerate(holds) if number != place)
        assert lot_of(recounted(bare(box(holds=holds)), seen, pile=pile)).holds == left
    assert lot_of(recounted(bare(box(holds=holds)), 20, pile="box")).holds == (holds[0], *holds[2:])


def test_who_counted_a_lot_in_dispute_closes_no_dispute_of_it() -> None:
    """Two more people who find two numbers have a part in what is open already, and in no other difference of it."""
    state = recounted(recounted(bare(), 19), 19, 18)
    state = after(state, "recount", "prop-master", lot="dummies", witness="safety", seen=17, witness_seen=18)
    state = after(state, "recount", "performer", lot="dummies", seen=20)
    state = after(state, "recount", "nobody on record", lot="dummies", seen=20)
    assert [(each.why, each.counted_by) for each in state.discrepancies.values()] == [
        (SHORT, ("armorer", "assistant")),
        (APART, ("armorer", "assistant", "prop-master", "safety", "performer")),
    ]


@pytest.mark.parametrize(
    "said",
    [
        {"witness": "assistant"},
        {},
        {"witness": "assistant", "witness_seen": 21, "would": "refuse"},
        {"witness": "assistant", "witness_seen": 21, "would": "hold"},
        {"witness": "armorer", "witness_seen": 21},
        {"witness": "nobody on record", "witness_seen": 21},
    ],
)
def test_one_person_adds_no_round(said: dict[str, Any]) -> None:
    """More than there were, counted by one alone or against the rules, holds the lot and adds nothing to it."""
    state = after(bare(), "recount", lot="dummies", seen=21, **said)
    against = ("deviation, record 1",) if said.get("would") == "refuse" else ()
    assert lot_of(state) == box(holds=("two counts of it differ, record 1", *against))
    assert opens(state) == [(APART, 0, "one person counted 21")]
    assert state.counts == {"dummies": LotCount(doubted_at=NOON)}


@pytest.mark.parametrize("said", [{}, {"witness": "assistant", "witness_seen": 18, "would": "refuse"}])
def test_one_person_is_believed_that_rounds_are_missing(said: dict[str, Any]) -> None:
    """Fewer are missing whoever says so, and the lot was not counted by two for that."""
    state = after(bare(), "recount", lot="dummies", seen=18, **said)
    against = ("deviation, record 1",) if said else ()
    assert lot_of(state) == box(box=18, proven=18, unaccounted=2, holds=against)
    doubted = NOON if said else None
    assert known(state) == LotCount(custodian="armorer", moved=1, moved_at=NOON, doubted_at=doubted)


def test_the_same_number_of_one_person_is_no_count() -> None:
    """One person who finds what the record has settles nothing: what is to be counted is so still."""
    due = (Due(why=BREAK, record=0, at=NOON),)
    before = bare(counts={"dummies": LotCount(due=due)})
    state = after(before, "recount", lot="dummies", seen=20)
    assert (state.lots, state.counts, opens(state)) == (before.lots, before.counts, [])


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        (20, 20, ""),
        (20, None, ""),
        (19, 19, "counted 19 as of before it moved again"),
        (19, None, "counted 19 as of before it moved again"),
        (21, 21, "counted 21 as of before it moved again"),
        (20, 18, "counted 20 and 18 as of before it moved again"),
        (18, 20, "counted 18 and 20 as of before it moved again"),
    ],
)
def test_a_count_of_before_the_lot_moved_settles_nothing(one: int, other: int | None, says: str) -> None:
    """It changes no number and ends nothing that is due; what differs from the record is open."""
    known_before = LotCount(moved=0, moved_at=at(10), due=(Due(why=BREAK, record=0, at=at(-5)),))
    before = bare(counts={"dummies": known_before})
    state = after(before, "recount", seen=one, witness_seen=other, said=9, heard=12, **TWO)
    assert (state.lots, state.counts) == (before.lots, before.counts)
    assert opens(state) == ([(APART, 0, says)] if says else [])


def test_a_count_of_before_is_set_against_its_own_pile() -> None:
    """The samples that were counted before the lot moved are compared with the samples, not with the box."""
    before = bare(box(box=17, sampled=3), counts={"dummies": LotCount(moved_at=at(10))})
    assert opens(recounted(before, 3, said=9, heard=12, pile="sample")) == []
    assert opens(recounted(before, 17, said=9, heard=12, pile="sample")) != []
    gun = Belief(holder="armorer", contents=rounds(1, state="faulty"))
    failed = bare(box(box=18, faulty=2), counts={"dummies": LotCount(moved_at=at(10))}, revolver=gun)
    assert opens(recounted(failed, 1, said=9, heard=12, pile="faulty")) == []
    assert opens(recounted(failed, 2, said=9, heard=12, pile="faulty")) != []


@pytest.mark.parametrize("moved_at", [None, at(9), at(8)])
def test_a_count_of_the_moment_of_the_move_counts(moved_at: datetime | None) -> None:
    """What was counted when the lot last moved, or after that, or of a lot that never moved, is a count."""
    before = bare(counts={"dummies": LotCount(moved_at=moved_at)})
    assert lot_of(recounted(before, 19, said=9)).unaccounted == 1


@pytest.mark.parametrize(
    ("made", "left"),
    [(4, (BREAK, CUSTODIAN)), (5, (CUSTODIAN,)), (9, (CUSTODIAN,)), (10, ()), (11, ())],
)
def test_a_count_settles_what_was_asked_before_it_was_made(made: float, left: tuple[str, ...]) -> None:
    """What is asked for since later stays due; of the moment itself, or without a time, it is settled."""
    due = (
        Due(why=BREAK, record=1, at=at(5)),
        Due(why="wrap", record=2, at=None),
        Due(why=CUSTODIAN, record=3, at=at(10)),
    )
    state = recounted(bare(counts={"dummies": LotCount(due=due)}), 20, said=made, heard=20)
    assert known(state) == LotCount(record=1, at=at(made), due=tuple(d for d in due if d.why in left))


@pytest.mark.parametrize("pile", ["faulty", "sample"])
def test_only_the_box_is_the_count_that_is_due(pile: str) -> None:
    """A count of what was put apart or kept as a sample is not the one that a break asks for."""
    counts = {"dummies": LotCount(due=(Due(why=BREAK, record=0, at=NOON),))}
    assert recounted(bare(counts=counts), 0, pile=pile, said=5).counts == counts
    assert recounted(bare(), 0, pile=pile).counts == {}


@pytest.mark.parametrize(
    ("missing", "unaccounted", "over", "more", "pile", "found"),
    [
        (0, 0, 0, 1, "", 0),
        (1, 0, 0, 1, "", 1),
        (0, 1, 0, 2, "", 1),
        (2, 3, 0, 4, "", 4),
        (2, 3, 0, 9, "box", 5),
        (2, 3, 4, 3, "", 5),
        (1, 0, 3, 1, "", 3),
        (2, 3, 0, 4, "faulty", 0),
        (2, 3, 0, 4, "sample", 0),
    ],
)
def test_only_as_many_as_are_missing_may_have_been_found_again(
    missing: int, unaccounted: int, over: int, more: int, pile: str, found: int
) -> None:
    """Of rounds too many in the box no more than are missing, and not kept as found already; in no other pile."""
    lot = box(
        box=10, proven=10, missing=missing, unaccounted=unaccounted, destroyed=10 - missing - unaccounted
    )
    before = bare(lot, counts={"dummies": LotCount(over=over)})
    there = {"": 10, "box": 10, "faulty": 0, "sample": 0}[pile]
    state = recounted(before, there + more, pile=pile)
    assert (known(state).over, known(state).strange, lot_of(state).surplus) == (found, True, more)


def test_samples_too_many_are_kept_by_who_counted_them() -> None:
    """Nobody said where they are: they stand beside the samples on record, with whoever counted them."""
    kept = Sample(count=2, holder="safety", place="an envelope", record=1)
    before = bare(box(box=18, sampled=2), counts={"dummies": LotCount(samples=(kept,))})
    state = recounted(before, 5, pile="sample")
    assert known(state).samples == (kept, Sample(count=3, holder="armorer", place="", record=1))
    assert known(recounted(before, 19)).samples == (kept,)
    assert known(recounted(before, 1, pile="faulty")).samples == (kept,)


def test_of_samples_too_few_the_oldest_are_gone() -> None:
    """Nobody can say which of them is missing: those kept longest are taken off first."""
    kept = tuple(Sample(count=2, holder="safety", place=place, record=1) for place in ("one", "two", "three"))
    before = bare(box(box=14, sampled=6), counts={"dummies": LotCount(samples=kept)})
    left = {
        6: kept,
        5: (Sample(count=1, holder="safety", place="one", record=1), *kept[1:]),
        4: kept[1:],
        3: (Sample(count=1, holder="safety", place="two", record=1), kept[2]),
        0: (),
    }
    for seen, samples in left.items():
        assert known(recounted(before, seen, pile="sample")).samples == samples


def test_what_names_no_lot_or_no_number_counts_nothing() -> None:
    """A count of a lot that is on no record, or without a number, leaves everything as it was."""
    for said in ({"lot": "unheard of", "seen": 3}, {"lot": "dummies"}):
        state = after(bare(), "recount", witness="assistant", witness_seen=3, **said)
        assert (state.lots, state.counts, state.discrepancies) == (bare().lots, {}, {})
