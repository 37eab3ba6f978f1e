"""Each fault that is planted is found: a simulation that could not fail would show nothing."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from tests.simulation.checks import PROPERTIES
from tests.simulation.faults import FAULTS, Fault, hunt
from tests.simulation.run import run
from tests.simulation.shrink import shrunken, told
from tests.simulation.truth import Truth

SEEDS, ACTS = 240, 400
"""The budget of each fault: so many seeds, of so many acts."""


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.replace(" ", "-"))
def test_a_planted_fault_is_found(fault: Fault) -> None:
    """Some seed within the budget finds it, by one of the properties that should."""
    found = hunt(fault, SEEDS, ACTS)
    assert found is not None, f"{SEEDS} seeds found nothing"
    assert found.violation is not None
    assert found.violation.name in fault.found_by, found.violation


def test_every_fault_names_properties() -> None:
    """What a fault may be found by is one of the properties; most properties have a fault that only they find."""
    named = {name for fault in FAULTS for name in fault.found_by}
    assert named <= set(PROPERTIES)
    assert len(FAULTS) >= 8
    assert set(PROPERTIES) - named <= {"hands", "active"}


def test_hands_that_differ_are_found() -> None:
    """Where what people really do is no longer what they say, the record and their hands differ, and it is found."""
    with patch("tests.simulation.hands._hands", lambda *_: None):
        outcome = run(0, 200)
    assert outcome.violation is not None
    assert outcome.violation.name == "hands"


def test_a_seed_that_fails_is_shrunken() -> None:
    """Of a failing seed few lines are left, which fail the same way, with the command that runs it again."""
    fault = next(fault for fault in FAULTS if "too few" in fault.name)
    with fault.breaks():
        failed = hunt(fault, 5, ACTS)
        assert failed is not None
        assert failed.violation is not None
        short = shrunken(failed, tries=25)
        text = told(failed)
    assert short.violation is not None
    assert short.violation.name == failed.violation.name
    assert len(short.trace) < 60
    assert f"python -m tests.simulation --seed {failed.seed}" in text
    assert "VIOLATED lots" in text


def test_what_is_swapped_in_unwatched_is_really_there() -> None:
    """The world below the record: a swap needs nobody watching, and a box that is salted has a live round in it."""
    truth = Truth({"gun": True}, {"dummies": ("dummy", 3)})
    truth.guns["gun"].hands = "armorer"
    truth.watches("gun", "safety", 1.0)
    assert truth.swapped("gun", live=True) == ""
    truth.watches("gun", "", 2.0)
    assert truth.swapped("gun", live=True) == "live"
    assert truth.harmful("gun")
    assert truth.found("gun") == [{"kind": "live", "count": 1}]
