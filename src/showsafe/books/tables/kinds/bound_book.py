"""The table of the bound book: one row a line, as it holds now; rows of an earlier book come in as entries of this one.

Each row is entered as an acquisition, and a disposition where it says a day of one. The same row again adds nothing;
a row that has gained a disposition since adds only that. Nothing is ever corrected by an import, and no serial that is
in the book comes in again unless it went, or the row says that it is another weapon.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from showsafe.books import serials
from showsafe.books import values as entered
from showsafe.books.book import Book, Entry
from showsafe.books.bound import flags, judging, words
from showsafe.books.bound.lines import Bound, Line, Version, bound
from showsafe.books.kind import read as read_entry
from showsafe.books.kinds import BOUND, sort_of
from showsafe.books.pages import Pages
from showsafe.books.tables import bound_rows, values
from showsafe.books.tables.cells import Fault
from showsafe.books.tables.registry import BAD, GOOD, KNOWN, Column, Done, Judged, Plan, Reader, Table, Taken
from showsafe.books.tables.source import Source, Wish
from showsafe.errors import WrongInput


def _way(ways: tuple[str, ...]) -> Reader:
    """Return the reader of a way of acquiring or disposing."""
    read = entered.one_of(ways)

    def read_way(value: Any, where: str) -> Any:  # noqa: ANN401 - values come from files
        return read(values.text_of(value, where).strip().casefold().replace(" ", "-"), where)

    return read_way


ACQUIRED: Mapping[str, str] = {
    "acquired": "on",
    "acquired how": "how",
    "manufacturer": "manufacturer",
    "importer": "importer",
    "country": "country",
    "model": "model",
    "serial": "serial",
    "type": "type",
    "calibre": "calibre",
    "private": "private",
    "nfa": "nfa",
    "source name": "from_name",
    "source address": "from_address",
    "source licence": "from_licence",
    "commercial record": "paper",
    "weapon": "weapon",
    "note": "note",
    "carried from": "carried",
    "entered": "entered_on",
}
"""The columns of an acquisition, with the keys of its entry."""

DISPOSED: Mapping[str, str] = {
    "disposed": "on",
    "disposed how": "how",
    "recipient name": "to_name",
    "recipient address": "to_address",
    "recipient licence": "to_licence",
    "form 4473": "form_4473",
    "disposition entered": "entered_on",
    "carried from": "carried",
}
"""The columns of a disposition, with the keys of its entry."""

_PERSONAL = ("source name", "source address", "recipient name", "recipient address")
_READ = {
    "acquired": values.day,
    "disposed": values.day,
    "entered": values.day,
    "disposition entered": values.day,
    "private": values.flag,
    "nfa": values.flag,
    "weapon": values.name,
    "acquired how": _way(words.ACQUIRED_BY),
    "disposed how": _way(words.DISPOSED_BY),
}
_ALSO = {
    "acquired": (
        "date acquired",
        "acquisition date",
        "date of acquisition",
        "date received",
        "date in",
        "receipt date",
    ),
    "disposed": ("date disposed", "disposition date", "date of disposition", "date out"),
    "manufacturer": (
        *("maker", "mfr", "mfg", "make", "manufacturer and importer", "manufacturer and/or importer"),
    ),
    "serial": ("serial number", "serial no", "serial #", "sn"),
    "calibre": ("caliber", "gauge", "caliber or gauge", "cal"),
    "type": ("type of firearm", "firearm type", "action"),
    "source name": (
        *("acquired from", "received from", "from", "name of source", "from whom", "from whom received"),
        *("name and address or name and license no.", "name and address or name and license number"),
    ),
    "source address": ("address of source", "from address"),
    "source licence": ("source ffl", "from ffl", "ffl of source", "source license"),
    "recipient name": ("disposed to", "name of recipient", "transferee", "to", "to whom"),
    "recipient address": (
        *("address of recipient", "to address", "address or license no. or form 4473"),
        *("address or license no. if licensee, or form 4473 serial no. if forms 4473 filed numerically",),
    ),
    "recipient licence": ("recipient ffl", "to ffl", "recipient license"),
    "form 4473": ("4473", "4473 number", "form 4473 serial number"),
    "commercial record": ("invoice",),
    "country": ("country of manufacture",),
    "private": ("pmf", "privately made"),
    "carried from": ("earlier book",),
    "entered": ("entered on", "date entered"),
    "note": ("notes", "remarks"),
}
_OWN = ("line", "state", "entry", "late", "lacks", "corrections", "struck in", "missing since", "flags")
"""Columns that are exported, and that an import passes by."""

ANOTHER = "another weapon"
"""The column of an import that says that a serial which the book has already is that of another weapon."""


def _columns() -> Iterator[Column]:
    for name in dict.fromkeys((*ACQUIRED, *DISPOSED)):
        read, also = _READ.get(name, values.label), _ALSO.get(name, ())
        yield Column(name, read, also, needed=name == "acquired", personal=name in _PERSONAL)
    yield Column(ANOTHER, values.flag)
    for name in _OWN:
        yield Column(name, values.label)


COLUMNS = tuple(_columns())


def rows(source: Source, _wish: Wish) -> Iterator[Mapping[str, Any]]:
    """Yield every line as it holds now, with its first disposition that stands; one that was struck says so."""
    pages: Pages = source.book(BOUND)
    book = bound(pages)
    offset = source.state.offset_minutes
    look = flags.Flags(book, offset)
    for line in book.lines:
        struck, lost = line.acquired.struck, line.lost
        gone = line.gone
        versions = [line.acquired, *([gone] if gone else [])]
        row = {column: line.acquired.now[key] for column, key in ACQUIRED.items()}
        if gone is not None:
            row |= {column: gone.now[key] for column, key in DISPOSED.items() if column != "carried from"}
        late = [found for each in versions if (found := judging.late(book, each, each.now, offset))]
        yield row | {
            "line": line.number,
            "entry": line.entry,
            "state": "struck" if struck else "disposed" if gone else "missing" if lost else "held",
            "struck in": struck.number if struck else "",
            "missing since": lost.version.now["found"] if lost else "",
            "flags": [f"{each.what}:{each.entry}" for each in look.of(line)],
            "late": max((each.days for each in late), default=0),
            "lacks": [fact for each in versions for fact, _ in judging.lacks(each, each.now)],
            "corrections": sum(len(each.corrections) for each in versions),
        }


@dataclass(frozen=True, slots=True)
class _Draft:
    """One row: what is said of it, and its entries with the ids that the same row always has."""

    judged: Judged
    acquired: Mapping[str, Any]
    acquired_id: str
    disposed: Mapping[str, Any] | None
    disposed_id: str
    said: bound_rows.Said


def take(taken: Sequence[Taken], source: Source, wish: Wish) -> Plan:
    """Judge the rows: which are on record already, which serials are there twice, which lack something."""
    if not wish.by:
        raise WrongInput("table.nobody", "Nobody says who enters these.", "Say who: --by PERSON")
    book: Book = source.book(BOUND)
    held = bound(book.pages())
    known = _known(held)
    drafts = [_draft(each, source, known) for each in taken]
    on_record, today = bound_rows.OnRecord(held), source.state.local_date(source.now)
    seen: dict[str, str] = {}
    for draft in drafts:
        on_record.judge(draft.judged, draft.said)
        _look(draft, seen)
        if draft.judged.outcome == GOOD:
            draft.judged.notes.extend(bound_rows.notes(draft.judged.row, draft.said, held, today))
    return Plan([draft.judged for draft in drafts], lambda: _commit(book, drafts, known, wish.by))


def _known(book: Bound) -> dict[str, int]:
    """Return the entries on record by what they say: as they were first written, and as they hold now."""
    found: dict[str, int] = {}
    for line in sorted(book.lines, key=lambda each: each.acquired.struck is None):
        for said in _ways(line.acquired):
            first = _id("acquire", said, ACQUIRED)
            found[first] = line.entry
            found |= _known_gone(line, first)
    return found


def _ways(version: Version) -> Iterator[Mapping[str, Any]]:
    """Yield what an entry says, first and now; a row that does not say how it came or went says the same."""
    for said in (version.first, version.now):
        yield said
        yield {**said, "how": ""}


def _known_gone(line: Line, first: str) -> dict[str, int]:
    return {
        _id("dispose", said, DISPOSED, first): gone.kept.number
        for gone in line.disposed
        for said in _ways(gone)
    }


def _draft(taken: Taken, source: Source, known: Mapping[str, int]) -> _Draft:
    said = {name: value for name, value in taken.values.items() if name not in _OWN}
    acquired = _keys(said, ACQUIRED)
    disposed = _keys(said, DISPOSED) if said.get("disposed") else None
    judged = Judged(
        taken.row, str(acquired.get("serial") or acquired.get("weapon") or f"row {taken.row.number}")
    )
    first = _id("acquire", acquired, ACQUIRED)
    second = _id("dispose", disposed or {}, DISPOSED, first)
    another = bool(said.get(ANOTHER))
    held = bound_rows.Said(acquired, disposed, another, known.get(first, 0), known.get(second, 0))
    draft = _Draft(judged, acquired, first, disposed, second, held)
    _refuse(draft, source)
    return draft


def _keys(said: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    return {
        key: said[column].isoformat() if isinstance(said[column], date) else said[column]
        for column, key in columns.items()
        if column in said
    }


def _id(kind: str, said: Mapping[str, Any], columns: Mapping[str, str], after: str = "") -> str:
    """Return the id of an entry by what it says; what is not said stands as its default."""
    row = sort_of(BOUND).kind(kind)
    # One column says for both sides where they were carried over from.
    keys = [key for key in columns.values() if key != "carried" or kind == words.ACQUIRE]
    content = json.dumps([after, *(said.get(key, row.keys[key].default) for key in keys)], ensure_ascii=False)
    return f"row-{kind}-{hashlib.sha256(content.encode()).hexdigest()[:40]}"


def _refuse(draft: _Draft, source: Source) -> None:
    """Say why a row cannot be entered: a way that is none of its side, a day that lies ahead, or that comes before."""
    row, today = draft.judged.row, source.state.local_date(source.now).isoformat()
    sort = sort_of(BOUND)
    sides = [(words.ACQUIRE, draft.acquired, "acquired")]
    if draft.disposed is not None:
        sides.append((words.DISPOSE, {"acquisition": 1, **draft.disposed}, "disposed"))
    for kind, keys, column in sides:
        at = row.where(column)
        try:
            read_entry(sort.kind(kind), keys)
        except WrongInput as error:
            draft.judged.bad(Fault(at, error.code, f"{at}: {error.says}", error.now))
        if keys["on"] > today:
            draft.judged.bad(Fault(at, "bound.ahead", f"{at}: {keys['on']} lies ahead.", "Correct the day."))
    if draft.disposed is not None and draft.disposed["on"] < draft.acquired["on"]:
        at = row.where("disposed")
        says = f"{at}: It was disposed of on {draft.disposed['on']}, before it was acquired."
        draft.judged.bad(Fault(at, "bound.before", says, "Correct the day that is wrong."))


def _look(draft: _Draft, seen: dict[str, str]) -> None:
    """Note what is worth a look: the same serial in another row, or the same row twice."""
    judged, serial = draft.judged, serials.plain(str(draft.acquired.get("serial", "")))
    at = judged.row.where("serial")
    if judged.outcome != GOOD:
        return
    whole = f"{draft.acquired_id} {draft.disposed_id}"
    if whole in seen:
        judged.outcome = KNOWN
        says = f"{judged.row.at}: It says the same as {seen[whole]}."
        judged.notes.append(Fault(judged.row.at, "bound.row-twice", says, "It is entered once."))
        return
    seen[whole] = f"row {judged.row.number}"
    if serial:
        if serial in seen and flags.makes(serial):
            says = f"{at}: The serial {draft.acquired['serial']} is in {seen[serial]} too."
            judged.notes.append(Fault(at, "bound.serial-twice", says, "Look whether it is the same weapon."))
        seen[serial] = f"row {judged.row.number}"


def _commit(book: Book, drafts: Sequence[_Draft], known: Mapping[str, int], by: str) -> Done:
    """Enter all in one transaction: acquisitions by their rows, each disposition after its own."""
    at, size = book.clock.now(), book.pages().size
    entries: list[Entry] = []
    numbers = dict(known)
    rows_done = 0
    for draft in drafts:
        if draft.judged.outcome in (BAD, KNOWN):
            continue
        rows_done += 1
        if draft.acquired_id not in numbers:
            entries.append(
                Entry(kind=words.ACQUIRE, by=by, at=at, act_id=draft.acquired_id, keys=draft.acquired)
            )
            numbers[draft.acquired_id] = size + len(entries)
        if draft.disposed is not None and draft.disposed_id not in numbers:
            keys = {"acquisition": numbers[draft.acquired_id], **draft.disposed}
            entries.append(Entry(kind=words.DISPOSE, by=by, at=at, act_id=draft.disposed_id, keys=keys))
            numbers[draft.disposed_id] = size + len(entries)
    done = book.enter_all(entries) if entries else []
    return Done(rows_done, tuple(each.number for each in done), BOUND)


TABLE = Table("bound-book", "Bound book", COLUMNS, rows, take)
