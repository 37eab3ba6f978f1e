"""What a cluster leaves behind: nothing, however it ends; and it touches nothing that is not its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from showsafe.errors import Unusable
from tests.architecture.sources import ROOT
from tools.cluster import programs
from tools.cluster.processes import end, found, left_over
from tools.cluster.programs import CLUSTER, HOST, PART

SECONDS = 30


def sleeper(**environment: str) -> subprocess.Popen[bytes]:
    """Start a process that does nothing, with this in its environment."""
    return subprocess.Popen(["sleep", "600"], env={"PATH": os.environ["PATH"], **environment})  # noqa: S607


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a cluster."""
    made = tmp_path / "cluster"
    made.mkdir()
    return made


@pytest.fixture
def others(folder: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Return processes that are of no cluster, or of another one."""
    started = [sleeper(), sleeper(**{CLUSTER: f"{folder}-other"})]
    yield started
    for one in started:
        one.kill()
        one.wait()


def test_killed_supervisor_leaves_nothing(folder: Path, others: list[subprocess.Popen[bytes]]) -> None:
    """When the supervisor is gone, the keeper ends each of its processes, also frozen ones, and removes the folder."""
    mine = [sleeper(**{CLUSTER: str(folder), HOST: "pg1"}) for _ in range(2)]
    mine[1].send_signal(signal.SIGSTOP)
    command = [sys.executable, "-m", "tools.cluster.keeper", str(folder)]
    keeper = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE)
    assert keeper.stdin is not None
    keeper.stdin.close()
    assert [one.wait(SECONDS) for one in mine] == [-signal.SIGKILL] * 2
    assert keeper.wait(SECONDS) == 0
    assert not folder.exists()
    assert [one.poll() for one in others] == [None, None]


def test_host_dies_by_itself(folder: Path) -> None:
    """To switch off one host, or one part of it, ends that and nothing beside it."""
    parts = [("pg1", "etcd"), ("pg1", "patroni"), ("pg2", "etcd")]
    made = [sleeper(**{CLUSTER: str(folder), HOST: host, PART: part}) for host, part in parts]
    assert sorted(found(folder)) == sorted(one.pid for one in made)
    assert end(folder, "pg1", "etcd")
    assert [one.poll() is None for one in made] == [False, True, True]
    assert end(folder, "pg1")
    assert [one.poll() is None for one in made] == [False, False, True]
    assert end(folder)
    assert found(folder) == []
    for one in made:
        one.wait()


def test_left_over_folder_is_known_by_its_dead_owners(tmp_path: Path) -> None:
    """After a power cut the next start finds the folder whose owners are dead, and not one whose owners live."""
    dead = sleeper()
    dead.kill()
    dead.wait()
    for name, owner in (("x-old", dead.pid), ("x-new", os.getpid())):
        (tmp_path / name).mkdir()
        (tmp_path / name / "owners").write_text(f"{owner}\n")
    (tmp_path / "x-strange").mkdir()
    assert [path.name for path in left_over(tmp_path, "x-")] == ["x-old"]


def test_missing_packages_are_named_in_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """On a machine without the programs the answer is which packages are missing, and how to get them."""
    monkeypatch.setattr(programs, "PATHS", str(tmp_path))
    with pytest.raises(Unusable) as caught:
        programs.ensure()
    assert caught.value.code == "cluster.missing"
    for package in ("etcd-server", "haproxy", "patroni", "pgbackrest", "postgresql"):
        assert package in caught.value.says
        assert package in caught.value.now
