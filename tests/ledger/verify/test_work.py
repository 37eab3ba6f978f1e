"""Blocks of records by several processes: whatever becomes of a process, the answer is that of one alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.context import SpawnContext
from pathlib import Path
from typing import Any

import pytest

from showsafe.ledger.verify import work
from showsafe.ledger.verify.block import Found, Wanted
from showsafe.ledger.verify.database import Database
from showsafe.ledger.verify.folder import Folder
from showsafe.ledger.verify.hashing import TILE
from showsafe.ledger.verify.report import DIRECTORY, FOLDER
from showsafe.ledger.verify.work import Place, Source, enough_workers, in_order, ranges
from tests.ledger.verify.directories import change, directory_of, settled
from tests.ledger.verify.logs import NODE, UNIT, Log, folder_of

SIZE = 10
KEYS = {NODE.id: NODE.public}


@dataclass(slots=True)
class Pool:
    """Stands for the pool of processes, here in this one: what was submitted is done when it is asked for.

    ``dies_after`` is how many blocks are looked at before the processes are gone.
    """

    dies_after: int = 99
    error: type[Exception] = BrokenProcessPool
    made: tuple[Any, ...] = ()
    done: int = 0
    waiting: list[int] = field(default_factory=list)
    ended: list[dict[str, bool]] = field(default_factory=list)

    def __call__(self, workers: int, context: object, *, initializer: Callable[[], None]) -> Pool:
        """Begin."""
        self.made = (workers, type(context), initializer)
        return self

    def submit(self, what: Callable[..., Found], *given: Any) -> Future[Found]:  # noqa: ANN401
        """Take an order; it is done at once, and dies with the processes."""
        future: Future[Found] = Future()
        self.done += 1
        self.waiting.append(given[1].first)
        if self.done > self.dies_after:
            future.set_exception(self.error())
        else:
            future.set_result(what(*given))
        return future

    def shutdown(self, **how: bool) -> None:
        """End."""
        self.ended.append(how)


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "BLOCK", 2)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Return where a ledger lies."""
    return DIRECTORY, directory_of(tmp_path / "unit", settled().checked(SIZE - 1)) / "ledger.sqlite", 0


def opened(place: Place) -> Source:
    """Open a ledger."""
    return Database(place[1]) if place[0] == DIRECTORY else Folder(place[1], place[2])


def wanted(first: int, count: int) -> Wanted:
    """Ask for everything."""
    return Wanted(first, count, UNIT, KEYS)


