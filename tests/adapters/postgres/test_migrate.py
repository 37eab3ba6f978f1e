"""Bringing a database up: from every step with data in it, broken off at any place, by two at once, and refused."""

from __future__ import annotations

import contextlib
import importlib
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from secrets import token_hex
from threading import Event

import psycopg
import pytest

from showsafe.adapters.memory import MemoryStore
from showsafe.adapters.memory_archive import MemoryArchive
from showsafe.adapters.postgres import migrate
from showsafe.adapters.postgres.archive import PostgresArchive
from showsafe.adapters.postgres.connect import Pool
from showsafe.adapters.postgres.migrate import SchemaState, Standing
from showsafe.errors import Unusable, WrongInput
from tests.adapters.postgres import recorded
from tests.contract.store_contract import entry, fill
from tests.postgres import OFFICE, Database

STEPS = migrate.steps()
PATIENCE = 30.0
BLOCK = """
CREATE FUNCTION public.hold() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
  IF (SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace('showsafe') AND relkind = 'r') >= {tables} THEN
    PERFORM pg_advisory_lock(7);
    PERFORM pg_advisory_unlock(7);
  END IF;
END $$;
CREATE EVENT TRIGGER hold ON ddl_command_end EXECUTE FUNCTION public.hold();
"""


@pytest.mark.parametrize("step", STEPS)
def test_a_database_of_every_step_is_brought_up(empty_database: Database, step: str) -> None:
    """What was recorded at any step is there after all later ones, by what it says, and goes on from there."""
    assert recorded.file_of(step).exists(), (
        "python -m tests.adapters.postgres.recorded keeps what a new step looks like"
    )
    migrate.upgrade(empty_database.owner, step)
    recorded.load(empty_database.owner, step)
    after = migrate.upgrade(empty_database.owner, login=OFFICE)
    assert after == SchemaState(STEPS[-1], STEPS[-1], Standing.CURRENT)
    told, archive = MemoryStore(), MemoryArchive()
    recorded.tell_store(told)
    recorded.tell_archive(archive)
    with Pool(empty_database.dsn) as pool:
        store = recorded.log_of(pool, recorded.LOG)
        assert recorded.meaning_of_store(store) == recorded.meaning_of_store(told)
        assert list(recorded.log_of(pool, recorded.BESIDE).entries()) == [entry(1), entry(2)]
        for each in (store, told):
            fill(each, 300)
        assert recorded.meaning_of_store(store) == recorded.meaning_of_store(told)
        if step < recorded.ARCHIVE_SINCE:
            recorded.tell_archive(PostgresArchive(pool))
        assert recorded.meaning_of_archive(PostgresArchive(pool)) == recorded.meaning_of_archive(archive)


def test_steps_follow_each_other() -> None:
    """Every step has the next number, says so itself, and names the one before it."""
    assert [f"{number:04}" for number in range(1, len(STEPS) + 1)] == STEPS
    folder = importlib.import_module("showsafe.adapters.postgres.migrations.versions").__path__[0]
    before = None
    for step in STEPS:
        (name,) = (path.stem for path in Path(folder).glob(f"v{step}_*.py"))
        module = importlib.import_module(f"showsafe.adapters.postgres.migrations.versions.{name}")
        assert (module.revision, module.down_revision) == (step, before)
        before = step


