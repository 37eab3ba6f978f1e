"""Rounds that leave for good, fired cases, a break: what each leaves in the account, and what it leaves open."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.belief import Belief
from showsafe.domain.counted import BREAK, CASES, SHORT, Due, LotCount, Sample
from showsafe.domain.state import State
from showsafe.domain.things import Lot
from tests.domain.bare import NOON, after, at, bare, box, difference, lot_of, rounds

TWO = {"lot": "dummies", "witness": "assistant"}
KINDS = ("destroy-rounds", "keep-sample", "return-rounds")
WENT = {"destroy-rounds": "destroyed", "keep-sample": "sampled", "return-rounds": "returned"}
PILES = {"": "box", "box": "box", "faulty": "faulty", "sample": "sampled"}
MIXED = box(box=10, proven=10, faulty=5, sampled=5)
KEPT = (
    Sample(count=2, holder="safety", place="an envelope", record=1),
    Sample(count=3, holder="prop-master", place="a drawer", record=2),
)
SAMPLED = {"dummies": LotCount(samples=KEPT)}


def opens(state: State) -> list[tuple[str, int, str]]:
    """Return of each open difference why it is one, of how many rounds, and what it says."""
    return [(each.why, each.count, each.says) for each in state.discrepancies.values()]


def moved(lot: Lot, pile: str, count: int, to: str) -> Lot:
    """Return a lot of which so many rounds went from one pile to another part of the account."""
    out = replace(lot, **{PILES[pile]: getattr(lot, PILES[pile]) - count})
    out = replace(out, proven=min(out.proven, out.box))
    return replace(out, **{to: getattr(out, to) + count})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pile", PILES)
@pytest.mark.parametrize("count", [1, 4, 5])
def test_rounds_that_leave_are_where_they_went(kind: str, pile: str, count: int) -> None:
    """As the rules permit, with two people: out of their pile, and destroyed, kept or returned; nothing is open."""
    keeps = {"holder": "safety", "place": "a safe"}
    state = after(bare(MIXED, counts=SAMPLED), kind, count=count, pile=pile, **keeps, **TWO)
    assert lot_of(state) == moved(MIXED, pile, count, WENT[kind])
    assert state.discrepancies == {}
    left = {1: (replace(KEPT[0], count=1), KEPT[1]), 4: (replace(KEPT[1], count=1),), 5: ()}
    samples = left[count] if pile == "sample" else KEPT
    added = (Sample(count=count, holder="safety", place="a safe", record=1),) if kind == "keep-sample" else ()
    assert state.counts["dummies"].samples == (*samples, *added)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pile", PILES)
@pytest.mark.parametrize(
    ("would", "count", "gone"), [("refuse", 3, 3), ("hold", 3, 3), ("permit", 11, 0), ("refuse", 11, 0)]
)
def test_what_is_only_told_or_was_never_there_is_not_accounted_for(
    kind: str, pile: str, would: str, count: int, gone: int
) -> None:
    """Against the rules, or more than the pile had: what was there is out of it, not accounted for, and open."""
    gone = gone or getattr(MIXED, PILES[pile])
    before = bare(MIXED, counts=SAMPLED)
    state = after(before, kind, count=count, pile=pile, would=would, holder="safety", place="a safe", **TWO)
    held = ("deviation, record 1",) if would == "refuse" else ()
    assert lot_of(state) == replace(moved(MIXED, pile, gone, "unaccounted"), holds=held)
    assert opens(state) == [(SHORT, gone, f"{gone} of 20 not accounted for")]
    samples = {3: (replace(KEPT[1], count=2),), 5: (), 10: ()}[gone] if pile == "sample" else KEPT
    assert state.counts["dummies"].samples == samples


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_taken_of_no_lot_and_no_number(kind: str) -> None:
    """Of a lot that is on no record, or without a number, nothing leaves and nothing is open."""
    for said in ({"lot": "unheard of", "count": 3}, {"lot": "dummies"}, {"lot": "dummies", "count": 0}):
        state = after(bare(), kind, holder="safety", witness="assistant", **said)
        assert (state.lots, state.counts, state.discrepancies) == (bare().lots, {}, {})


def test_of_what_did_not_fire_only_what_came_out_can_leave() -> None:
    """A faulty round that is still in a weapon lies in no pile that it could be destroyed out of."""
    gun = Belief(holder="armorer", contents=rounds(2, state="faulty"))
    state = after(bare(MIXED, revolver=gun), "destroy-rounds", count=4, pile="faulty", **TWO)
    assert lot_of(state) == moved(MIXED, "faulty", 3, "unaccounted")


def test_the_first_sample_of_a_lot_of_which_nothing_is_kept_yet() -> None:
    """A lot that was never counted keeps its first sample as any other."""
    state = after(bare(), "keep-sample", count=2, holder="safety", place="a safe", said=3, **TWO)
    kept = (Sample(count=2, holder="safety", place="a safe", record=1),)
    assert state.counts == {"dummies": LotCount(custodian="armorer", moved=1, moved_at=at(3), samples=kept)}
    gone = after(bare(box(box=18, sampled=2)), "destroy-rounds", count=2, pile="sample", **TWO)
    assert gone.counts == {"dummies": LotCount(custodian="armorer", moved=1, moved_at=NOON)}


@pytest.mark.parametrize(
    ("spent", "cases", "count", "more"),
    [(3, 0, 3, 0), (3, 0, 2, 0), (3, 0, 4, 1), (3, 2, 1, 0), (3, 2, 3, 2), (3, 5, 2, 2), (0, 0, 1, 1)],
)
@pytest.mark.parametrize("would", ["permit", "hold"])
def test_cases_are_held_against_shots(spent: int, cases: int, count: int, more: int, would: str) -> None:
    """More than the shots is a difference of so many, and of no more than were counted in now; whoever says so."""
    lot = box(box=20 - spent, proven=20 - spent, spent=spent)
    before = bare(lot, counts={"dummies": LotCount(cases=cases)})
    state = after(before, "count-cases", count=count, would=would, **TWO)
    assert state.counts == {"dummies": LotCount(cases=cases + count if would == "permit" else cases)}
    assert state.lots == before.lots
    says = f"{cases + count} cases, and {spent} shots on record"
    assert state.discrepancies == (difference(why=CASES, count=more, says=says) if more else {})


def test_cases_of_no_lot_and_no_number_are_no_count() -> None:
    """Cases of a lot on no record, or none at all, change nothing; the first of a lot are kept."""
    for said in ({"lot": "unheard of", "count": 3}, {"lot": "dummies"}, {"lot": "dummies", "count": 0}):
        state = after(bare(), "count-cases", witness="assistant", **said)
        assert (state.counts, state.discrepancies) == ({}, {})
    assert after(bare(box(spent=2)), "count-cases", count=1, **TWO).counts == {"dummies": LotCount(cases=1)}


@pytest.mark.parametrize(
    ("count", "fields", "asked"),
    [
        (LotCount(moved=4, record=3), {}, True),
        (LotCount(moved=4, record=4), {}, False),
        (LotCount(moved=3, record=4), {}, False),
        (LotCount(moved=4, record=3), {"gone": "supplier"}, False),
        (LotCount(moved=4, record=3), {"quarantined": True}, False),
    ],
)
def test_a_break_asks_for_what_moved_since_it_was_counted(
    count: LotCount,
    fields: dict[str, Any],
    asked: bool,  # noqa: FBT001
) -> None:
    """Of what is here and moved since: each once, of the break's own time, whatever else is asked for already."""
    earlier = (Due(why=BREAK, record=1, at=at(-9)), Due(why="wrap", record=2, at=None))
    first, second = box(**fields), box(id="blanks", kind="blank")
    counts = {"dummies": replace(count, due=earlier), "blanks": LotCount(moved=2, record=1)}
    state = after(bare(first, second, counts=counts), "call-break", "safety", said=3, heard=5)
    due = Due(why=BREAK, record=1, at=at(3))
    assert state.counts == {
        "dummies": replace(count, due=(earlier[1], due) if asked else earlier),
        "blanks": replace(counts["blanks"], due=(due,)),
    }


def test_a_break_is_of_no_later_than_it_was_heard() -> None:
    """A device whose clock is ahead asks for no count of a time to come."""
    counts = {"dummies": LotCount(moved=2, record=1)}
    state = after(bare(counts=counts), "call-break", "safety", said=30, heard=5)
    assert state.counts["dummies"].due == (Due(why=BREAK, record=1, at=at(5)),)
