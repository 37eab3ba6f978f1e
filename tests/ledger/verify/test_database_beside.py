"""What a ledger's file keeps beside its records: attachments, snapshots, lines of the outbox, each as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe.ledger.verify import verify
from tests.ledger.verify.databases import asked, loosened
from tests.ledger.verify.directories import database as browser
from tests.ledger.verify.directories import directory_of, settled

SIZE = 6


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Return a data directory with six records."""
    return directory_of(tmp_path / "unit", settled().checked(SIZE - 1))


def test_an_attachment_by_its_sum(unit: Path) -> None:
    """Its bytes; nothing where there is none, and nothing that is no bytes."""
    loosened(unit, "attachments", "INSERT INTO attachments VALUES ('a', 5), ('b', x'62')")
    answers = asked(unit, lambda opened: [opened.attachment(name) for name in ("a", "b", "c")])
    assert answers == [None, b"b", None]
    assert asked(unit, lambda opened: list(opened.attachments()))[-2:] == [(b"a", None), (b"b", b"b")]


def test_an_attachment_under_a_name_that_is_no_text(unit: Path) -> None:
    """A name of a wrong kind, or of bytes that are no text, is told as it is, with nothing under it."""
    loosened(unit, "attachments", "INSERT INTO attachments VALUES (5, x'05'), (CAST(x'ff' AS TEXT), x'06')")
    found = dict(asked(unit, lambda opened: list(opened.attachments())))
    assert (found[5], found[b"\xff"]) == (None, None)


def test_records_of_a_scope(unit: Path) -> None:
    """Those of the one scope up to a number, in their order; what is no bytes is told as none."""
    log = settled().checked(SIZE - 1)
    expected = list(enumerate(log.raws[1:4], start=2))
    assert asked(unit, lambda opened: list(opened.of_scope("weapon-1", 4))) == expected
    loosened(unit, "entries", "UPDATE entries SET raw = 5 WHERE number = 3")
    assert asked(unit, lambda opened: list(opened.of_scope("weapon-1", 4))) == [
        expected[0],
        (3, b""),
        expected[2],
    ]


@pytest.mark.parametrize(
    ("values", "stray"),
    [
        ("'weapon-1', 1, x'00'", False),
        ("'weapon-1', 6, x'00'", False),
        ("'weapon-1', 0, x'00'", True),
        ("'weapon-1', 7, x'00'", True),
        ("'weapon-9', 6, x'00'", True),
        ("'weapon-1', 2.5, x'00'", True),
        ("'weapon-1', 2, 'text'", True),
    ],
)
def test_a_snapshot_is_of_a_record_and_a_scope(unit: Path, values: str, stray: bool) -> None:  # noqa: FBT001
    """A snapshot of a record or scope that is not there is no place to hide something in."""
    loosened(unit, "snapshots", f"INSERT INTO snapshots VALUES ({values})")  # noqa: S608
    assert asked(unit, lambda opened: opened.stray_snapshot(SIZE)) is stray


@pytest.mark.parametrize(
    ("record", "key", "body", "state", "stray"),
    [
        ("1", "'record 1'", "x''", "'waiting'", False),
        ("6", "'record 6'", "x''", "'told'", False),
        ("0", "'anything'", "x'00'", "'aside'", False),
        ("7", "'record 7'", "x''", "'waiting'", True),
        ("-1", "'record -1'", "x''", "'waiting'", True),
        ("1", "'record 2'", "x''", "'waiting'", True),
        ("1", "'record 1'", "x'00'", "'waiting'", True),
        ("1", "'record 1'", "x''", "'hidden'", True),
        ("1.5", "'record 1.5'", "x''", "'waiting'", True),
        ("0", "'anything'", "'text'", "'waiting'", True),
    ],
)
def test_a_line_of_the_outbox_is_of_a_record_or_of_none(
    unit: Path,
    record: str,
    key: str,
    body: str,
    state: str,
    stray: bool,  # noqa: FBT001
) -> None:
    """A line of a record holds nothing of it; only a line of no record holds what is told."""
    values = f"1, 'office', {key}, 'stop', '', {record}, {body}, {state}, 0, '', ''"
    loosened(unit, "outbox", f"INSERT INTO outbox VALUES ({values})")  # noqa: S608
    assert asked(unit, lambda opened: opened.stray_line(SIZE)) is stray


def test_a_directory_of_the_format_before_the_outbox(unit: Path) -> None:
    """It has no lines, and none that is stray."""
    with browser(unit) as connection:
        connection.execute("DROP TABLE outbox")
        connection.execute("PRAGMA user_version = 2")
    assert asked(unit, lambda opened: (opened.known_tables(), opened.stray_line(SIZE))) == (True, False)
    assert verify(unit).ok
