"""Counts under the search: what is missing stays missing, and each property of it can be broken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from showsafe.assurance.search.count_bounds import COUNTS
from showsafe.assurance.search.counts import took_part
from showsafe.assurance.search.gates import explorer, without
from showsafe.bootstrap import rules_of
from showsafe.domain.effects import counts as effects
from showsafe.domain.effects import table
from showsafe.domain.events import ASK, PERMIT, Event
from showsafe.domain.state import State
from showsafe.rules.rulebook import Rulebook

BOOK = rules_of("common")
BOUND = COUNTS[0]


def broken(book: Rulebook = BOOK) -> list[str]:
    """Return the properties that a search of the bound finds broken."""
    return [each.property for each in explorer(BOUND, book).run(stop_at_first=False).violations]


def test_no_round_is_lost_among_papers() -> None:
    """Gone through to its end, nothing is broken."""
    found = explorer(BOUND, BOOK).run(stop_at_first=False)
    assert (found.violations, found.whole) == ([], True)
    assert found.states > 200


def test_a_difference_can_be_closed_by_somebody_with_no_part_in_it() -> None:
    """The rules do not make it impossible: it was counted, owned, reconciled, and another person closed it."""
    search = explorer(BOUND, BOOK)
    search.run()
    closers = {
        (move.act.by, before[1])
        for before, move, _ in filter(None, search.parents.values())
        if move.act is not None
        and move.act.kind == "close-discrepancy"
        and search.records.answer(before[0], move.act, ASK)[0] == PERMIT
    }
    assert closers
    assert all(who not in took_part(world) for who, world in closers)


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
