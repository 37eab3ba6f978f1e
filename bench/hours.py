"""Twenty-four hours on set with two hundred boards open, told in a few minutes: is the memory of the node flat?

The node is the program as it is served, with a clock that runs three hundred times as fast and a sign of life on each
stream as often as that: every stream hears all the signs of a day, every phone acts all day and signs in again whenever
its session has ended. ``python -m bench.hours serve ...`` is that node.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any, Self

from bench import served
from bench.phones import Clock
from showsafe.entrypoints.cli import main as cli
from showsafe.entrypoints.cli import served as serving
from showsafe.entrypoints.http.api import app, events

SPEED = 300.0
HOURS = 24
BEGAN = "SHOWSAFE_BENCH_BEGAN"
EVERY = 150.0
"""Each phone acts about so often, in seconds of the set."""


def run() -> dict[str, Any]:
    """Tell a day, and return how much memory the node had from hour to hour."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, served.UNIT)
        phones = [
            {**each, "kind": "collect", "event": "collected", "keys": _collected(each)}
            for each in served.prepared(data)
        ]
        began = time.time()
        os.environ[BEGAN] = repr(began)
        with served.served(data, (sys.executable, "-m", "bench.hours")) as (url, process):
            seconds = HOURS * 3600 / SPEED
            sampled = Sampled(process.pid, seconds / HOURS)
            every = EVERY / SPEED
            plan = {
                "phones": phones,
                "acts": int(seconds / every),
                "every": every,
                "clock": {"began": began, "speed": SPEED},
            }
            with sampled:
                served.load(data, url, plan)
            found = sampled.found
    return {
        "mib": [round(each) for each in found],
        "first_half_mib": round(max(found[: len(found) // 2])),
        "second_half_mib": round(max(found[len(found) // 2 :])),
    }


def _collected(phone: dict[str, Any]) -> dict[str, Any]:
    return {"weapon": phone["keys"]["weapon"], "from": phone["person"]}


class Sampled:
    """Looks at the memory of a process again and again."""

    def __init__(self, pid: int, every: float) -> None:
        self._pid, self._every = pid, every
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.found: list[float] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(self._every):
            self.found.append(served.resident(self._pid))


def node() -> None:
    """Be the node with the fast clock."""
    clock = Clock(float(os.environ[BEGAN]), SPEED)
    vars(serving)["SystemClock"] = lambda: clock
    vars(app)["node_of"] = partial(app.node_of, beat=events.BEAT / SPEED)
    cli.main()


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        node()
    else:
        print(json.dumps(run(), indent=1))
