"""How long all scenario files of the repository take, read, told and held to what they expect."""

from __future__ import annotations

import time
from pathlib import Path

from showsafe import bootstrap
from showsafe.application.scenario.file import read
from showsafe.application.scenario.run import Numbered, Telling

FOLDER = Path(__file__).parent.parent / "tests" / "scenarios"


def run() -> dict[str, float]:
    """Return how many files and steps there are, and the seconds that they take in one process."""
    files = sorted(FOLDER.rglob("*.toml"))
    bootstrap.clauses()
    start = time.perf_counter()
    steps = 0
    for file in files:
        scenario = read(file.name, file.read_bytes())
        book = bootstrap.rules_of(scenario.profile)
        telling = Telling(scenario, book, Numbered(book))
        telling.begin()
        steps += sum(1 for _ in telling.steps())
    return {"files": len(files), "steps": steps, "seconds": round(time.perf_counter() - start, 2)}


if __name__ == "__main__":
    print(run())
