"""PostgreSQL for tests: one private server for the whole run, and for each test a database of its own.

The server is shared by all workers, without any sync, and ends with the last of them, however they end. What a test
asks for:

* ``postgres_server``   the server itself: only to look, since all tests use it (a test that halts one starts its own)
* ``office_database``   a database with all tables, empty: ``.dsn`` for a running office, ``.owner`` for its owner
* ``shared_database``   one with all tables for every test of a worker that keeps to logs of its own names
* ``empty_database``    one without any table
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from showsafe.adapters.postgres import migrate, private
from showsafe.adapters.postgres.private import PrivateServer
from showsafe.errors import Unusable

OFFICE = "office"
"""The user that a running office signs in as; its rights are those of the runtime role."""

_TEMPLATE = "with_all_tables"


@dataclass(frozen=True, slots=True)
class Database:
    """A database of one test, as its office and as its owner reach it."""

    name: str
    dsn: str
    owner: str


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateServer]:
    """Return the server of this run, started by whichever worker needs it first."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (shared / "postgres.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = _running(shared / "postgres.folder") or _fresh(shared / "postgres.folder")
    yield server
    server.release()


@pytest.fixture
def empty_database(postgres_server: PrivateServer) -> Iterator[Database]:
    """Return a database without any table."""
    with database(postgres_server, "template0") as made:
        yield made


@pytest.fixture
def office_database(postgres_server: PrivateServer) -> Iterator[Database]:
    """Return a database with all tables of an office, and nothing in them."""
    with database(postgres_server, _TEMPLATE) as made:
        yield made


@pytest.fixture(scope="session")
def shared_database(postgres_server: PrivateServer) -> Iterator[Database]:
    """Return a database with all tables, in which other tests of this worker have left logs of other names."""
    with database(postgres_server) as made:
        yield made


@contextlib.contextmanager
def database(server: PrivateServer, template: str = _TEMPLATE) -> Iterator[Database]:
    """Make a database on a server that ``prepare`` was called for, and take it away again."""
    name = f"test_{secrets.token_hex(6)}"
    _command(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield Database(name, server.dsn(name, OFFICE), server.dsn(name))
    finally:
        _command(server, f"DROP DATABASE {name} WITH (FORCE)")


def prepare(server: PrivateServer) -> PrivateServer:
    """Make the user of an office on a server, and the database that others are made of."""
    _command(server, f"CREATE ROLE {OFFICE} LOGIN")
    _command(server, f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0")
    migrate.upgrade(server.dsn(_TEMPLATE), login=OFFICE)
    return server


def _running(noted: Path) -> PrivateServer | None:
    return private.attach(Path(noted.read_text(encoding="utf-8"))) if noted.exists() else None


def _fresh(noted: Path) -> PrivateServer:
    try:
        server = private.start(durable=False)
    except Unusable as error:
        pytest.skip(error.says)
    prepare(server)
    noted.write_text(str(server.folder), encoding="utf-8")
    return server


def _command(server: PrivateServer, sql: str) -> None:
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute(sql.encode())
