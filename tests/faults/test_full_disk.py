"""A disk that is full in the middle of a group commit: nobody of the group is answered, and room mends it."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from showsafe import bootstrap
from showsafe.application.along import Along
from showsafe.application.unit import SET, Unit
from showsafe.domain.acts import Act
from showsafe.errors import Unusable
from showsafe.ledger.verify import verify
from tests.faults.acts import PATIENCE, PHOTO, an_act, clock, connection_of, make
from tests.faults.summary import LOST, Tally
from tests.faults.survivors import START, check_whole

CROWD = 6
DISK_KIB = 2048
LEFT_BYTES = 48 * 1024


@dataclass(slots=True)
class SmallDisk:
    """A place where room can run out: a disk in memory where this user may mount one."""

    path: Path
    mounted: bool

    def fill(self, unit: Unit) -> None:
        """Leave a little room, less than the group needs."""
        if not self.mounted:
            (pages,) = connection_of(unit).execute("PRAGMA page_count").fetchone()
            connection_of(unit).execute(f"PRAGMA max_page_count = {pages + 4}")
            return
        free = os.statvfs(self.path)
        (self.path / "ballast").write_bytes(bytes(free.f_bavail * free.f_bsize - LEFT_BYTES))

    def empty(self, unit: Unit) -> None:
        """Make room again."""
        connection_of(unit).execute("PRAGMA max_page_count = 1000000")
        (self.path / "ballast").unlink(missing_ok=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """Return a small disk; where this user may mount none, one whose database may not grow."""
    path = tmp_path / "disk"
    path.mkdir()
    mount = shutil.which("mount") or "mount"
    command = [mount, "-t", "tmpfs", "-o", f"size={DISK_KIB}k", "tmpfs", str(path)]
    mounted = False
    with contextlib.suppress(OSError):
        mounted = subprocess.run(command, check=False, capture_output=True).returncode == 0
    yield SmallDisk(path, mounted)
    if mounted:
        subprocess.run([shutil.which("umount") or "umount", "-l", str(path)], check=True)


def together(unit: Unit, acts: list[Act], between: Any) -> list[str]:  # noqa: ANN401 - a callable
    """Ask for acts that share one commit, which begins after ``between``; return the code that each was told, or ""."""
    append, arrived, gate = unit.store.append, Event(), Event()

    def gated(*said: Any) -> None:  # noqa: ANN401
        append(*said)
        if not arrived.is_set():
            arrived.set()
            assert gate.wait(PATIENCE)

    def told(act: Act) -> str:
        try:
            unit.ask(act, SET, Along(attachments=(PHOTO + act.act_id.encode(),)))
        except Unusable as error:
            return error.code
        return ""

    unit.store.append = gated  # type: ignore[method-assign,assignment]
    with ThreadPoolExecutor(len(acts) + 1) as pool:
        first = pool.submit(told, an_act(f"before-{acts[0].act_id}"))
        assert arrived.wait(PATIENCE)
        asked = [pool.submit(told, act) for act in acts]
        while len(waiting(unit)) < len(acts):
            assert not any(each.done() for each in asked)
        between()
        gate.set()
        assert first.result(PATIENCE) == ""
        codes = [each.result(PATIENCE) for each in asked]
    unit.store.append = append  # type: ignore[method-assign]
    return codes


def waiting(unit: Unit) -> list[Any]:
    """Return what is decided and waits for the next commit."""
    with unit._group.deciding:
        batch = unit._group._open
        return list(batch.entries) if batch else []


@pytest.mark.slow
@pytest.mark.parametrize("stays", [False, True])
def test_a_full_disk_refuses_the_whole_group(disk: SmallDisk, tally: Tally, stays: bool) -> None:  # noqa: FBT001
    """Where a group of six does not fit, all six hear ``disk.full``; with room, the same acts are recorded once."""
    path = make(disk.path / "unit", START)
    acts = [an_act(f"act-{number}") for number in range(CROWD)]
    # The log of a program that stays asks for more room than this disk has: it does without.
    with bootstrap.open_unit(path, clock(), stays=stays) as unit:
        assert together(unit, acts, lambda: disk.fill(unit)) == ["disk.full"] * CROWD
        assert unit.store.size() == START + 1
        disk.empty(unit)
        numbers = [unit.ask(act, SET, Along((PHOTO + act.act_id.encode(),))).number for act in acts]
        assert sorted(numbers) == list(range(START + 2, START + 2 + CROWD))
    with bootstrap.open_unit(path, clock()) as unit:
        check_whole(unit.store)  # type: ignore[arg-type]
        assert all(unit.first_answer(act.act_id) is not None for act in acts)
    assert verify(path).ok
    tally({f"groups on a full {'disk' if disk.mounted else 'database'}": 1, LOST: 0})


@pytest.mark.slow
def test_a_disk_that_stays_full_can_be_closed_and_opened(disk: SmallDisk) -> None:
    """A unit on a full disk closes, and opens once there is room, with all that was answered and nothing else."""
    path = make(disk.path / "unit", START)
    acts = [an_act(f"act-{number}") for number in range(CROWD)]
    with bootstrap.open_unit(path, clock()) as unit:
        assert together(unit, acts, lambda: disk.fill(unit)) == ["disk.full"] * CROWD
    (disk.path / "ballast").unlink(missing_ok=True)
    with bootstrap.open_unit(path, clock()) as unit:
        assert unit.store.size() == START + 1
        check_whole(unit.store)  # type: ignore[arg-type]
        assert unit.ask(acts[0]).number == START + 2
    assert verify(path).ok
