"""What deadlines and registers are made from, opened: in a directory, or in the program that serves it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from showsafe import bootstrap
from showsafe.adapters import book_directory, case_directory
from showsafe.adapters.clock import SystemClock
from showsafe.adapters.directory import open_for_reading
from showsafe.application.ports import Clock
from showsafe.application.states import loaded
from showsafe.application.unit import SET
from showsafe.books.kinds import BOUND, OFFICE
from showsafe.books.material import Material
from showsafe.rules.profile import Profile


@contextmanager
def of_directory(directory: Path, clock: Clock | None = None) -> Iterator[Material]:
    """Open a data directory and its books for looking; somebody else may have them open for writing.

    Raises as ``adapters.directory.open_for_reading`` and ``bootstrap.read_book``.
    """
    # The books first: their directory is found by that of the set, which is never open twice at a time.
    office, book = bootstrap.read_book(directory, OFFICE), bootstrap.read_book(directory, BOUND)
    with open_for_reading(directory) as opened, opened.store.reading():
        settings = opened.settings
        case_directory.refuse_case(settings.profile)
        book_directory.refuse_book(settings.profile)
        profile = bootstrap.rules_in(directory, settings)(settings.profile).profile
        yield Material(
            state=loaded(opened.store, SET).state,
            store=opened.store,
            clauses=bootstrap.clauses(),
            now=(clock or SystemClock()).now(),
            unit=settings.unit,
            offset_minutes=settings.utc_offset_minutes,
            places=places_of(profile),
            office=office,
            book=book,
        )


def places_of(profile: Profile) -> tuple[str, ...]:
    """Return the id of a profile and of the one that it rests on: a production's own one may rest on a place's."""
    return (profile.id, profile.base) if profile.base else (profile.id,)
