"""What any act leaves of the counts: what it lost, what it found too many, which lots moved, and who has them now."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.acts import Draw
from showsafe.domain.belief import Belief
from showsafe.domain.counted import CUSTODIAN, GUN, OVER, SHORT, WEAPON, WRAP, Due, LotCount
from showsafe.domain.effects.counted import after_act, after_record, used_on
from showsafe.domain.proof import Proof
from showsafe.domain.state import Day, State
from showsafe.domain.things import Lot
from tests.domain.bare import BOX, NOON, after, at, bare, box, difference, event_of, rounds

GUN_OF = {"weapon": "revolver", "witness": "assistant"}
KNOWN = LotCount(custodian="armorer", record=3, at=at(-60), moved=2, moved_at=at(-90))
PUT = {"lot": "dummies", "witness": "assistant"}


def led_to(before: State, *lots: Lot) -> State:
    """Return the record after something led to these lots, whatever it was."""
    state = before
    for lot in lots:
        state = state.with_lot(lot)
    return state


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        ({}, {"unaccounted": 1, "box": 19}, [(SHORT, 1, "1 of 20 not accounted for")]),
        ({}, {"missing": 2, "box": 18}, [(SHORT, 2, "2 of 20 not accounted for")]),
        (
            {"missing": 1, "unaccounted": 2},
            {"missing": 1, "unaccounted": 4},
            [(SHORT, 2, "2 of 20 not accounted for")],
        ),
        (
            {"missing": 1, "unaccounted": 2},
            {"missing": 4, "unaccounted": 2},
            [(SHORT, 3, "3 of 20 not accounted for")],
        ),
        ({"unaccounted": 3}, {"missing": 3}, []),
        ({"unaccounted": 3}, {"missing": 2}, []),
        ({"unaccounted": 3, "missing": 1}, {"unaccounted": 3, "missing": 1, "box": 5}, []),
        ({}, {"surplus": 1}, [(OVER, 1, "1 more than the record had")]),
        ({"surplus": 2}, {"surplus": 5}, [(OVER, 3, "3 more than the record had")]),
        ({"surplus": 2}, {"surplus": 2, "box": 5}, []),
        ({"surplus": 2}, {"surplus": 1}, []),
    ],
)
def test_whatever_an_act_loses_or_finds_too_many_is_open(
    was: dict[str, int], now: dict[str, int], found: list[tuple[str, int, str]]
) -> None:
    """Found from the account alone: so many more not accounted for or too many than before, and nothing else."""
    before = bare(box(**was), BOX if was else box(id="other"))
    before = before.with_lot(box(**was))
    state = after_record(before, led_to(before, box(**now)), event_of(before, "drop", weapon="revolver"))
    says = [(each.why, each.count, each.says) for each in state.discrepancies.values()]
    assert says == found
    assert all((each.thing, each.name) == ("lot", "dummies") for each in state.discrepancies.values())


def test_a_lot_that_comes_with_a_gap_has_a_difference_from_the_first() -> None:
    """What was on no record had nothing missing: all that is, is open."""
    before = bare(box(id="other"))
    state = after_record(before, led_to(before, box(unaccounted=2)), event_of(before, "drop"))
    assert state.discrepancies == difference(
        why=SHORT, count=2, says="2 of 20 not accounted for", counted_by=("armorer",)
    )


@pytest.mark.parametrize(
    ("was", "now", "moves"),
    [
        ({}, {"total": 21}, True),
        ({}, {"box": 19}, True),
        ({}, {"faulty": 1}, True),
        ({}, {"destroyed": 1}, True),
        ({}, {"sampled": 1}, True),
        ({}, {"returned": 1}, True),
        ({}, {"missing": 1}, True),
        ({}, {"unaccounted": 1}, True),
        ({}, {"surplus": 1}, True),
        ({}, {"holder": ""}, True),
        ({"holder": ""}, {"holder": "armorer"}, True),
        ({}, {"holder": "", "container": "ammunition safe"}, False),
        ({}, {"holder": "", "container": "ammunition safe", "box": 19}, True),
        ({}, {"proven": 3, "tainted": "wet", "holds": ("a hold",), "spent": 2, "seal": "7"}, False),
    ],
)
def test_a_lot_moves_with_its_account_and_its_hands(
    was: dict[str, Any],
    now: dict[str, Any],
    moves: bool,  # noqa: FBT001
) -> None:
    """Any pile outside weapons, or other hands; not put away as counted, and not by doubt."""
    before = replace(bare(box(**was), counts={"dummies": KNOWN}), last_record=8)
    state = after_act(before, led_to(before, box(**now)), event_of(before, "drop", said=2, heard=3))
    expected = replace(KNOWN, moved=9, moved_at=at(2)) if moves else KNOWN
    assert state.counts == {"dummies": expected}


@pytest.mark.parametrize(
    ("known", "said", "heard", "kept"),
    [
        (None, 5, 9, 5),
        (None, 9, 5, 5),
        (3, 5, 9, 5),
        (7, 5, 9, 7),
        (7, 9, 8, 8),
    ],
)
def test_a_lot_last_moved_when_it_was_said_and_never_earlier_than_known(
    known: float | None, said: float, heard: float, kept: float
) -> None:
    """As it was said, no later than it was heard; told of before it moved again, the later one stands."""
    counts = LotCount(custodian="armorer", moved_at=None if known is None else at(known))
    state = after(bare(counts={"dummies": counts}), "destroy-rounds", count=1, said=said, heard=heard, **PUT)
    assert state.counts["dummies"] == replace(counts, moved=1, moved_at=at(kept))


@pytest.mark.parametrize(
    ("kept", "holder", "total", "custodian", "due"),
    [
        ("", "prop-master", 20, "prop-master", False),
        ("armorer", "prop-master", 20, "prop-master", True),
        ("armorer", "prop-master", 1, "prop-master", True),
        ("armorer", "prop-master", 0, "prop-master", False),
        ("prop-master", "prop-master", 20, "prop-master", False),
        ("armorer", "", 20, "armorer", False),
    ],
)
@pytest.mark.parametrize(
    "earlier", [(), (Due(why=CUSTODIAN, record=1, at=NOON), Due(why=WRAP, record=2, at=NOON))]
)
def test_another_custodian_counts_what_they_took_over(
    kept: str,
    holder: str,
    total: int,
    custodian: str,
    due: bool,  # noqa: FBT001
    earlier: tuple[Due, ...],
) -> None:
    """Whoever has a lot after somebody else, if it has rounds; the first who has it, and the same one again, do not."""
    count = LotCount(custodian=kept, due=earlier)
    before = replace(bare(box(holder="elsewhere", total=total), counts={"dummies": count}), last_record=4)
    now = box(holder=holder, total=total)
    state = after_act(before, led_to(before, now), event_of(before, "drop", said=6, heard=7))
    asked = (*earlier[1:], Due(why=CUSTODIAN, record=5, at=at(6))) if due else earlier
    assert state.counts["dummies"] == LotCount(custodian=custodian, moved=5, moved_at=at(6), due=asked)


def test_a_count_that_changes_the_account_is_no_move_after_it() -> None:
    """What two people counted alike is counted, although it was fewer: at the break nobody counts it again."""
    before = replace(bare(counts={"dummies": KNOWN}), last_record=8)
    state = after(before, "recount", seen=18, witness_seen=18, **PUT)
    assert state.counts["dummies"] == replace(KNOWN, record=9, at=NOON, moved_at=NOON)
    assert after(state, "call-break").counts == state.counts


def test_a_lot_that_comes_in_is_with_who_brought_it() -> None:
    """A box of a name that nobody had heard of has moved, and nobody is asked to count it for that."""
    before = bare(box(id="other"))
    said = {"lot": "fresh", "sort": "dummy", "count": 12, "countersigned_by": "prop-master"}
    state = after(before, "receive", **said)
    assert state.counts == {"fresh": LotCount(custodian="armorer", moved=1, moved_at=NOON)}
    assert state.discrepancies == {}


def test_shots_of_no_round_are_a_difference_of_the_weapon() -> None:
    """More shots than were loaded are open, with what the record said of them and nothing of its number."""
    state = after(bare(revolver=Belief(holder="armorer")), "discharge", weapon="revolver", count=2)
    says: dict[str, Any] = {"why": WEAPON, "count": 0, "says": "2 unexplained shots"}
    assert state.discrepancies == difference("revolver", thing=GUN, counted_by=("armorer",), **says)


def test_each_is_one_difference_and_only_of_what_is_new() -> None:
    """What is not counted already opens none when the weapon changes again; what comes after does."""
    before = bare(revolver=Belief(holder="armorer", uncounted=("record 0: 1 unexplained shots",)))
    assert after(before, "drop", weapon="revolver").discrepancies == {}
    again = after(before, "discharge", weapon="revolver", count=3)
    assert [each.says for each in again.discrepancies.values()] == ["3 unexplained shots"]
    assert after(again, "reconcile", **GUN_OF).discrepancies == again.discrepancies


@pytest.mark.parametrize("earlier", [False, True])
def test_a_lot_that_misses_a_round_answers_for_the_weapon_too(earlier: bool) -> None:  # noqa: FBT001
    """Not found in a weapon, a round of a lot is one difference, of the lot; one of an earlier record hides nothing."""
    gun = Belief(holder="armorer", contents=rounds(3))
    before = bare(box(box=17), revolver=gun)
    if earlier:
        old = difference("elsewhere", why=SHORT, count=1, says="x", record=0)
        before = replace(before, discrepancies=old)
    state = after(before, "unload", found=(Draw(count=2, lot="dummies"),), **GUN_OF)
    assert [(each.thing, each.why) for each in state.discrepancies.values()][-1:] == [("lot", SHORT)]
    assert len(state.discrepancies) == 1 + earlier
    nameless = bare(revolver=replace(gun, contents=rounds(1, lot="")))
    nameless = replace(nameless, discrepancies=before.discrepancies)
    state = after(nameless, "unload", found=(), **GUN_OF)
    assert [(each.thing, each.says) for each in state.discrepancies.values()][-1] == (GUN, "1 of 1 not found")


def test_other_weapons_that_change_hide_no_difference() -> None:
    """A round too many in one weapon makes unknown what else its lot fed, and is a difference of that one alone."""
    proof = Proof(says="dummies", rests_on=(1,), people=("armorer", "assistant"), since=NOON, renewed=NOON)
    fed = Belief(holder="armorer", contents=rounds(2), proof=proof)
    before = bare(box(box=16), other=fed, revolver=Belief(holder="armorer", contents=rounds(2)))
    before = replace(before, beliefs=dict(before.beliefs))
    state = after(before, "unload", found=(Draw(count=3, lot="dummies"),), **GUN_OF)
    assert not state.believed("other").proof.stands  # type: ignore[union-attr]
    assert [(each.name, each.says) for each in state.discrepancies.values()] == [
        ("revolver", "1 more than was loaded")
    ]


@pytest.mark.parametrize(
    ("moved", "record", "opened", "used"),
    [
        (0, 0, 0, False),
        (5, 4, 3, True),
        (5, 5, 3, False),
        (5, 6, 3, False),
        (5, 4, 5, False),
        (5, 4, 6, False),
        (5, 0, 4, True),
    ],
)
def test_what_was_used_on_a_day(moved: int, record: int, opened: int, used: bool) -> None:  # noqa: FBT001
    """It moved since the day was opened, and since two people counted it."""
    assert used_on(Day(opened_record=opened), LotCount(moved=moved, record=record)) is used


def settled(state: State) -> dict[str, LotCount]:
    """Return the counts of a state without when a box that was out over night came into doubt."""
    return {name: replace(count, doubted_at=None) for name, count in state.counts.items()}


@pytest.mark.parametrize("kind", ["close-day", "open-day"])
@pytest.mark.parametrize("door", ["", "permit"])
def test_at_the_end_of_a_day_what_was_used_is_to_be_counted(kind: str, door: str) -> None:
    """Closed, or the next opened over it: every lot that moved that day and was not counted since, until it is."""
    day = Day(open=True, opened_at=at(-90), opened_record=4)
    earlier = (Due(why=WRAP, record=2, at=NOON), Due(why=CUSTODIAN, record=3, at=NOON))
    counts = {
        "used": LotCount(moved=6, record=5, moved_at=at(-7), due=earlier),
        "counted": LotCount(moved=6, record=7, moved_at=at(-7)),
        "untouched": LotCount(moved=3, record=1, moved_at=at(-99)),
    }
    before = replace(bare(*(box(id=name) for name in counts), counts=counts), day=day, last_record=9)
    state = after(before, kind, "producer", witness="safety", asked=door)
    due = (earlier[1], Due(why=WRAP, record=6, at=at(-7)))
    assert settled(state) == {**counts, "used": replace(counts["used"], due=due)}
    assert after(before, "assess", "safety", witness="armorer").counts == counts


@pytest.mark.parametrize("kind", ["close-day", "open-day"])
def test_where_no_day_was_opened_none_ends(kind: str) -> None:
    """What moved before any day was opened was used on none: a first day asks for no count."""
    counts = {"dummies": LotCount(moved=6, moved_at=at(-7))}
    assert settled(after(bare(counts=counts), kind, "producer", witness="safety")) == counts
