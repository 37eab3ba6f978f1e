"""A seed gives one trace, byte for byte: in this process, in another, and whatever the hashes of texts are there."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.simulation.many import one
from tests.simulation.run import run


def test_a_seed_gives_one_trace() -> None:
    """Two runs of a seed have the same digest of trace, ledger and what really happened; another seed has another."""
    assert run(3, 150).digest == run(3, 150).digest
    assert run(3, 150).digest != run(4, 150).digest


def test_a_seed_gives_one_trace_on_both_stores() -> None:
    """The set of a seed that runs on the store in SQLite is the one that the store in memory gives."""
    on_disk = one(9)
    assert on_disk.violation is None
    assert on_disk.digest == run(9, 120).digest


def test_a_seed_gives_one_trace_in_another_process() -> None:
    """Nothing of it hangs on the order of a set, which is another in each process."""
    code = "from tests.simulation.run import run; print(run(5, 150).digest)"
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    assert said == [run(5, 150).digest] * 2


def test_what_is_left_out_changes_nothing_before_it() -> None:
    """A run without its later intents has the trace of the whole up to there."""
    whole = run(6, 150, keep_trace=True).trace
    part = run(6, 150, without=frozenset(range(60, 10_000)), last=100, keep_trace=True).trace
    same = next((place for place, (a, b) in enumerate(zip(whole, part, strict=False)) if a != b), len(part))
    assert same > 40
