"""What is done in part under the search: a show, a meeting, papers that ran out; two chambers; a hurry over a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from showsafe.assurance.search.bounds import SMALL, Bound
from showsafe.assurance.search.cast import AMMUNITION
from showsafe.assurance.search.explore import Explorer, State
from showsafe.assurance.search.gates import explorer, without
from showsafe.assurance.search.move import Move
from showsafe.assurance.search.parts import LAPSED, LINE
from showsafe.assurance.search.run_bounds import RUNS_AND_FILES
from showsafe.bootstrap import rules_of
from showsafe.domain.changing import replace
from showsafe.domain.effects import table
from showsafe.domain.events import ASK, PERMIT, Event
from showsafe.domain.state import State as ProductionState

BOOK = rules_of("common")
BOUNDS = {each.name: each for each in (*SMALL, *RUNS_AND_FILES)}


def searched(name: str, most: int = 10**9) -> Explorer:
    """Return the search of a bound, gone through, with nothing broken in it."""
    search = explorer(BOUNDS[name], BOOK)
    assert search.run(most=most, deepest=BOUNDS[name].deepest, stop_at_first=False).violations == []
    return search


def broken(bound: Bound, gate: str, most: int = 1_000) -> list[str]:
    """Return the properties that a search of the first states of a bound finds broken without a gate."""
    search = explorer(bound, without(BOOK, (gate,)))
    return [each.property for each in search.run(most=most, stop_at_first=False).violations]


def steps(search: Explorer) -> Iterator[tuple[State, Move, State]]:
    """Yield every step of a search that led to a new state."""
    for after, came in search.parents.items():
        if came is not None:
            yield came[0], came[1], after


def permitted(search: Explorer, kind: str) -> list[State]:
    """Return the states of a search in which an act of a kind about a weapon is permitted."""
    return [
        state
        for state in search.parents
        for move in search.moves.of(state[1], search.records.seen(state[0]))
        if move.act is not None
        and move.act.kind == kind
        and move.act.weapon
        and search.records.answer(state[0], move.act, ASK)[0] == PERMIT
    ]


def test_a_show_and_a_meeting_of_one_after_the_other_are_enough() -> None:
    """With the grip on the line, all of them told and shown it one by one, it goes out and a take begins."""
    taken = [world for _, world in permitted(searched("done in part"), "take") if LINE in world.done]
    assert taken
    assert all(len(gun.offered_to) == 3 for world in taken for gun in world.guns)


@pytest.mark.parametrize(
    ("name", "gate", "property_"),
    [
        ("done in part", "meeting", "met-before-use"),
        ("done in part", "show", "shown-before-it-is-handed"),
        ("papers run out", "papers", "papers-before-use"),
        ("papers run out", "custodian", "papers-of-a-custodian-in-date"),
        ("files, in a hurry", "duty", "two-people"),
        ("files, in a hurry", "custodian", "a-custodian-does-it"),
    ],
)
def test_what_each_gate_holds(name: str, gate: str, property_: str) -> None:
    """Taken out, the property that it protects breaks."""
    assert property_ in broken(BOUNDS[name], gate)


def test_papers_that_ran_out_stop_the_way_out_and_not_the_way_back() -> None:
    """A weapon is collected and isolated while they are not in date; nothing is taken out until they are renewed."""
    search = searched("papers run out", 800)
    for kind in ("collect", "unload", "isolate"):
        assert any(LAPSED in world.done for _, world in permitted(search, kind))
    assert not any(LAPSED in world.done for _, world in permitted(search, "unlock"))


def test_two_rounds_are_gone_through_to_the_end() -> None:
    """Of two chambers both are loaded, and one round is fired while the other is left, and nothing is broken."""
    search = explorer(BOUNDS["one weapon, blanks, time passes"], BOOK)
    assert search.run(most=1_500).violations == []
    inside = {world.guns[0].inside for _, world in search.parents}
    assert {("b", "b"), ("b", "s")} <= inside


def test_a_live_round_goes_into_a_box_that_is_locked_away() -> None:
    """What is taken for a dummy at an unload is counted back into its box wherever that is, and the search goes on."""
    search = explorer(BOUNDS["one weapon left about, dummies"], BOOK)
    assert search.run(most=3_000).violations == []
    assert any(
        move.act is not None
        and move.act.kind == "unload"
        and after[1].boxes[0].live > before[1].boxes[0].live
        and after[1].boxes[0].where == AMMUNITION
        for before, move, after in steps(search)
    )


def test_record_and_hands_agree_on_every_box(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a box that is locked away left with its custodian by the record, the search would say so."""
    lock = table.EFFECTS["lock"]

    def kept(state: ProductionState, event: Event) -> ProductionState:
        after = lock(state, event)
        if not event.act.lot:
            return after
        return after.with_lot(replace(after.lots[event.act.lot], container="", holder=event.act.by))

    monkeypatch.setitem(table.EFFECTS, "lock", kept)
    found = explorer(BOUNDS["one weapon, dummies"], BOOK).run(most=500)
    assert [each.property for each in found.violations] == ["one-pair-of-hands"]
