"""The command of the nightly run: it says what was tried how often, and of a seed that fails how to run it again."""

from __future__ import annotations

import pytest

from tests.simulation.__main__ import main
from tests.simulation.checks import PROPERTIES
from tests.simulation.faults import FAULTS


def test_it_says_what_was_tried_and_how_often(capsys: pytest.CaptureFixture[str]) -> None:
    """One seed: its acts, its speed, every kind of trouble with a number, every property."""
    assert main(["--seed", "3"]) == 0
    said = capsys.readouterr().out
    assert "Seeds 3 to 3: 5" in said
    assert "acts a second" in said
    assert "phones that vanished" in said
    assert all(f"held {name}: {says}" in said for name, says in PROPERTIES.items())


def test_a_seed_that_fails_is_said_with_the_command_that_runs_it_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where something is found the exit status is 1, and few lines of the record are left."""
    fault = next(fault for fault in FAULTS if "board is not told" in fault.name)
    with fault.breaks():
        assert main(["--seed", "0"]) == 1
    said = capsys.readouterr().out
    assert "FAILED board" in said
    assert "Run it again: python -m tests.simulation --seed 0" in said
    assert "VIOLATED board" in said


def test_the_trace_of_a_seed_ends_with_its_digest(capsys: pytest.CaptureFixture[str]) -> None:
    """``--trace`` prints everything in time, and the digest that another run has to have too."""
    assert main(["--seed", "9", "--trace"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 100
    assert lines[-1].startswith("digest ")
