"""The table of which rounds go into which weapon: rows of the program, and those that the production puts down itself.

A row says who or what it rests on. It warns at intake and planning and permits nothing: what is loaded is asked of the
calibres that are on record, and of two people who read the box.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from showsafe.books import ammunition
from showsafe.books.book import Entry
from showsafe.books.kinds import OFFICE
from showsafe.books.kinds.intake import MATCH, MATCH_KINDS
from showsafe.books.tables import headed, values
from showsafe.books.tables.cells import Fault
from showsafe.books.tables.registry import GOOD, KNOWN, Column, Done, Judged, Plan, Table, Taken
from showsafe.books.tables.source import Source, Wish
from showsafe.errors import WrongInput
from showsafe.ledger import canonical


def kind(value: Any, where: str) -> str:  # noqa: ANN401 - values come from files
    """Read of which rounds a row speaks."""
    text = values.text_of(value, where).strip()
    plain = "".join(letter for letter in text.casefold() if letter.isalnum())
    said = headed.KINDS.get(plain, text.casefold())
    if said not in MATCH_KINDS:
        raise WrongInput(
            "input.unknown-word", f"{where} is not one of them.", f"Known: {', '.join(MATCH_KINDS)}."
        )
    return said


COLUMNS = (
    Column(
        "calibre", values.calibre, ("weapon calibre", "weapon caliber", "gun", *headed.CALIBRE), needed=True
    ),
    Column("rounds", values.calibre, ("ammunition", "round", "cartridge", "on the box"), needed=True),
    Column("kind", kind, ("kind of round", "type"), needed=True),
    Column("fits", values.flag, ("goes in", "compatible", "ok"), needed=True),
    Column("source", values.label, ("says", "who says", "reference", "fuente", "quelle"), needed=True),
    Column("grade", values.label),
)


def rows(source: Source, _wish: Wish) -> Iterator[Mapping[str, Any]]:
    """Yield every row of the table with its source, and how well that was read."""
    for row in ammunition.matches(source.pages(OFFICE).entries(MATCH)).standing():
        yield {name.name: getattr(row, name.name) for name in COLUMNS}


def take(taken: Sequence[Taken], source: Source, wish: Wish) -> Plan:
    """Judge the rows: enter each in the office book, unless the same is said already."""
    if not wish.by:
        raise WrongInput("table.nobody", "Nobody says who imports this.", "Say who it is: --by PERSON.")
    if wish.by not in source.state.people:
        raise WrongInput("input.unknown-person", f"No person {wish.by} is on record.", "Enrol them first.")
    known = ammunition.matches(source.pages(OFFICE).entries(MATCH))
    judged: list[Judged] = []
    entries: list[tuple[Judged, Entry]] = []
    for each in taken:
        said = {key: value for key, value in each.values.items() if key != "grade"}
        one = Judged(each.row, f"{said['rounds']} in {said['calibre']}")
        _hold(one, said, known)
        judged.append(one)
        entries.append((one, _entry(said, len(known.rows), source, wish)))

    def commit() -> Done:
        done = source.book(OFFICE).enter_all([entry for one, entry in entries if one.outcome == GOOD])
        return Done(len(done), tuple(each.number for each in done), OFFICE)

    return Plan(judged, commit)


def _hold(one: Judged, said: Mapping[str, Any], known: ammunition.Matches) -> None:
    before = known.says(said["calibre"], said["rounds"], said["kind"])
    if before is None or before.kind != said["kind"]:
        return
    if (before.fits, before.source) == (said["fits"], said["source"]):
        one.outcome = KNOWN
    elif before.fits != said["fits"]:
        at = one.row.where("fits")
        says = f"{at}: {before.source} ({ammunition.graded(before)}) says otherwise; this row would stand instead."
        one.notes.append(Fault(at, "match.otherwise", says, "Ask both sources before anything is loaded."))


def _entry(said: Mapping[str, Any], before: int, source: Source, wish: Wish) -> Entry:
    total = hashlib.sha256(canonical.encode({**said, "by": wish.by, "rows": before})).hexdigest()[:24]
    return Entry(kind=MATCH, by=wish.by, at=source.now, act_id=f"match-{total}", keys=dict(said))


TABLE = Table("ammunition-match", "Which rounds go into which weapon", COLUMNS, rows, take)
