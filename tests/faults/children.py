"""Children of the nursery, each under one fault that ``strace`` brings about at one system call.

A kill or an error comes as the call is entered: this call never happens, and after a kill nothing else either.
``strace`` counts the calls of each thread by itself.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.faults.nursery import GO

ROOT = Path(__file__).parents[2]
PATIENCE = 60
CALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename", "ftruncate", "unlink", "openat")
_CALL = re.compile(r"(\d+) +(\w+)\(")
_ATTACHED = "attached"


@dataclass(slots=True)
class Told:
    """What a child said before it ended, and how that was."""

    lines: list[list[str]] = field(default_factory=list)
    killed: bool = False

    def of(self, word: str) -> list[list[str]]:
        """Return what follows a word, line by line."""
        return [line[1:] for line in self.lines if line[0] == word]

    @property
    def answered(self) -> dict[str, int]:
        """Return the acts that were answered, with their numbers."""
        return {act_id: int(number) for act_id, number in self.of("yes")}

    @property
    def codes(self) -> list[str]:
        """Return the codes of all errors, in order."""
        return [line[-1] for line in self.lines if line[0] in ("no", "refused")]


@dataclass(frozen=True, slots=True)
class Point:
    """One place for a fault: the n-th time that a thread makes a system call."""

    call: str
    number: int

    def __str__(self) -> str:
        return f"{self.call}-{self.number}"


def call_of(point: Point) -> str:
    """Return the call of a point: points of one call are of one kind."""
    return point.call


class Nursery:
    """The client of one nursery process."""

    def __init__(self) -> None:
        self._strace = shutil.which("strace") or ""
        if not self._strace:
            pytest.skip("Without strace no fault can be put between two writes.")
        self._counted: dict[tuple[str, tuple[str, ...]], list[Point]] = {}
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.nursery", str(theirs.fileno())],
                cwd=ROOT,
                pass_fds=[theirs.fileno()],
            )

    def close(self) -> None:
        """Let the process go."""
        self._orders.close()
        self._process.wait(PATIENCE)

    def points(self, scenario: str, path: Path, calls: tuple[str, ...] = CALLS) -> list[Point]:
        """Run a scenario once without a fault, and return every call that it made, of the thread that made most."""
        if (scenario, calls) not in self._counted:
            self._counted[scenario, calls] = self._points(scenario, path, calls)
        return self._counted[scenario, calls]

    def _points(self, scenario: str, path: Path, calls: tuple[str, ...]) -> list[Point]:
        log = path.with_name(f"{path.name}.calls")
        told = self.run(scenario, path, "-o", str(log), "-e", f"trace={','.join(calls)}")
        assert not told.killed
        assert not told.codes, told.lines
        made: Counter[tuple[str, str]] = Counter()
        for line in log.read_text().splitlines():
            found = _CALL.match(line)
            if found:
                made[found[2], found[1]] += 1
        most = {call: max((n for (name, _), n in made.items() if name == call), default=0) for call in calls}
        return [Point(call, number) for call, count in most.items() for number in range(1, count + 1)]

    def killed(self, scenario: str, path: Path, point: Point) -> Told:
        """Run a scenario, and kill it at a point."""
        return self._under(scenario, path, point, f"signal=KILL:when={point.number}")

    def failing(self, scenario: str, path: Path, point: Point, error: str, *, on: bool = False) -> Told:
        """Run a scenario in which a call fails at a point: once, or from then on."""
        return self._under(scenario, path, point, f"error={error}:when={point.number}{'+' if on else ''}")

    def _under(self, scenario: str, path: Path, point: Point, fault: str) -> Told:
        inject = ("-e", f"trace={point.call}", "-e", f"inject={point.call}:{fault}")
        return self.run(scenario, path, "-o", os.devnull, *inject)

    def run(self, scenario: str, path: Path, *options: str) -> Told:
        """Run a scenario under strace with these options, and return what it said."""
        ours, theirs = socket.socketpair()
        with ours, theirs:
            ours.settimeout(PATIENCE)
            order = json.dumps({"scenario": scenario, "path": str(path)}).encode()
            socket.send_fds(self._orders, [order], [theirs.fileno()])
            theirs.close()
            with ours.makefile("r", encoding="utf-8") as heard:
                before = []
                for line in heard:
                    before.append(line.split())
                    if before[-1][0] == "ready":
                        break
                with self._tracing(before[-1][1], options):
                    ours.sendall(GO)
                    told = Told(before[:-1])
                    told.lines.extend(line.split(" ") for line in heard.read().splitlines())
        return self._ended(told)

    @contextmanager
    def _tracing(self, pid: str, options: tuple[str, ...]) -> Iterator[None]:
        command = [self._strace, "-f", "-p", pid, *options]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
            assert tracer.stderr is not None
            said = tracer.stderr.readline()
            if _ATTACHED not in said:
                os.kill(int(pid), signal.SIGKILL)
                raise AssertionError(said + tracer.stderr.read())
            yield
            tracer.communicate(timeout=PATIENCE)

    def _ended(self, told: Told) -> Told:
        status = int(self._orders.recv(64))
        for line in told.lines:
            assert line[0] != "traceback", json.loads(" ".join(line[1:]))
        told.killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        assert told.killed or status == 0, status
        assert told.killed or told.lines[-1] == ["end"]
        return told
