"""The table of hires: one row for each thing of a hire, with its days; in an import each hire is its first consignment.

Rows of one hire make one entry, all or none of it. What is under that hire already is kept as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from showsafe.application.keys import one_of
from showsafe.books import kind as rows_of
from showsafe.books.book import Book, Entry
from showsafe.books.hire import entering
from showsafe.books.hire.source import Source as HireSource
from showsafe.books.hire.state import Hire, hires_of
from showsafe.books.hire.words import IN, OUT, PURPOSES, SORTS
from showsafe.books.kinds import OFFICE, sort_of
from showsafe.books.tables import headed, values
from showsafe.books.tables.cells import Fault
from showsafe.books.tables.officed import found_in, hired_from, nobody, sum_of
from showsafe.books.tables.registry import BAD, KNOWN, Column, Done, Judged, Plan, Table, Taken
from showsafe.books.tables.source import Source, Wish
from showsafe.errors import WrongInput

_WAYS = {
    "in": IN,
    "from": IN,
    "hiredin": IN,
    "rentin": IN,
    "entrada": IN,
    "out": OUT,
    "to": OUT,
    "hiredout": OUT,
}
_WAYS |= {"rentout": OUT, "salida": OUT, "loan": OUT}


def way(value: Any, where: str) -> str:  # noqa: ANN401 - values come from files
    """Read which way the things went first: ``in`` or ``out``, or what others call that."""
    plain = "".join(letter for letter in values.text_of(value, where).casefold() if letter.isalnum())
    return str(one_of((IN, OUT))(_WAYS.get(plain, plain), where))


COLUMNS = (
    Column(
        "hire", values.name, ("contract no", "contract number", "order", "alquiler", "miete"), needed=True
    ),
    Column("way", way, ("direction", "in or out", "sentido")),
    Column("party", values.label, ("with", "rental house", "house", "company", "casa", "empresa", "firma")),
    Column("purpose", one_of(PURPOSES), ("for",)),
    Column("since", values.day, ("from", "start", "hire from", "desde", "von"), needed=True),
    Column("until", values.day, ("to", "end", "due", "hire until", "due back", "hasta", "bis"), needed=True),
    Column("on", values.day, ("date", "delivered", "fecha", "datum")),
    Column("thing", values.name, ("weapon", "lot", *headed.WEAPON), needed=True),
    Column("sort", one_of(SORTS), ("kind",)),
    Column("serial", values.label, headed.SERIAL),
    Column("count", values.count, ("quantity", "qty", "cantidad", "anzahl")),
    Column("seal", values.label, ("seal no", "precinto")),
    Column("contract", values.label, ("contract", "contrato")),
    Column("carrier", values.label, ("transport", "transportista")),
    Column("packing", values.label, ("packing list", "lista de embalaje")),
    Column("returned", values.count, ("back", "devuelto")),
    Column("outstanding", values.count, ("still out", "pendiente")),
    Column("closed_on", values.day, ("closed", "cerrado")),
)
_OF_AN_ITEM = ("thing", "sort", "serial", "count", "seal")
_OF_A_HIRE = ("hire", "party", "purpose", "since", "until", "on", "contract", "carrier", "packing")
_AGREED = ("since", "until", "party", "purpose")
"""What a hire that is on record has already."""


def rows(source: Source, wish: Wish) -> Iterator[Mapping[str, Any]]:
    """Yield every thing of every hire, those that are over among them."""
    del wish
    pages = source.book(OFFICE)
    for hire in hires_of(pages):
        first = pages.at(hire.opened)
        for item in hire.items.values():
            yield {
                "hire": hire.id,
                "way": hire.way,
                "party": hire.party,
                "purpose": hire.purpose,
                "since": date.fromisoformat(hire.since),
                "until": date.fromisoformat(hire.until),
                "on": date.fromisoformat(item.went[0].on),
                "thing": item.thing,
                "sort": item.sort,
                "serial": item.serial,
                "count": item.sent,
                "seal": item.went[-1].says.get("seal", ""),
                "contract": first["contract"],
                "carrier": first["carrier"],
                "packing": first["packing"],
                "returned": item.returned,
                "outstanding": item.outstanding,
                "closed_on": date.fromisoformat(hire.closed_on) if hire.closed_on else None,
            }


def take(taken: Sequence[Taken], source: Source, wish: Wish) -> Plan:
    """Judge the rows: what of a hire is not on record yet becomes its first consignment, or a further one."""
    nobody(wish)
    book: Book = source.book(OFFICE)
    look = hired_from(source, book.pages())
    judged = [
        Judged(each.row, f"{each.values.get('hire', '')} {each.values.get('thing', '')}") for each in taken
    ]
    groups: dict[str, list[int]] = {}
    for place, each in enumerate(taken):
        groups.setdefault(str(each.values.get("hire", "")), []).append(place)
    _twice(taken, judged)
    entries: dict[str, Entry] = {}
    for hire, places in groups.items():
        made = _group(hire, [(taken[place], judged[place]) for place in places], look, source, wish)
        if made is not None:
            entries[hire] = made

    def commit() -> Done:
        return _commit(book, entries, groups, judged)

    return Plan(judged, commit)


def _twice(taken: Sequence[Taken], judged: Sequence[Judged]) -> None:
    """A thing that the file has twice cannot be in two places."""
    first: dict[str, str] = {}
    for each, one in zip(taken, judged, strict=True):
        thing = str(each.values.get("thing", ""))
        at = each.row.where("thing")
        if thing and thing in first:
            one.bad(
                Fault(at, "hires.twice", f"{at}: {thing} is in {first[thing]} too.", "Name each thing once.")
            )
        first.setdefault(thing, at)


Rows = list[tuple[Taken, Judged]]


def _group(hire: str, rows: Rows, look: HireSource, source: Source, wish: Wish) -> Entry | None:
    """Return the consignment of one hire; what stands against it is said of each of its rows."""
    known = look.hires.get(hire)
    on_record = known.items if known is not None else {}
    for each, one in rows:
        if each.values["thing"] in on_record and one.outcome != BAD:
            one.outcome = KNOWN
    new = [(each, one) for each, one in rows if one.outcome != KNOWN]
    if not new:
        return None
    try:
        _together(hire, new)
        return _entry(known, new, look, source, wish)
    except WrongInput as error:
        for each, one in new:
            if one.outcome != BAD:
                one.bad(found_in(each.row.at, error))
        return None


def _together(hire: str, rows: Rows) -> None:
    """Let the rows of one hire pass that agree with each other, and of which none is bad."""
    if any(one.outcome == BAD for _, one in rows):
        raise WrongInput(
            "hires.not-whole",
            f"Another row of hire {hire} cannot be taken, and a hire is taken whole.",
            "Mend that row.",
        )
    first = rows[0][0].values
    agree = ("since", "until", "party", "way", "purpose")
    if any(each.values.get(key) != first.get(key) for each, _ in rows for key in agree):
        raise WrongInput(
            "hires.differs",
            f"The rows of hire {hire} do not say the same days, party and way.",
            "Say them alike in each of its rows; another contract is another hire.",
        )


def _entry(known: Hire | None, rows: Rows, look: HireSource, source: Source, wish: Wish) -> Entry:
    first = rows[0][0].values
    keys = {key: _said(first[key]) for key in _OF_A_HIRE if first.get(key) not in (None, "")}
    keys.setdefault("on", keys["since"])
    if known is not None:
        keys = {key: value for key, value in keys.items() if key not in _AGREED}
    keys["items"] = [
        {key: each.values[key] for key in _OF_AN_ITEM if each.values.get(key) not in (None, "")}
        for each, _ in rows
    ]
    way_in = (known.way if known is not None else first.get("way", IN)) == IN
    kind = "take-in" if way_in else "send-out"
    act_id = f"hires-{sum_of(kind, keys)}"
    made = entering.entry(look, kind, keys, by=wish.by, at=source.now, act_id=act_id)
    row = sort_of(OFFICE).kind(kind)
    rows_of.allow(row, look.pages, rows_of.read(row, made.keys), wish.by)
    return made


def _said(value: Any) -> Any:  # noqa: ANN401 - the value of any column
    return value.isoformat() if isinstance(value, date) else value


def _commit(
    book: Book, entries: Mapping[str, Entry], groups: Mapping[str, list[int]], judged: Sequence[Judged]
) -> Done:
    """Enter every hire of which no row is bad; a hire is taken whole or not at all."""
    good = [hire for hire in entries if all(judged[place].outcome != BAD for place in groups[hire])]
    done = book.enter_all([entries[hire] for hire in good])
    count = sum(len(entries[hire].keys["items"]) for hire in good)
    return Done(count, tuple(each.number for each in done), OFFICE)


TABLE = Table("hires", "Hires, one row for each thing", COLUMNS, rows, take)
