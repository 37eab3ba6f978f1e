"""The table of services: each row one service of a weapon, as it is on its card; who did it is personal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from showsafe.application.keys import one_of
from showsafe.books import kind as rows_of
from showsafe.books.book import Book, Entry
from showsafe.books.hire import entering
from showsafe.books.hire.source import Source as HireSource
from showsafe.books.hire.words import FIT, RESULTS
from showsafe.books.kinds import OFFICE, sort_of
from showsafe.books.tables import headed, values
from showsafe.books.tables.officed import found_in, hired_from, nobody, sum_of
from showsafe.books.tables.registry import GOOD, KNOWN, Column, Done, Judged, Plan, Table, Taken
from showsafe.books.tables.source import Source, Wish
from showsafe.errors import WrongInput

KIND = "record-service"

COLUMNS = (
    Column("weapon", values.name, headed.WEAPON, needed=True),
    Column("on", values.day, ("date", "service date", "serviced on", "fecha", "datum"), needed=True),
    Column("result", one_of(RESULTS), ("outcome", "resultado", "ergebnis")),
    Column("certificate", values.label, ("certificate no", "certificate number", "certificado", "report no")),
    Column("firm", values.label, ("company", "workshop", "taller", "empresa")),
    Column("expires", values.day, ("valid until", "next due", "vence")),
    Column("who", values.label, ("gunsmith", "serviced by", "armero", "by"), personal=True),
)


def rows(source: Source, wish: Wish) -> Iterator[Mapping[str, Any]]:
    """Yield every service; who did it only where names may leave."""
    for kept in source.book(OFFICE).entries(KIND):
        said = {key: kept[key] for key in ("weapon", "result", "certificate", "firm")}
        days = {key: date.fromisoformat(kept[key]) if kept[key] else None for key in ("on", "expires")}
        yield {**said, **days, "who": (kept["who"] or "") if wish.names else ""}


def take(taken: Sequence[Taken], source: Source, wish: Wish) -> Plan:
    """Judge the rows: each is a service that is entered, unless it is on record; without a result it was found fit."""
    nobody(wish)
    book: Book = source.book(OFFICE)
    look = hired_from(source, book.pages())
    on_record = {(kept["weapon"], kept["on"], kept["certificate"]) for kept in look.pages.entries(KIND)}
    judged, entries = [], []
    for each in taken:
        one = Judged(each.row, str(each.values.get("weapon", "")))
        judged.append(one)
        keys = _keys(each)
        if (keys.get("weapon"), keys.get("on"), keys.get("certificate", "")) in on_record:
            one.outcome = KNOWN
            continue
        try:
            entries.append((one, _entry(look, keys, source, wish)))
        except WrongInput as error:
            one.bad(found_in(each.row.at, error))

    def commit() -> Done:
        done = book.enter_all([entry for one, entry in entries if one.outcome == GOOD])
        return Done(len(done), tuple(each.number for each in done), OFFICE)

    return Plan(judged, commit)


def _keys(taken: Taken) -> dict[str, Any]:
    keys = {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in taken.values.items()
        if value not in (None, "")
    }
    keys.setdefault("result", FIT)
    keys.setdefault("who", keys.get("firm", "not said"))
    return keys


def _entry(look: HireSource, keys: Mapping[str, Any], source: Source, wish: Wish) -> Entry:
    act_id = f"services-{sum_of(KIND, keys)}"
    made = entering.entry(look, KIND, keys, by=wish.by, at=source.now, act_id=act_id)
    row = sort_of(OFFICE).kind(KIND)
    rows_of.allow(row, look.pages, rows_of.read(row, made.keys), wish.by)
    return made


TABLE = Table("services", "Services of weapons", COLUMNS, rows, take)
