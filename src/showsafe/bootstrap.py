"""The only place where parts are joined: rules read from the package's data, store, key, clock, projections.

Tests call the same functions with other parts.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from showsafe.adapters import (
    access_file,
    book_directory,
    book_pages,
    case_directory,
    directory,
    own_profile,
    rulebooks,
    searched_file,
    settings_file,
    settings_held,
    telling_file,
)
from showsafe.adapters.book_directory import Production
from showsafe.adapters.clock import SystemClock
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application import book_words, selfkept
from showsafe.application.access.badges import Badges
from showsafe.application.ports import Clock, Rulebooks
from showsafe.application.records import event_of
from showsafe.application.sealing import opener
from showsafe.application.telling.subscribed import Subscribed
from showsafe.application.unit import Answer, Unit
from showsafe.assurance.happened import Impossible, Judged, Recorded, judge
from showsafe.books import happened as entered
from showsafe.books.book import Book, Entry
from showsafe.books.kinds import Sort, sort_of
from showsafe.books.kinds.own import OPEN
from showsafe.books.pages import Pages
from showsafe.casefile import happened
from showsafe.casefile.case import Case
from showsafe.domain.named import NODE
from showsafe.errors import WrongInput
from showsafe.ledger import record
from showsafe.ledger import store as ledger
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.store import Store
from showsafe.ledger.writer import Writer
from showsafe.projections.project import project

COMMON = rulebooks.COMMON
clauses, profiles, profile = rulebooks.clauses, rulebooks.profiles, rulebooks.profile
rules_of, rules_of_node, rules_in = rulebooks.rules_of, rulebooks.rules_of_node, rulebooks.rules_in
own_rules, rules_among = rulebooks.own_rules, rulebooks.rules_among
"""Whose rules there are: see ``adapters.rulebooks``."""

_BOOKS: dict[Path, Book] = {}
"""The books that are open for writing in this program: each of them in one thread, the others wait."""

_TELL_EVERY = 200


def unit_of(
    store: Store,
    key: DeviceKey,
    settings: UnitSettings,
    clock: Clock | None = None,
    *,
    opened: bool = True,
    path: Path | None = None,
) -> Unit:
    """Join a unit from its store and key; ``opened`` records its opening where that is not recorded yet.

    ``path`` is its data directory, if it has one: there lies the production's own profile.
    """
    rules = rules_in(path or Path(), settings)
    book = rules(settings.profile)
    if path is not None and settings.profile not in book_words.BESIDE:
        rulebooks.refuse_unsearched(path, settings, book)
    unit = Unit(
        store=store,
        writer=Writer(settings.unit, key),
        clock=clock or SystemClock(),
        rulebooks=rules,
        profile=settings.profile,
        project=project,
    )
    if path is not None:
        unit.telling = Subscribed(telling_file.readable(path, settings.telling))
    if opened:
        public = base64.b64encode(key.public).decode()
        own = own_profile.read(path, settings.own_profile) if path and settings.own_profile else b""
        content = settings_file.as_bytes(settings)
        offset = settings.utc_offset_minutes
        unit.open(device_key=public, offset_minutes=offset, settings=content, own_profile=own)
    return unit


def create_unit(
    path: Path, settings: UnitSettings, clock: Clock | None = None, own: bytes = b""
) -> UnitSettings:
    """Make a data directory, record the opening of its unit, and return its settings.

    ``own`` are the bytes of a production's own profile, which takes the place of the one that the settings name; it is
    searched first. Raises as ``own_rules``, ``search`` and ``directory.create``; nothing is there then.
    """
    beside: dict[str, bytes] = {}
    if own:
        book = own_rules(own)
        settings = replace(settings, profile=book.profile.id, own_profile=own_profile.sum_of(own))
        beside[own_profile.NAME] = own
        # Where no directory can be made, that is said at once, and not after the search.
        if directory.may_be_made(path):
            beside[searched_file.NAME] = searched_file.as_bytes(rulebooks.search(book, path))
    else:
        rulebooks.refuse_unsearched(path, settings, rules_of(settings.profile))
    directory.create(path, settings, beside=beside)
    with open_unit(path, clock):
        pass
    return settings


def rotate_node_key(unit: Unit, path: Path) -> Answer:
    """Let another key of the node sign from now on, safe against a kill at any moment.

    Raises Unusable: as ``directory.stage_key`` and ``Unit.take_over``.
    """
    key = DeviceKey.generate()
    directory.stage_key(path, key)
    answer = unit.take_over(key)
    directory.settle_key(path)
    return answer


def change_settings(unit: Unit, path: Path, settings: UnitSettings) -> Answer | None:
    """Record other witnesses or time authorities and write them into the directory; None where nothing changes.

    Raises WrongInput ``settings.fixed``: unit, profile and offset stay what the unit was opened with.
    """
    # Where the disk refused the file of the last change, that comes first: the file is never two changes behind.
    before = settings_held.settled(path, unit.store, mending=True)
    fixed = (before.unit, before.profile, before.utc_offset_minutes, before.own_profile)
    if (settings.unit, settings.profile, settings.utc_offset_minutes, settings.own_profile) != fixed:
        raise WrongInput(
            "settings.fixed",
            "Unit, profile and offset stay what the unit was opened with.",
            "Open a new unit where the rules or the place are others.",
        )
    content = settings_file.as_bytes(settings)
    return selfkept.change_settings(unit, content, lambda: directory.write_settings(path, settings))


def change_access(unit: Unit, path: Path, content: bytes, why: str) -> None:
    """Record the sum of other badges and write them into the directory, safe against a kill at any moment."""
    held = settings_held.settled(path, unit.store, mending=True)
    access_file.settle(path, held.access)
    access_file.stage(path, content)
    settings = replace(held, access=access_file.sum_of(content))
    write = partial(directory.write_settings, path, settings)
    selfkept.change_settings(unit, settings_file.as_bytes(settings), write, why)
    access_file.settle(path, settings.access)


def badges_of(unit: Unit, path: Path) -> Badges:
    """Return the badges of a data directory; raises Unusable ``access.changed``, ``access.damaged``."""
    held = settings_held.settled(path, unit.store, mending=False)
    return Badges(access_file.read(path, held.access), partial(change_access, unit, path))


@contextmanager
def open_unit(path: Path, clock: Clock | None = None, *, stays: bool = False) -> Iterator[Unit]:
    """Open a data directory as its one writer, and close it again; ``stays`` for a program that serves many acts.

    Raises WrongInput ``case.not-a-set`` for the directory of a case, ``book.not-a-set`` for that of a book, and as
    ``directory.open_for_writing``.
    """
    with open_ledger(path, clock, stays=stays) as unit:
        case_directory.refuse_case(unit.profile)
        book_directory.refuse_book(unit.profile)
        yield unit


@contextmanager
def open_ledger(path: Path, clock: Clock | None = None, *, stays: bool = False) -> Iterator[Unit]:
    """Open a data directory as ``open_unit``, also that of a case or a book: for what a node records of its ledger."""
    with directory.open_for_writing(path) as opened:
        if stays:
            opened.store.make_room()
        if opened.key is None:
            raise AssertionError(path)
        unit = unit_of(opened.store, opened.key, opened.settings, clock, path=path)
        with book_directory.held_open(path, book_directory.production_of(opened)):
            yield unit


def create_case(path: Path, case: str, clock: Clock | None = None) -> None:
    """Make the directory of a case and record the opening of its ledger; the case itself is opened by an act in it."""
    case_directory.create(path, case)
    with open_case(path, clock):
        pass


@contextmanager
def open_case(path: Path, clock: Clock | None = None, *, stays: bool = False) -> Iterator[Case]:
    """Open the directory of a case as its one writer, and close it again; ``stays`` as for ``open_unit``.

    Raises WrongInput ``case.not-a-case``, and as ``directory.open_for_writing``.
    """
    with directory.open_for_writing(path) as opened:
        case_directory.refuse_others(opened.settings)
        if stays:
            opened.store.make_room()
        if opened.key is None:
            raise AssertionError(path)
        yield case_of(opened.store, opened.key, opened.settings, clock)


def case_of(store: Store, key: DeviceKey, settings: UnitSettings, clock: Clock | None = None) -> Case:
    """Join a case from its store and key; the node's own records about its ledger are made as those of a set."""
    clock = clock or SystemClock()
    unit_of(store, key, settings, clock)
    return Case(store=store, writer=Writer(settings.unit, key), clock=clock)


