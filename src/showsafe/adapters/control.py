"""The node's own keyboard: how a command here reaches the program that has the data directory open (ADR 0026).

::

    DIR.control   while a program serves DIR: the port on this machine, and a secret of this start; for its owner only

One connection, one request. Both show by an HMAC over two fresh numbers that they know the secret, the program first:
so no PIN is sent to whoever took over a port, and nobody who cannot read the file is answered. Whoever can read it is
the user who runs the node, and has its data directory anyway.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import os
import secrets
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from showsafe.adapters import files
from showsafe.errors import NotVerified, ShowsafeError, Unusable, WrongInput
from showsafe.ledger import canonical

SUFFIX = ".control"
FORMAT = "showsafe-control/1"
LOOPBACK = "127.0.0.1"
LONGEST = 64 * 1024
SECONDS = 10.0
"""How long either side waits for the other."""

AT_ONCE = 8
"""How many are answered at the same time; further ones are turned away."""

_OWNER_ONLY = 0o600
_BYTES = 32
_OF_THE_PROGRAM, _OF_THE_COMMAND = b"showsafe-control/1 program\n", b"showsafe-control/1 command\n"

Do = Callable[[dict[str, Any]], dict[str, Any]]
"""Does what is asked; raises errors of ours."""


def place(directory: Path) -> Path:
    """Return where the file is: beside the data directory, since the auditor knows every file inside."""
    whole = Path(os.path.abspath(directory))  # noqa: PTH100 - links stay what they are
    return whole.with_name(whole.name + SUFFIX)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, do: Do, secret: bytes) -> None:
        super().__init__((LOOPBACK, 0), _Asked)
        self.do = do
        self.secret = secret
        self.turns = threading.BoundedSemaphore(AT_ONCE)

    def handle_error(self, *_: object) -> None:
        """Say nothing of whoever went away or spoke no sense."""


class _Asked(socketserver.StreamRequestHandler):
    timeout = SECONDS
    server: _Server

    def handle(self) -> None:
        """Answer one request of somebody who knows the secret."""
        if not self.server.turns.acquire(blocking=False):
            return
        try:
            self._answer()
        finally:
            self.server.turns.release()

    def _answer(self) -> None:
        nonces = self.rfile.read(_BYTES) + secrets.token_bytes(_BYTES)
        if len(nonces) != 2 * _BYTES:
            return
        secret = self.server.secret
        self.wfile.write(nonces[_BYTES:] + _proof(secret, _OF_THE_PROGRAM, nonces))
        proof, request = self.rfile.read(_BYTES), _line(self.rfile)
        if hmac.compare_digest(proof, _proof(secret, _OF_THE_COMMAND, nonces + request)):
            self.wfile.write(json.dumps(self._done(json.loads(request))).encode() + b"\n")

    def _done(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return {"done": self.server.do(request)}
        except ShowsafeError as error:
            return {"error": {"class": type(error).__name__, **error.as_json()}}
        except Exception as error:  # noqa: BLE001 - the command says it, and the next one is answered
            return {"error": {"class": Unusable.__name__, **_unexpected(error).as_json()}}


@contextmanager
def listening(directory: Path, do: Do) -> Iterator[None]:
    """Do what commands on this machine ask for, in threads of their own, while this block runs.

    Raises Unusable: as ``files.translated``.
    """
    file, secret = place(directory), secrets.token_bytes(_BYTES)
    with files.translated(file), _Server(do, secret) as server:
        content = {"format": FORMAT, "port": server.server_address[1], "secret": secret.hex()}
        files.write(file, canonical.encode(content), _OWNER_ONLY)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
            file.unlink(missing_ok=True)


def ask(directory: Path, request: dict[str, Any]) -> dict[str, Any]:
    """Have the program that serves a data directory do something, and return what it answers.

    Raises Unusable ``control.not-reached``, and whatever the program raises.
    """
    try:
        answer = _asked(*_known(place(directory)), json.dumps(request).encode() + b"\n")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unusable(
            "control.not-reached",
            "This data directory is open in another program, which takes nothing from this keyboard.",
            "Do it there, or close that program and try again; only showsafe serve takes it.",
        ) from error
    if "error" in answer:
        raise _error(answer["error"])
    return dict(answer["done"])


def _known(file: Path) -> tuple[int, bytes]:
    content = json.loads(file.read_bytes())
    if content["format"] != FORMAT:
        raise ValueError(content["format"])
    return int(content["port"]), bytes.fromhex(content["secret"])


def _asked(port: int, secret: bytes, request: bytes) -> dict[str, Any]:
    mine = secrets.token_bytes(_BYTES)
    with (
        socket.create_connection((LOOPBACK, port), timeout=SECONDS) as stream,
        stream.makefile("rb") as heard,
    ):
        stream.sendall(mine)
        nonces = mine + heard.read(_BYTES)
        if not hmac.compare_digest(heard.read(_BYTES), _proof(secret, _OF_THE_PROGRAM, nonces)):
            raise ValueError(port)
        stream.sendall(_proof(secret, _OF_THE_COMMAND, nonces + request) + request)
        return dict(json.loads(_line(heard)))


def _line(stream: io.BufferedIOBase) -> bytes:
    line = stream.readline(LONGEST)
    if not line.endswith(b"\n"):
        raise ValueError(len(line))
    return line


def _proof(secret: bytes, whose: bytes, said: bytes) -> bytes:
    return hmac.new(secret, whose + said, hashlib.sha256).digest()


def _unexpected(error: Exception) -> Unusable:
    return Unusable(
        "internal.unexpected",
        f"Something in the program that serves this directory went wrong ({type(error).__name__}).",
        "Look at what it shows, and run: showsafe verify DIR",
    )


def _error(said: dict[str, str]) -> ShowsafeError:
    kinds = {kind.__name__: kind for kind in (WrongInput, Unusable, NotVerified)}
    return kinds.get(said["class"], Unusable)(said["code"], said["says"], said["now"])
