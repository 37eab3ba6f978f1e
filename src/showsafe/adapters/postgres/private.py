"""A private PostgreSQL from the binaries of this machine, in a folder, reached through a unix socket alone.

For tests, simulations and figures: started in about a second, nobody else's, and never left behind. It ends with the
last process that holds it, however that ends (see ``watcher``). Started by root it runs as the user ``postgres`` or
``nobody``, since PostgreSQL refuses root.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pwd
import select
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from threading import Event
from typing import Self

from showsafe.adapters.postgres import watcher
from showsafe.errors import Unusable

SOCKET_BYTES = 107 - len("/.s.PGSQL.5432")
"""How long the path of a folder of sockets may be: the system takes 107 bytes for the whole."""

_WHERE = ("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt")
_SHORT = "/tmp"  # noqa: S108 - what is made there is a folder of mkdtemp
_PATIENCE = 90.0
_LOOK_EVERY = 0.01
_READY = b"ready\n"
_ALWAYS = {"listen_addresses": "", "max_connections": "100", "log_min_messages": "warning"}
_QUICK = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "32MB", "max_wal_size": "256MB"}


class PrivateServer:
    """A server that runs as long as somebody holds it; ``stop`` it when done, or use it in ``with``."""

    def __init__(self, folder: Path, sockets: Path, lifeline: int, gone: int = -1) -> None:
        self.folder = folder
        self.sockets = sockets
        self._lifeline = lifeline
        self._gone = gone

    def dsn(self, database: str = "postgres", user: str = "postgres") -> str:
        """Return how a database of it is reached, as libpq reads it; no password is needed inside the folder."""
        return f"host={self.sockets} port=5432 user={user} dbname={database}"

    @property
    def pid(self) -> int:
        """The process of the server, or 0 while it is down."""
        return self._state()[1]

    def halt(self, *, crash: bool = False) -> None:
        """End the server, orderly or by kill -9, and leave its data; it comes back with ``resume``."""
        self._order(watcher.KILL if crash else watcher.STOP)

    def resume(self) -> None:
        """Start the server again on its data."""
        self._order(watcher.START)
        if not self.pid:
            raise _not_started(self._state()[2])

    def release(self) -> None:
        """Let go of the server; it ends when nobody holds it."""
        if self._lifeline >= 0:
            os.close(self._lifeline)
            self._lifeline = -1

    def stop(self) -> None:
        """Let go of the server and, for the one who started it, wait until it is gone."""
        self.release()
        if self._gone >= 0:
            select.select([self._gone], [], [], _PATIENCE)
            os.close(self._gone)
            self._gone = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _state(self) -> tuple[int, int, str]:
        with contextlib.suppress(OSError, ValueError):
            said = (self.folder / watcher.STATE).read_text(encoding="utf-8")
            count, _, pid, why = said.split(maxsplit=3)
            return int(count), int(pid), why
        return 0, 0, "it said nothing"

    def _order(self, what: bytes) -> None:
        before = self._state()[0]
        os.write(self._lifeline, what)
        waiting = Event()
        for _ in range(int(_PATIENCE / _LOOK_EVERY)):
            if self._state()[0] > before:
                return
            waiting.wait(_LOOK_EVERY)
        raise _not_started("it does not answer")


def start(
    folder: Path | None = None, *, durable: bool = True, settings: Mapping[str, str] | None = None
) -> PrivateServer:
    """Start a server and return it once it answers.

    Without a ``folder`` it lies in a temporary one that goes with it; one that is given is made where it is not there,
    and stays. ``durable`` off leaves out every sync: for tests, whose data may go. ``settings`` are those of
    postgresql.conf.

    Raises Unusable: ``postgres.not-installed``, ``postgres.no-user``, ``postgres.not-started``.
    """
    binaries = find_binaries()
    user = _user()
    keep = folder is not None
    place = _own(folder, user) if folder is not None else _temporary(user)
    lifeline_path = place / watcher.LIFELINE
    _refuse_running(lifeline_path)
    sockets = place if len(os.fsencode(place)) <= SOCKET_BYTES else _temporary(user)
    os.mkfifo(lifeline_path, 0o600)
    lock = place / watcher.LOCK
    lock.touch(0o600)
    for made in (lifeline_path, lock):
        _give(made, user)
    order = {
        "folder": str(place),
        "binaries": str(binaries),
        "sockets": str(sockets),
        "settings": {**_ALWAYS, **({} if durable else _QUICK), **(settings or {})},
        "durable": durable,
        "keep": keep,
        "user": user,
    }
    held = os.open(lifeline_path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        gone = _launch(order)
        return PrivateServer(place, sockets, os.open(lifeline_path, os.O_WRONLY | os.O_CLOEXEC), gone)
    finally:
        os.close(held)


def attach(folder: Path) -> PrivateServer | None:
    """Take hold of a temporary server that another process of this user started; None if it is gone."""
    try:
        with (folder / watcher.LOCK).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            lifeline = os.open(folder / watcher.LIFELINE, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    return PrivateServer(folder, folder, lifeline)


def find_binaries() -> Path:
    """Return the folder of the newest PostgreSQL of this machine; raises Unusable ``postgres.not-installed``."""
    found = [path for where in _WHERE for path in Path(where).glob("*/bin") if (path / "initdb").is_file()]
    named = shutil.which("postgres")
    if named is not None and Path(named).resolve().with_name("initdb").is_file():
        found.append(Path(named).resolve().parent)
    if not found:
        raise Unusable(
            "postgres.not-installed",
            "PostgreSQL is not installed on this machine.",
            "Install its server (on Debian: apt-get install postgresql) and start again.",
        )
    return max(found, key=_version)


def _version(binaries: Path) -> float:
    digits = "".join(sign for sign in binaries.parent.name if sign.isdigit() or sign == ".")
    with contextlib.suppress(ValueError):
        return float(digits)
    return 0.0


def _launch(order: Mapping[str, object]) -> int:
    """Start the watcher and return the pipe that closes when it is gone; where it cannot start, it is gone already."""
    heard, said = os.pipe()
    try:
        command = [sys.executable, "-I", "-S", watcher.__file__, json.dumps(order)]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.DEVNULL)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        os.close(heard)
        raise _not_started("its watcher could not be started") from error
    finally:
        os.close(said)
    words = b""
    while words != _READY and (more := os.read(heard, 4096)):
        words += more
    if words != _READY:
        os.close(heard)
        raise _not_started(
            words.decode(errors="replace").removeprefix("failed ").strip() or "it said nothing"
        )
    return heard


def _user() -> tuple[int, int] | None:
    """Return as whom the server runs: nobody else, unless this is root."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            found = pwd.getpwnam(name)
            return found.pw_uid, found.pw_gid
    raise Unusable(
        "postgres.no-user",
        "PostgreSQL does not run as root, and this machine has no user postgres or nobody to run it as.",
        "Start the program as another user.",
    )


