"""The facts of one unit, without any database: the same lines however the records are cut, and what is kept between."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from showsafe.application.facts.values import PAPER, Line
from showsafe.errors import Unusable
from showsafe.fleet import kept as keeping
from showsafe.fleet import matters
from showsafe.fleet.fold import Fold
from tests.fleet.sets import Node, long_day
from tests.projections.units import NOON
from tests.simulation import morning
from tests.simulation.node import UNIT, copied
from tests.simulation.run import Sim

Lines = dict[tuple[str, str], Line]


@cache
def simulated(seed: int) -> tuple[bytes, ...]:
    """Return the records of a simulated set on which much goes wrong."""
    sim = Sim(seed, copied(morning.in_memory()), keep_trace=False)
    sim.go(120, frozenset(), 1 << 60)
    return tuple(entry.raw for entry in sim.node.store.entries())


def put(lines: Lines, fold: Fold) -> None:
    """Take in what a fold drains, as whoever keeps lines does."""
    drained = fold.drain({})
    for line in drained.lines:
        lines[(line.kind, line.key)] = line
    now = {line.key for line in drained.lines if line.kind == PAPER}
    for of, who in drained.papers_of:
        for key in [key for kind, key in lines if kind == PAPER and key.startswith(f"{of}\n{who}\n")]:
            if key not in now:
                del lines[(PAPER, key)]


@settings(max_examples=6)
@given(seed=st.sampled_from([1, 2]), cuts=st.sets(st.integers(1, 400), max_size=8))
def test_however_records_are_cut(seed: int, cuts: set[int]) -> None:
    """Over a set on which much goes wrong, cut and reloaded anywhere, the lines and the summary are the same."""
    raws = simulated(seed)
    whole, lines = Fold(UNIT), Lines()
    for number, raw in enumerate(raws, start=1):
        whole.take(number, raw, NOON)
    put(lines, whole)
    part, pieces = Fold(UNIT), Lines()
    for number, raw in enumerate(raws, start=1):
        part.take(number, raw, NOON)
        if number in cuts:
            put(pieces, part)
            again = keeping.from_bytes(keeping.as_bytes(part.kept))
            assert again is not None
            part = Fold(UNIT, again)
    put(pieces, part)
    assert pieces == lines
    assert part.summary() == whole.summary()
    assert keeping.as_bytes(part.kept) == keeping.as_bytes(whole.kept)


def test_a_simulated_set_has_no_gap() -> None:
    """A node that dies and is opened again, in the simulator, leaves no hole in its chain."""
    fold = Fold(UNIT)
    for number, raw in enumerate(simulated(1), start=1):
        fold.take(number, raw, NOON)
    lines = fold.drain({}).lines
    assert {line.kind for line in lines} >= {"weapon", "person", "deviation", "discrepancy", "day", "stop"}
    assert not [line for line in lines if line.kind == "gap"]


def test_another_edition_is_not_used() -> None:
    """What another edition of the program kept, or what was damaged, is not used: the records are read again."""
    kept = Fold("x").kept
    content = keeping.as_bytes(kept)
    assert keeping.from_bytes(content) == kept
    assert keeping.from_bytes(content.replace(keeping.EDITION.encode(), b"0" * 16)) is None
    assert keeping.from_bytes(content[:-3]) is None


def test_records_come_in_order() -> None:
    """A record that does not come next is refused."""
    node = Node("north-ridge")
    with pytest.raises(Unusable) as raised:
        Fold("north-ridge").take(2, node.raws()[1], NOON)
    assert raised.value.code == "facts.not-next"


def test_what_is_open_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many open deviations the oldest are followed no more: they stay open, and what is kept stays small."""
    monkeypatch.setattr(matters, "MOST_OPEN", 2)
    node = Node("north-ridge")
    for _ in range(5):
        node.say("load", weapon="revolver", rounds="dummy:1")
    fold = Fold("north-ridge")
    for number, raw in enumerate(node.raws(), start=1):
        fold.take(number, raw, NOON)
    assert len(fold.kept.deviations) == 2
    assert max(len(keys) for keys in fold.kept.holding.values()) <= 2
    open_ = [line for line in fold.drain({}).lines if line.kind == "deviation" and line.open]
    assert len(open_) >= 5


def test_gaps_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a log that is another one's, record for record, so many gaps are told, and the rest is followed as well."""
    monkeypatch.setattr("showsafe.fleet.fold.MOST_GAPS", 3)
    node, fold = Node("north-ridge"), Fold("south-fork")
    for number, raw in enumerate(node.raws(), start=1):
        fold.take(number, raw, NOON)
    gaps = [line for line in fold.drain({}).lines if line.kind == "gap"]
    assert [line.record for line in gaps] == [1, 2, 3]
    assert (fold.kept.gaps, fold.kept.size) == (len(node.raws()), len(node.raws()))


def test_what_is_kept_holds_no_personal_value() -> None:
    """What is kept of a unit between two looks holds no name, age, contact or number of a paper."""
    node = Node("north-ridge")
    node.say("enrol", by="producer", person="dana", roles="crew", name="Dana D.", contact="555", age=44)
    long_day(node)
    fold = Fold("north-ridge")
    for number, raw in enumerate(node.raws(), start=1):
        fold.take(number, raw, NOON)
    content = keeping.as_bytes(fold.kept)
    assert b"Dana D." not in content
    assert b'"555"' not in content
    assert fold.kept.state.people["dana"].age is None
