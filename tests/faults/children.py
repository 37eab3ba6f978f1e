"""Child processes that work on a data directory until they are killed, and say aloud what was acknowledged.

``strace`` delivers the SIGKILL as a system call is entered: this call and everything after it never happens.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

APPEND = """
import os, sys
from pathlib import Path
from showsafe.adapters import directory
from showsafe.ledger.writer import Writer
from tests.ledger.ledgers import UNIT, append, body
opened = directory.open_for_writing(Path(sys.argv[1]))
writer, size = Writer(UNIT, opened.key), opened.store.size()
opened.store._connection.execute("PRAGMA wal_autocheckpoint = 8")
for start in range(size, size + 6, 2):
    append(opened.store, writer, [body(start), body(start + 1)])
    os.write(1, b"%d\\n" % (start + 2))
opened.close()
os.write(1, b"closed\\n")
"""
"""Three appends of two records each; the log moves into the file on the way and at the end."""

CREATE = """
import os, sys
from pathlib import Path
from showsafe.adapters import directory
from tests.ledger.ledgers import KEY, SETTINGS
directory.create(Path(sys.argv[1]), SETTINGS, KEY)
os.write(1, b"made\\n")
"""

STATEMENTS = """
import os, signal, sys
from showsafe.adapters import sqlite_schema
left, real = int(sys.argv[2]), sqlite_schema.connect
def count(_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
def connect(*args, **kwargs):
    connection = real(*args, **kwargs)
    connection.set_trace_callback(count)
    return connection
sqlite_schema.connect = connect
"""
"""Put before a script: kills the process as the database is about to run the statement of this number."""


def strace() -> str:
    """Return the path of strace, or skip the test in one line."""
    found = shutil.which("strace")
    if found is None:
        pytest.skip("Without strace no process can be killed between two of its writes.")
    return found


def calls(script: str, path: Path, names: str) -> dict[str, int]:
    """Run a script to its end, and return how often it made each of these system calls."""
    log = path.with_name("calls")
    command = [strace(), "-f", "-qq", "-o", str(log), "-e", f"trace={names}", *python(script, path)]
    subprocess.run(command, check=True, capture_output=True, env=environment())
    lines = log.read_text().splitlines()
    return {name: sum(f" {name}(" in line for line in lines) for name in names.split(",")}


def killed_at_call(script: str, path: Path, call: str, number: int) -> list[str]:
    """Kill a script as it makes this system call for the n-th time; return the lines that it said before."""
    kill = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"]
    return heard([strace(), "-f", "-qq", "-o", os.devnull, *kill, *python(script, path)])


def killed_at_statement(script: str, path: Path, number: int) -> list[str]:
    """Kill a script before the n-th statement of its database; return the lines that it said before."""
    return heard([*python(STATEMENTS + script, path), str(number)])


def heard(command: list[str]) -> list[str]:
    """Run a command that is killed or ends well, and return its lines; any other end is a failure of the test."""
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment())
    assert done.returncode in {0, -signal.SIGKILL, 128 + signal.SIGKILL}, done.stderr
    return done.stdout.splitlines()


def python(script: str, path: Path) -> list[str]:
    """Return the command that runs a script on a directory."""
    return [sys.executable, "-c", script, str(path)]


def environment() -> dict[str, str]:
    """Return the environment of a child: it writes no byte code, so its calls are the same every time."""
    return os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
