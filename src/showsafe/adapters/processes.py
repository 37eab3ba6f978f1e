"""Work shared by several processes, in order, that ends when whoever asked for it ends.

Where no process can be had, or one dies, the rest is done here: the answer is the same.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")

_AHEAD = 4


def shared(
    work: Callable[[Thing], Result], things: Sequence[Thing], workers: int, *, collect: bool = False
) -> Iterator[Result]:
    """Do work on each thing, and yield the results in order; ``work`` is a function that a new process can find.

    ``collect`` is for work that leaves circles behind; looking for them costs a tenth of an audit.
    """
    done = 0
    if workers > 1 and len(things) > 1:
        for result in _together(work, things, workers, collect=collect):
            done += 1
            yield result
    for thing in things[done:]:
        yield work(thing)


def _together(
    work: Callable[[Thing], Result], things: Sequence[Thing], workers: int, *, collect: bool
) -> Iterator[Result]:
    try:
        # A fresh interpreter, since a copy of this process would share its locks and open connections.
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(collect,))
    except (OSError, ValueError, ImportError):
        return
    waiting: deque[Future[Result]] = deque()
    try:
        for thing in things:
            waiting.append(pool.submit(work, thing))
            while len(waiting) > workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except (BrokenProcessPool, OSError):
        return
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(collect: bool) -> None:  # noqa: FBT001 - as the pool hands it over
    """Prepare a process: who types Ctrl-C speaks to the one that asked, and with it this one ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not collect:
        gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
