"""The bytes of a small ledger flipped in turn: the auditor always ends, and is never green over a changed record.

Every byte of every record is a place to flip and every page header, every second byte of all else that is not zero,
and of the zeros between them, which are room that nothing uses, one in sixty-four. Of these a plain run takes a part
(see ``thinning``): of each record other bytes than of the next. Where the auditor stays green, the records must be byte
for byte the same as before: then the flip lies in unused room, or in a value that was derived from the records.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from showsafe.ledger.verify import verify
from tests.faults.summary import LOST, POINTS, Tally
from tests.faults.thinning import thinned
from tests.ledger.ledgers import made

COUNT = 8
SHARES = 8
MASK = 0x15
PAGE, HEADER = 4096, 100
MOST, MOST_OF_A_RECORD = 50, 300
"""About so many places of one kind in a page are tried, and so many of a record's bytes."""
READ = "SELECT number, act_id, scope, leaf, raw FROM entries"


def records(path: Path) -> list[tuple[Any, ...]]:
    """Return all that is stored of the records, as SQLite reads it."""
    file = f"file:{path / 'ledger.sqlite'}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(file, uri=True)) as connection:
        connection.text_factory = bytes
        return connection.execute(f"{READ} ORDER BY number").fetchall()


def of_records(whole: bytes, stored: list[tuple[Any, ...]]) -> list[range]:
    """Return where the leaf hash and the content of each record are, one after the other."""
    return [range(whole.index(v), whole.index(v) + len(v)) for row in stored for v in (row[3], row[4])]


def of_the_rest(whole: bytes, spans: list[range]) -> list[int]:
    """Return the places to flip outside the records; see the module."""
    within = set().union(*spans)
    return [
        place
        for place, value in enumerate(whole)
        if (place % PAGE < HEADER or (value and place % 2 == 0) or place % 64 == 0) and place not in within
    ]


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_no_flipped_byte_changes_a_record_unseen(tmp_path: Path, share: int, tally: Tally) -> None:
    """Flip a byte: either the auditor says no, or every record is byte for byte what it was."""
    path = made(tmp_path / "unit", COUNT)
    file = path / "ledger.sqlite"
    whole, before = file.read_bytes(), records(path)
    spans = of_records(whole, before)
    rest = of_the_rest(whole, spans)
    in_records = [
        place
        for n, span in enumerate(spans)
        for place in thinned(span, lambda _: 0, MOST_OF_A_RECORD, n // 2)
    ]
    in_rest = thinned(rest, lambda at: (at // PAGE, at % PAGE < HEADER, whole[at] == 0), MOST)
    found = green = 0
    with file.open("r+b", buffering=0) as raw:
        for place in (in_records + in_rest)[share::SHARES]:
            raw.seek(place)
            raw.write(bytes([whole[place] ^ MASK]))
            report = verify(path)
            if report.ok:
                green += 1
                assert (report.records, records(path)) == (COUNT, before), f"byte {place}"
            else:
                found += 1
            raw.seek(place)
            raw.write(whole[place : place + 1])
    assert verify(path).ok
    assert found >= len(in_records[share::SHARES])
    assert green > 0
    there = (sum(map(len, spans)) + len(rest)) // SHARES
    tally({f"flips in the file{POINTS}": there, "flips in the file": found + green, LOST: 0})


@pytest.mark.slow
def test_every_flip_within_a_record_names_that_record(tmp_path: Path) -> None:
    """Flip bytes of a record's own content: the report is red, and its first fault is that record."""
    path = made(tmp_path / "unit", COUNT)
    file = path / "ledger.sqlite"
    whole = file.read_bytes()
    with file.open("r+b", buffering=0) as raw:
        for number, _, _, _, content in records(path):
            # A record is stored in one piece while it fits its page, as these do.
            start = whole.index(content)
            for place in range(start, start + len(content), 9):
                raw.seek(place)
                raw.write(bytes([whole[place] ^ MASK]))
                report = verify(path)
                assert not report.ok
                assert report.first_fault is not None
                assert report.first_fault.record == number
                raw.seek(place)
                raw.write(whole[place : place + 1])
    assert verify(path).ok
