"""Gives each mutant a process of its own, forked with everything imported, that runs its tests until one fails."""

from __future__ import annotations

import gc
import os
import resource
import shutil
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.mutants.cover import Covered, run
from tools.mutants.made import Mutant
from tools.mutants.put import Functions, forget_answers, put

KILLED, SURVIVED, RECORDED, BROKEN = 1, 0, 2, 3
NOTICED = ("killed", "recorded")
MEMORY = 2 << 30
"""What a mutant may take beyond what the process has already: one that never stops collecting is stopped."""

STATM = Path("/proc/self/statm")
"""Where Linux says how much that is; elsewhere there is no such limit."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of one mutant.

    ``killed``: a test failed, or ran for many times as long as it takes; ``recorded``: only one that compares with what
    was recorded. ``survived``; ``no test``: none runs its line.
    ``stopped`` (it waited, or was ended from outside) and ``broken`` say nothing, and count as not killed.
    """

    mutant: Mutant
    end: str
    seconds: float = 0.0
    tests: int = 0


@dataclass(frozen=True, slots=True)
class Race:
    """What every child needs: where the tree is, what covers what, the functions, and how many run at once."""

    root: Path
    covered: Covered
    functions: Functions
    scratch: Path
    jobs: int
    cached: bool
    most: int

    def run(self, mutants: Sequence[Mutant], tell: Callable[[str], None]) -> list[Ran]:
        """Run all mutants and return what became of each, in the order they ended."""
        gc.collect()
        gc.freeze()
        ended: list[Ran] = []
        running: dict[int, tuple[Mutant, float, int]] = {}
        waiting = list(reversed(mutants))
        while waiting or running:
            while waiting and len(running) < self.jobs:
                mutant = waiting.pop()
                tests = self.covered.of(mutant, self.most)
                if tests:
                    running[self._start(mutant, tests)] = (mutant, time.perf_counter(), len(tests))
                else:
                    ended.append(Ran(mutant, "no test"))
            if running:
                pid, status = os.wait()
                if pid not in running:
                    continue
                mutant, begun, count = running.pop(pid)
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(pid, signal.SIGKILL)  # whatever it started and left behind
                ended.append(Ran(mutant, _end(status), time.perf_counter() - begun, count))
                if ended[-1].end not in NOTICED:
                    tell(f"{ended[-1].end}: {mutant.file}: {mutant.name}")
                shutil.rmtree(self.scratch / str(pid), ignore_errors=True)
                if len(ended) % 250 == 0:
                    tell(f"{len(ended)} of {len(mutants)} mutants.")
        return ended

    def _start(self, mutant: Mutant, tests: Sequence[int]) -> int:
        pid = os.fork()
        if pid:
            return pid
        try:
            self._alone(sum(self.covered.seconds[number] for number in tests))
            put(mutant, self.root, self.functions)
            if not self.cached:
                gc.unfreeze()  # what is frozen is not found
                forget_answers()
            end = self._end_of(tests)
        except BaseException:  # noqa: BLE001 - whatever happens, a child never returns into its parent's work
            os._exit(BROKEN)
        os._exit(end)

    def _alone(self, seconds: float) -> None:
        """Hold this process to its time and memory, give it a directory, and let it say nothing."""
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(quiet, stream)
        os.setsid()
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(int(120 + 20 * seconds))  # waits for something that never comes
        signal.setitimer(signal.ITIMER_PROF, 5 + 5 * seconds)
        if STATM.exists():
            size = int(STATM.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (size + MEMORY, size + MEMORY))
        factory: Any = self.covered.tests[0].config._tmp_path_factory  # type: ignore[attr-defined]  # noqa: SLF001
        place = self.scratch / str(os.getpid())
        place.mkdir(parents=True, exist_ok=True)
        factory._basetemp = place  # noqa: SLF001

    def _end_of(self, tests: Sequence[int]) -> int:
        items = [self.covered.tests[number] for number in tests]
        for number, item, after in zip(tests, items, [*items[1:], None], strict=True):
            if not run(item, after):
                return RECORDED if number in self.covered.recorded else KILLED
        return SURVIVED


def _end(status: int) -> str:
    if os.WIFSIGNALED(status):
        return "killed" if os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGSEGV) else "stopped"
    ends = {KILLED: "killed", SURVIVED: "survived", RECORDED: "recorded"}
    return ends.get(os.WEXITSTATUS(status), "broken")
