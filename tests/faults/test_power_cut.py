"""The power fails: what no sync had reached is gone, or there in any part; what was answered is on the disk.

A kill leaves everything with the kernel, so it cannot show that a sync is missing. Here every write of a scenario is
noted with its bytes, and every sync; then the files are built as a disk would have them at each moment: the synced
writes, and of the others none, some at random, or all, torn between two sectors.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.faults.children import Nursery, Told
from tests.faults.conftest import Begun
from tests.faults.summary import ACKNOWLEDGED, LOST, Tally
from tests.faults.survivors import begins_with, check_survivor

SECTOR = 512
LONGEST = 200_000
NAMES = ("ledger.sqlite", "ledger.sqlite-wal")
TRACED = "write,pwrite64,fsync,fdatasync,ftruncate,unlink,sendto"
_CALL = re.compile(r'\d+ +(\w+)\((?:\d+<([^>]*)>|"([^"]*)")(?:, "([^"]*)"(\.\.\.)?)?(?:, (\d+))?(?:, (\d+))?')
_BYTE = re.compile(r"\\x([0-9a-f]{2})")


@dataclass(slots=True)
class Disk:
    """One file as the disk has it, and what was written to it since the last sync."""

    synced: bytearray
    loose: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        """Everything that was written is on the disk."""
        for write in self.loose:
            _apply(self.synced, *write)
        self.loose.clear()

    def as_written(self) -> bytes:
        """Return the file as the kernel has it."""
        found = bytearray(self.synced)
        for write in self.loose:
            _apply(found, *write)
        return bytes(found)

    def after_a_cut(self, chance: random.Random, share: float) -> bytes:
        """Return the file as it may be found: each sector that no sync had reached is there with this probability."""
        found = bytearray(self.synced)
        for place, content in self.loose:
            if content is None:
                if chance.random() < share:
                    _apply(found, place, None)
                continue
            for start in range(0, len(content), SECTOR):
                if chance.random() < share:
                    _apply(found, place + start, content[start : start + SECTOR])
        return bytes(found)


def _apply(file: bytearray, place: int, content: bytes | None) -> None:
    """Write bytes at a place, or cut the file there."""
    if content is None:
        del file[place:]
        return
    file.extend(bytes(max(0, place + len(content) - len(file))))
    file[place : place + len(content)] = content


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the trace: its name, the file's name, the bytes, the numbers after them."""

    name: str
    file: str
    content: bytes
    number: int


def calls(log: Path) -> Iterator[Call]:
    """Yield the calls of a trace."""
    for line in log.read_text().splitlines():
        found = _CALL.match(line)
        if found is None or " = -1 " in line:
            continue
        name, opened, named, content, cut, first, second = found.groups()
        assert cut is None, "the trace does not show all bytes of a write"
        file = Path(_bytes(opened or named).decode()).name
        yield Call(name, file, _bytes(content or ""), int((second if name == "pwrite64" else first) or 0))


def _bytes(shown: str) -> bytes:
    return bytes.fromhex("".join(_BYTE.findall(shown)))


def moments(log: Path, disks: dict[str, Disk]) -> Iterator[Told]:
    """Play a trace onto disks; yield before each sync, and after each answer, what was said until then."""
    told = Told()
    for call in calls(log):
        disk = disks.get(call.file)
        if call.name == "sendto":
            told.lines.append(call.content.decode().split())
            yield told
        elif disk is None:
            continue
        elif call.name in ("fsync", "fdatasync"):
            yield told
            disk.sync()
        elif call.name == "ftruncate":
            disk.loose.append((call.number, None))
        elif call.name == "unlink":
            disk.loose.append((0, None))
        else:
            # The room in the log is written behind its end.
            place = call.number if call.name == "pwrite64" else len(disk.as_written())
            disk.loose.append((place, call.content))


@pytest.mark.slow
@pytest.mark.parametrize("scenario", ["moving", "attached", "after-a-crash", "boundary"])
def test_a_power_cut_at_any_sync(
    scenario: str, nursery: Nursery, begun: Begun, tally: Tally, tmp_path: Path
) -> None:
    """Whatever the disk has of the writes that no sync had reached, every act that was answered is there, and whole."""
    origin = begun(scenario, "traced")
    disks = {name: Disk(bytearray(_content(origin / name))) for name in NAMES}
    log = tmp_path / "log"
    nursery.run(scenario, origin, "-y", "-xx", "-s", str(LONGEST), "-o", str(log), "-e", f"trace={TRACED}")
    chance = random.Random(scenario)  # noqa: S311 - which sectors are there is no secret
    cuts = acts = 0
    for told in moments(log, disks):
        for share in (0.0, 0.3, 0.7, 1.0):
            path = begun(scenario, f"cut-{cuts}")
            (path / "ledger.sqlite-shm").unlink(missing_ok=True)
            for name, disk in disks.items():
                _lay(path / name, disk.after_a_cut(chance, share))
            check_survivor(path, told, begins_with(scenario))
            shutil.rmtree(path)
            cuts, acts = cuts + 1, acts + len(told.answered)
    assert len(told.answered) > 2
    tally({"power cuts": cuts, ACKNOWLEDGED: acts, LOST: 0})


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _lay(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    if content:
        path.write_bytes(content)
