"""What is mutated, and by which tests it has to be noticed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Place:
    """Files to mutate, and the tests that are asked: of those that run a line the ``most`` narrowest.

    ``without``: parts of the names of tests that take long and are about no single line.
    ``recorded``: tests that compare with what was recorded before, and so notice a change without saying what it ought
    to be: asked last, and counted apart.
    ``cached``: nothing that the process keeps for later depends on these files.
    """

    files: tuple[str, ...]
    tests: tuple[str, ...]
    without: tuple[str, ...] = ()
    recorded: tuple[str, ...] = ()
    most: int = 150
    weights: bool = False
    cached: bool = False

    def paths(self) -> Iterator[Path]:
        """Yield the files."""
        for pattern in self.files:
            yield from sorted(ROOT.glob(pattern))


VERIFY = tuple(f"tests/ledger/test_verify{part}.py" for part in ("", "_directory", "_tampering"))

PLACES = {
    "rules/gates": Place(("src/showsafe/rules/gates/*.py",), ("tests/rules",), weights=True, cached=True),
    "rules": Place(
        ("src/showsafe/rules/*.py",), ("tests/rules", "tests/scenarios"), recorded=("tests/meaning",)
    ),
    "domain": Place(
        ("src/showsafe/domain/*.py", "src/showsafe/domain/effects/*.py"),
        ("tests/domain", "tests/rules", "tests/scenarios", "tests/properties", "tests/application"),
        recorded=("tests/meaning",),
    ),
    "ledger/verify": Place(
        ("src/showsafe/ledger/verify/*.py",),
        ("tests/ledger/verify", *VERIFY, "tests/conformance/test_auditor.py"),
        without=("flip", "across_processes", "more_members", "two_levels"),
        most=60,
    ),
}
