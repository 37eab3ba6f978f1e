"""A production's own profile for tests of commands, and a search that says what a test wants it to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from showsafe.assurance.search import verify
from showsafe.assurance.search.explore import Violation
from showsafe.assurance.search.gates import Killed
from showsafe.assurance.search.verify import Searched, Verified
from showsafe.rules.rulebook import Rulebook

OWN = """\
id = "north-ridge"
title = "North Ridge, the film"
base = "us-nm"

[value.max_out]
is = 1
basis = "ours"
why = "One weapon at a time on this production."
"""


def a_bound(name: str = "one-weapon", violations: tuple[Violation, ...] = ()) -> Searched:
    """Return what a search says of one bound."""
    return Searched(
        name=name,
        adversary="insider",
        says="One weapon.",
        states=1234,
        records=100,
        transitions=5678,
        depth=9,
        whole=True,
        seconds=1.5,
        digest="0123456789abcdef" * 2,
        violations=violations,
    )


CHECK = Killed(gate="check", killed=True, property="cold-is-cold", steps=7)


def found(*bounds: Searched, gates: dict[str, Killed] | None = None) -> Verified:
    """Return what a search says; left out, that it found nothing."""
    killed = {"check": CHECK} if gates is None else gates
    return Verified("small", "an edition", bounds or (a_bound(),), killed)


@dataclass
class Search:
    """A search that finds what it is told to, and counts how often it was asked."""

    found: Verified = field(default_factory=found)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __call__(
        self,
        book: Rulebook,
        bound: str,
        *,
        workers: int,
        told: Callable[[str], None],
        gates: tuple[str, ...] | None,
    ) -> Verified:
        """Answer as the search itself does."""
        assert workers >= 1
        assert gates in (None, ())
        told(f"searching {book.edition}")
        self.asked.append((book.edition, bound))
        return self.found


@pytest.fixture
def search(monkeypatch: pytest.MonkeyPatch) -> Search:
    """Put a search that finds nothing in the place of the real one."""
    made = Search()
    monkeypatch.setattr(verify, "verify", made)
    return made


def own_file(path: Path, text: str = OWN) -> Path:
    """Write a production's own profile."""
    path.write_text(text, encoding="utf-8")
    return path