@contextmanager
def open_book(path: Path, name: str, clock: Clock | None = None) -> Iterator[Book]:
    """Open a book of the production whose data directory is ``path``, as its one writer, and close it again.

    A book that is not there yet is made; one that this thread has open already is that one. Raises WrongInput
    ``book.unknown``, ``case.not-a-set``, ``book.not-a-set``, ``book.of-another`` for the book of another production,
    and as ``directory.open_for_writing``.
    """
    sort, place = sort_of(name), book_directory.place(path, name).absolute()
    with book_directory.alone(place):
        if place in _BOOKS:
            yield _BOOKS[place]
            return
        own = book_directory.production_at(path)
        if not book_directory.is_book(place):
            book_directory.create(place, own.settings)
        with directory.open_for_writing(place) as opened:
            book_directory.refuse_others(opened.settings)
            if opened.key is None:
                raise AssertionError(place)
            known = book_pages.pages_of(place, sort, opened.store)
            book = book_of(sort, opened.store, opened.key, opened.settings, own, clock, known)
            _BOOKS[place] = book
            try:
                yield book
            finally:
                del _BOOKS[place]
            book_pages.keep(place, book.pages(), opened.store)


def read_book(path: Path, name: str) -> Pages:
    """Return the entries of a book of a production as they are now; one that is not there yet has none.

    Raises WrongInput ``book.unknown``, ``book.of-another``, and as ``directory.open_for_reading``.
    """
    sort, place = sort_of(name), book_directory.place(path, name).absolute()
    with book_directory.alone(place):
        if place in _BOOKS:
            return _BOOKS[place].pages()
        if not book_directory.is_book(place):
            return Pages(name)
        with directory.open_for_reading(place) as opened, opened.store.reading():
            pages = book_pages.pages_of(place, sort, opened.store)
    _refuse_foreign(pages, book_directory.production_at(path))
    return pages


