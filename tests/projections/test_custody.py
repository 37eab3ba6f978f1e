"""A chain of custody has neither gap nor overlap, and costs one line a change."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from showsafe.projections.custody import chain, out_of_store
from tests.projections.units import NOON, Set, scenario, scenario_files, told


@pytest.mark.parametrize("path", scenario_files(), ids=lambda path: path.stem)
def test_no_gap_and_no_overlap(path: Path) -> None:
    """In every told day each span begins at the record and time at which the one before it ends."""
    store = told(scenario(path)).store
    for key, _ in store.rows("board"):
        spans = list(chain(store, key))
        assert (spans[-1].last, spans[-1].ends) == (0, "")
        for before, after in pairwise(spans):
            assert (before.last, before.ends) == (after.first, after.begins)
            assert before.first < before.last
            assert before.begins <= before.ends


def test_who_had_it_and_in_which_state() -> None:
    """A chain says whose hands or which place, and which state, from which record on."""
    on = Set()
    numbers = [on.check().number]
    numbers.append(on.say("lock", weapon="revolver", witness="assistant", **{"in": "safe"}).number)
    numbers.append(on.say("unlock", weapon="revolver", witness="assistant", **{"in": "safe"}).number)
    spans = list(chain(on.unit.store, "revolver"))
    assert [(span.says["where"], span.says["state"]) for span in spans] == [
        ("with armorer", "UNKNOWN"),
        ("with armorer", "EMPTY"),
        ("in safe", "UNKNOWN"),
        ("with armorer", "UNKNOWN"),
    ]
    assert [span.first for span in spans[1:]] == numbers
    assert spans[0].as_json()["to_record"] == numbers[0]


def test_how_long_it_was_out() -> None:
    """Every time that it was out has a first record and, once it is back, a last one."""
    on = Set()
    locked = on.say("lock", weapon="revolver", witness="assistant", **{"in": "safe"}).number
    out = on.say("unlock", weapon="revolver", witness="assistant", **{"in": "safe"}).number
    on.check()
    times = [(first.first, last.last) for first, last in out_of_store(chain(on.unit.store, "revolver"))]
    assert times[0][1] == locked
    assert times[1] == (out, 0)


def test_what_changes_nothing_writes_no_line() -> None:
    """A second look that finds the same begins no new span: the cost of a look does not grow the chain."""
    on = Set()
    on.check()
    length = len(list(chain(on.unit.store, "revolver")))
    on.check()
    assert len(list(chain(on.unit.store, "revolver"))) == length


def test_a_deviation_is_marked_in_the_chain() -> None:
    """A span that began outside the rules says so, with the time that was claimed for it."""
    on = Set()
    answer = on.say("accept", by="performer", weapon="revolver", **{"from": "armorer"})
    assert answer.deviation
    last = list(chain(on.unit.store, "revolver"))[-1]
    assert last.says["deviation"] is True
    assert last.says["where"] == "with performer"
    assert last.says["claimed"] == f"{NOON.replace(tzinfo=None).isoformat()}Z"
