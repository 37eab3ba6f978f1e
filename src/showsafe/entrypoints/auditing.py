"""Audits of many logs joined with the processes that share the work: of an office's database, and of tile folders."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from showsafe import bootstrap_office
from showsafe.adapters import fleet_tiles, office_directory
from showsafe.adapters.processes import shared
from showsafe.errors import Unusable, WrongInput
from showsafe.fleet import audit, audit_tiles
from showsafe.ledger.archive import Archive, Unit
from showsafe.ledger.verify import notes
from showsafe.ledger.verify.many import LogName
from showsafe.ledger.verify.many_logs import Verdict
from showsafe.ledger.verify.many_report import GIVEN, OWN, Keys, Report
from showsafe.ledger.verify.notes import Vkey
from showsafe.ledger.verify.strict import Malformed

if TYPE_CHECKING:
    from showsafe.adapters.postgres.archive import PostgresArchive

Progress: TypeAlias = Callable[[int, int], None]

WORTH_A_PROCESS = 100_000
"""From how many records on a second process is worth its start."""

WORTH_A_PROCESS_FOR_LOGS = 500
"""From how many logs: each takes some questions to the database, however short it is."""

_OPEN: list[PostgresArchive] = []
_AT_ONCE = 64
_LARGEST = 16 << 20


def keys_in(path: Path) -> Keys:
    """Return the vkeys in a file, one a line, by the name of their log; empty lines and comments (#) are let be.

    Raises WrongInput ``key.missing``, ``key.not-a-vkey``.
    """
    try:
        with path.open("rb") as file:
            lines = file.read(_LARGEST).decode().splitlines()
    except (OSError, UnicodeDecodeError):
        raise WrongInput(
            "key.missing", f"The file {path} cannot be read as text.", "Check its path."
        ) from None
    keys: dict[str, list[Vkey]] = {}
    for place, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            key = notes.read_vkey(line)
        except Malformed as error:
            raise WrongInput(
                "key.not-a-vkey", f"Line {place} of {path} {error}.", "Take it as showsafe vkey prints it."
            ) from None
        keys.setdefault(key.name, []).append(key)
    return keys


def dsn_of(office: Path) -> str:
    """Return how the database of an office is reached; raises as ``office_directory.secrets_of``."""
    return office_directory.secrets_of(office, office_directory.read(office)).dsn


@lru_cache(maxsize=1)
def archive_at(dsn: str) -> PostgresArchive:
    """Return the archive in a database, open for as long as this process lives; raises as ``open_pool``."""
    pool = bootstrap_office.open_pool(dsn, most=4)
    from showsafe.adapters.postgres.archive import PostgresArchive  # noqa: PLC0415 - of the office alone

    archive = PostgresArchive(pool)
    _OPEN.append(archive)
    return archive


def close_archives() -> None:
    """Let go of the database that is open in this process, if one is."""
    for archive in _OPEN:
        archive.pool.close()
    _OPEN.clear()
    archive_at.cache_clear()


def of_office(
    dsn: str, keys: Keys | None = None, workers: int | None = None, progress: Progress | None = None
) -> Report:
    """Audit the archive in a database."""
    archive = archive_at(dsn)
    units = archive.units()
    report = Report(GIVEN if keys else OWN)
    wanted = workers or _workers(archive, units)
    parts = [units[at : at + _AT_ONCE] for at in range(0, len(units), _AT_ONCE)]
    if len(parts) < wanted:
        parts = [(unit,) for unit in units]
    done = 0
    for verdicts in shared(partial(_look, dsn, keys), parts, wanted):
        for verdict in verdicts:
            done += 1
            if verdict is not None:
                report.take(verdict)
        if progress is not None:
            progress(done, len(units))
    report.named += audit.absent(units, keys)
    return report


def of_tiles(
    path: Path, keys: Keys | None = None, workers: int | None = None, progress: Progress | None = None
) -> Report:
    """Audit the tile folders of an export; raises Unusable ``audit.not-an-export``."""
    listed = fleet_tiles.read(path)
    report = Report(GIVEN if keys else OWN)
    orders = [_order(path, each, keys) for each in listed]
    total = sum(size for _, _, size, _ in orders)
    wanted = workers or ((os.cpu_count() or 1) if total >= WORTH_A_PROCESS else 1)
    for done, verdict in enumerate(shared(_look_at_tiles, orders, wanted), start=1):
        report.take(verdict)
        if progress is not None:
            progress(done, len(orders))
    report.named += audit.absent([log for log, *_ in orders], keys)
    return report


def _workers(archive: Archive, units: Sequence[Unit]) -> int:
    records = 0
    if len(units) >= WORTH_A_PROCESS_FOR_LOGS:
        return os.cpu_count() or 1
    for unit in units:
        records += archive.held(unit.origin).size
        if records >= WORTH_A_PROCESS:
            return os.cpu_count() or 1
    return 1


def _look(dsn: str, keys: Keys | None, units: Sequence[Unit]) -> list[Verdict | None]:
    archive = archive_at(dsn)
    return [audit.look_at(archive, unit, keys) for unit in units]


def _order(
    path: Path, said: dict[str, str], keys: Keys | None
) -> tuple[LogName, Path, int, tuple[Vkey, ...]]:
    log = LogName(said["production"], said["unit"], said["origin"])
    folder = path / said["folder"]
    if not folder.resolve().is_relative_to(path.resolve()):
        raise Unusable(
            "audit.not-an-export",
            f"The list of the export at {path} leads out of it.",
            "Take the export again from the office.",
        )
    own = tuple(keys.get(log.origin, ())) if keys else audit_tiles.keys_of(said["vkey"])
    return log, folder, int(said["records"]) if said["records"].isdecimal() else 0, own


def _look_at_tiles(order: tuple[LogName, Path, int, tuple[Vkey, ...]]) -> Verdict:
    return audit_tiles.look_at(*order)
