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


@pytest.fixture
def pocket(served: Served) -> Phone:
    """Return the assistant's own phone, signed in, beside the one on which the armorer is."""
    own = served.phone("pocket", "assistant", seed=9)
    assert own.sign_in("assistant").status_code == 200
    return own


@pytest.fixture
def cart(phone: Phone) -> Phone:
    """Return the shared phone with the armorer signed in."""
    assert phone.sign_in("armorer").status_code == 200
    return phone
