"""The engine's own look at the pages of a ledger's file: when it is taken, what is heard of it, and who hears it."""

from __future__ import annotations

import sqlite3
import threading
from functools import cache
from pathlib import Path

import pytest

from showsafe.ledger.verify import Fault, Report, audit, verify, work
from showsafe.ledger.verify.database import Database
from tests.ledger.verify.directories import database, directory_of, settled
from tests.ledger.verify.logs import NODE, Log, checkpoint_of, vkey_of

NO_WITNESS = "No witness has said how far the log had come: it is witnessed up to 0."
NOT_BEFORE = (
    "Pages, indexes and the files' own names before the kept checkpoint were not looked at, nor whether an act from "
    "before it was recorded once more."
)
BY_THE_COLUMN = (
    "Which records before the kept checkpoint are about the ledger itself was told by a column beside them: one that "
    "is filed elsewhere there, such as the end of a key, was not seen."
)
NOT_COMPARED = (
    "What projections and snapshots say was not compared with the records, which do not depend on it."
)
SIZE = 4
TORN = "the pages of the ledger's file are not sound"


def faults(report: Report) -> dict[str, Fault]:
    """Return the faults by their steps."""
    return {step.name: step.fault for step in report.steps if step.fault}


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Return a data directory with four records."""
    return directory_of(tmp_path / "unit", settled().checked(SIZE - 1))


@cache
def longer() -> Log:
    """Return a log that goes beyond a whole tile."""
    return settled().checked(259)


def tear(path: Path) -> None:
    """Make an index of the scopes in which the later records are missing."""
    with database(path) as connection:
        connection.execute("DROP INDEX entries_by_scope")
        connection.execute("CREATE INDEX entries_by_scope ON entries (scope) WHERE number < 3")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = 'CREATE INDEX entries_by_scope ON entries (scope)' "
            "WHERE name = 'entries_by_scope'"
        )


@pytest.mark.parametrize("at_once", [True, False])
def test_an_index_that_leaves_records_out(
    unit: Path,
    at_once: bool,  # noqa: FBT001 - a column of the table
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The engine's complaint is heard, whether it looked first or beside everything else."""
    tear(unit)
    monkeypatch.setattr(work, "WORTH_A_PROCESS", SIZE if at_once else SIZE - 1)
    where: list[bool] = []
    walked = threading.Event()

    complaint = audit._Pages.complaint

    def awaited(pages: audit._Pages) -> str:
        walked.set()
        return complaint(pages)

    monkeypatch.setattr(audit._Pages, "complaint", awaited)
    unsound = Database.unsound

    def slow(database: Database, *, whole: bool) -> str:
        where.append(threading.current_thread() is threading.main_thread())
        assert at_once or walked.wait(10)
        return unsound(database, whole=whole)

    monkeypatch.setattr(Database, "unsound", slow)
    says = f"{TORN} (row 3 missing from index entries_by_scope)"
    assert faults(verify(unit)) == {"structure": Fault("verify.structure", says)}
    assert where == [at_once]


@pytest.mark.parametrize("kept", [0, 3, 255])
def test_a_kept_checkpoint_that_spares_no_record_spares_no_page(tmp_path: Path, kept: int) -> None:
    """Where nothing was passed over, the whole file is looked at, so that nobody is told fine of what nobody saw."""
    log = longer() if kept == 255 else settled().checked(SIZE - 1)
    path = directory_of(tmp_path / "unit", log)
    tear(path)
    since = (
        log.checkpoint(kept) if kept else checkpoint_of(settled().checked(9).raws[:3], NODE, "showsafe/other")
    )
    assert faults(verify(path, since=since))["structure"].says.startswith(TORN)


def test_pages_before_a_kept_checkpoint_are_not_looked_at(tmp_path: Path) -> None:
    """Whoever goes on from a checkpoint has no look at the pages, and the report says so."""
    path = directory_of(tmp_path / "unit", longer())
    assert verify(path).ok
    assert NOT_BEFORE not in verify(path, since=longer().checkpoint(255)).could_not_know
    report = verify(path, since=longer().checkpoint(256), vkey=vkey_of(NODE))
    assert report.could_not_know == (BY_THE_COLUMN, NO_WITNESS, NOT_BEFORE, NOT_COMPARED)
    tear(path)
    assert TORN not in str(verify(path, since=longer().checkpoint(256)).as_json())


def repeating(path: Path, log: Log, *again: int) -> Path:
    """Return a directory whose log goes on with acts that are recorded there, with an index that let each in twice."""
    for number in again:
        log.add("weapon-checked", {}, act_id=f"act-{number:05}")
        log.acts[-1] = (f"another-{len(log.raws)}", log.acts[-1][1])
    directory_of(path, log)
    with database(path) as connection:
        connection.execute("DROP INDEX entries_by_act")
        connection.execute("CREATE INDEX entries_by_act ON entries (act_id)")
        for place, number in enumerate(again, start=len(log.raws) - len(again) + 1):
            connection.execute("UPDATE entries SET act_id = ? WHERE number = ?", (f"act-{number:05}", place))
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'CREATE INDEX', 'CREATE UNIQUE INDEX') "
            "WHERE name = 'entries_by_act'"
        )
    return path


