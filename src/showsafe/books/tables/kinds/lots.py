"""The table of lots: each row receives one box of rounds, sealed and labelled, by what its label says.

A lot comes in under two names. Where the list names nobody who countersigns, the row is held until a second person has
opened the box, read it, and confirms; nobody is named for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from showsafe.application.keys import one_of
from showsafe.application.parse import lot_kind
from showsafe.books import ammunition
from showsafe.books.kinds import OFFICE
from showsafe.books.tables import acting, headed, values
from showsafe.books.tables.acting import Draft
from showsafe.books.tables.cells import Fault
from showsafe.books.tables.registry import BAD, KNOWN, Column, Judged, Plan, Table, Taken
from showsafe.books.tables.source import Source, Wish
from showsafe.domain import words
from showsafe.domain.events import HOLD
from showsafe.domain.things import Lot

FIXED = ("kind", "load", "calibre", "count", "state", "supplier")
"""What describes a lot that is on record and cannot be said otherwise."""

_FIELDS = {"load": "size", "count": "total", "lot": "id"}


def kind(value: Any, where: str) -> str:  # noqa: ANN401 - values come from files
    """Read the kind of rounds; *live* is kept as unidentified, and such a lot does not come in."""
    text = values.text_of(value, where).strip()
    plain = "".join(letter for letter in text.casefold() if letter.isalnum())
    return lot_kind(headed.KINDS.get(plain, text.casefold().replace(" ", "-")), where)


COLUMNS = (
    Column("lot", values.name, headed.LOT, needed=True),
    Column("kind", kind, headed.KIND, needed=True),
    Column("load", values.word(headed.LOADS, one_of(words.BLANK_SIZES)), headed.LOAD),
    Column("calibre", values.calibre, headed.CALIBRE, needed=True),
    Column("count", values.count, headed.COUNT, needed=True),
    Column("state", values.key("state"), headed.STATE),
    Column("closure", values.label),
    Column("barrel", values.key("barrel")),
    Column("maker", values.label, headed.MAKER),
    Column("supplier", values.label, headed.SUPPLIER),
    Column("seal", values.label, headed.SEAL),
    Column("countersigned_by", values.name, headed.SECOND),
)
NAMES = tuple(column.name for column in COLUMNS if column.name != "countersigned_by")


def rows(source: Source, _wish: Wish) -> Iterator[Mapping[str, Any]]:
    """Yield every lot of the unit that has not left it."""
    for lot in source.state.lots.values():
        if not lot.gone:
            yield as_row(lot)


def as_row(lot: Lot) -> dict[str, Any]:
    """Return a lot by column, as it came in."""
    return {name: getattr(lot, _FIELDS.get(name, name)) for name in NAMES}


def take(taken: Sequence[Taken], source: Source, wish: Wish) -> Plan:
    """Judge the rows: receive each, unless it is on record."""
    drafts = [Draft(Judged(each.row, each.values["lot"]), "receive", dict(each.values)) for each in taken]
    for draft in drafts:
        _second(draft, wish)
        _hold(draft, source)
        if not draft.keys["count"]:
            at = draft.judged.row.where("count")
            draft.judged.bad(
                Fault(at, "table.none", f"{at}: There is nothing in it.", "Count it by its label.")
            )
    acting.twice(drafts, "lot", lambda draft: draft.judged.name)
    _match(drafts, source)
    return acting.plan(drafts, source, wish)


def _second(draft: Draft, wish: Wish) -> None:
    """Where people answer for themselves, a list does not answer for anybody."""
    if "countersigned_by" in draft.keys and not wish.second:
        draft.keys = {key: value for key, value in draft.keys.items() if key != "countersigned_by"}
        at = draft.judged.row.where("countersigned_by")
        says = f"{at}: The list names a second person, who has to say it themselves."
        draft.judged.notes.append(Fault(at, "table.second", says, "They open the box, read it, and confirm."))


def _hold(draft: Draft, source: Source) -> None:
    known = source.state.lots.get(draft.judged.name)
    if known is not None and known.total:
        acting.differs(draft, as_row(known), fixed=FIXED)
        if not draft.judged.faults and not known.gone:
            draft.known, draft.judged.outcome = True, KNOWN
        return
    for pending in source.state.pending.values():
        if pending.act.lot == draft.judged.name and pending.act.kind == "receive" and pending.outcome == HOLD:
            at = draft.judged.row.at
            says = f"{at}: It waits for a second person since record {pending.record}."
            draft.judged.notes.append(Fault(at, "table.waits", says, "Confirm that record."))
            draft.known, draft.judged.outcome = True, KNOWN


def _match(drafts: Sequence[Draft], source: Source) -> None:
    """Warn of boxes that fit no weapon on record, or are called by another name than the weapon's."""
    table = ammunition.matches(source.pages(OFFICE).entries())
    for draft in drafts:
        if draft.judged.outcome == BAD:
            continue
        keys = draft.keys
        lot = Lot(id=draft.judged.name, kind=keys["kind"], calibre=keys["calibre"])
        at = draft.judged.row.where("calibre")
        for warned in table.of_lot(lot, source.state.weapons.values()):
            draft.judged.notes.append(Fault(at, warned.code, f"{at}: {warned.says}", warned.now))


TABLE = Table("lots", "Lots", COLUMNS, rows, take)
