"""The account of a lot over time: a line for each record that moved a round, always summing, never written twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe.domain import counting
from showsafe.projections import counts, rounds
from showsafe.projections.rows import read
from tests.projections.units import Set, scenario, scenario_files, told


@pytest.mark.parametrize("path", scenario_files()[::12], ids=lambda path: path.stem)
def test_every_line_sums_and_the_last_is_the_account_of_now(path: Path) -> None:
    """In told days: each line adds up to its total, and the last one is what the counts show."""
    store = told(scenario(path)).store
    for key, value in store.rows(counts.NAME):
        now, moves = read(value), [read(move) for _, move in store.rows(rounds.NAME, f"{key}\n")]
        for move in moves:
            assert sum(move[part] for part in counts.PARTS) - move["surplus"] == move["total"]
        if moves:
            assert {part: moves[-1][part] for part in counts.PARTS} == {
                part: now[part] for part in counts.PARTS
            }
        assert [move["record"] for move in moves] == sorted({move["record"] for move in moves})


def test_what_moves_no_round_has_no_line() -> None:
    """A look, a hand-over and a hold leave the account alone; a load and a shot each have one line, by whom it was."""
    on = Set()
    on.say(
        "receive", lot="blanks", kind="blank", count=20, countersigned_by="assistant", **{"from": "supplier"}
    )
    on.check()
    loaded = on.say("load", weapon="revolver", rounds=["blanks:3"], witness="assistant").number
    on.say("hand-over", weapon="revolver", to="performer", witness="assistant")
    fired = on.say("discharge", "performer", weapon="revolver", count=2).number
    on.say("hold", about="revolver")
    moves = [read(value) for _, value in on.unit.store.rows(rounds.NAME, "blanks\n")]
    assert [(move["record"], move["kind"], move["by"]) for move in moves[1:]] == [
        (loaded, "load", "armorer"),
        (fired, "discharge", "performer"),
    ]
    state = on.unit.state()
    assert counting.accounted(state, state.lots["blanks"]) == moves[-1]["total"]
