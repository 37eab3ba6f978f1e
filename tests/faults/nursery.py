"""A process that has everything imported and makes children: each does one scenario under a fault, and reports.

Starting Python and reading the rules takes longer than the fault. So one process per test worker does it once, and
forks a child for each fault. ``strace`` takes hold of the child while that waits for the word to begin.

The reports go over a socket, not into a file: a report is no write that a fault could hit.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import socket
import sys
import tempfile
import threading
import traceback
from pathlib import Path
from typing import Any, NoReturn

from showsafe.errors import ShowsafeError
from tests.faults.acts import SCENARIOS, make

_LETS_ANYBODY_TRACE = 0x59616D61
_ANYBODY = -1
_ORDER_BYTES = 65_536
GO = b"go"


class Line:
    """What a child says to the test: lines of text, whole and in order."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._lock = threading.Lock()

    def say(self, *words: object) -> None:
        """Say one line."""
        with self._lock:
            self._channel.sendall(" ".join(str(word) for word in words).encode() + b"\n")

    def wait(self) -> None:
        """Say that the fault may be armed, and wait until it is."""
        self.say("ready", os.getpid())
        if self._channel.recv(len(GO)) != GO:
            os._exit(1)


def do(scenario: str, path: Path, line: Line) -> None:
    """Do one scenario; an error that a person would be shown ends it, and is said."""
    try:
        SCENARIOS[scenario](path, line)
    except ShowsafeError as error:
        line.say("refused", error.code)


def child(order: dict[str, Any], channel: socket.socket) -> NoReturn:
    """Do one scenario and leave, saying what it could not handle."""
    line, status = Line(channel), 0
    try:
        with contextlib.suppress(AttributeError):
            # Where the system lets a process be traced by its parents alone, the test is none of them.
            ctypes.CDLL(None).prctl(_LETS_ANYBODY_TRACE, _ANYBODY, 0, 0, 0)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        do(order["scenario"], Path(order["path"]), line)
        line.say("end")
    except BaseException:  # noqa: BLE001 - whatever it is, the test has to see it
        line.say("traceback", json.dumps(traceback.format_exc()))
        status = 1
    finally:
        os._exit(status)


def serve(orders: socket.socket) -> None:
    """Make a child for each order, one after the other, and answer with how it ended."""
    while True:
        message, descriptors, _, _ = socket.recv_fds(orders, _ORDER_BYTES, 1)
        if not message:
            return
        pid = os.fork()
        if pid == 0:
            orders.close()
            child(json.loads(message), socket.socket(fileno=descriptors[0]))
        os.close(descriptors[0])
        _, status = os.waitpid(pid, 0)
        orders.send(str(status).encode())


class Nobody(Line):
    """Listens to nothing and waits for nothing: for the run that only warms up."""

    def __init__(self) -> None:
        """Begin without a channel."""

    def say(self, *words: object) -> None:
        """Forget it."""

    def wait(self) -> None:
        """Begin at once."""


def warm_up() -> None:
    """Do once what all children do, so that nothing is left for them to import or to read of the rules."""
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("attached", "settings", "rotation", "group"):
            SCENARIOS[name](make(Path(scratch) / name, 20), Nobody())
        make(Path(scratch) / "unit", 20)
        SCENARIOS["exporting"](Path(scratch) / "exported", Nobody())


if __name__ == "__main__":
    warm_up()
    serve(socket.socket(fileno=int(sys.argv[1])))
