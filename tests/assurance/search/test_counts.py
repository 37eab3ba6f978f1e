"""Counts under the search: what is missing stays missing, and each property of it can be broken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from showsafe.assurance.search.bounds import Bound
from showsafe.assurance.search.count_bounds import COUNTS
from showsafe.assurance.search.counts import APART, lost, open_of, took_part
from showsafe.assurance.search.gates import explorer, without
from showsafe.bootstrap import rules_of
from showsafe.domain.effects import counts as effects
from showsafe.domain.effects import table
from showsafe.domain.events import ASK, PERMIT, Event
from showsafe.domain.state import State
from showsafe.rules.gates.count import Count
from showsafe.rules.rulebook import Rulebook

BOOK = rules_of("common")
BOUND, FOUND = COUNTS


def broken(book: Rulebook = BOOK, bound: Bound = BOUND) -> list[str]:
    """Return the properties that a search of the first states of a bound finds broken."""
    return [each.property for each in explorer(bound, book).run(most=600, stop_at_first=False).violations]


def test_no_round_is_lost_among_papers() -> None:
    """Gone through to its end, nothing is broken."""
    found = explorer(BOUND, BOOK).run(stop_at_first=False)
    assert (found.violations, found.whole) == ([], True)
    assert found.states > 200


def test_a_difference_can_be_closed_by_somebody_with_no_part_in_it() -> None:
    """The rules do not make it impossible: it was counted, owned, reconciled, and another person closed it."""
    search = explorer(BOUND, BOOK)
    search.run()
    closings = {
        (move.act, before[1])
        for before, move, _ in filter(None, search.parents.values())
        if move.act is not None
        and move.act.kind == "close-discrepancy"
        and search.records.answer(before[0], move.act, ASK)[0] == PERMIT
    }
    assert closings
    for act, world in closings:
        shown = [each for each in open_of(world) if each.removesuffix(APART) == act.of_act]
        assert shown
        assert all(act.by not in took_part(world, each) for each in shown)


def test_a_lost_round_is_found_again_only_after_the_box_was_proven() -> None:
    """A closing that says so is permitted somewhere, and wherever it is the lost round is back; to its end, in full."""
    search = explorer(FOUND, BOOK)
    found = search.run(stop_at_first=False)
    assert (found.violations, found.whole) == ([], True)
    assert found.states > 1_000
    worlds = [
        before[1]
        for before, move, _ in filter(None, search.parents.values())
        if move.act is not None
        and move.act.kind == "close-discrepancy"
        and move.act.count
        and search.records.answer(before[0], move.act, ASK)[0] == PERMIT
    ]
    assert worlds
    assert not any(lost(world) for world in worlds)


def test_another_round_in_its_place_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a round too many taken for the lost one before the box is proven, the search would say so."""
    monkeypatch.setattr(Count, "_strange", lambda *_: False)
    assert "found-again-is-what-was-missing" in broken(bound=FOUND)


def test_a_day_that_ends_with_a_round_unaccounted_for_is_found() -> None:
    """Without gate rounds a day would end clean while a count misses a round."""
    assert "a-day-ends-with-every-round-accounted-for" in broken(without(BOOK, ("rounds",)))


@pytest.mark.parametrize(
    ("gates", "property_"),
    [
        (("count",), "a-difference-is-closed-by-another"),
        (("count",), "nothing-leaves-while-a-count-differs"),
        (("duty",), "no-more-is-written-off-than-there-was"),
    ],
)
def test_what_each_gate_holds(gates: tuple[str, ...], property_: str) -> None:
    """Taken out, the property that it protects breaks."""
    assert property_ in broken(without(BOOK, gates))


def test_a_closing_that_tidies_up_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were what is missing forgotten as a difference is closed, the search would say so."""

    def tidied(state: State, event: Event) -> State:
        after = effects.close(state, event)
        lot = after.lots[event.act.lot]
        return after.with_lot(replace(lot, unaccounted=0, missing=0)) if event.good else after

    monkeypatch.setitem(table.EFFECTS, "close-discrepancy", tidied)
    assert "what-was-found-missing-stays-on-record" in broken()