@pytest.mark.parametrize(
    ("again", "named"), [((260,), 261), ((259, 258), 261), ((7, 259), 262), ((259, 7, 259), 261)]
)
def test_an_act_that_is_recorded_twice_after_a_kept_checkpoint(
    tmp_path: Path, again: tuple[int, ...], named: int
) -> None:
    """What is read is looked through for acts that come again, where nobody looks at the index."""
    log = settled().checked(259)
    path = repeating(tmp_path / "unit", log, *again)
    found = faults(verify(path, since=log.checkpoint(257), vkey=vkey_of(NODE)))
    says = f"the act of record {named} is recorded twice"
    assert found == {"structure": Fault("verify.structure", says, named)}
    assert faults(verify(path, since=log.checkpoint(257), vkey=vkey_of(NODE), signatures=False)) == {}


def test_an_act_from_before_a_kept_checkpoint_that_comes_again(tmp_path: Path) -> None:
    """Whether an act was recorded before the kept checkpoint already is not looked at, and the report says so."""
    log = settled().checked(259)
    report = verify(repeating(tmp_path / "unit", log, 7), since=log.checkpoint(257), vkey=vkey_of(NODE))
    assert NOT_BEFORE in report.could_not_know
    assert faults(report) == {}


def test_an_act_that_is_recorded_twice_in_a_directory(tmp_path: Path) -> None:
    """The index that lets each act in once is looked at itself: one that was loosened for a while is found."""
    log = settled().checked(1)
    path = repeating(tmp_path / "unit", log, 2)
    says = f"{TORN} (non-unique entry in index entries_by_act)"
    for kept in (None, log.checkpoint(2)):
        assert faults(verify(path, since=kept)) == {"structure": Fault("verify.structure", says)}


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (sqlite3.DatabaseError("torn"), "torn"),
        (MemoryError(), "MemoryError"),
        (OSError(5, "no"), "[Errno 5] no"),
    ],
)
def test_a_look_at_the_pages_that_fails(
    unit: Path, error: Exception, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look that came to no end is a complaint too, by its words or else by its name."""

    def fails(_: Database, *, whole: bool) -> str:
        raise error if whole else AssertionError

    monkeypatch.setattr(Database, "unsound", fails)
    assert faults(verify(unit)) == {"structure": Fault("verify.structure", f"{TORN} ({says})")}


def torn(path: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    with database(path) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with (path / "ledger.sqlite").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


@pytest.mark.parametrize("name", ["stored_tiles", "expected_tiles", "attachments", "disturbed"])
def test_a_file_that_fails_behind_its_records(unit: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once every record was read, no record is accused of what else in the file cannot be read."""

    def fails(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(Database, name, fails)
    report = verify(unit)
    says = "behind the records, the ledger's file cannot be read (disk I/O error)"
    assert faults(report) == {"structure": Fault("verify.structure", says)}
    assert report.records == SIZE


def test_a_file_that_fails_behind_no_records(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no record, none is accused of what else in the file cannot be read."""

    def fails(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with database(unit) as connection:
        connection.execute("DELETE FROM entries")
    monkeypatch.setattr(Database, "stored_tiles", fails)
    says = "behind the records, the ledger's file cannot be read (disk I/O error)"
    assert faults(verify(unit))["structure"] == Fault("verify.structure", says)


def test_a_file_that_does_not_say_which_record_is_the_last(
    unit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All records that can be read are read, and what follows on them cannot be."""

    def fails(*_: object) -> int:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(Database, "last", fails)
    report = verify(unit)
    assert (report.records, report.ok) == (SIZE, False)
    assert faults(report)["structure"].record == SIZE + 1


def test_torn_tiles_accuse_no_record(tmp_path: Path) -> None:
    """Records that can be read are held against each other; the tiles over them cannot be, and no record is named."""
    path = directory_of(tmp_path / "unit", longer())
    torn(path, "tiles")
    report = verify(path)
    assert (report.records, report.ok, list(faults(report))) == (260, False, ["structure", "tiles"])
    assert {fault.record for fault in faults(report).values()} == {None}
    assert faults(report)["structure"].says.startswith(
        "behind the records, the ledger's file cannot be read ("
    )


def test_a_torn_end_accuses_no_record(unit: Path) -> None:
    """Where the row that says where the ledger ends cannot be read, the records can, and no record is named."""
    torn(unit, "state")
    report = verify(unit)
    assert report.records == SIZE
    assert faults(report)["structure"] == Fault("verify.structure", "the ledger does not say where it ends")
    assert {fault.record for fault in faults(report).values()} == {None}
