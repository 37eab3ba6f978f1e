"""A production's own profile for tests of commands, and a search that says what a test wants it to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from showsafe.adapters import rulebooks
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


@dataclass(frozen=True)
class Bound:
    """What a search says of one bound."""

    name: str = "one-weapon"
    adversary: str = "insider"
    states: int = 1234
    transitions: int = 5678
    seconds: float = 1.5
    violations: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Killed:
    """What a search says of one gate that was taken away."""

    killed: bool = True
    property: str = "cold-is-cold"
    steps: int = 7
    bound: str = ""
    story: Any = None


@dataclass(frozen=True)
class Found:
    """What a search says."""

    bounds: tuple[Bound, ...] = (Bound(),)
    gates: dict[str, Killed] = field(default_factory=lambda: {"check": Killed()})
    digest: str = "0123456789abcdef" * 2


@dataclass
class Search:
    """A search that finds what it is told to, and counts how often it was asked."""

    found: Found = field(default_factory=Found)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, book: Rulebook, bound: str, *, workers: int, told: Callable[[str], None]) -> Found:
        """Answer as the search itself does."""
        assert workers >= 1
        told(f"searching {book.edition}")
        self.asked.append((book.edition, bound))
        return self.found


@pytest.fixture
def search(monkeypatch: pytest.MonkeyPatch) -> Search:
    """Put a search that finds nothing in the place of the real one."""
    made = Search()
    monkeypatch.setattr(rulebooks, "_verify", lambda: made)
    return made


def own_file(path: Path, text: str = OWN) -> Path:
    """Write a production's own profile."""
    path.write_text(text, encoding="utf-8")
    return path
