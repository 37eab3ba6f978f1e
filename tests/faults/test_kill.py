"""Killed between any two writes: nothing acknowledged is lost, and nothing is half written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from showsafe.adapters import directory
from showsafe.errors import ShowsafeError
from showsafe.ledger.verify import verify
from tests.faults.children import APPEND, CREATE, calls, killed_at_call, killed_at_statement
from tests.ledger.ledgers import KEY, SETTINGS, fill, made

WRITES = "pwrite64,fdatasync,ftruncate,fsync,unlink"
MAKING = "write,pwrite64,fdatasync,fsync,rename,mkdir,unlink,ftruncate"
SHARES = 4
START = 2


def check_survivor(path: Path, said: list[str]) -> None:
    """Check a directory after a kill: it opens, holds whole batches, all acknowledged ones, and verifies."""
    acknowledged = max([START, *(int(line) for line in said if line.isdigit())])
    with directory.open_for_writing(path) as opened:
        size = opened.store.size()
        assert size % 2 == 0, "half a batch"
        assert acknowledged <= size <= min(acknowledged + 2, START + 6)
        assert all(opened.store.number_of(f"act-{number - 1:04}") == number for number in range(2, size + 1))
        fill(opened, size + 1)
    report = verify(path)
    assert (report.ok, report.records) == (True, size + 1), report.first_fault


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_killed_at_any_write_of_an_append(tmp_path: Path, share: int) -> None:
    """At every write, sync, cut and removal of three appends, a kill leaves whole, verifying batches."""
    origin = made(tmp_path / "origin", START)
    shutil.copytree(origin, tmp_path / "counted")
    counted = calls(APPEND, tmp_path / "counted", WRITES)
    points = [(call, number) for call, count in counted.items() for number in range(1, count + 1)]
    assert counted["pwrite64"] > 20
    assert counted["fdatasync"] >= 3
    for call, number in points[share::SHARES]:
        path = tmp_path / f"{call}-{number}"
        shutil.copytree(origin, path)
        check_survivor(path, killed_at_call(APPEND, path, call, number))


@pytest.mark.slow
def test_killed_at_any_statement_of_an_append(tmp_path: Path) -> None:
    """At every statement that the database runs for three appends, a kill leaves whole, verifying batches."""
    origin = made(tmp_path / "origin", START)
    number, said = 0, [""]
    while "closed" not in said:
        number += 1
        path = tmp_path / str(number)
        shutil.copytree(origin, path)
        said = killed_at_statement(APPEND, path, number * 2)
        check_survivor(path, said)
    assert number > 20


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_killed_at_any_write_of_making(tmp_path: Path, share: int) -> None:
    """At every write of making a directory, a kill leaves a whole one, or one to be made again."""
    counted = calls(CREATE, tmp_path / "counted", MAKING)
    points = [(call, number) for call, count in counted.items() for number in range(1, count + 1)]
    assert counted["rename"] == 2
    whole = 0
    for call, number in points[share::SHARES]:
        path = tmp_path / f"{call}-{number}"
        said = killed_at_call(CREATE, path, call, number)
        whole += check_made(path, said)
    assert 0 < whole < len(points)


def check_made(path: Path, said: list[str]) -> bool:
    """Check a directory after a kill in its making; say whether it was whole."""
    code = code_of_opening(path)
    if code:
        assert "made" not in said
        assert code in {"directory.missing", "directory.not-ours", "directory.unfinished"}
        directory.create(path, SETTINGS, KEY)
    with directory.open_for_writing(path) as opened:
        assert (opened.settings, opened.key, opened.store.size()) == (SETTINGS, KEY, 0)
        fill(opened, 2)
    report = verify(path)
    assert report.ok, report.first_fault
    return not code


def code_of_opening(path: Path) -> str:
    """Open and close a directory; return the code of the error, or nothing."""
    try:
        directory.open_for_writing(path).close()
    except ShowsafeError as error:
        return error.code
    return ""
