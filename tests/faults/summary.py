"""The pytest plugin that adds up what the fault tests brought about, and prints it in one line at the end.

A test hands in its counts as a property of its report, which also comes back from the workers of a parallel run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import pytest

PROPERTY = "faults"
ACKNOWLEDGED = "acknowledged acts looked for"
LOST = "lost"
POINTS = ", of points"
"""Ends the name of a count of places for a fault; without it, the name of how many faults were brought about there."""

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
    if not total:
        return
    looked_for, lost = total.pop(ACKNOWLEDGED, 0), total.pop(LOST, 0)
    counts = [
        f"{count} {name}" + (f" (of {total[name + POINTS]} points)" if name + POINTS in total else "")
        for name, count in total.items()
        if not name.endswith(POINTS)
    ]
    failed = sum("tests/faults/" in report.nodeid for report in stats.get("failed", []))
    uncounted = f"; {failed} failed tests are not in this" if failed else ""
    terminalreporter.write_line(
        f"faults: {', '.join(counts)}; {looked_for} {ACKNOWLEDGED}, {lost} {LOST}{uncounted}"
    )
