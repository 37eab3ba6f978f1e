"""Whose a difference is, who had a part in it, and what closing it changes: found rounds, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from showsafe.domain.apply import apply
from showsafe.domain.belief import Belief
from showsafe.domain.counted import APART, GUN, LOT, SHORT, WEAPON, Discrepancy, LotCount, key_of
from showsafe.domain.events import REFUSE
from showsafe.domain.state import State
from showsafe.domain.things import Lot, Person
from tests.domain.bare import after, at, bare, box, difference, event_of, lot_of

SAYS: dict[str, Any] = {"why": SHORT, "count": 1, "says": "1 of 20 not accounted for"}
OPEN = difference(**SAYS)
OTHER = difference("blanks", **SAYS)
GUNS = difference("dummies", thing=GUN, why=WEAPON, count=0, says="1 unexplained shots")
ALL = {**OPEN, **OTHER, **GUNS}
OF = {"of_act": "act-1"}


def differing(*lots: Lot, counts: dict[str, LotCount] | None = None, **people: str) -> State:
    """Return a record on which one act showed differences of two lots, and of a weapon that is called like one."""
    state = bare(*lots, counts=counts)
    known = {**state.people, **{name: Person(id=name, roles=(role,)) for name, role in people.items()}}
    return replace(state, discrepancies=ALL, people=known)


def owned(state: State) -> list[tuple[str, ...]]:
    """Return everybody who ever owned each difference, in their order."""
    return [each.owners for each in state.discrepancies.values()]


@pytest.mark.parametrize(
    ("named", "place"), [({"lot": "dummies"}, 0), ({"lot": "blanks"}, 1), ({"weapon": "dummies"}, 2)]
)
def test_who_owns_a_difference_is_the_one_named_last(named: dict[str, str], place: int) -> None:
    """Whoever owned it before stays on its list; it is of that thing, and no other of the same act changes hands."""
    state = after(differing(), "own-discrepancy", "safety", person="prop-master", **OF, **named)
    assert owned(state) == [
        ("armorer", "prop-master") if number == place else ("armorer",) for number in range(3)
    ]
    back = after(state, "own-discrepancy", "safety", person="armorer", **OF, **named)
    assert owned(back)[place] == ("prop-master", "armorer")
    assert [each.owner for each in back.discrepancies.values()] == ["armorer"] * 3


def test_what_nobody_owns_has_no_owner() -> None:
    """A difference that nobody was named for is nobody's."""
    (found,) = difference(owners=(), **SAYS).values()
    assert found.owner == ""


@pytest.mark.parametrize("kind", ["own-discrepancy", "close-discrepancy"])
def test_a_difference_that_is_not_open_is_neither_owned_nor_closed(kind: str) -> None:
    """Of another act, of a lot that is not its own: nothing changes."""
    for of, lot in (("act-9", "dummies"), ("act-1", "unheard of"), ("", "dummies")):
        said = {"lot": lot, "person": "prop-master", "count": 1, "reason": "found"}
        lots = bare(box(unaccounted=1, surplus=1, box=20)).lots
        before = replace(differing(counts={"dummies": LotCount(over=1)}), lots=lots)
        state = after(before, kind, "safety", of_act=of, **said)
        assert (state.discrepancies, state.lots, state.counts) == (ALL, before.lots, before.counts)


@pytest.mark.parametrize("would", ["refuse", "hold"])
def test_only_what_the_rules_permit_closes_or_owns(would: str) -> None:
    """Told against the rules, or held, a difference stays open, with its owner, and no number changes."""
    lot = box(box=20, unaccounted=1, surplus=1)
    before = differing(lot, counts={"dummies": LotCount(over=1)})
    said = {"lot": "dummies", "count": 1, "person": "prop-master", "would": would, **OF}
    for kind in ("close-discrepancy", "own-discrepancy"):
        state = after(before, kind, "safety", **said)
        assert state.discrepancies == ALL
        assert {name: replace(each, doubted_at=None) for name, each in state.counts.items()} == before.counts
        assert replace(lot_of(state), holds=()) == lot


def test_closed_it_is_gone_and_its_number_stays() -> None:
    """One difference is closed, the others of the same act are open, and what is missing stays missing."""
    lot = box(box=18, proven=18, missing=2)
    for named, left in (
        ({"lot": "dummies"}, {**OTHER, **GUNS}),
        ({"lot": "blanks"}, {**OPEN, **GUNS}),
        ({"weapon": "dummies"}, {**OPEN, **OTHER}),
    ):
        before = differing(lot, counts={"dummies": LotCount(over=2)})
        state = after(before, "close-discrepancy", "safety", **OF, **named)
        assert (state.discrepancies, state.lots, state.counts) == (left, before.lots, before.counts)
    gun = after(differing(lot), "close-discrepancy", "safety", weapon="dummies", count=1, **OF)
    assert (gun.discrepancies, gun.lots) == ({**OPEN, **OTHER}, bare(lot).lots)


@pytest.mark.parametrize(
    ("count", "over", "surplus", "unaccounted", "missing", "found", "open_ones"),
    [
        (1, 1, 1, 1, 0, 1, 1),
        (1, 1, 1, 0, 1, 1, 0),
        (3, 9, 9, 2, 2, 3, 2),
        (2, 9, 9, 5, 5, 2, 2),
        (9, 2, 9, 5, 5, 2, 2),
        (9, 9, 3, 1, 5, 3, 1),
        (9, 9, 9, 3, 4, 7, 3),
        (1, 0, 1, 1, 0, 0, 0),
        (1, 1, 1, 0, 0, 0, 0),
    ],
)
def test_found_again_is_what_was_missing_and_was_counted_too_many(
    count: int, over: int, surplus: int, unaccounted: int, missing: int, found: int, open_ones: int
) -> None:
    """No more than were said, counted too many as such, and missing; what is open first, what was written off after."""
    lot = box(
        box=20, proven=20, surplus=surplus, unaccounted=unaccounted, missing=missing, total=20 + unaccounted
    )
    before = differing(lot, counts={"dummies": LotCount(custodian="armorer", over=over)})
    state = after(before, "close-discrepancy", "safety", lot="dummies", count=count, **OF)
    assert lot_of(state) == replace(
        lot,
        surplus=surplus - found,
        unaccounted=unaccounted - open_ones,
        missing=missing - (found - open_ones),
    )
    assert state.counts["dummies"].over == over - found
    assert state.discrepancies == {**OTHER, **GUNS}


