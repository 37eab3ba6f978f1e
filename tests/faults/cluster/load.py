"""Several writers at work on a cluster, and the account at the end: each answered act is there, once, in its place."""

from __future__ import annotations

import secrets
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Self

from showsafe.adapters.postgres.connect import Pool
from showsafe.adapters.postgres.store import open_log
from showsafe.ledger.tree import Frontier
from tests.faults.cluster.writer import entry
from tools.cluster.processes import until

ROOT = Path(__file__).parents[3]
PATIENCE = 120
_SLOW = 2.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What one try of a writer came to: ``number`` is 0 where it was an error, and ``code`` says which."""

    log: str
    number: int
    code: str
    at: float
    took: float


class Load:
    """Writers that begin at once and go on until ``stop``; each has a log of its own, as each unit has."""

    def __init__(self, dsn: str, place: Path, writers: int = 2, patience: float = PATIENCE) -> None:
        run = secrets.token_hex(3)
        self.logs = [f"load-{run}-{number}" for number in range(writers)]
        self._place = place
        self._running = [
            subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "tests.faults.cluster.writer",
                    dsn,
                    log,
                    *(str(self._path(log)), str(patience)),
                ],
                cwd=ROOT,
                stdin=subprocess.PIPE,
            )
            for log in self.logs
        ]

    def _path(self, log: str) -> Path:
        return self._place / f"{log}.answers"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Let each writer end with the act that it is at."""
        for one in self._running:
            if one.stdin and not one.stdin.closed:
                one.stdin.close()
        for one in self._running:
            one.wait(PATIENCE)

    def answers(self) -> list[Answer]:
        """Return everything that was answered so far."""
        found = []
        for log in self.logs:
            if self._path(log).exists():
                whole = self._path(log).read_text("utf-8").rpartition("\n")[0]
                for line in whole.splitlines():
                    word, _, third, at, took = line.split()
                    said = (int(third), "") if word == "yes" else (0, third)
                    found.append(Answer(log, *said, float(at), float(took)))
        return found

    def acknowledged(self) -> list[Answer]:
        """Return every act that was answered with yes."""
        return [answer for answer in self.answers() if answer.number]

    def refused(self) -> dict[str, int]:
        """Return how often a writer saw each error."""
        return dict(Counter(answer.code for answer in self.answers() if not answer.number))

    def goes_on(self, acts: int = 5, seconds: float = PATIENCE, after: float = 0) -> None:
        """Wait until each writer has so many further acts answered (after a moment of the clock, if one is named)."""
        begun = max(after, time.time())

        def further() -> bool:
            done = Counter(a.log for a in self.acknowledged() if a.at > begun)
            return all(done[log] >= acts for log in self.logs)

        assert until(further, seconds), f"No further acts were answered within {seconds} s: {self.refused()}"

    def troubled(self) -> list[Answer]:
        """Return every try that took longer than two seconds or came to an error, in the order of the clock."""
        return sorted((a for a in self.answers() if a.code or a.took > _SLOW), key=lambda answer: answer.at)

    def pause(self) -> float:
        """Return the longest time for which a writer had no answer, in seconds."""
        longest = 0.0
        for log in self.logs:
            times = [answer.at for answer in self.acknowledged() if answer.log == log]
            longest = max(longest, *(b - a for a, b in pairwise(times)), 0.0)
        return longest


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the answered acts of a load; ``tree`` tells whether the edges are those of the records."""

    answered: int
    lost: int
    doubled: int
    strange: int
    tree: bool

    @property
    def clean(self) -> bool:
        """Tell whether nothing was lost, doubled, put in another's place or sealed wrongly."""
        return not self.lost and not self.doubled and not self.strange and self.tree


def settled(load: Load, dsn: str, up_to: dict[str, int] | None = None) -> Account:
    """Look every answered act up in a database; ``up_to`` counts only those up to a number in each log."""
    answered = {(a.log, a.number) for a in load.acknowledged()}
    if up_to is not None:
        answered = {(log, number) for log, number in answered if number <= up_to[log]}
    found: Counter[tuple[str, int]] = Counter()
    strange, tree = 0, True
    with Pool(dsn) as pool:
        for log in load.logs:
            store = open_log(pool, log, making=False)
            leaves: list[bytes] = []
            for record in store.entries():
                expected = entry(log, len(leaves) + 1)
                strange += record != expected
                found[log, int(record.act_id.rpartition("-")[2])] += 1
                leaves.append(record.leaf)
            tree = tree and store.frontier() == Frontier().extend(leaves)
    lost = sum(1 for place in answered if place not in found)
    doubled = sum(count - 1 for count in found.values())
    return Account(len(answered), lost, doubled, strange, tree)
