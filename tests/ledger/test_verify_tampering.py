"""The auditor against people: what somebody with the file, or even with the key, may have done to it."""

from __future__ import annotations

import base64
import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from showsafe.ledger import checkpoint, record
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.tree import Frontier, leaf_hash
from showsafe.ledger.verify import Fault, verify
from tests.ledger.ledgers import KEY, UNIT, made

COUNT = 6


@contextlib.contextmanager
def database(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file of a data directory as anybody with a database browser could."""
    with contextlib.closing(sqlite3.connect(path / "ledger.sqlite", isolation_level=None)) as connection:
        yield connection


def reseal(connection: sqlite3.Connection, signer: DeviceKey | None = None) -> None:
    """Make sums, edge and (with a key) checkpoint fit the raw bytes, as a careful forger would."""
    rows = connection.execute("SELECT number, raw FROM entries ORDER BY number").fetchall()
    frontier = Frontier()
    for number, raw in rows:
        connection.execute("UPDATE entries SET leaf = ? WHERE number = ?", (leaf_hash(raw), number))
        frontier = frontier.append(leaf_hash(raw))
    connection.execute("UPDATE state SET size = ?, edge = ?", (frontier.size, frontier.to_bytes()))
    if signer is not None:
        signed = checkpoint.sign(f"showsafe/{UNIT}", frontier, signer)
        connection.execute("UPDATE state SET checkpoint = ?", (signed,))


def body_of(connection: sqlite3.Connection, number: int) -> dict[str, Any]:
    """Return the body of a record."""
    (raw,) = connection.execute("SELECT raw FROM entries WHERE number = ?", (number,)).fetchone()
    body: dict[str, Any] = json.loads(base64.b64decode(json.loads(raw)["payload"]))
    return body


def replace(connection: sqlite3.Connection, number: int, signer: DeviceKey = KEY, **changes: Any) -> None:  # noqa: ANN401
    """Replace a record by a changed one that a key has signed."""
    raw = record.seal(body_of(connection, number) | changes, [signer])
    connection.execute("UPDATE entries SET raw = ? WHERE number = ?", (raw, number))


def first_fault(path: Path) -> Fault:
    """Audit, and return the first fault; green is a failure of the test."""
    report = verify(path)
    assert not report.ok
    assert report.first_fault is not None
    return report.first_fault


def fault_in(path: Path, step: str) -> Fault | None:
    """Audit, and return the fault of one step."""
    return next(item.fault for item in verify(path).steps if item.name == step)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Return a data directory with six records."""
    return made(tmp_path / "unit", COUNT)


def test_a_changed_word_is_named(unit: Path) -> None:
    """Bytes changed in place: the record is named, by its sum and by its form or signature."""
    with database(unit) as connection:
        (raw,) = connection.execute("SELECT raw FROM entries WHERE number = 3").fetchone()
        connection.execute("UPDATE entries SET raw = ? WHERE number = 3", (raw.replace(b"A", b"B", 1),))
    assert first_fault(unit).record == 3
    assert fault_in(unit, "tiles") == Fault(
        "verify.tiles", "the stored sum of record 3 is not that of its bytes", 3
    )


def test_a_changed_record_with_fitting_sums_lacks_the_signature(unit: Path) -> None:
    """A record rewritten under another key, every sum made to fit: the device's signature is missing."""
    with database(unit) as connection:
        replace(connection, 3, DeviceKey(bytes(32)), outcome="refuse")
        reseal(connection)
    assert first_fault(unit) == Fault("verify.signatures", "record 3 is not signed first by its device", 3)
    assert fault_in(unit, "root") is not None


def test_a_record_of_another_device_is_named(unit: Path) -> None:
    """A record under the name of a device that nobody enrolled is named."""
    other = DeviceKey(bytes(32))
    with database(unit) as connection:
        replace(connection, 4, other, device=other.id, device_number=1, device_previous="")
        reseal(connection, KEY)
    assert first_fault(unit) == Fault(
        "verify.signatures", "record 4 carries a signature of a key that no record enrols", 4
    )


def test_the_holder_of_the_key_cannot_change_the_middle_unseen(unit: Path) -> None:
    """Whoever has the key and rewrites record 3 alone breaks the chain at record 4."""
    with database(unit) as connection:
        replace(connection, 3, outcome="refuse")
        reseal(connection, KEY)
    assert first_fault(unit) == Fault(
        "verify.chains", "record 4 does not name its device's record before it", 4
    )


def test_a_deleted_record_is_a_gap(unit: Path) -> None:
    """A record deleted in the middle: where it should be, there is another."""
    with database(unit) as connection:
        connection.execute("DELETE FROM entries WHERE number = 3")
    assert first_fault(unit) == Fault(
        "verify.structure", "where record 3 should be, there is none or another", 3
    )


def test_a_deleted_record_with_closed_ranks_breaks_the_chain(unit: Path) -> None:
    """A record deleted and all others moved up: the device's own numbers show the gap."""
    with database(unit) as connection:
        connection.execute("DELETE FROM snapshots")
        connection.execute("DELETE FROM entries WHERE number = 3")
        connection.execute("UPDATE entries SET number = number - 1 WHERE number > 3")
        reseal(connection, KEY)
    assert first_fault(unit) == Fault(
        "verify.chains", "record 3 is number 4 of its device, after number 2", 3
    )


def test_two_records_swapped_break_the_chain(unit: Path) -> None:
    """Two records in each other's place are out of order for their device."""
    with database(unit) as connection:
        connection.execute("UPDATE entries SET number = 100 WHERE number = 3")
        connection.execute("UPDATE entries SET number = 3 WHERE number = 4")
        connection.execute("UPDATE entries SET number = 4 WHERE number = 100")
        reseal(connection, KEY)
    assert first_fault(unit).code == "verify.chains"
    assert first_fault(unit).record == 3


def test_records_cut_off_the_end_leave_a_checkpoint_that_knows_them(unit: Path) -> None:
    """Records deleted at the end without the key: the checkpoint still speaks of them."""
    with database(unit) as connection:
        connection.execute("DELETE FROM snapshots")
        connection.execute("DELETE FROM entries WHERE number > 4")
        reseal(connection)
    fault = fault_in(unit, "root")
    assert fault is not None
    assert fault.says == "the checkpoint speaks of 6 records, and 4 are here"
    assert not verify(unit).ok


def test_a_record_added_at_the_end_is_not_covered(unit: Path) -> None:
    """A record put after the last without the key is covered by no checkpoint and signed by nobody."""
    with database(unit) as connection:
        raw = record.seal(body_of(connection, 6) | {"act_id": "new"}, [DeviceKey(bytes(32))])
        values = (7, "new", "weapon-2", leaf_hash(raw), raw)
        connection.execute(
            "INSERT INTO entries (number, act_id, scope, leaf, raw) VALUES (?, ?, ?, ?, ?)", values
        )
        reseal(connection)
    fault = fault_in(unit, "root")
    assert fault is not None
    assert fault.record == 7
    assert first_fault(unit).record == 7


def test_an_act_recorded_twice_is_named(unit: Path) -> None:
    """A second record of one act, written by the holder of the key around the index, is named."""
    with database(unit) as connection:
        body = body_of(connection, 2)
        connection.execute("DROP INDEX entries_by_act")
        replace(connection, 6, act_id=body["act_id"])
        connection.execute("UPDATE entries SET act_id = ? WHERE number = 6", (body["act_id"],))
        connection.execute("CREATE INDEX entries_by_act ON entries (act_id)")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'CREATE INDEX', 'CREATE UNIQUE INDEX')"
            " WHERE name = 'entries_by_act'"
        )
        reseal(connection, KEY)
    assert "entries_by_act" in getattr(fault_in(unit, "structure"), "says", "")


