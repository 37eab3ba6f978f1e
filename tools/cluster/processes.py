"""Finds the processes of a cluster on this machine, whoever started them, and ends them.

They are found by the environment they were started with. PostgreSQL overwrites that of its children, so those are
found by the folder they stand in. Nothing is found by a name alone: another PostgreSQL is never touched.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tools.cluster.programs import CLUSTER, HOST, PART

_BEAT = 0.2


def _said(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


def _stands_in(pid: int) -> str:
    try:
        return str(Path(f"/proc/{pid}/cwd").readlink())
    except OSError:
        return ""


def _gone(pid: int) -> bool:
    """Tell whether a process has ended, also where nobody has asked how."""
    fields = _said(pid, "stat").rpartition(b")")[2].split()
    return not fields or fields[0] in {b"Z", b"X"}


def found(folder: Path, host: str = "", part: str = "") -> list[int]:
    """Return the processes of a cluster, of one of its hosts, or of one part of a host."""
    marks = {f"{CLUSTER}={folder}".encode()}
    marks |= {f"{HOST}={host}".encode()} if host else set()
    marks |= {f"{PART}={part}".encode()} if part else set()
    below = f"{folder}/{host}/" if host else f"{folder}/"
    pids = []
    for path in Path("/proc").iterdir():
        if not path.name.isdigit() or int(path.name) == os.getpid() or _gone(int(path.name)):
            continue
        pid = int(path.name)
        marked = marks <= set(_said(pid, "environ").split(b"\0"))
        child = part in {"", "patroni"} and _said(pid, "comm") == b"postgres\n"
        if marked or (child and f"{_stands_in(pid)}/".startswith(below)):
            pids.append(pid)
    return pids


def postmaster(data: str) -> int:
    """Return the process of the PostgreSQL that runs in a data folder; 0 where none does."""
    try:
        pid = int(Path(data, "postmaster.pid").read_text("ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return 0 if _gone(pid) or _stands_in(pid) != data else pid


def send(pids: list[int], what: signal.Signals) -> None:
    """Send a signal to each of them that is still there."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, what)


def until(fact: Callable[[], object], seconds: float) -> bool:
    """Wait until something is so, and tell whether it came about in time."""
    ends, waiting = time.monotonic() + seconds, threading.Event()
    while not fact():
        if time.monotonic() > ends:
            return False
        waiting.wait(_BEAT)
    return True


def end(folder: Path, host: str = "", part: str = "", seconds: float = 20) -> bool:
    """Kill the processes, and those that they start meanwhile, until none is left."""

    def ended() -> bool:
        pids = found(folder, host, part)
        send(pids, signal.SIGKILL)
        return not pids

    return until(ended, seconds)


def sweep(folder: Path) -> None:
    """End everything of a cluster, and take its folder away."""
    end(folder)
    shutil.rmtree(folder, ignore_errors=True)


def left_over(parent: Path, prefix: str) -> Iterator[Path]:
    """Yield the folders of clusters whose keeper and supervisor are both gone (a machine that was switched off)."""
    for folder in parent.glob(f"{prefix}*"):
        try:
            pids = [int(line) for line in (folder / "owners").read_text("ascii").split()]
        except (OSError, ValueError):
            continue
        if (os.geteuid() in {0, folder.stat().st_uid}) and all(_gone(pid) for pid in pids):
            yield folder
