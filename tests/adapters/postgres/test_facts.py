"""Facts in PostgreSQL: what the database says of itself, and what a user of an office may do there."""

from __future__ import annotations

import pytest

from showsafe.adapters.postgres import private
from showsafe.adapters.postgres.connect import Limits, Pool
from showsafe.adapters.postgres.facts import PostgresFacts
from showsafe.adapters.postgres.facts_kept import index_key
from showsafe.errors import Unusable
from tests.postgres import Database


def test_a_primary_without_a_standby_says_so(office_database: Database) -> None:
    """A database that waits for no standby is alone, also by the word of a user who may look at nothing else."""
    with Pool(office_database.dsn) as pool:
        assert PostgresFacts(pool).lone_primary() is True


def test_a_primary_that_waits_is_not_alone() -> None:
    """A database that takes no write without a standby takes none alone; one that does not wait for the disk does."""
    try:
        server = private.start(durable=False, settings={"synchronous_standby_names": "other"})
    except Unusable as error:
        pytest.skip(error.says)
    with server, Pool(server.dsn(), Limits(failover=1)) as pool:
        assert PostgresFacts(pool).lone_primary() is False
        with pool.connection() as connection:
            connection.execute("SET synchronous_commit = local")
        assert PostgresFacts(pool).lone_primary() is True


def test_what_was_said_is_not_unsaid(office_database: Database) -> None:
    """What somebody of the office said of a matter stays, whoever signs in to the database of the office."""
    with Pool(office_database.dsn) as pool, pool.connection() as connection:
        connection.execute(
            "INSERT INTO facts_said (origin, kind, key, what, said, by, at) "
            "VALUES ('a', 'gap', 'k', 'owner', 'bob', 'pat', now())"
        )
        for statement in ("DELETE FROM facts_said", "UPDATE facts_said SET said = 'eve'"):
            with pytest.raises(Unusable) as raised, pool.connection() as other:
                other.execute(statement.encode())
            assert raised.value.code == "postgres.not-allowed"


def test_keys_that_no_index_holds() -> None:
    """A key stands for itself where it can; else its sum stands for it, and no two keys share one."""
    keys = [
        "act-1",
        "x" * 300,
        "x" * 301,
        "x" * 5_000,
        "a\x00b",
        "a\ufffdb",
        "~" + "0" * 64,
        "\N{GRINNING FACE}" * 90,
    ]
    kept = [index_key(key) for key in keys]
    assert kept[:2] == keys[:2]
    assert len(set(kept)) == len(keys)
    assert all(len(key.encode()) <= 300 and "\x00" not in key for key in kept)
