"""At the start for writing the ledger is held against what was cosigned of it last."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.adapters import directory
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application import selfkept
from showsafe.errors import NotVerified
from showsafe.ledger import checkpoint, cosignature
from showsafe.ledger.tree import Frontier, leaf_hash
from tests.witnesses import AT, KEY, NAME, WITNESS_KEY


def cosigned(path: Path, *, root_of: bytes = b"") -> None:
    """Record a cosignature of the newest checkpoint; with ``root_of`` of another tree of that size."""
    with bootstrap.open_unit(path) as unit:
        signed = unit.store.checkpoint()
        if root_of:
            other = Frontier().extend([leaf_hash(root_of)] * unit.store.size())
            signed = checkpoint.sign(unit.writer.origin, other, KEY)
        line = cosignature.sign(signed, NAME, WITNESS_KEY, AT)
        selfkept.attest(
            unit, what="cosignature", size=unit.store.size(), who=NAME, attachments=[signed + line]
        )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a new unit."""
    bootstrap.create_unit(tmp_path / "unit", UnitSettings("north-ridge", "common"))
    return tmp_path / "unit"


def code(path: Path) -> str:
    """Return the code with which a directory is refused for writing; "" where it is opened."""
    try:
        directory.open_for_writing(path).close()
    except NotVerified as error:
        return error.code
    return ""


def test_the_ledger_that_was_cosigned_is_opened(path: Path) -> None:
    """With no cosignature and with right ones, the directory is opened."""
    assert code(path) == ""
    cosigned(path)
    cosigned(path)
    assert code(path) == ""


def test_older_records_under_newer_lines_are_refused(path: Path, tmp_path: Path) -> None:
    """Records from a backup, with the line that says how far they were cosigned since, are not opened for writing."""
    cosigned(path)
    shutil.copytree(path, tmp_path / "old")
    cosigned(path)
    with sqlite3.connect(path / directory.LEDGER) as newer:
        (line,) = newer.execute("SELECT value FROM rows WHERE name = 'attested'").fetchone()
    newer.close()
    with sqlite3.connect(tmp_path / "old" / directory.LEDGER) as older:
        older.execute("UPDATE rows SET value = ? WHERE name = 'attested'", (line,))
    older.close()
    assert code(tmp_path / "old") == "ledger.not-as-witnessed"
    directory.open_for_reading(tmp_path / "old").close()


def test_a_past_written_anew_is_refused(path: Path) -> None:
    """Where the records do not lead to the root that was cosigned, the directory is not opened for writing."""
    cosigned(path, root_of=b"another past")
    assert code(path) == "ledger.not-as-witnessed"


def test_a_damaged_line_keeps_no_act_from_the_record(path: Path) -> None:
    """A line of the views that cannot be read is for the audit: the directory is opened."""
    cosigned(path)
    with sqlite3.connect(path / directory.LEDGER) as opened:
        opened.execute("UPDATE rows SET value = x'00' WHERE name = 'attested'")
    opened.close()
    assert code(path) == ""