def test_of_a_lot_of_which_no_count_is_kept_nothing_is_found_again() -> None:
    """Without a round that two people counted too many, a closing finds none, whatever it says."""
    lot = box(box=20, surplus=1, unaccounted=1)
    state = after(differing(lot), "close-discrepancy", "safety", lot="dummies", count=1, **OF)
    assert (lot_of(state), state.counts) == (lot, {"dummies": LotCount()})


@pytest.mark.parametrize(
    ("people", "lot", "parts"),
    [
        (("armorer", "safety"), "dummies", [("armorer", "assistant", "safety"), (), ()]),
        (("prop-master", "nobody on record"), "dummies", [("armorer", "assistant", "prop-master"), (), ()]),
        (("prop-master", ""), "blanks", [(), ("armorer", "assistant", "prop-master"), ()]),
    ],
)
def test_who_closes_a_count_has_a_part_in_its_differences(
    people: tuple[str, str], lot: str, parts: list[tuple[str, ...]]
) -> None:
    """In every one that is open of that lot, each person on record once; in none of another lot or of a weapon."""
    lots = (box(), box(id="blanks", kind="blank"))
    state = after(differing(*lots), "reconcile", people[0], lot=lot, witness=people[1])
    usual = ("armorer", "assistant")
    assert [each.counted_by for each in state.discrepancies.values()] == [each or usual for each in parts]


@pytest.mark.parametrize(
    ("holder", "kept", "by", "owner"),
    [
        ("prop-master", "armorer", "armorer", ("prop-master",)),
        ("", "prop-master", "armorer", ("prop-master",)),
        ("performer", "prop-master", "armorer", ("prop-master",)),
        ("", "", "armorer", ("armorer",)),
        ("performer", "safety", "armorer", ("armorer",)),
        ("", "", "safety", ("safety",)),
        ("performer", "", "safety", ("safety",)),
        ("", "", "nobody on record", ()),
        ("prop-master", "", "nobody on record", ("prop-master",)),
    ],
)
@pytest.mark.parametrize("counted", [True, False])
def test_the_custodian_of_a_lot_answers_for_its_difference(
    holder: str,
    kept: str,
    by: str,
    owner: tuple[str, ...],
    counted: bool,  # noqa: FBT001
) -> None:
    """Who has it, or had it last, where they are a custodian; then who counted, if they are on record at all."""
    if not counted and kept:
        return
    counts = {"dummies": LotCount(custodian=kept)} if counted else None
    other = "assistant" if by == "armorer" else ""
    said = {"lot": "dummies", "witness": other, "seen": 19, "witness_seen": 18}
    state = after(bare(box(holder=holder), counts=counts), "recount", by, **said)
    counters = tuple(who for who in (by, other) if who in state.people)
    says: dict[str, Any] = {"why": APART, "count": 0, "says": "counted 19 and 18"}
    assert state.discrepancies == difference(owners=owner, counted_by=counters, **says)


@pytest.mark.parametrize(
    ("issued_by", "holder", "by", "owner"),
    [
        ("prop-master", "armorer", "armorer", "prop-master"),
        ("safety", "prop-master", "armorer", "prop-master"),
        ("", "prop-master", "armorer", "prop-master"),
        ("", "performer", "armorer", "armorer"),
        ("prop-master", "performer", "performer", "prop-master"),
        ("", "performer", "performer", "performer"),
    ],
)
def test_who_issued_a_weapon_answers_for_its_difference(
    issued_by: str, holder: str, by: str, owner: str
) -> None:
    """Who issued it, or has it, where they are a custodian; then who told of it."""
    gun = Belief(holder=holder, issued_by=issued_by)
    state = after(bare(revolver=gun), "discharge", by, weapon="revolver", count=2, heard=1)
    says: dict[str, Any] = {"why": WEAPON, "count": 0, "says": "2 unexplained shots", "at": at(1)}
    assert state.discrepancies == difference("revolver", thing=GUN, owners=(owner,), counted_by=(by,), **says)


def test_what_was_confirmed_is_the_act_that_showed_it() -> None:
    """A count that waited and was confirmed is known by its own name, and by those who counted, not who confirmed."""
    asked = event_of(
        bare(), "recount", lot="dummies", seen=19, witness="assistant", witness_seen=19, asked="hold"
    )
    held = apply(bare(), asked)
    assert held.discrepancies == {}
    confirm = replace(event_of(held, "confirm", "safety", of_act="act-1", said=2), completes=asked.act)
    state = apply(held, confirm)
    assert state.discrepancies == difference(of="act-1", **SAYS, record=2, at=at(2))
    assert REFUSE not in (asked.would, confirm.would)


def test_one_act_can_show_a_difference_of_each_thing() -> None:
    """A difference is known by act, kind of thing and name together: none of them hides another."""
    names: list[Any] = [(of, thing, name) for of in ("a", "b") for thing in (LOT, GUN) for name in ("x", "y")]
    assert [key_of(*each) for each in names] == [" ".join(each) for each in names]
    assert isinstance(next(iter(OPEN.values())), Discrepancy)