def book_attachment(path: Path, name: str, sha256: str) -> bytes | None:
    """Return what is attached to an entry of a book, by its SHA-256; None where nothing of it is kept."""
    place = book_directory.place(path, sort_of(name).name).absolute()
    with book_directory.alone(place):
        if place in _BOOKS:
            return _BOOKS[place].store.attachment(sha256)
        if not book_directory.is_book(place):
            return None
        with directory.open_for_reading(place) as opened:
            return opened.store.attachment(sha256)


def book_of(
    sort: Sort,
    store: Store,
    key: DeviceKey,
    settings: UnitSettings,
    own: Production,
    clock: Clock | None = None,
    known: Pages | None = None,
) -> Book:
    """Join a book from its store and key, and let its first entry say whose it is, where it does not yet.

    ``known`` are its entries where they were read already, up to a record.
    """
    clock = clock or SystemClock()
    unit_of(store, key, settings, clock)
    book = Book(sort, store=store, writer=Writer(settings.unit, key), clock=clock, pages=known)
    if not len(book.pages()):
        said = {"book": sort.name, "production": own.settings.unit, "opening": own.opening}
        book.enter_own(Entry(kind=OPEN, by=NODE, at=clock.now(), act_id="book-opened", keys=said))
    _refuse_foreign(book.pages(), own)
    return book


def _refuse_foreign(pages: Pages, own: Production) -> None:
    """Refuse a book of another production; a copy of this one that was put back elsewhere is this one."""
    opened = pages.last(OPEN)
    if opened is None or opened["opening"] != own.opening:
        raise WrongInput(
            "book.of-another",
            f"The book {pages.book} beside this data directory is that of another production.",
            "Put the folder of books back beside the data directory that it belongs to.",
        )


def judged(
    store: Store,
    profile: str,
    progress: Callable[[int, int], None] | None = None,
    rules: Rulebooks | None = None,
) -> Judged:
    """Hold every record of a store against the rules that it names; step 10 of the audit.

    ``rules`` are those of its directory, where a production's own profile lies; left out, those of the program.
    """
    scope = book_words.scope_beside(store)
    if profile in book_words.BESIDE and scope:
        return _judged_beside(store, profile, scope, progress)
    return judge(_recorded(store, progress), rules or rules_of, profile)


def _judged_beside(
    store: Store, profile: str, scope: str, progress: Callable[[int, int], None] | None
) -> Judged:
    """Hold what a node records of its ledger against the common rules, all else against those of a case or a book."""
    own = judge(_recorded(store, None, scope), rules_of_node, profile)
    bodies = ((entry.number, record.read(entry.raw).body) for entry in _told(store, progress))
    opened = opener(store.personal)
    held: happened.Held | entered.Held
    if scope == book_words.SCOPE:
        held = entered.hold(bodies, opened)
    else:
        held = happened.hold(bodies, opened, store.attachment)
    own.checked += held.checked
    own.editions |= held.editions
    if held.why and (own.first is None or held.number < own.first.number):
        own.first = Impossible(held.number, held.why)
    return own


def _told(store: Store, progress: Callable[[int, int], None] | None) -> Iterator[ledger.Entry]:
    size = store.size()
    for entry in store.entries(1, size):
        yield entry
        if progress is not None and (entry.number % _TELL_EVERY == 0 or entry.number == size):
            progress(entry.number, size)


def _recorded(store: Store, progress: Callable[[int, int], None] | None, but: str = "") -> Iterator[Recorded]:
    """Yield the records of a store; ``but`` leaves out those of a scope."""
    for entry in _told(store, progress):
        if entry.scope == but:
            continue
        body = record.read(entry.raw).body
        event = event_of(body, entry.number, store.personal)
        yield Recorded(
            scope=entry.scope,
            event=event,
            silent=any(store.personal(commitment) is None for _, commitment in event.sealed),
            codes=tuple(each["code"] for each in body["findings"]),
            rulebook=body["rulebook"],
        )
