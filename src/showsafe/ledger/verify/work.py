"""Blocks of records, looked at by several processes at once and given back in their order.

A process of its own is worth its start for long logs alone. Where none can be had, or one dies, the rest of the work
is done here: the answer is the same.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from pathlib import Path
from typing import Protocol, TypeAlias

from showsafe.ledger.verify.block import Found, Rows, Wanted, examine
from showsafe.ledger.verify.database import Database
from showsafe.ledger.verify.folder import Folder
from showsafe.ledger.verify.report import DIRECTORY

BLOCK = 4096
WORTH_A_PROCESS = 2 * BLOCK
WORTH_A_PROCESS_FOR_HASHES = 64 * BLOCK
_AHEAD = 2

Place: TypeAlias = tuple[str, Path, int]
"""What to open in another process: kind of source, path, size."""


class Source(Protocol):
    """Where records come from: a database or a tile folder."""

    what: str

    def rows(self, first: int, count: int, *, columns: bool = True) -> Rows:
        """Return records by their numbers."""

    def tile(self, level: int, number: int) -> bytes:
        """Return the stored hashes of a tile."""

    def attachment(self, sha256: str) -> bytes | None:
        """Return the bytes of an attachment, where there are any."""

    def close(self) -> None:
        """Let everything go."""


def ranges(first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield (first number, count) of blocks up to the last record; all but the last begin and end with a tile."""
    while first <= last:
        count = min(BLOCK, last - first + 1)
        yield first, count
        first += count


def in_order(
    source: Source, place: Place, span: tuple[int, int], wanted: Callable[[int, int], Wanted], workers: int
) -> Iterator[Found]:
    """Yield what each block says, in order; ``wanted`` is asked as late as can be, when more keys are known."""
    done = span[0]
    if workers > 1:
        for found in _together(place, span, wanted, workers):
            done = found.first + BLOCK
            yield found
    for first, count in ranges(done, span[1]):
        order = wanted(first, count)
        yield examine(source.rows(first, count, columns=order.signatures), order)


def enough_workers(workers: int | None, records: int, *, signatures: bool) -> int:
    """Return how many processes are worth their start."""
    least = WORTH_A_PROCESS if signatures else WORTH_A_PROCESS_FOR_HASHES
    if workers is None:
        return (os.cpu_count() or 1) if records > least else 1
    return workers


def _together(
    place: Place, span: tuple[int, int], wanted: Callable[[int, int], Wanted], workers: int
) -> Iterator[Found]:
    waiting: deque[Future[Found]] = deque()
    try:
        # A fresh interpreter, since a copy of this process would share its locks and open databases.
        pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_begin)
    except (OSError, ValueError, ImportError):
        return
    try:
        for first, count in ranges(*span):
            waiting.append(pool.submit(_examine, place, wanted(first, count)))
            while len(waiting) > workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except (BrokenProcessPool, OSError):
        return
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    gc.disable()  # nothing here makes circles, and looking for them costs a tenth of the reading


def _examine(place: Place, order: Wanted) -> Found:
    source = _open(place)
    return examine(source.rows(order.first, order.count, columns=order.signatures), order)


@lru_cache(maxsize=1)
def _open(place: Place) -> Source:
    kind, path, size = place
    return Database(path) if kind == DIRECTORY else Folder(path, size)
