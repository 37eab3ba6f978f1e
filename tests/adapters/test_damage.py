"""A damaged or full disk under an open directory: a code and a sentence, and what was written stays."""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from showsafe.adapters import directory
from showsafe.adapters.sqlite import SqliteStore
from showsafe.errors import NotVerified, ShowsafeError, Unusable
from showsafe.ledger.store import Row
from showsafe.ledger.verify import verify
from showsafe.ledger.writer import Writer
from tests.ledger.ledgers import KEY, SETTINGS, UNIT, append, body, fill, made

BOUND = 90_000

SMALL_DISK = f"""
import json, resource, sys
from pathlib import Path
from showsafe.adapters import directory
from showsafe.errors import ShowsafeError
from showsafe.ledger.writer import Writer
from tests.ledger.ledgers import UNIT, append, body
with directory.open_for_writing(Path(sys.argv[1])) as opened:
    resource.setrlimit(resource.RLIMIT_FSIZE, ({BOUND}, {BOUND}))
    written, code = opened.store.size(), ""
    while not code:
        try:
            append(opened.store, Writer(UNIT, opened.key), [body(written)])
            written += 1
        except ShowsafeError as error:
            code = error.code
    print(json.dumps([written, opened.store.size(), code]), flush=True)
"""


def test_a_full_database_keeps_what_was_written(tmp_path: Path) -> None:
    """When the database may not grow, the append is refused, and succeeds once there is room."""
    path = made(tmp_path / "unit", 3)
    with directory.open_for_writing(path) as opened:
        connection = opened.store._connection
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(Unusable) as refused:
            opened.store.append(3, [], [Row("board", "big", bytes(100_000))])
        assert refused.value.code == "disk.full"
        assert (opened.store.size(), opened.store.row("board", "big")) == (3, None)
        connection.execute("PRAGMA max_page_count = 1000000")
        append(opened.store, Writer(UNIT, KEY), [body(3)])
    assert verify(path).records == 4


