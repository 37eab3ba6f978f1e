"""What is audited, and how it is opened: nothing in a directory or folder goes unseen, or the report says so."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from showsafe.adapters import settings_file
from showsafe.errors import WrongInput
from showsafe.ledger.verify import BUNDLE, DIRECTORY, FOLDER, Fault, Report, State, verify, work
from showsafe.ledger.verify.folder import Folder
from showsafe.ledger.verify.work import Place
from tests.ledger.verify.directories import SETTINGS, change, database, directory_of, sealed_value, settled
from tests.ledger.verify.logs import NODE, Log, b64, checkpoint_of, folder_of, vkey_of

NO_CHECKPOINT = "No checkpoint was given from outside: records may have been cut off the end unseen."
NO_KEY = "No key was given from outside: whoever can replace the whole log can replace its key too."
NO_WITNESS = "No witness has said how far the log had come: it is witnessed up to 0."
ONLY_HASHES = "Only hashes were checked, as asked: not what the records say, and no signature of theirs."
NOT_BEFORE = (
    "Pages, indexes and the files' own names before the kept checkpoint were not looked at, nor whether an act from "
    "before it was recorded once more."
)
NOT_COMPARED = (
    "What projections and snapshots say was not compared with the records, which do not depend on it."
)
NO_ATTACHMENTS = "Attachments are not in a tile folder: those that the records name were not seen."
NO_VALUES = "Personal values are not in a tile folder: only commitments were seen."
UNCLOSED = (
    "The ledger is open, or was not closed: were its write-ahead log damaged, its last acts would be missing."
)
SIZE = 4


def faults(report: Report) -> dict[str, Fault]:
    """Return the faults by their steps."""
    return {step.name: step.fault for step in report.steps if step.fault}


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Return a data directory with four records."""
    return directory_of(tmp_path / "unit", settled().checked(SIZE - 1))


@pytest.fixture
def tiles(tmp_path: Path) -> Path:
    """Return a tile folder with four records."""
    log = settled().checked(SIZE - 1)
    return folder_of(tmp_path / "tiles", log.raws, log.checkpoint())


@cache
def longer() -> Log:
    """Return a log that goes beyond a whole tile."""
    return settled().checked(259)


