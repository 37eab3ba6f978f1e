"""Which part of a long list a page shows: bounded, whatever somebody asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar import Request

SIZE = 100
LAST = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a list, counted from 1, and how many lines it has at the most."""

    number: int
    size: int = SIZE

    @property
    def skip(self) -> int:
        """How many lines come before it."""
        return (self.number - 1) * self.size

    def more(self, count: int) -> bool:
        """Whether there are lines after it, of so many in all."""
        return self.skip + self.size < count


def page_of(asking: Request[Any, Any, Any], size: int = SIZE) -> Part:
    """Return which page is asked for; the first where that is no number."""
    said = asking.query_params.get("page", "1")
    number = int(said) if said.isascii() and said.isdigit() and len(said) <= 5 else 1  # noqa: PLR2004 - up to LAST
    return Part(min(max(number, 1), LAST), size)
