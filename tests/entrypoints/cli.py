"""A person at the terminal: runs a command in this process and reads what came of it."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from showsafe.adapters.directory import open_for_reading
from showsafe.entrypoints.cli.main import main

SCENARIOS = Path(__file__).parents[1] / "scenarios"

HOURS = 12 - datetime.now(UTC).hour
OFFSET = f"{'-' if HOURS < 0 else '+'}{abs(HOURS):02}:00"
"""How far from UTC it is about noon now: a test that asks for days sees none end there."""

# Whoever starts tests in the background may have told them to ignore the keyboard: the program hears it all the same.
HEARS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
PROGRAM = (sys.executable, "-c", f"{HEARS}; from showsafe.entrypoints.cli.main import main; main()")
"""The program itself, in a process of its own."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed, and the exit status it left with."""

    status: int
    out: str
    err: str

    @property
    def flat(self) -> str:
        """Everything that it printed, without where its lines were wrapped."""
        return " ".join(self.out.split())

    @property
    def json(self) -> dict[str, Any]:
        """The one object that it printed."""
        return dict(json.loads(self.out))

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The objects that it printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def run(*words: object) -> Said:
    """Run one command."""
    result = CliRunner().invoke(main, [str(word) for word in words])
    return Said(result.exit_code, result.stdout, result.stderr)


def unit(path: Path, offset: str = "-06:00") -> Path:
    """Return a data directory with an armorer, an assistant, a performer and a revolver."""
    assert run("init", path, "--profile", "common", "--utc-offset", offset).status == 0
    report = ("report", path)
    for words in (
        ("enrol", "by=producer", "person=producer", "roles=producer"),
        ("enrol", "by=producer", "person=armorer", "roles=armorer", "credentials=firearms,course", "age=40"),
        ("enrol", "by=producer", "person=assistant", "roles=assistant-armorer", "age=30"),
        ("enrol", "by=producer", "person=performer", "roles=performer", "age=30"),
        (
            "register",
            "by=armorer",
            "weapon=revolver",
            "class=live-capable",
            "capacity=6",
            "action=single-action-revolver",
        ),
        ("receive", "by=armorer", "lot=blanks", "kind=blank", "count=50", "countersigned_by=assistant"),
    ):
        assert run(*report, *words).status == 0
    return path


def day(ahead: int) -> str:
    """Return a day where it is noon, so many after today or before it."""
    return (datetime.now(UTC) + timedelta(hours=HOURS, days=ahead)).date().isoformat()


def size(path: Path) -> int:
    """Return how many records a data directory has."""
    with open_for_reading(path) as opened:
        return opened.store.size()
