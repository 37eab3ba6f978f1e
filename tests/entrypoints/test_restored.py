"""A backup that was put back, and a witness that has seen more: both ways in which it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from showsafe.adapters.directory import open_for_reading
from showsafe.ledger import record
from showsafe.projections.attested import attestations
from tests.entrypoints.cli import run, size
from tests.entrypoints.test_push import NAME, enrol, push
from tests.entrypoints.test_push import studio as studio  # noqa: PLC0414 - a fixture

pytestmark = pytest.mark.usefixtures("studio")


def test_a_backup_that_was_put_back_is_seen_by_the_witness(data: Path, tmp_path: Path) -> None:
    """What the witness cosigned after it is not there any more: that is recorded, and the board says it."""
    backup, again = tmp_path / "one.backup", tmp_path / "again"
    assert run("backup", data, backup).status == 0
    for person in ("carl", "dora", "finn"):
        enrol(data, person)
    assert push(data).status == 0
    with open_for_reading(data) as opened:
        (seen,) = attestations(opened.store)
    assert run("restore", backup, again).status == 0
    said = push(again)
    assert said.status == 1
    (one,) = said.json["witnesses"]
    assert (one["who"], one["outcome"]) == (NAME, "rolled-back")
    assert seen.size > size(again)
    assert f"{NAME} says that it saw more records than there are here" in run("board", again).flat


def test_what_the_witness_cosigned_keeps_an_older_backup_out(data: Path, tmp_path: Path) -> None:
    """The checkpoint that it cosigned is one that was kept outside, as it is."""
    backup, kept = tmp_path / "one.backup", tmp_path / "cosigned"
    assert run("backup", data, backup).status == 0
    enrol(data, "carl")
    assert push(data).status == 0
    with open_for_reading(data) as opened:
        body = record.read(opened.store.entry(opened.store.size()).raw).body
        kept.write_bytes(opened.store.attachment(body["attachments"][0]) or b"")
    said = run("restore", backup, tmp_path / "again", "--seen", kept)
    assert (said.status, "[restore.older-than-seen]" in said.err) == (1, True)