def loosen(path: Path, table: str, *statements: str) -> None:
    """Change a table as one who writes its definition anew could, and put the old definition back."""
    put = "UPDATE sqlite_schema SET sql = ? WHERE name = ?"
    with database(path) as connection:
        (sql,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(put, (sql.replace(") STRICT", ")"), table))
    with database(path) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            connection.execute(statement)
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(put, (sql, table))


def test_a_directory_with_nothing_kept_outside(unit: Path) -> None:
    """It is read as a directory, whole by itself, and what cannot be known is said."""
    report = verify(unit)
    assert (report.what, report.records, report.ok, faults(report)) == (DIRECTORY, SIZE, True, {})
    assert report.could_not_know == (NO_CHECKPOINT, NO_WITNESS, NO_KEY, NOT_COMPARED)


def test_a_folder_with_nothing_kept_outside(tiles: Path) -> None:
    """It is read as a tile folder, and says what is not in one."""
    report = verify(tiles)
    assert (report.what, report.records, report.ok, faults(report)) == (FOLDER, SIZE, True, {})
    assert report.witnessed == 0
    assert report.could_not_know == (NO_CHECKPOINT, NO_WITNESS, NO_KEY, NO_ATTACHMENTS)


def test_a_folder_of_records_that_hold_personal_values(tmp_path: Path) -> None:
    """Values are said to be unseen where there are some; attachments are not spoken of where there are none."""
    log = Log().open()
    commitment, _ = sealed_value("Jo Doe", bytes(32))
    log.add("enrolled", {"name": {"sealed": commitment}})
    report = verify(folder_of(tmp_path, log.raws, log.checkpoint()))
    assert report.could_not_know == (NO_CHECKPOINT, NO_WITNESS, NO_KEY, NO_VALUES)


def test_hashes_alone_say_nothing_of_what_lies_beside(unit: Path) -> None:
    """Where no record is read, no file beside the records is accused, and none is vouched for."""
    change(unit, "DELETE FROM attachments")
    (unit / "keys/device.key").unlink()
    report = verify(unit, signatures=False)
    assert (faults(report), report.ok) == ({}, False)
    assert report.could_not_know == (NO_CHECKPOINT, ONLY_HASHES, NOT_COMPARED)


@pytest.mark.parametrize(
    ("names", "what"),
    [
        ([], DIRECTORY),
        (["checkpoint"], FOLDER),
        (["checkpoint", "showsafe.json"], DIRECTORY),
        (["checkpoint", "ledger.sqlite"], DIRECTORY),
        (["ledger.sqlite"], DIRECTORY),
    ],
)
def test_what_something_is_is_seen_by_its_names(tmp_path: Path, names: list[str], what: str) -> None:
    """A checkpoint put into a data directory does not make the auditor pass over its database."""
    for name in names:
        (tmp_path / name).write_bytes(b"")
    report = verify(tmp_path)
    assert (report.what, report.records, report.root, report.witnessed) == (what, 0, "", 0)
    assert set(faults(report)) == {"checkpoint"} if what == FOLDER else {"structure"} <= set(faults(report))
    assert not report.ok


def test_a_file_is_read_as_a_bundle(tmp_path: Path) -> None:
    """Whatever a file is, it is no directory."""
    (tmp_path / "file").write_bytes(b"x")
    assert verify(tmp_path / "file").what == BUNDLE


def test_a_kept_checkpoint_of_another_branch(unit: Path, tiles: Path) -> None:
    """Whatever is audited is held against what was kept outside of it."""
    forged = checkpoint_of([*settled().checked(SIZE - 2).raws, b"another"])
    for path in (unit, tiles):
        assert faults(verify(path, seen=forged))["checkpoint"].code == "verify.forked"
        assert faults(verify(path, since=forged))["checkpoint"].code == "verify.forked"


def test_a_policy_that_cannot_be_read(tiles: Path) -> None:
    """Whoever gives a policy is told that it is none, and not audited without it."""
    with pytest.raises(WrongInput) as refused:
        verify(tiles, policy=b"no policy")
    assert refused.value.code == "policy.malformed"


def test_a_checkpoint_that_is_a_link_is_not_followed(tiles: Path) -> None:
    """A checkpoint that lies elsewhere can be another one tomorrow: it is as good as none."""
    (tiles / "checkpoint").rename(tiles.parent / "elsewhere")
    (tiles / "checkpoint").symlink_to(tiles.parent / "elsewhere")
    report = verify(tiles)
    assert (report.what, report.records, report.root, report.witnessed) == (FOLDER, 0, "", 0)
    assert list(faults(report)) == ["checkpoint"]


@pytest.mark.parametrize(
    ("origin", "kept", "says"),
    [
        (
            "showsafe/north-ridge",
            {"vkey": vkey_of(NODE, "showsafe/other")},
            "the checkpoint is not of the log whose key was kept outside",
        ),
        ("elsewhere/north-ridge", {}, "the checkpoint is not of a log of ours"),
    ],
)
def test_a_checkpoint_of_another_log(tmp_path: Path, origin: str, kept: dict[str, str], says: str) -> None:
    """A folder is of the log that its checkpoint names, and that has to be the one that was asked about."""
    log = settled().checked()
    report = verify(folder_of(tmp_path, log.raws, checkpoint_of(log.raws, NODE, origin)), **kept)  # type: ignore[arg-type]
    assert faults(report)["checkpoint"] == Fault("verify.checkpoint", says)
    assert not report.ok


@pytest.mark.parametrize("what", [DIRECTORY, FOLDER])
def test_other_processes_open_the_same_place(
    unit: Path, tiles: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads blocks in another process opens what the audit is of, at its size."""
    places: list[Place] = []
    in_order = work.in_order

    def heard(source: Any, place: Place, *rest: Any) -> Iterator[Any]:  # noqa: ANN401
        places.append(place)
        return in_order(source, place, *rest)

    monkeypatch.setattr(work, "in_order", heard)
    path = unit if what == DIRECTORY else tiles
    assert verify(path).ok
    expected = (DIRECTORY, unit / "ledger.sqlite") if what == DIRECTORY else (FOLDER, tiles)
    assert [place[:2] for place in places] == [expected]
    assert what == DIRECTORY or places[0][2] == SIZE


def test_a_stranger_in_a_folder(tiles: Path) -> None:
    """What a tile folder of this size does not hold is named."""
    (tiles / "tile/notes.txt").write_bytes(b"x")
    says = "tile/notes.txt is not what a tile folder of this size holds"
    assert faults(verify(tiles)) == {"structure": Fault("verify.unknown-file", says)}


def test_a_folder_that_cannot_be_listed(tiles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What may lie in a folder that this user may not list is unknown: that is never fine."""

    def refused(_: Folder) -> Iterator[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Folder, "strangers", refused)
    says = "the folder cannot be read (Permission denied)"
    assert faults(verify(tiles)) == {"structure": Fault("verify.structure", says)}


def test_the_names_before_a_kept_checkpoint_are_not_looked_at(tmp_path: Path) -> None:
    """Whoever goes on from a checkpoint reads less, and the report says what."""
    path = folder_of(tmp_path, longer().raws, longer().checkpoint())
    (path / "tile/notes.txt").write_bytes(b"x")
    report = verify(path, since=longer().checkpoint(256), vkey=vkey_of(NODE))
    assert (report.ok, report.could_not_know) == (True, (NOT_BEFORE, NO_WITNESS))
    assert not verify(path, since=longer().checkpoint(255)).ok


@pytest.mark.parametrize("order", [range(2, 12), range(11, 1, -1)])
def test_the_first_act_that_is_recorded_twice_is_named(tmp_path: Path, order: range) -> None:
    """Of many acts that are in a folder twice, that one is named which comes again first."""
    log = settled().checked(10)
    for number in order:
        log.add("weapon-checked", {}, act_id=f"act-{number:05}")
    report = verify(folder_of(tmp_path, log.raws, log.checkpoint()))
    assert faults(report) == {
        "structure": Fault("verify.structure", "the act of record 12 is recorded twice", 12)
    }


def test_a_database_that_is_none(unit: Path) -> None:
    """A directory whose ledger cannot be opened has no record, no root, and says why."""
    (unit / "ledger.sqlite").write_bytes(b"x" * 8192)
    report = verify(unit)
    assert (report.what, report.records, report.root, report.witnessed, report.ok) == (
        DIRECTORY,
        0,
        "",
        0,
        False,
    )
    assert list(faults(report)) == ["structure"]
    assert "the ledger's file cannot be read (" in faults(report)["structure"].says


def test_a_database_whose_tables_cannot_be_read(unit: Path) -> None:
    """A file that opens and then cannot be read on is a fault from there on, never a crash."""
    with database(unit) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = 'CREATE TABLE entries (' WHERE name = 'entries'")
    fault = faults(verify(unit))["structure"]
    assert fault.says.startswith("after record 0, the ledger's file cannot be read (malformed")
    assert (fault.code, fault.record) == ("verify.structure", 1)


@pytest.mark.parametrize(
    "statements",
    [
        ["DELETE FROM state"],
        ["UPDATE state SET size = 'four'"],
        ["UPDATE state SET size = 4.5"],
        ["UPDATE state SET edge = 5"],
        ["UPDATE state SET checkpoint = 5"],
        ["UPDATE state SET edge = 5, checkpoint = 5"],
        ["INSERT INTO state VALUES (2, 5, x'00', x'00')"],
        ["DELETE FROM state", "DELETE FROM entries"],
    ],
)
def test_a_ledger_that_does_not_say_where_it_ends(unit: Path, statements: list[str]) -> None:
    """No word on the end, two words, or one of a wrong kind: said as that, and taken as an end at no record."""
    loosen(unit, "state", *statements)
    report = verify(unit)
    found = faults(report)
    assert found["structure"] == Fault("verify.structure", "the ledger does not say where it ends")
    says = "the ledger says that it ends at record 0, with another sum than its records have"
    expected = None if report.records == 0 else Fault("verify.root", says)
    assert found.get("root") == expected
    assert "checkpoint" in found


@pytest.mark.parametrize(("statement", "said"), [("edge = x'00'", SIZE), ("size = 3", 3), ("size = 5", 5)])
def test_a_ledger_that_says_of_another_end(unit: Path, statement: str, said: int) -> None:
    """What is kept of the end, to go on from, is held against the records: a next one would be put behind it."""
    change(unit, f"UPDATE state SET {statement}")  # noqa: S608
    says = f"the ledger says that it ends at record {said}, with another sum than its records have"
    assert faults(verify(unit)) == {"root": Fault("verify.root", says)}


def test_a_record_before_the_first_one(unit: Path) -> None:
    """A record under a number that no tree counts is no hiding place."""
    change(unit, "INSERT INTO entries SELECT 0, 'act-0', scope, leaf, raw FROM entries WHERE number = 2")
    says = "there is a record before the first one"
    assert faults(verify(unit)) == {"structure": Fault("verify.structure", says)}


def test_a_ledger_without_a_record(unit: Path) -> None:
    """That there is none is what is said of it, and not that some lie before the first."""
    change(unit, "DELETE FROM entries")
    assert faults(verify(unit))["structure"].code == "verify.empty"


def test_behind_a_gap_nothing_is_held_against_the_end(unit: Path) -> None:
    """The missing record is named, alone; steps that were not done to their end are not called failed."""
    change(unit, "DELETE FROM entries WHERE number = 3")
    report = verify(unit)
    assert list(faults(report)) == ["structure"]
    assert faults(report)["structure"].record == 3
    assert {step.state for step in report.steps[2:]} == {State.INCOMPLETE}


def test_a_tile_beside_those_of_the_records(unit: Path) -> None:
    """A tile that no record makes is found."""
    change(unit, "INSERT INTO tiles VALUES (0, 9, zeroblob(8192))")
    says = "there are tiles that the records do not make, or some are missing"
    assert faults(verify(unit)) == {"tiles": Fault("verify.tiles", says)}


def test_a_ledger_that_is_open(unit: Path) -> None:
    """What was written and not yet put into the file is read, and the report says that it may not be all."""
    assert UNCLOSED not in verify(unit).could_not_know
    with database(unit) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE state SET size = size + 1")
        connection.execute("UPDATE state SET size = size - 1")
        report = verify(unit)
    assert (report.ok, faults(report)) == (True, {})
    assert UNCLOSED in report.could_not_know


def test_a_writer_that_comes_during_the_check(unit: Path) -> None:
    """A file that was read as one that nobody writes to, and was written to, proves nothing."""
    report = verify(unit, progress=lambda *_: (unit / "ledger.sqlite-wal").touch())
    says = "another program opened the ledger during the check; run it again"
    assert faults(report) == {"structure": Fault("verify.structure", says)}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("access.json", "verify.access"),
        ("telling.json", "verify.telling"),
        ("profile.toml", "verify.profile"),
    ],
)
def test_a_file_that_the_settings_do_not_name(unit: Path, name: str, code: str) -> None:
    """A file of badges, of who is told, or of the profile is one that the settings on record name."""
    (unit / name).write_bytes(b"{}")
    assert {step: fault.code for step, fault in faults(verify(unit)).items()} == {"keys": code}


def test_a_profile_that_the_opening_carries_and_the_settings_do_not_name(tmp_path: Path) -> None:
    """What record 1 carries beside its settings is the profile that they name, or a fault of record 1."""
    log = Log()
    named, more = log.attach(settings_file.as_bytes(SETTINGS)), log.attach(b"a profile")
    act = {"device_key": b64(NODE.public), "settings": named[0]}
    log.add("unit-opened", act, attachments=sorted(named + more))
    says = "record 1 does not carry the profile that the settings name"
    expected = {"keys": Fault("verify.profile", says, 1)}
    assert faults(verify(directory_of(tmp_path / "unit", log))) == expected
