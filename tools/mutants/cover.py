"""Learns, once, which test runs which line, and how long each test takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from coverage import Coverage  # type: ignore[import-not-found,unused-ignore]

from tools.mutants.made import Mutant


class NotGreen(Exception):
    """A test fails before anything is changed; the message names it."""


@dataclass
class Covered:
    """The tests, in their order, their seconds, and by file and line the numbers of those that run it."""

    tests: Sequence[pytest.Item]
    seconds: list[float] = field(default_factory=list)
    lines: dict[str, dict[int, set[int]]] = field(default_factory=dict)
    reach: dict[str, dict[int, int]] = field(default_factory=dict)
    """By file and test the number of lines of the file that it runs."""

    def of(self, mutant: Mutant) -> list[int]:
        """Return the tests that run the statement of a mutant: those of its file's name first, then the narrowest."""
        file = str(mutant.file)
        lines = self.lines.get(file, {})
        reach = self.reach.get(file, {})
        found = set[int]().union(*(lines.get(line, set()) for line in mutant.lines))
        stem = f"test_{mutant.file.stem.rstrip('_')}"
        own = {number for number, test in enumerate(self.tests) if test.path.stem.startswith(stem)}
        if mutant.weight and not found:
            found = own
        return sorted(found, key=lambda n: (n not in own, reach.get(n, 0), self.seconds[n], n))


def run(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Run one test, and return whether it passed. No report is made of it: that would take longer than the test."""
    if hasattr(item, "_request") and not item._request:  # noqa: SLF001 - as pytest does for a test that is run again
        item._initrequest()  # type: ignore[attr-defined]  # noqa: SLF001
    passed = _step(lambda: item.ihook.pytest_runtest_setup(item=item))
    passed = passed and _step(lambda: item.ihook.pytest_runtest_call(item=item))
    passed = _step(lambda: item.ihook.pytest_runtest_teardown(item=item, nextitem=following)) and passed
    if hasattr(item, "_request"):
        item._request = False  # noqa: SLF001
        item.funcargs = None  # type: ignore[attr-defined]
    return passed


def _step(what: Callable[[], object]) -> bool:
    try:
        what()
    except (Exception, pytest.fail.Exception):  # noqa: BLE001 - whatever a test raises, it has not passed
        return False
    return True


def learn(
    tests: Sequence[pytest.Item], files: Iterable[Path], root: Path, tell: Callable[[str], None]
) -> Covered:
    """Run every test once and return what it covers of some files. Raises NotGreen."""
    wanted = sorted(files)
    coverage = Coverage(data_file=None, include=[str(file) for file in wanted], config_file=False)
    covered = Covered(tests)
    coverage.start()
    try:
        for number, item in enumerate(tests):
            coverage.switch_context(str(number))
            begun = time.perf_counter()
            if not run(item, tests[number + 1] if number + 1 < len(tests) else None):
                raise NotGreen(item.nodeid)
            covered.seconds.append(time.perf_counter() - begun)
    finally:
        coverage.stop()
    tell(f"{len(tests)} tests in {sum(covered.seconds):.0f} s, watched.")
    data = coverage.get_data()
    for file in wanted:
        by_line = {
            line: {int(name) for name in names if name}
            for line, names in data.contexts_by_lineno(str(file)).items()
        }
        name = str(file.relative_to(root))
        covered.lines[name] = by_line
        reach: dict[int, int] = {}
        for numbers in by_line.values():
            for number in numbers:
                reach[number] = reach.get(number, 0) + 1
        covered.reach[name] = reach
    return covered
