"""One office for all tests of a file: what one of them records, the next one finds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from showsafe.adapters.postgres.private import PrivateServer
from tests.entrypoints.office.offices import Served, furnish, office_in
from tests.postgres import database


@pytest.fixture(scope="module")
def served(postgres_server: PrivateServer) -> Iterator[Served]:
    """Return an office with two productions, and somebody in each role of the first."""
    with database(postgres_server) as made, office_in(made.dsn) as one:
        furnish(one)
        yield one
