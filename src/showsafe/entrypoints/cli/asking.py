"""Asking others once, or round after round: what ``witness push`` and ``time stamp`` share."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence

from showsafe.entrypoints.cli.app import DONE, NO
from showsafe.entrypoints.rounds import Asker, Said
from showsafe.errors import ShowsafeError, Unusable

PAUSE = 0.25
TRIES = 40
IN_USE = "directory.in-use"


Show = Callable[[Sequence[Said], str], None]
"""Shows what was said, and what it waits for."""


def once(asker: Asker[Said], show: Show[Said]) -> int:
    """Ask all of them now, and wait a while for the turn to record it; return the exit status."""
    said, turn = asker.round(), threading.Event()
    for left in reversed(range(TRIES)):
        try:
            said = asker.record(said)
            break
        except Unusable as error:
            if error.code != IN_USE or not left:
                raise
            turn.wait(PAUSE)
    show(said, "")
    return DONE if all(one.good for one in said) else NO


def again(
    asker: Asker[Said],
    over: Callable[[], bool],
    show: Show[Said],
    also: Callable[[], Iterable[Said]] = tuple,
) -> int:
    """Ask round after round until ``over``, which waits, says so; a round in which nothing changes shows nothing."""
    last: object = None
    try:
        while True:
            said, waits = _round(asker, also)
            if (now := ([(one.who, one.outcome, one.says) for one in said], waits)) != last:
                show(said, waits)
            last = now
            if over():
                break
    except KeyboardInterrupt:
        pass
    return DONE


def _round(asker: Asker[Said], also: Callable[[], Iterable[Said]]) -> tuple[list[Said], str]:
    """One round of many: whatever is wrong now is said, and tried again in the next one."""
    said: list[Said] = []
    try:
        said = asker.round()
        said = asker.record(said)
        said.extend(also())
    except ShowsafeError as error:
        return said, f"{error.says} {error.now} [{error.code}]"
    return said, ""
