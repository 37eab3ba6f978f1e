"""Bringing an office's database up to the tables of this program, and saying where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, cast

import psycopg

from showsafe.adapters.postgres import errors, require
from showsafe.adapters.postgres.connect import SCHEMA, Connection, Limits, connect
from showsafe.errors import Unusable, WrongInput

if TYPE_CHECKING:
    from sqlalchemy import Connection as SqlConnection
    from sqlalchemy import Engine

_FOLDER = Path(__file__).with_name("migrations")
_FILE = re.compile(r"v(\d{4})_\w+\.py")
_VERSION = f"SELECT version_num FROM {SCHEMA}.alembic_version"  # noqa: S608 - no values
_ONE_AT_A_TIME = 0x53687753
"""The number of the lock that a migration holds until it is committed."""

MIGRATING = Limits(statement=3600.0, answer=3660.0, lock=600.0, idle=600.0)


class Standing(Enum):
    """How a database stands to this program."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class SchemaState:
    """The step that a database is at ("" for none), the last one that this program knows, and how they stand."""

    revision: str
    head: str
    standing: Standing


def steps() -> list[str]:
    """Return the numbers of all steps that this program knows, in order."""
    names = (path.name for path in (_FOLDER / "versions").iterdir())
    return sorted(found[1] for name in names if (found := _FILE.fullmatch(name)))


def schema_state(dsn: str, limits: Limits | None = None) -> SchemaState:
    """Say where a database stands; raises Unusable as in ``errors``."""
    with connect(dsn, limits or Limits()) as connection:
        return state_of(connection)


def state_of(connection: Connection) -> SchemaState:
    """Say where the database of a connection stands."""
    head = steps()[-1]
    with errors.translated():
        found = connection.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.alembic_version",)).fetchone()
        row = None
        if found is not None and found[0] is not None:
            row = connection.execute(_VERSION).fetchone()
    if row is None:
        return SchemaState("", head, Standing.EMPTY)
    revision = str(row[0])
    if revision == head:
        return SchemaState(revision, head, Standing.CURRENT)
    return SchemaState(revision, head, Standing.OLDER if revision in steps() else Standing.NEWER)


def refuse_others(state: SchemaState) -> None:
    """Let a database of this program's own step pass.

    Raises Unusable ``postgres.schema-older`` (also for an empty one), ``postgres.schema-newer``.
    """
    if state.standing in (Standing.EMPTY, Standing.OLDER):
        raise Unusable(
            "postgres.schema-older",
            "The office's database has not yet the tables of this version of the program.",
            "Run `showsafe office migrate` as the owner of the database, then start again.",
        )
    if state.standing is Standing.NEWER:
        raise newer()


def newer() -> Unusable:
    """The database was brought up by a newer version of this program."""
    return Unusable(
        "postgres.schema-newer",
        "The office's database was brought up by a newer version of the program than this one.",
        "Install that version here too, and start again.",
    )


def upgrade(dsn: str, to: str = "head", *, login: str = "", limits: Limits = MIGRATING) -> SchemaState:
    """Run every missing step up to ``to`` in one transaction, and return where the database stands then.

    It is run by the owner of the database. ``login`` names the user that a running office signs in as, who gets the
    rights of the runtime role. Raises Unusable ``postgres.schema-newer``, ``postgres.migration``, and as in ``errors``;
    WrongInput ``postgres.no-login``.
    """
    require()
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - half a second, and only a migration needs it

    try:
        with _as_owner(), _engine(dsn, limits).begin() as joined:
            held = cast("Connection", joined.connection.driver_connection)
            held.execute("SELECT pg_advisory_xact_lock(%s)", (_ONE_AT_A_TIME,))
            held.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            if state_of(held).standing is Standing.NEWER:
                raise newer()
            _run(joined, to)
            _grant(held, login)
            after = state_of(held)
    except DBAPIError as error:
        if not isinstance(error.orig, psycopg.Error):
            raise
        with _as_owner():
            raise error.orig from error
    return after


@contextmanager
def _as_owner() -> Iterator[None]:
    """Raise the errors of the database as ours, and one of rights as what it means to a migration."""
    try:
        yield
    except psycopg.errors.InsufficientPrivilege as error:
        raise Unusable(
            "postgres.not-owner",
            "This user of the office's database may not make its tables, or not the roles that they are granted to.",
            "Migrate as the owner of the database, who may create roles; or let an administrator create the roles "
            "showsafe_runtime and showsafe_reader first.",
        ) from error
    except psycopg.Error as error:
        raise errors.of(error) from error


def _engine(dsn: str, limits: Limits) -> Engine:
    """Return what Alembic works through: one connection of ours, in which a transaction is begun and committed."""
    from sqlalchemy import create_engine  # noqa: PLC0415
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    def opened() -> Connection:
        connection = connect(dsn, limits, program="showsafe migrate")
        connection.autocommit = False
        return connection

    return create_engine("postgresql+psycopg://", creator=opened, poolclass=NullPool)


def _run(joined: SqlConnection, to: str) -> None:
    """Let Alembic run the steps inside the transaction that is open."""
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = joined
    command.upgrade(config, to)


def _grant(connection: Connection, login: str) -> None:
    """Let the users of an office into its schema, and make a login one of them."""
    from showsafe.adapters.postgres.migrations.rights import READER, RUNTIME  # noqa: PLC0415 - needs Alembic

    connection.execute(f"GRANT USAGE ON SCHEMA {SCHEMA} TO {RUNTIME}, {READER}")
    connection.execute(f"GRANT SELECT ON {SCHEMA}.alembic_version TO {RUNTIME}, {READER}")
    if not login:
        return
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (login,)).fetchone() is None:
        raise WrongInput(
            "postgres.no-login",
            f"The database's server has no user {login}.",
            "Create it first, as in: CREATE ROLE name LOGIN PASSWORD '...'.",
        )
    connection.execute(
        psycopg.sql.SQL("GRANT {} TO {}").format(
            psycopg.sql.Identifier(RUNTIME), psycopg.sql.Identifier(login)
        )
    )
