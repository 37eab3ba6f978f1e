"""What tests of the office share: one database for a file of tests, emptied before each of them."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from showsafe.adapters.postgres.private import PrivateServer
from tests.fleet.offices import Office, office_in
from tests.postgres import Database, database

_TABLES = """SELECT relname FROM pg_class WHERE relnamespace = 'showsafe'::regnamespace AND relkind IN ('r', 'p')
AND NOT relispartition AND (relname LIKE 'archive%' OR relname LIKE 'facts%')"""


@pytest.fixture(scope="module")
def office_of_this_file(postgres_server: PrivateServer) -> Iterator[Database]:
    """Return the database that the tests of one file have one after the other."""
    with database(postgres_server) as made:
        yield made


@pytest.fixture
def office(office_of_this_file: Database) -> Iterator[Office]:
    """Return an office with nothing in it."""
    with psycopg.connect(office_of_this_file.owner) as owner:
        owner.execute("SET session_replication_role = replica")
        for (table,) in owner.execute(_TABLES).fetchall():
            owner.execute(SQL("DELETE FROM showsafe.{}").format(Identifier(table)))
    with office_in(office_of_this_file.dsn) as made:
        yield made
