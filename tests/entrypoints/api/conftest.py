"""A served set for the tests of the API."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.entrypoints.api.sets import Phone, Served, serving


@pytest.fixture
def served() -> Iterator[Served]:
    """Return a set that is served on this machine."""
    with serving() as one:
        yield one


@pytest.fixture
def phone(served: Served) -> Phone:
    """Return a shared phone on the set that is enrolled, with nobody signed in."""
    return served.phone()