@contextlib.contextmanager
def held_up(database: Database, tables: int) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Let every migration of a database stop once it has made so many tables, until this ends."""
    with psycopg.connect(database.owner, autocommit=True) as owner:
        owner.execute(BLOCK.format(tables=tables).encode())
        owner.execute("SELECT pg_advisory_lock(7)")
        yield owner
        owner.execute("SELECT pg_advisory_unlock_all()")
        owner.execute("DROP EVENT TRIGGER hold")


def waiting(owner: psycopg.Connection[tuple[object, ...]], count: int = 1) -> list[int]:
    """Wait until so many migrations of a database stand still, and return their processes."""
    sql = """SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'
      AND application_name LIKE 'showsafe migrate%'"""
    pause = Event()
    for _ in range(int(PATIENCE / 0.02)):
        found = [int(str(row[0])) for row in owner.execute(sql).fetchall()]
        if len(found) >= count:
            return found
        pause.wait(0.02)
    pytest.fail("No migration stands still.")


@pytest.mark.parametrize("tables", [1, 5, 9])
def test_a_migration_that_is_broken_off_leaves_the_old_tables(empty_database: Database, tables: int) -> None:
    """Wherever the server ends a migration, nothing of it is there, its caller is told, and it can be run again."""
    with held_up(empty_database, tables) as owner, ThreadPoolExecutor(1) as other:
        running = other.submit(migrate.upgrade, empty_database.owner)
        owner.execute("SELECT pg_terminate_backend(%s)", (waiting(owner)[0],))
        with pytest.raises(Unusable) as refused:
            running.result(PATIENCE)
        assert refused.value.code == "postgres.restarting"
        assert migrate.schema_state(empty_database.owner).standing is Standing.EMPTY
    assert migrate.upgrade(empty_database.owner).standing is Standing.CURRENT


def test_a_migration_that_is_killed_leaves_the_old_tables(empty_database: Database) -> None:
    """After kill -9 of a migration, in the middle of a step, the data of the one before is whole."""
    migrate.upgrade(empty_database.owner, STEPS[0])
    recorded.load(empty_database.owner, STEPS[0])
    program = "import sys; from showsafe.adapters.postgres import migrate; migrate.upgrade(sys.argv[1])"
    with held_up(empty_database, 11) as owner:
        with subprocess.Popen([sys.executable, "-c", program, empty_database.owner]) as process:
            (backend,) = waiting(owner)
            process.kill()
        assert process.returncode != 0
        owner.execute("SELECT pg_advisory_unlock_all()")
        ended(owner, backend)
        assert migrate.schema_state(empty_database.owner).standing is Standing.OLDER
    told = MemoryStore()
    recorded.tell_store(told)
    assert migrate.upgrade(empty_database.owner, login=OFFICE).standing is Standing.CURRENT
    with Pool(empty_database.dsn) as pool:
        store = recorded.log_of(pool, recorded.LOG)
        assert recorded.meaning_of_store(store) == recorded.meaning_of_store(told)


def ended(owner: psycopg.Connection[tuple[object, ...]], backend: int) -> None:
    """Wait until the server has noticed that a client is gone."""
    pause = Event()
    for _ in range(int(PATIENCE / 0.02)):
        if owner.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", (backend,)).fetchone() is None:
            return
        pause.wait(0.02)
    pytest.fail("The server still works for a client that is gone.")


def test_of_two_at_once_one_waits(empty_database: Database) -> None:
    """Two that migrate one database at once both end at the last step, one after the other."""
    with held_up(empty_database, 3) as owner, ThreadPoolExecutor(2) as both:
        running = [both.submit(migrate.upgrade, empty_database.owner) for _ in range(2)]
        assert len(set(waiting(owner, 2))) == 2
        owner.execute("SELECT pg_advisory_unlock_all()")
        states = [each.result(PATIENCE) for each in running]
    assert [state.standing for state in states] == [Standing.CURRENT] * 2


def test_an_older_program_refuses(office_database: Database) -> None:
    """A program that is older than the tables neither opens nor migrates them, and says which version is needed."""
    with psycopg.connect(office_database.owner, autocommit=True) as owner:
        owner.execute("UPDATE showsafe.alembic_version SET version_num = '9999'")
    state = migrate.schema_state(office_database.dsn)
    assert state == SchemaState("9999", STEPS[-1], Standing.NEWER)
    with pytest.raises(Unusable, match="newer version"):
        migrate.refuse_others(state)
    with pytest.raises(Unusable) as refused:
        migrate.upgrade(office_database.owner)
    assert refused.value.code == "postgres.schema-newer"
    assert migrate.schema_state(office_database.owner) == state


def test_a_newer_program_says_what_to_run(empty_database: Database) -> None:
    """A database that is empty, or of an earlier step, is refused with the command that brings it up."""
    assert migrate.schema_state(empty_database.owner).standing is Standing.EMPTY
    migrate.upgrade(empty_database.owner, STEPS[0])
    state = migrate.schema_state(empty_database.owner)
    assert (state.revision, state.standing) == (STEPS[0], Standing.OLDER)
    with pytest.raises(Unusable, match="showsafe office migrate") as refused:
        migrate.refuse_others(state)
    assert refused.value.code == "postgres.schema-older"


def test_an_unknown_login_is_refused_whole(empty_database: Database) -> None:
    """Where the user that an office is to sign in as is not there, that is said and no table is made."""
    with pytest.raises(WrongInput) as refused:
        migrate.upgrade(empty_database.owner, login="nobody-here")
    assert refused.value.code == "postgres.no-login"
    assert migrate.schema_state(empty_database.owner).standing is Standing.EMPTY


def test_the_owner_need_not_rule_the_server(empty_database: Database) -> None:
    """The owner of a database brings it up without any right beyond it; anybody else is told that they may not."""
    owner, other = f"owner_{token_hex(4)}", f"other_{token_hex(4)}"
    as_user = {name: empty_database.owner.replace("user=postgres", f"user={name}") for name in (owner, other)}
    with psycopg.connect(empty_database.owner, autocommit=True) as ruler:
        for name in (owner, other):
            ruler.execute(f"CREATE ROLE {name} LOGIN".encode())
        ruler.execute(f"ALTER DATABASE {empty_database.name} OWNER TO {owner}".encode())
        try:
            with pytest.raises(Unusable) as refused:
                migrate.upgrade(as_user[other])
            assert refused.value.code == "postgres.not-owner"
            assert migrate.upgrade(as_user[owner]).standing is Standing.CURRENT
        finally:
            ruler.execute(f"REASSIGN OWNED BY {owner} TO postgres".encode())
            for name in (owner, other):
                ruler.execute(f"DROP OWNED BY {name}".encode())
                ruler.execute(f"DROP ROLE {name}".encode())
