"""The private server: started in a moment, nobody else's, and never left behind."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from showsafe.adapters.postgres import private
from showsafe.adapters.postgres.private import PrivateServer
from showsafe.errors import Unusable
from tests.postgres import Database

OWNER = """
import sys
from showsafe.adapters.postgres import private
server = private.start(durable=False)
print(server.folder, server.pid, flush=True)
sys.stdin.read()
"""


def answers(dsn: str) -> bool:
    """Say whether a server answers there."""
    try:
        with psycopg.connect(dsn, connect_timeout=5) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def parent(pid: int) -> int:
    """Return the parent of a process: of a server, that is its watcher."""
    return int(Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[1])


def gone(process: int) -> bool:
    """Wait until a process, opened with ``pidfd_open``, is gone."""
    try:
        return bool(select.select([process], [], [], 60)[0])
    finally:
        os.close(process)


def test_it_ends_with_the_last_who_holds_it() -> None:
    """A second holder keeps the server after the first let go; with the last it is gone, and its folder too."""
    server = private.start(durable=False)
    second = private.attach(server.folder)
    assert second is not None
    server.release()
    assert answers(second.dsn())
    second.release()
    server.stop()
    assert not server.folder.exists()
    assert private.attach(server.folder) is None


def test_it_ends_with_an_owner_that_is_killed() -> None:
    """After kill -9 of the one process that holds it, neither the server nor its folder is left."""
    command = [sys.executable, "-c", OWNER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        folder, pid = owner.stdout.readline().split()
        watcher, server = os.pidfd_open(parent(int(pid))), os.pidfd_open(int(pid))
        owner.kill()
    assert gone(server)
    assert gone(watcher)
    assert not Path(folder).exists()


def test_it_ends_with_its_watcher() -> None:
    """After kill -9 of the watcher the system itself ends the server."""
    server = private.start(durable=False)
    pid = server.pid
    process = os.pidfd_open(pid)
    os.kill(parent(pid), signal.SIGKILL)
    assert gone(process)
    server.stop()
    assert private.attach(server.folder) is None
    shutil.rmtree(server.folder)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Return a folder that several tests start a server in, one after the other; its path is too long for a socket."""
    place = private.temporary()
    yield place / ("long" * 25)
    shutil.rmtree(place)


def test_what_was_committed_is_there_after_a_crash(folder: Path) -> None:
    """A server with a folder keeps its data over kill -9, over a restart, and over its own end."""
    with private.start(folder, durable=False) as server:
        with psycopg.connect(server.dsn(), autocommit=True) as connection:
            connection.execute("CREATE TABLE kept (number int)")
            connection.execute("INSERT INTO kept VALUES (1)")
        server.halt(crash=True)
        assert (server.pid, answers(server.dsn())) == (0, False)
        server.resume()
        assert answers(server.dsn())
        server.halt()
        server.resume()
    assert not answers(server.dsn())
    with private.start(folder, durable=False) as server, psycopg.connect(server.dsn()) as connection:
        assert connection.execute("SELECT number FROM kept").fetchall() == [(1,)]


def test_two_in_one_folder_are_refused(folder: Path) -> None:
    """A folder whose server runs gets no second one; the sentence says so, and the first goes on."""
    with private.start(folder, durable=False) as server:
        with pytest.raises(Unusable, match=r"another one runs.*postgres\.not-started"):
            private.start(folder, durable=False)
        assert answers(server.dsn())


def test_a_long_path_has_its_socket_elsewhere(folder: Path) -> None:
    """Where the folder's path is too long for a socket, the server is reached through a shorter one."""
    with private.start(folder, durable=False) as server:
        assert len(str(server.sockets)) <= private.SOCKET_BYTES < len(str(folder))
        assert answers(server.dsn())
    assert not server.sockets.exists()


def test_a_server_that_does_not_start_says_why(folder: Path) -> None:
    """Where the server refuses its settings, its own words are in the sentence, and nothing runs."""
    with pytest.raises(Unusable, match="max_connections") as refused:
        private.start(folder, durable=False, settings={"max_connections": "none"})
    assert refused.value.code == "postgres.not-started"
    with private.start(folder, durable=False) as server:
        assert answers(server.dsn())


def test_a_machine_without_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PostgreSQL is not installed, one sentence says so and how to get it."""
    monkeypatch.setattr(private, "_WHERE", ())
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unusable) as refused:
        private.start()
    assert (refused.value.code, "apt-get" in refused.value.now) == ("postgres.not-installed", True)


def test_tests_share_one(postgres_server: PrivateServer, office_database: Database) -> None:
    """The server of the run answers the office's user, who may not make tables, and the owner, who may."""
    assert answers(office_database.dsn)
    assert answers(postgres_server.dsn())
    with (
        psycopg.connect(office_database.dsn) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("CREATE TABLE showsafe.mine (number int)")