def test_a_disk_that_takes_no_more_bytes_loses_nothing(tmp_path: Path) -> None:
    """When a write is refused in mid-append, every act acknowledged before is there and verifies."""
    path = made(tmp_path / "unit", 2)
    command = [sys.executable, "-c", SMALL_DISK, str(path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    written, size, code = json.loads(done.stdout.splitlines()[0])
    assert (written, code) == (size, "disk.error")
    assert written > 2
    with directory.open_for_writing(path) as opened:
        assert opened.store.size() == written
    report = verify(path)
    assert (report.ok, report.records) == (True, written)


def test_a_full_disk_while_making_leaves_something_to_repeat(tmp_path: Path) -> None:
    """When the disk fills up while a directory is made, it says so, and making it again succeeds."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    codes = set()
    for bound in (0, 20, 150, 5_000, 20_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (bound, limits[1]))
        try:
            with pytest.raises(ShowsafeError) as refused:
                directory.create(tmp_path / "unit", SETTINGS)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        codes.add(refused.value.code)
    assert codes == {"disk.full", "disk.error"}
    directory.create(tmp_path / "unit", SETTINGS)
    directory.open_for_writing(tmp_path / "unit").close()


def outcome(path: Path) -> str:
    """Open for reading and read everything; return the code of the error, or nothing."""
    try:
        with directory.open_for_reading(path) as opened:
            list(opened.store.entries())
            for scope in opened.store.scopes():
                list(opened.store.scope_entries(scope, 0))
    except ShowsafeError as error:
        return error.code
    return ""


@pytest.mark.slow
def test_a_flipped_byte_is_an_error_of_ours_or_none(tmp_path: Path) -> None:
    """Whatever byte of the file is flipped, opening and reading end in an answer or a code of ours."""
    path = made(tmp_path / "unit", 4)
    file = path / "ledger.sqlite"
    whole = file.read_bytes()
    codes = set()
    with file.open("r+b", buffering=0) as raw:
        for place in [*range(120), *range(120, len(whole), 23)]:
            raw.seek(place)
            raw.write(bytes([whole[place] ^ 0xFF]))
            codes.add(outcome(path))
            raw.seek(place)
            raw.write(whole[place : place + 1])
    assert {"", "ledger.damaged", "ledger.not-a-ledger", "ledger.tail-damaged"} <= codes
    assert all(
        code.split(".")[0] in {"", "ledger", "tree", "checkpoint", "note", "record"} for code in codes
    ), codes
    assert outcome(path) == ""


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE entries SET raw = CAST(raw || x'20' AS BLOB) WHERE number = 3", "ledger.tail-damaged"),
        ("UPDATE entries SET leaf = zeroblob(32) WHERE number = 3", "ledger.tail-damaged"),
        ("UPDATE state SET edge = zeroblob(64)", "ledger.tail-damaged"),
        ("UPDATE state SET edge = x'00'", "tree.broken"),
        ("UPDATE state SET size = 2, edge = zeroblob(32)", "ledger.tail-damaged"),
        ("UPDATE state SET size = 0, edge = x''", "ledger.tail-damaged"),
        ("UPDATE state SET checkpoint = x''", "note.malformed"),
        ("DELETE FROM state", "ledger.damaged"),
        ("UPDATE entries SET raw = x'00' WHERE number = 1", "ledger.no-key"),
        ("UPDATE entries SET number = 9 WHERE number = 3", "ledger.tail-damaged"),
        ("DELETE FROM entries WHERE number = 3", "ledger.tail-damaged"),
        ("CREATE TABLE more (a)", "ledger.not-a-ledger"),
        ("PRAGMA user_version = 99", "ledger.newer"),
    ],
)
def test_the_tail_is_checked_at_every_start(tmp_path: Path, statement: str, code: str) -> None:
    """Changes in the last records, the edge, the checkpoint or the tables are refused at opening."""
    path = made(tmp_path / "unit", 3)
    connection = sqlite3.connect(path / "ledger.sqlite", isolation_level=None)
    connection.execute("DELETE FROM snapshots")
    connection.execute(statement)
    connection.close()
    for opening in (directory.open_for_writing, directory.open_for_reading):
        with pytest.raises(NotVerified) as refused:
            opening(path)
        assert refused.value.code == code


def test_the_tail_is_checked_across_a_kept_edge(tmp_path: Path) -> None:
    """With more than 256 records, the tail from the last kept edge is checked, and the edge with it."""
    directory.create(tmp_path / "unit", SETTINGS, KEY)
    with directory.open_for_writing(tmp_path / "unit") as opened:
        fill(opened, 300)
    directory.open_for_writing(tmp_path / "unit").close()
    connection = sqlite3.connect(tmp_path / "unit" / "ledger.sqlite", isolation_level=None)
    connection.execute("UPDATE tiles SET hashes = zeroblob(8192)")
    connection.close()
    with pytest.raises(NotVerified) as refused:
        directory.open_for_writing(tmp_path / "unit")
    assert refused.value.code == "ledger.tail-damaged"


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    """A store that was opened for reading refuses to append."""
    path = made(tmp_path / "unit", 2)
    store = SqliteStore(path / "ledger.sqlite", writing=False)
    with pytest.raises(Unusable) as refused:
        store.append(2, [], [Row("board", "a", b"1")])
    store.close()
    assert refused.value.code == "directory.read-only"


def test_a_second_writer_beside_the_lock_is_told_to_wait(tmp_path: Path) -> None:
    """Should somebody write around the lock, the engine's own lock gives a code, and no wait without end."""
    path = made(tmp_path / "unit", 2)
    other = sqlite3.connect(path / "ledger.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store = SqliteStore(path / "ledger.sqlite")
    store._connection.execute("PRAGMA busy_timeout = 1")
    with pytest.raises(Unusable) as refused:
        store.append(2, [], [Row("board", "a", b"1")])
    other.close()
    store.close()
    assert refused.value.code == "ledger.busy"
