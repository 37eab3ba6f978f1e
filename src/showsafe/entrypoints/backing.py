"""Making a backup while a unit is served, and putting one back: both are audited, and a return is on record."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from showsafe import bootstrap
from showsafe.adapters import backup_file, directory, files, mounts, settings_file, snapshot
from showsafe.adapters.backup_file import About
from showsafe.application import selfkept
from showsafe.application.ports import Clock
from showsafe.application.records import stamp
from showsafe.application.text import free_text
from showsafe.application.unit import Unit
from showsafe.errors import NotVerified, Unusable, WrongInput
from showsafe.ledger import checkpoint
from showsafe.ledger.verify import verify
from showsafe.projections.numbers import counted
from showsafe.projections.rebuild import differences, rebuild

ENDING = ".showsafe-backup"
SHOWED = "a checkpoint kept outside"
"""Who showed that there had been more records, in the record of that."""

BOOKS = ".books"
"""How the name of the folder ends in which the books of a set lie."""

_ROLLED_BACK = "verify.rolled-back"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: where, of how many records, and whether others may read it there."""

    file: Path
    size: int
    root: str
    open_to_others: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: from how many records, made when, in which record that stands, and how many are missing.

    ``locked`` is how many badges were locked, since nothing says that none was withdrawn after the backup.
    """

    about: About
    record: int
    missing: int
    witnesses: bool
    locked: int


def make(data: Path, out: Path, clock: Clock) -> Made:
    """Back up a data directory into the file ``out``, or into a new file in the folder ``out``; audited whole.

    Raises WrongInput ``export.inside``; NotVerified ``backup.not-verified``; and as ``snapshot.take`` and
    ``backup_file.write``.
    """
    if out.resolve().is_relative_to(data.resolve()):
        raise WrongInput(
            "export.inside",
            "The backup would lie in the data directory itself.",
            "Choose a place somewhere else, best on another disk.",
        )
    now = clock.now()
    with files.translated(out.parent), _beside(out if out.is_dir() else out.parent) as room:
        signed = snapshot.take(data, room / "data")
        settings = settings_file.read(room / "data")
        if out.is_dir():
            out = out / f"{settings.unit}-{now:%Y%m%d-%H%M%S}{ENDING}"
        # On one core: the others are for the set, which goes on meanwhile.
        root = _audited(room / "data", workers=1)
        with directory.open_for_reading(room / "data") as copied:
            note = copied.store.checkpoint().decode()
        backup_file.write(room / "data", out, About(settings.unit, signed.size, note, stamp(now)))
    return Made(out, signed.size, root, backup_file.open_to_others(out))


def restore(
    backup: Path, data: Path, clock: Clock, seen: bytes | None = None, gap: str | None = None
) -> Restored:
    """Put a backup back as a new data directory, and record that in it.

    ``seen`` is a checkpoint that was kept outside. Where it is further than the backup, the backup is refused, unless
    ``gap`` says why it is all that is left; then the checkpoint stays on record as evidence of what is missing.

    Raises Unusable ``restore.there-already``; WrongInput ``restore.no-gap``, ``checkpoint.malformed``; NotVerified
    ``restore.older-than-seen``, ``backup.not-verified``; and as ``backup_file.unpack``.
    """
    mounts.refuse_network(data)
    if data.exists() or data.is_symlink():
        raise Unusable(
            "restore.there-already",
            f"There is something at {data}, and a backup is never put over it.",
            "Name a new directory; look at what is there first, it may hold more than the backup.",
        )
    gap = None if gap is None else _reason(gap)
    if data.parent.name.endswith(BOOKS) and data.parent.parent.is_dir():
        # A book goes into the folder of books, which is made with the first of them.
        with files.translated(data.parent):
            files.make_directory(data.parent)
    with files.translated(data.parent), _beside(data.parent) as room:
        about = backup_file.unpack(backup, room / "data")
        _audited(room / "data")
        _as_it_says(room / "data", about)
        _views_anew(room / "data")
        missing = _missing(room / "data", about, seen)
        if missing and gap is None:
            raise _older(about, missing)
        if gap is not None and not missing:
            raise _no_gap()
        with bootstrap.open_ledger(room / "data", clock) as unit:
            number = _recorded(unit, room / "data", about, seen if missing else None, gap)
            locked = _locked(unit, room / "data")
            witnesses = bool(settings_file.read(room / "data").witnesses)
        if data.exists():
            raise Unusable("restore.there-already", f"There is something at {data} now.", "Name another one.")
        (room / "data").rename(data)
        files.sync_directory(data.parent)
    return Restored(about, number, missing, witnesses, locked)


def _recorded(unit: Unit, data: Path, about: About, seen: bytes | None, gap: str | None) -> int:
    """Record the return, and before it the checkpoint that shows more; return the number of the first of the two."""
    ours = unit.store.checkpoint()
    first = unit.store.size() + 1
    if seen is not None:
        selfkept.attest(unit, what="rolled-back", size=about.size, who=SHOWED, attachments=(seen, ours))
    says = f"Restored from a backup of {counted(about.size, 'record')} that was made {about.made}."
    if gap:
        lost = checkpoint.read(seen or b"").size - about.size
        says += f" {counted(lost, 'record')} that came after it are not here. {gap}"
    selfkept.restored(unit, settings_file.as_bytes(settings_file.read(data)), says)
    return first


def _locked(unit: Unit, data: Path) -> int:
    """Lock every badge and passkey: those that were withdrawn after the backup would work again."""
    return bootstrap.badges_of(unit, data).lock_all("All badges are locked: restored from a backup.")


def _audited(data: Path, workers: int | None = None) -> str:
    """Let a copy pass that the auditor reads whole; return its root."""
    report = verify(data, workers=workers)
    fault = report.first_fault
    if fault is not None or not report.ok:
        says = fault.says if fault else "not everything could be checked"
        raise NotVerified(
            "backup.not-verified",
            f"The copied record does not hold: {says}.",
            "Keep what there is as it is, and look: showsafe verify DIR",
        )
    return report.root


def _as_it_says(data: Path, about: About) -> None:
    with directory.open_for_reading(data) as opened:
        size, unit = opened.store.size(), opened.settings.unit
    if (size, unit) != (about.size, about.unit):
        raise NotVerified(
            "backup.not-verified",
            f"The backup says {about.size} records of {about.unit}, and holds {size} of {unit}.",
            "Somebody changed it. Take another backup.",
        )


def _views_anew(data: Path) -> None:
    """Make the views from the records, whatever they say; a kept state that the records do not lead to is refused."""
    with directory.open_for_writing(data) as opened:
        found = differences(opened.store)
        kept = next((each for each in found if each.name == "snapshot"), None)
        if kept is not None:
            raise NotVerified(
                "backup.not-verified",
                f"What the backup keeps beside its records does not fit them: {kept}",
                "Somebody changed it. Take another backup.",
            )
        if found:
            rebuild(opened.store)


def _missing(data: Path, about: About, seen: bytes | None) -> int:
    """Return how many records a kept checkpoint has seen beyond these; raises where it is of another history."""
    if seen is None:
        return 0
    fault = verify(data, seen=seen).first_fault
    if fault is None:
        return 0
    if fault.code != _ROLLED_BACK:
        raise NotVerified(
            "backup.not-verified",
            f"The kept checkpoint is not of this ledger: {fault.says}.",
            "Check which unit it is of, and whether its key was replaced since. Else keep both histories as they are.",
        )
    return checkpoint.read(seen).size - about.size


def _reason(gap: str) -> str:
    said = free_text(gap, "the reason").strip()
    if not said:
        raise WrongInput(
            "input.empty-value", "The reason is empty.", "Say why nothing newer is left; it stays on record."
        )
    return said


def _older(about: About, missing: int) -> NotVerified:
    return NotVerified(
        "restore.older-than-seen",
        f"This backup ends at record {about.size}, and {counted(missing, 'record')} after it had been seen outside.",
        "Look for a newer backup, or the old disk. If nothing newer is left: --with-gap REASON, which stays on record.",
    )


def _no_gap() -> WrongInput:
    return WrongInput(
        "restore.no-gap",
        "No checkpoint shows that anything is missing, so there is no gap to give a reason for.",
        "Leave --with-gap out, or give the newest checkpoint that anybody has with --seen.",
    )


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """Yield a folder of our own on the same disk, which is gone afterwards."""
    room = Path(tempfile.mkdtemp(prefix=".showsafe-", dir=place))
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)