def looked(place: Place, workers: int, span: tuple[int, int] = (1, SIZE)) -> list[Found]:
    """Return what each block says."""
    source = opened(place)
    try:
        return list(in_order(source, place, span, wanted, workers))
    finally:
        source.close()


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (1, 0, []),
        (1, 1, [(1, 1)]),
        (1, 2, [(1, 2)]),
        (1, 5, [(1, 2), (3, 2), (5, 1)]),
        (3, 6, [(3, 2), (5, 2)]),
    ],
)
def test_blocks_are_all_records_once(first: int, last: int, expected: list[tuple[int, int]]) -> None:
    """Every record is in one block, none in two, and none beyond the last."""
    assert list(ranges(first, last)) == expected


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_several_processes_answer_as_one_does(
    place: Place, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each block is looked at once, in its order, with the same answer; nothing is left running."""
    pool = Pool()
    alone = looked(place, 1)
    monkeypatch.setattr(work, "ProcessPoolExecutor", pool)
    work._open.cache_clear()
    assert looked(place, workers) == alone
    assert [found.first for found in alone] == [1, 3, 5, 7, 9]
    assert not any(found.faults for found in alone)
    several = workers > 1
    assert pool.waiting == ([1, 3, 5, 7, 9] if several else [])
    assert pool.made == ((workers, SpawnContext, work._begin) if several else ())
    assert pool.ended == ([{"wait": True, "cancel_futures": True}] if several else [])


def test_several_processes_read_a_tile_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process opens a tile folder at the size of its checkpoint, and finds every record of it in place."""
    log = Log().open().checked(TILE + 3)
    path = folder_of(tmp_path, log.raws, log.checkpoint())
    monkeypatch.setattr(work, "ProcessPoolExecutor", Pool())
    monkeypatch.setattr(work, "BLOCK", TILE)
    work._open.cache_clear()
    place = FOLDER, path, TILE + 4
    several = looked(place, 2, (1, TILE + 4))
    assert [(found.first, found.count, found.faults) for found in several] == [
        (1, TILE, {}),
        (TILE + 1, 4, {}),
    ]
    assert several == looked(place, 1, (1, TILE + 4))


@pytest.mark.parametrize("error", [BrokenProcessPool, OSError])
@pytest.mark.parametrize("dies_after", range(6))
def test_processes_that_die_leave_the_rest_to_this_one(
    place: Place, dies_after: int, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many blocks were answered before, no record goes unseen and none is seen twice."""
    alone = looked(place, 1)
    monkeypatch.setattr(work, "ProcessPoolExecutor", Pool(dies_after, error))
    work._open.cache_clear()
    assert looked(place, 2) == alone


@pytest.mark.parametrize("error", [OSError, ValueError, ImportError])
def test_where_no_process_can_be_had(
    place: Place, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that gives no process hears the whole answer all the same."""

    def none(*_: object, **__: object) -> Pool:
        raise error

    alone = looked(place, 1)
    monkeypatch.setattr(work, "ProcessPoolExecutor", none)
    assert looked(place, 2) == alone


def test_the_keys_of_a_block_are_asked_for_as_late_as_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two blocks for each process are under way, and no more: the next is ordered when the first has been heard."""
    log = settled().checked(SIZE - 1)
    path = folder_of(tmp_path, log.raws, log.checkpoint())
    pool = Pool()
    monkeypatch.setattr(work, "ProcessPoolExecutor", pool)
    monkeypatch.setattr(work, "BLOCK", 1)
    blocks = in_order(Folder(path, SIZE), (FOLDER, path, SIZE), (1, SIZE), wanted, 2)
    under_way = [(next(blocks).first, len(pool.waiting)) for _ in range(SIZE)]
    assert under_way == [(number, min(number + 4, SIZE)) for number in range(1, SIZE + 1)]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("deep", [True, False])
def test_columns_are_read_where_they_are_held_against_the_records(
    tmp_path: Path,
    workers: int,
    deep: bool,  # noqa: FBT001 - a column of the table
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A column that says something else than its record is found, unless only hashes were asked for."""
    file = directory_of(tmp_path / "unit", settled().checked(3)) / "ledger.sqlite"
    change(file.parent, "UPDATE entries SET scope = 'another' WHERE number = 3")
    monkeypatch.setattr(work, "ProcessPoolExecutor", Pool())
    work._open.cache_clear()
    asked: list[bool] = []
    rows = Database.rows

    def heard(database: Database, first: int, count: int, *, columns: bool = True) -> Any:  # noqa: ANN401
        asked.append(columns)
        return rows(database, first, count, columns=columns)

    monkeypatch.setattr(Database, "rows", heard)
    source = Database(file)
    order = lambda first, count: Wanted(first, count, UNIT, KEYS, signatures=deep)  # noqa: E731
    found = list(in_order(source, (DIRECTORY, file, 0), (1, 4), order, workers))
    source.close()
    assert [fault.record for each in found for fault in each.faults.values()] == ([3] if deep else [])
    assert asked == [deep, deep]


@pytest.mark.parametrize(
    ("asked", "records", "signatures", "cores", "expected"),
    [
        (None, 8_192, True, 6, 1),
        (None, 8_193, True, 6, 6),
        (None, 8_193, False, 6, 1),
        (None, 262_144, False, 6, 1),
        (None, 262_145, False, 6, 6),
        (None, 1_000_000, True, None, 1),
        (3, 10, True, 6, 3),
        (1, 1_000_000, True, 6, 1),
    ],
)
def test_how_many_processes_are_worth_their_start(
    asked: int | None,
    records: int,
    signatures: bool,  # noqa: FBT001
    cores: int | None,
    expected: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As many as were asked for; else one for each core, for long logs alone, and one where nobody knows the cores."""
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert enough_workers(asked, records, signatures=signatures) == expected
