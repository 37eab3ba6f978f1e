"""Runs one private PostgreSQL, and ends it when nobody holds its lifeline any more: also after kill -9.

A program of its own, of the standard library alone, started by ``private``: ``python -I -S watcher.py '{...}'``. The
lifeline is a named pipe that every owner holds open for writing; the system closes it with the process that held it.
Should this program be killed itself, the system ends the server with it (Linux), and the next start in the same folder
goes on from there. Commands are single bytes through the pipe; what came of them is in the file ``state``.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

LIFELINE, STATE, LOCK, LOG, DATA = "lifeline", "state", "lock", "log", "data"
START, STOP, KILL = b"s", b"q", b"k"
_LOOK_EVERY = 0.02
_PATIENCE = 60.0
_PR_SET_PDEATHSIG = 1
_READY = "ready"
_OF_THE_OLD = ("still in use", "already exists")
"""What a server says while parts of the one before it are not quite gone."""
_STATUS_LINE = 7


class Failed(Exception):
    """The server could not be started; the argument says why, in words for a person."""


class Server:
    """The server of one folder, as a child of this process."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.folder = Path(order["folder"])
        self.binaries = Path(order["binaries"])
        self.sockets = str(order["sockets"])
        self.settings: dict[str, str] = order["settings"]
        self.durable = bool(order["durable"])
        self.keep = bool(order["keep"])
        self.lifeline = -1
        self.process: subprocess.Popen[bytes] | None = None
        self.count = 0

    def make(self) -> None:
        """Make the data directory, unless it is there."""
        if (self.folder / DATA / "PG_VERSION").exists():
            return
        command = [
            str(self.binaries / "initdb"),
            "-D",
            str(self.folder / DATA),
            "-U",
            "postgres",
            "-A",
            "trust",
        ]
        command += ["-E", "UTF8", "--locale=C", "--no-instructions", *([] if self.durable else ["-N"])]
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=_environment())  # noqa: S603
        if done.returncode:
            raise Failed(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "initdb failed")

    def start(self) -> None:
        """Start the server and wait until it answers; after a kill, parts of the old one may be in the way a moment."""
        until = time.monotonic() + _PATIENCE
        while True:
            self._spawn()
            if self._came_up(until):
                break
            if time.monotonic() > until or not any(each in self._last_words() for each in _OF_THE_OLD):
                raise Failed(self._last_words())
            if self.abandoned(_LOOK_EVERY):
                raise Failed("nobody waits for it any more")
        self._say(f"up {self.process.pid if self.process else 0} and answers")

    def _spawn(self) -> None:
        command = [str(self.binaries / "postgres"), "-D", str(self.folder / DATA), "-k", self.sockets]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        with (self.folder / LOG).open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=_environment(),
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - this program has one thread
            )

    def _came_up(self, until: float) -> bool:
        while self.process is not None and time.monotonic() < until:
            if self.process.poll() is not None:
                return False
            if self._status() == (self.process.pid, _READY):
                return True
            if self.abandoned(_LOOK_EVERY):
                raise Failed("nobody waits for it any more")
        return False

    def _status(self) -> tuple[int, str]:
        with contextlib.suppress(OSError, ValueError, IndexError):
            lines = (self.folder / DATA / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            return int(lines[0]), lines[_STATUS_LINE].strip()
        return 0, ""

    def _last_words(self) -> str:
        with contextlib.suppress(OSError):
            # Of this start alone: what is left of the server before it writes there too.
            own = f"[{self.process.pid}]" if self.process else ""
            text = (self.folder / LOG).read_text(encoding="utf-8", errors="replace")
            lines = [line for line in text.splitlines() if own in line]
            told = [line for line in lines if "FATAL" in line or "PANIC" in line or "could not" in line]
            return (told or lines or ["it said nothing"])[-1].strip()
        return "it said nothing"

    def end(self, by: signal.Signals, why: str = "as it was told") -> None:
        """End the server with a signal and wait until it is gone; say that it is down, and why."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(by)
            try:
                self.process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None
        self._say(f"down 0 {why}")

    def _say(self, what: str) -> None:
        self.count += 1
        beside = self.folder / (STATE + ".new")
        beside.write_text(f"{self.count} {what}", encoding="utf-8")
        beside.replace(self.folder / STATE)

    def abandoned(self, patience: float | None) -> bool:
        """Wait for a command or for the end of the last owner, carry out the one and say whether it is the other."""
        if not select.select([self.lifeline], [], [], patience)[0]:
            return False
        try:
            told = os.read(self.lifeline, 1)
        except BlockingIOError:
            return False
        if not told:
            return True
        if told == START and self.process is None:
            try:
                self.start()
            except Failed as error:
                self.end(signal.SIGKILL, str(error))
        elif told in (STOP, KILL):
            self.end(signal.SIGINT if told == STOP else signal.SIGKILL)
        return False

    def serve(self) -> None:
        """Stay until nobody holds the lifeline; it is taken hold of under the lock, so the last look is true."""
        while True:
            if not self.abandoned(None):
                continue
            with (self.folder / LOCK).open("rb") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if self.abandoned(0):
                    (self.folder / LIFELINE).unlink(missing_ok=True)
                    return

    def clear(self) -> None:
        """End the server, and take away what was made for it alone."""
        self.end(signal.SIGINT if self.keep else signal.SIGQUIT)
        if self.sockets != str(self.folder):
            shutil.rmtree(self.sockets, ignore_errors=True)
        if not self.keep:
            shutil.rmtree(self.folder, ignore_errors=True)


def _environment() -> dict[str, str]:
    """Return the environment of the server: nothing of the caller's PG* names, and messages in English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def _end_with_parent() -> None:
    """Ask the system to end this process when its parent is gone, where it can (Linux)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)


def _become(user: list[int] | None) -> None:
    """Let go of root for good."""
    if user is not None:
        os.setgroups([])
        os.setgid(user[1])
        os.setuid(user[0])


def _detach() -> None:
    """Go on as a process that belongs to nobody, so that the one who started it has nothing to wait for."""
    if os.fork():
        os._exit(0)
    os.setsid()
    for name in (signal.SIGINT, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


def main(order: dict[str, Any]) -> None:
    """Start the server, say on standard output that it is there or why not, and stay with it."""
    _become(order["user"])
    _detach()
    server = Server(order)
    try:
        try:
            os.chdir(server.folder)
            server.lifeline = os.open(server.folder / LIFELINE, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
            server.make()
            server.start()
        except (Failed, OSError) as error:
            os.write(1, f"failed {error}\n".encode())
            return
        os.write(1, b"ready\n")
        server.serve()
    finally:
        server.clear()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
