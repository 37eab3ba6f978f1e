"""Where the parts of an office are joined, as those of a set are in ``bootstrap``: its database, its key, its own log.

A set needs none of it: what stands on the parts of an office is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from showsafe import bootstrap
from showsafe.adapters import office_directory
from showsafe.adapters.clock import SystemClock
from showsafe.adapters.office_directory import OfficeSettings, Secrets
from showsafe.adapters.postgres import require
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.office.log import OfficeLog
from showsafe.application.office.words import PROFILE
from showsafe.application.ports import Clock
from showsafe.errors import Unusable
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.writer import Writer

if TYPE_CHECKING:
    from showsafe.adapters.postgres.archive import PostgresArchive
    from showsafe.adapters.postgres.connect import Pool


def open_pool(dsn: str, *, most: int = 16) -> Pool:
    """Return connections to the database of an office, whose tables are those of this program; close them when done.

    Raises Unusable ``postgres.no-extra``, ``postgres.schema-older``, ``postgres.schema-newer``, and as in
    ``adapters.postgres.errors``.
    """
    require()
    from showsafe.adapters.postgres import migrate  # noqa: PLC0415
    from showsafe.adapters.postgres.connect import Pool  # noqa: PLC0415

    pool = Pool(dsn, most=most, program="showsafe office")
    try:
        migrate.refuse_others(pool.run(migrate.state_of))
    except BaseException:
        pool.close()
        raise
    return pool


def open_office_log(
    pool: Pool, office: str, key: DeviceKey, issuer: str, clock: Clock | None = None
) -> OfficeLog:
    """Return the own log of an office, kept in its database; it is made there where it is not yet.

    Any number of processes may have it open: the store says who was first. Raises as ``postgres.store.open_log``.
    """
    from showsafe.adapters.postgres.store import open_log  # noqa: PLC0415

    writer = Writer(office, key)
    return OfficeLog(open_log(pool, writer.origin), writer, clock or SystemClock(), issuer)


@dataclass(frozen=True, slots=True)
class OpenOffice:
    """An office that is open: its directory, its database, its own log and its archive."""

    path: Path
    settings: OfficeSettings
    secrets: Secrets
    pool: Pool
    log: OfficeLog
    archive: PostgresArchive
    clock: Clock


@contextmanager
def open_office(
    path: Path, clock: Clock | None = None, *, most: int = 4, begun: bool = True
) -> Iterator[OpenOffice]:
    """Open the office of a directory with at most so many connections to its database, and close it again.

    Raises as ``office_directory.read`` and ``secrets_of``, ``open_pool`` and ``open_office_log``; Unusable
    ``office.not-begun`` where its log has to be ``begun`` and is not: nothing may stand in it before its opening.
    """
    settings = office_directory.read(path)
    secrets = office_directory.secrets_of(path, settings)
    key, _ = office_directory.keys_of(path)
    clock = clock or SystemClock()
    with open_pool(secrets.dsn, most=most) as pool:
        from showsafe.adapters.postgres.archive import PostgresArchive  # noqa: PLC0415

        log = open_office_log(pool, settings.office, key, settings.issuer, clock)
        if begun and log.store.size() == 0:
            raise Unusable(
                "office.not-begun",
                f"The making of the office at {path} did not end: its log is empty.",
                "Give the same showsafe office init again; it goes on where it was.",
            )
        yield OpenOffice(path, settings, secrets, pool, log, PostgresArchive(pool, clock.now), clock)


def begin_log(opened: OpenOffice) -> None:
    """Record the opening of the office's own log with its key, where it is not yet: its auditor begins there."""
    if opened.log.store.size() == 0:
        settings = UnitSettings(opened.settings.office, PROFILE)
        bootstrap.unit_of(opened.log.store, opened.log.writer.key, settings, opened.clock)