def temporary() -> Path:
    """Make a temporary folder in which a server may have its own: as root, one that its user may enter."""
    return _temporary(_user())


def _temporary(user: tuple[int, int] | None) -> Path:
    where = tempfile.gettempdir()
    if len(where) > SOCKET_BYTES - len("/showsafe-pg-12345678"):
        where = _SHORT
    made = Path(tempfile.mkdtemp(prefix="showsafe-pg-", dir=where))
    _give(made, user)
    return made


def _own(folder: Path, user: tuple[int, int] | None) -> Path:
    place = folder.absolute()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    _give(place, user)
    return place


def _give(path: Path, user: tuple[int, int] | None) -> None:
    if user is not None:
        os.chown(path, *user)


def _refuse_running(lifeline: Path) -> None:
    """Take away the lifeline that a killed watcher left; one that a watcher reads belongs to a server that runs."""
    with contextlib.suppress(OSError):
        os.close(os.open(lifeline, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC))
        raise _not_started("another one runs in this folder")
    lifeline.unlink(missing_ok=True)


def _not_started(why: str) -> Unusable:
    return Unusable(
        "postgres.not-started",
        f"A private PostgreSQL could not be started: {why}.",
        "Make room on the disk and in memory, choose a folder that its user may enter, and start again.",
    )
