"""Making the demonstration production, through the write path of every act; never over anything that is not ours.

It is ours where the settings name the unit ``UNIT`` and the first act on record is the first of the story. One of today
stays as it is, with what was done in it, and everybody gets a new badge; an older one is made anew.
"""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from showsafe import bootstrap
from showsafe.adapters import book_directory, directory, settings_file
from showsafe.adapters.clock import FixedClock, SystemClock
from showsafe.adapters.lock import WriterLock
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.access.badges import Badges
from showsafe.application.along import ALONE
from showsafe.application.parse import act_from
from showsafe.application.ports import Clock
from showsafe.application.unit import SET, Unit
from showsafe.books.kinds import OFFICE
from showsafe.domain.events import ASK
from showsafe.entrypoints.demo_set import cast, hired, office
from showsafe.entrypoints.demo_set.phones import Phones
from showsafe.entrypoints.demo_set.story import WORKED, Told, story
from showsafe.errors import Unusable
from showsafe.ledger import record
from showsafe.projections.project import of_this_layout

UNIT = "demonstration-set"
FIRST_ACT = "demonstration-1"
_MAKING = ".making"


def prepare(data: Path, clock: Clock | None = None) -> list[str]:
    """Make the demonstration production of today at ``data``, if it is not there, and return the lines to print.

    Raises Unusable ``demo.not-ours`` where something else is there, and as ``bootstrap.open_unit``.
    """
    now = (clock or SystemClock()).now()
    begun = _begun(data)
    offset = _offset(now)
    if begun is not None and _day(begun, offset) == _day(now, offset):
        return _lines(_again(data, clock))
    making = data.with_name(f".{data.name}{_MAKING}")
    if not directory.may_be_made(making) and not _named_so(making):
        raise _not_ours(making)
    for each in (making, data):
        _refuse_other_books(each)
    _remove(making)
    badges = _make(making, now, offset)
    _remove(data)
    making.replace(data)
    book_directory.folder_of(making).replace(book_directory.folder_of(data))
    return _lines(badges)


def _begun(data: Path) -> datetime | None:
    """Return when what is there began; None where nothing is there, or what was never finished.

    One whose views another version of the program wrote began long ago.

    Raises Unusable ``demo.not-ours`` for anything else.
    """
    if directory.may_be_made(data):
        return None
    if not _named_so(data):
        raise _not_ours(data)
    with directory.open_for_reading(data) as opened:
        number = opened.store.number_of(FIRST_ACT)
        if number is None:
            raise _not_ours(data)
        if not of_this_layout(opened.store):
            return datetime(1970, 1, 2, tzinfo=UTC)
        return datetime.fromisoformat(record.read(opened.store.entry(number).raw).body["received_at"])


def _named_so(data: Path) -> bool:
    return (data / settings_file.NAME).is_file() and settings_file.read(data).unit == UNIT


def _refuse_other_books(data: Path) -> None:
    """Refuse to touch books beside a directory that are not those of a demonstration, or anything else there."""
    folder = book_directory.folder_of(data)
    for each in folder.iterdir() if folder.exists() else ():
        if not book_directory.is_book(each) or not settings_file.read(each).unit.startswith(f"{UNIT}-"):
            raise _not_ours(folder)


def _remove(data: Path) -> None:
    """Remove what is there with its books, unless somebody has it open; whose they are was asked before."""
    if not data.exists():
        _remove_books(data)
        return
    lock = WriterLock(data / directory.LOCK)
    try:
        _remove_books(data)
        shutil.rmtree(data)
    finally:
        lock.release()


def _remove_books(data: Path) -> None:
    folder = book_directory.folder_of(data)
    if folder.exists():
        shutil.rmtree(folder)


def _make(data: Path, now: datetime, offset: int) -> dict[str, str]:
    """Make it whole in a folder of its own, so that a kill in between leaves nothing half done at its place."""
    midnight = datetime.combine(_day(now, offset), datetime.min.time(), UTC) - timedelta(minutes=offset)
    worked = min(timedelta(minutes=WORKED), now - midnight)
    clock = FixedClock(now - worked)
    bootstrap.create_unit(data, UnitSettings(UNIT, bootstrap.COMMON, offset), clock)
    with bootstrap.open_unit(data, clock) as unit:
        badges: dict[str, str] = {}
        phones = Phones()
        for count, told in enumerate(story(), start=1):
            if told.minute and not badges:
                badges = _give(bootstrap.badges_of(unit, data))
                phones.enrol(unit)
            due = now - worked * (1 - told.minute / WORKED)
            clock.advance((due - clock.now()).total_seconds())
            _say(unit, told, f"demonstration-{count}", phones if badges else None)
        state = unit.state(SET)
    with bootstrap.open_book(data, OFFICE, clock) as book:
        office.plan(book, state, _day(now, offset))
        hired.hire(book, _day(now, offset))
    return badges


def _say(unit: Unit, told: Told, act_id: str, phones: Phones | None) -> None:
    act = act_from(told.kind, told.keys, act_id=act_id, by=told.by, at=unit.clock.now())
    along = phones.along(act, told.door, unit.writer.unit) if phones else ALONE
    answer = (unit.ask if told.door == ASK else unit.report)(act, along=along)
    if answer.outcome != told.outcome or answer.deviation:
        raise AssertionError(told, [finding.code for finding in answer.findings])


def _again(data: Path, clock: Clock | None) -> dict[str, str]:
    with bootstrap.open_unit(data, clock) as unit:
        return _give(bootstrap.badges_of(unit, data))


def _give(badges: Badges) -> dict[str, str]:
    by = next(iter(cast.PEOPLE))
    return {name: badges.issue(name, person["pin"], by) for name, person in cast.PEOPLE.items()}


def _lines(badges: dict[str, str]) -> list[str]:
    lines = [
        "The demonstration set: all made up, also who signed. Everybody, with PIN and badge (shown this once):"
    ]
    for name, person in cast.PEOPLE.items():
        role = ", ".join(person["said"]["roles"])
        lines.append(f"  {name:4} {role:18} PIN {person['pin']}  badge {badges[name]}")
    return lines


def _offset(now: datetime) -> int:
    """Return how far this machine's clock is from UTC, in whole minutes."""
    offset = now.astimezone().utcoffset() or timedelta()
    return int(offset.total_seconds() // 60)


def _day(at: datetime, offset: int) -> date:
    return (at + timedelta(minutes=offset)).date()


def _not_ours(data: Path) -> Unusable:
    return Unusable(
        "demo.not-ours",
        f"There is something at {data} that this demonstration did not make.",
        "Move it away, or name another directory; nothing was touched.",
    )
