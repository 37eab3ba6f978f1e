"""Work that several processes share."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from showsafe.adapters.processes import shared

_ASKED = """
import os
from showsafe.adapters.processes import shared

def work(number):
    print(os.getpid(), flush=True)
    while True:
        pass

if __name__ == "__main__":
    list(shared(work, range(8), 2))
"""


def square(number: int) -> int:
    """Return a square, but in another process end it at 3."""
    if number == 3 and os.environ.get("SHOWSAFE_TEST_PARENT") != str(os.getpid()):
        os._exit(1)
    return number * number


@pytest.mark.parametrize("workers", [1, 2])
def test_answer_is_the_same(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The results come in order, and what a process that dies does not do is done here."""
    monkeypatch.setenv("SHOWSAFE_TEST_PARENT", str(os.getpid()))
    assert list(shared(square, range(6), workers)) == [0, 1, 4, 9, 16, 25]


def test_processes_end_with_the_one_that_asked(tmp_path: Path) -> None:
    """Where the program is killed that shared its work, the processes that had it are gone with it."""
    script = tmp_path / "asked.py"
    script.write_text(_ASKED, encoding="utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as asked:
        assert asked.stdout is not None
        assert int(asked.stdout.readline()) != asked.pid
        asked.kill()
        # The pipe has an end only when the last process that holds it is gone; else this does not return in time.
        said, _ = asked.communicate(timeout=60)
    assert said.count("\n") <= 1
