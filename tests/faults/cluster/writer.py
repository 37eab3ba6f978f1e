"""A program that records act after act through the office's own store, and says of each when it was answered.

It is told a connection string, the name of its log, a file for its answers, and how patient it is. It ends with its
standard input. An act is sent again under the same id until it is answered, as a node does it: what is answered counts,
however often it was asked. Each line of the file is ``yes ID NUMBER TIME SECONDS`` or ``no ID CODE TIME SECONDS``, with
the clock of the machine and how long this try took.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from typing import TextIO

from showsafe.adapters.postgres.connect import Limits, Pool
from showsafe.adapters.postgres.store import PostgresStore, open_log
from showsafe.errors import ShowsafeError
from showsafe.ledger.store import Conflict, Duplicate, Entry
from showsafe.ledger.tree import leaf_hash

PAUSE = 0.03
"""Between two acts, in seconds: a unit's day is slower by far, and the cluster is to have the cores."""


def entry(log: str, number: int) -> Entry:
    """Return the act of a number; it says which log it is of, so that no other can stand in its place."""
    raw = f"{log} says: this is act {number}".encode()
    return Entry(number, f"{log}-{number}", "day", raw, leaf_hash(raw))


def record(store: PostgresStore, made: Entry, answers: TextIO) -> bool:
    """Send one act, and write down what came of it."""
    began = time.monotonic()

    def say(*words: object) -> None:
        spent = f"{time.monotonic() - began:.3f}"
        print(*words, f"{time.time():.3f}", spent, file=answers, flush=True)

    try:
        append(store, made)
    except ShowsafeError as error:
        say("no", made.act_id, error.code)
        return False
    say("yes", made.act_id, made.number)
    return True


def append(store: PostgresStore, made: Entry) -> None:
    """Return when an act is recorded; one whose outcome was not known may be there, in its own place."""
    try:
        store.append(made.number - 1, [made])
    except Duplicate:
        return
    except Conflict:
        if store.number_of(made.act_id) != made.number:
            raise


def main(dsn: str, log: str, path: Path, patience: float) -> None:
    """Record until told to stop; a fail-over may take ``patience`` seconds before it is an error."""
    ended = threading.Event()

    def listen() -> None:
        sys.stdin.read()
        ended.set()

    threading.Thread(target=listen, daemon=True).start()
    with Pool(dsn, Limits(failover=patience), most=2) as pool, path.open("a", encoding="utf-8") as answers:
        store = open_log(pool, log)
        number = store.size() + 1
        while not ended.is_set():
            number += record(store, entry(log, number), answers)
            ended.wait(PAUSE)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), float(sys.argv[4]))
