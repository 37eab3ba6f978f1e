"""What is believed of one weapon: its use, its faults, what a look is a look at, and whether it is out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from showsafe.domain.belief import Belief, Fault, Use
from tests.domain.values import BEFORE, NOW, OUT, ROUND, STORED, proof

DONE = Use(record=7, back=True, cleared=True, bore_looked=True, counted=True, fired=2)


@pytest.mark.parametrize(
    ("changed", "closed"),
    [
        ({}, True),
        ({"back": False}, False),
        ({"cleared": False}, False),
        ({"bore_looked": False}, False),
        ({"counted": False}, False),
        ({"counted": False, "fired": 1}, False),
        ({"counted": False, "fired": 0}, True),
    ],
)
def test_a_use_that_is_closed(changed: dict[str, Any], *, closed: bool) -> None:
    """A use is closed once it is back, cleared, looked through, and what was fired was counted by two."""
    assert replace(DONE, **changed).closed is closed


def fault(kind: str, record: int, *earlier: Fault) -> Fault:
    """Return a fault that nobody has released."""
    return Fault(kind=kind, at=BEFORE, record=record, by="armorer", earlier=earlier)


def test_faults_stay_open_beside_each_other() -> None:
    """A new fault comes first, and every one before it stays open, each of them once."""
    first, second, third = fault("misfire", 3), fault("drop", 4), fault("misfire", 5)
    belief = Belief().with_fault(first).with_fault(second).with_fault(third)
    assert belief == Belief(fault=replace(third, earlier=(second, first)))
    assert belief.fault is not None
    assert belief.fault.all == (belief.fault, second, first)
    assert (belief.open_fault("misfire"), belief.open_fault("drop")) == (belief.fault, second)
    assert (belief.open_fault("foul"), Belief().open_fault("drop")) == (None, None)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("holder", "partner"),
        ("since", NOW),
        ("container", "safe"),
        ("place", "table"),
        ("gone", "carrier"),
        ("contents", (ROUND, ROUND)),
        ("magazine", "M-2"),
        ("proof", replace(proof("blanks"), voided_by=9)),
    ],
)
def test_what_a_look_is_a_look_at(key: str, value: Any) -> None:  # noqa: ANN401 - of any field
    """Other hands, another place, other contents, or a proof that ended, make it another weapon to look at."""
    assert replace(OUT, **{key: value}).standing != OUT.standing


def test_what_changes_nothing_to_look_at() -> None:
    """A new word, seal or proof does not move a weapon, and one that was never proven is as one whose proof stands."""
    same = replace(OUT, seal="S-9", said=None, offer=None, proof=proof("empty"))
    assert same.standing == OUT.standing == replace(OUT, proof=None).standing


@pytest.mark.parametrize(
    ("moved", "disturbed", "earlier"),
    [
        (None, None, (False, False)),
        (BEFORE, None, (False, False)),
        (BEFORE + timedelta(seconds=1), None, (True, False)),
        (None, BEFORE, (False, False)),
        (None, BEFORE + timedelta(seconds=1), (False, True)),
        (NOW, NOW, (True, True)),
    ],
)
def test_a_look_from_before(
    moved: datetime | None, disturbed: datetime | None, earlier: tuple[bool, bool]
) -> None:
    """A look is of the weapon as it was where it moved, or something happened to it, later than the look."""
    belief = Belief(moved=moved, disturbed=disturbed)
    assert (belief.moved_after(BEFORE), belief.disturbed_after(BEFORE)) == earlier
    assert belief.seen_before(BEFORE) is any(earlier)


@pytest.mark.parametrize(
    ("belief", "active"),
    [
        (Belief(), True),
        (OUT, True),
        (STORED, False),
        (replace(STORED, fault=fault("drop", 3)), True),
        (replace(OUT, gone="carrier"), False),
        (Belief(gone="carrier", fault=fault("drop", 3)), False),
    ],
)
def test_what_is_out(belief: Belief, *, active: bool) -> None:
    """A weapon is out unless it is in a safe without a fault, or has left the unit."""
    assert belief.active is active
