"""The pytest plugin that adds up what the fault tests brought about, and prints it in one line at the end.

A test hands in its counts as a property of its report, which also comes back from the workers of a parallel run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import pytest

PROPERTY = "faults"
LOST = "acknowledged acts lost"

Tally = Callable[[Mapping[str, int]], None]
"""Takes the counts of one test."""


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Tally:
    """Return what takes the counts of a test, once all that it checks has held."""

    def count(counts: Mapping[str, int]) -> None:
        record_property(PROPERTY, dict(counts))

    return count


def added_up(reports: list[pytest.TestReport]) -> Counter[str]:
    """Return the counts of all tests together."""
    total: Counter[str] = Counter()
    for report in reports:
        for name, value in report.user_properties:
            if name == PROPERTY and isinstance(value, dict):
                total.update(value)
    return total


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was brought about, and what was lost by it; a test that failed has not handed in its counts."""
    stats = terminalreporter.stats
    total = added_up([report for report in stats.get("passed", []) if report.when == "call"])
    if total:
        lost = total.pop(LOST, 0)
        counts = ", ".join(f"{count} {name}" for name, count in total.items())
        terminalreporter.write_line(f"faults: {counts}; {lost} {LOST}")
