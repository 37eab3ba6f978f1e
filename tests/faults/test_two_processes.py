"""Two processes on one directory: one writes, any number read, and the lock goes with its owner, however that ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from showsafe import bootstrap
from showsafe.adapters import directory
from showsafe.errors import Unusable
from tests.faults.acts import an_act, clock
from tests.faults.children import ROOT, Nursery, Told, call_of
from tests.faults.conftest import Begun
from tests.faults.summary import ACKNOWLEDGED, LOST, POINTS, Tally
from tests.faults.survivors import START, check_survivor, check_whole
from tests.faults.thinning import thinned

RACERS = 6
MOST = 8
"""About so many points of one call are tried."""

HOLDER = """
import os, subprocess, sys
from pathlib import Path
from showsafe import bootstrap
from showsafe.errors import ShowsafeError
from tests.faults.acts import an_act, clock
try:
    with bootstrap.open_unit(Path(sys.argv[1]), clock()) as unit:
        unit.ask(an_act(sys.argv[2]))
        if "leaves-children" in sys.argv:
            subprocess.Popen(["cat"], close_fds=False, stdout=subprocess.DEVNULL)
            awake, waking = os.pipe()
            if os.fork() == 0:
                os.write(waking, b"!")  # the copy runs by now, and has let go of what it must not hold
                sys.stdin.read()
                os._exit(0)
            os.read(awake, 1)
        print("open", flush=True)
        sys.stdin.read()
except ShowsafeError as error:
    print(error.code, flush=True)
"""


@contextmanager
def holder(path: Path, act_id: str, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Yield a process that tries to hold a directory open for writing, and the first thing that it said."""
    command = [sys.executable, "-c", HOLDER, str(path), act_id, *more]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            assert process.stdin is not None
            process.stdin.close()


def code_of_writing(path: Path, act_id: str) -> str:
    """Open a directory for writing and act in it; return the code of the error, or nothing."""
    try:
        with bootstrap.open_unit(path, clock()) as unit:
            unit.ask(an_act(act_id))
    except Unusable as error:
        return error.code
    return ""


def test_a_second_writer_is_refused_and_readers_are_not(begun: Begun) -> None:
    """While one process has the directory open, a second writer hears so, and readers see whole moments."""
    path = begun("single", "unit")
    with holder(path, "held") as (_, said):
        assert said == "open"
        assert code_of_writing(path, "second") == "directory.in-use"
        with directory.open_for_reading(path) as one, directory.open_for_reading(path) as other:
            for opened in (one, other):
                assert opened.store.size() == START + 1
                check_whole(opened.store)
    assert code_of_writing(path, "second") == ""


def test_of_many_that_open_at_once_one_writes(begun: Begun) -> None:
    """Of six processes that open one directory at the same time, one has it, and the others are told."""
    path = begun("single", "unit")
    with ExitStack() as all_of_them:
        said = [all_of_them.enter_context(holder(path, f"racer-{n}"))[1] for n in range(RACERS)]
        assert sorted(said) == ["directory.in-use"] * (RACERS - 1) + ["open"]
        with directory.open_for_reading(path) as opened:
            assert opened.store.size() == START + 1


def test_the_lock_goes_as_its_owner_is_killed(begun: Begun) -> None:
    """Whoever tries to open while the owner is being killed is told that it is in use, or has it, with every act."""
    path = begun("single", "unit")
    for number in range(8):
        with holder(path, f"killed-{number}") as (process, said):
            assert said == "open"
            process.kill()
            codes = {"directory.in-use"}
            while codes == {"directory.in-use"}:
                codes = {code_of_writing(path, f"next-{number}")}
            assert codes == {""}
    with directory.open_for_reading(path) as opened:
        assert opened.store.size() == START + 16
        check_whole(opened.store)


def test_nobody_inherits_the_lock(begun: Begun) -> None:
    """Programs that the owner started, and copies of itself, hold nothing once it is gone."""
    path = begun("single", "unit")
    with holder(path, "parent", "leaves-children") as (process, said):
        assert said == "open"
        process.kill()
        process.wait()
        # Both children wait for the end of their input still.
        assert code_of_writing(path, "heir") == ""


def test_a_copy_of_a_process_takes_no_lock_from_it(begun: Begun) -> None:
    """A process that copies itself goes on holding the lock, also once the copy has ended."""
    path = begun("single", "unit")
    with directory.open_for_writing(path):
        pid = os.fork()
        if pid == 0:
            os._exit(0)
        os.waitpid(pid, 0)
        with pytest.raises(Unusable) as refused:
            directory.open_for_writing(path)
        assert refused.value.code == "directory.in-use"


@pytest.mark.slow
def test_killed_while_somebody_reads(nursery: Nursery, begun: Begun, tally: Tally) -> None:
    """A kill with a reader connected, who keeps the shared index alive: reader and next writer see whole acts."""
    points = nursery.points("moving", begun("moving", "counted"))
    kills = acts = 0
    for point in thinned(points, call_of, MOST):
        path = begun("moving", str(point))
        with directory.open_for_reading(path) as reader:
            told: Told = nursery.killed("moving", path, point)
            kills += told.killed
            acts += len(told.answered)
            check_whole(reader.store)
            check_survivor(path, told, START)
            check_whole(reader.store)
        shutil.rmtree(path)
    tally(
        {
            "kills beside a reader": kills,
            f"kills beside a reader{POINTS}": len(points),
            ACKNOWLEDGED: acts,
            LOST: 0,
        }
    )