@pytest.mark.parametrize("column", ["act_id", "scope"])
def test_a_column_that_says_something_else_is_named(unit: Path, column: str) -> None:
    """A record filed under another act or scope than it names is found."""
    with database(unit) as connection:
        connection.execute(f"UPDATE entries SET {column} = 'other' WHERE number = 5")  # noqa: S608
    assert first_fault(unit) == Fault(
        "verify.structure", "the columns of record 5 do not say what the record says", 5
    )


@pytest.mark.parametrize(
    ("statement", "step"),
    [
        ("UPDATE snapshots SET number = 99", "keys"),
        ("UPDATE snapshots SET scope = 'other' WHERE scope = 'unit'", "keys"),
        ("UPDATE rows SET value = x'00' WHERE name = 'head'", "keys"),
        ("DELETE FROM rows WHERE name = 'head'", "keys"),
        ("INSERT INTO rows VALUES ('head', 'zzz', x'00')", "keys"),
        ("INSERT INTO tiles VALUES (1, 0, x'00')", "tiles"),
        ("UPDATE state SET size = 5", "root"),
        ("UPDATE state SET edge = x'00'", "root"),
        ("UPDATE state SET checkpoint = x'00'", "checkpoint"),
        ("DELETE FROM state", "structure"),
        ("CREATE TABLE more (a)", "structure"),
        ("CREATE TRIGGER more AFTER INSERT ON entries BEGIN SELECT 1; END", "structure"),
        ("CREATE VIEW more AS SELECT 1", "structure"),
        ("PRAGMA user_version = 1", "structure"),
        ("PRAGMA application_id = 2", "structure"),
        ("DELETE FROM entries", "structure"),
        ("UPDATE entries SET raw = zeroblob(70000) WHERE number = 2", "structure"),
    ],
)
def test_everything_in_the_file_is_looked_at(unit: Path, statement: str, step: str) -> None:
    """Snapshots, ends of chains, edges, state, tables and formats: each change fails its own step."""
    with database(unit) as connection:
        connection.execute(statement)
    assert fault_in(unit, step) is not None
    assert not verify(unit).ok


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"unit": "other"}, "belongs to another unit"),
        ({"format": "showsafe-record/2"}, "is of an unknown format"),
        ({"received_at": "yesterday"}, "has no time received_at"),
        ({"findings": None}, "has no act, no findings or no word on deviation"),
        ({"device_number": "4"}, "has no version or no place in its device's chain"),
        ({"device_previous": "x"}, "does not name the record before it"),
        ({"door": ""}, "has no door"),
    ],
)
def test_a_record_without_what_every_record_says(unit: Path, changes: dict[str, Any], says: str) -> None:
    """A record signed by the right key but not in the form of a record is named."""
    with database(unit) as connection:
        replace(connection, 4, **changes)
        reseal(connection, KEY)
    assert first_fault(unit) == Fault("verify.structure", f"record 4 {says}", 4)


def test_a_first_record_that_enrols_no_key(unit: Path) -> None:
    """A ledger whose first record does not open the unit with a strong key is not verified."""
    for act in (
        {},
        {"device_key": "AAAA"},
        {"device_key": base64.b64encode(bytes([1]) + bytes(31)).decode()},
    ):
        with database(unit) as connection:
            replace(connection, 1, act=act)
            reseal(connection, KEY)
        assert first_fault(unit).record == 1
        assert fault_in(unit, "keys") is not None
