"""The outbox of a data directory: older directories get one when they are opened, and the auditor knows it."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.adapters import directory
from showsafe.adapters.settings_file import UnitSettings
from showsafe.adapters.sqlite_schema import WITHOUT_OUTBOX
from showsafe.ledger.outbox import WAITING, ToTell
from showsafe.ledger.verify import verify
from tests.ledger.verify.logs import fault


def sql(path: Path, *statements: str) -> None:
    """Write into the database by hand."""
    with contextlib.closing(sqlite3.connect(path / directory.LEDGER)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def format_of(path: Path) -> int:
    """Return the format that the file says it has."""
    with contextlib.closing(sqlite3.connect(path / directory.LEDGER)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a unit of this format."""
    bootstrap.create_unit(tmp_path / "unit", UnitSettings("north-ridge", "common"))
    return tmp_path / "unit"


def test_an_older_directory_gets_an_outbox_when_it_is_opened(data: Path) -> None:
    """Whoever only looks leaves it as it is; the auditor says the same of it before and after."""
    sql(data, "DROP TABLE outbox", f"PRAGMA user_version = {WITHOUT_OUTBOX}")
    before = verify(data)
    assert before.ok
    with directory.open_for_reading(data) as opened:
        assert opened.store.tallies() == []
    assert format_of(data) == WITHOUT_OUTBOX
    with bootstrap.open_unit(data) as unit:
        unit.store.tell([ToTell("office", "record 1", "stop", "2026-11-27T05:00:00Z", 1)])
        assert len(unit.store.outbox("office", WAITING)) == 1
    after = verify(data)
    assert (after.ok, after.root) == (True, before.root)


@pytest.mark.parametrize(
    "columns",
    [
        "'record 9', 9, x'', 'waiting'",
        "'record 2', 1, x'', 'waiting'",
        "'record 1', 1, x'50', 'waiting'",
        "'morning', -1, x'50', 'waiting'",
        "'morning', 0, x'50', 'gone'",
    ],
)
def test_a_line_that_no_record_leads_to_is_named(data: Path, columns: str) -> None:
    """A line of a record that is not there, with a word of one, or in no known state is a fault for the auditor."""
    names = "key, record, body, state, destination, topic, at, tries, due, says"
    values = f"{columns}, 'office', 'stop', '2026', 0, '', ''"
    sql(data, f"INSERT INTO outbox ({names}) VALUES ({values})")  # noqa: S608 - written here
    assert "outbox" in fault(verify(data), "keys")
