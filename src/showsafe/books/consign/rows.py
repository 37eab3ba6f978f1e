"""What a consignment means for the owner's bound book: rows that are proposed, with what they lack; people enter them.

Whether a loan to a production is a disposition was read nowhere: that is for whoever holds the licence to know.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from showsafe.application.records import unstamp
from showsafe.books.bound import words
from showsafe.books.bound.lines import Bound, Line, holding
from showsafe.books.consign.state import Arrival, Consignment
from showsafe.domain.things import Weapon


@dataclass(frozen=True, slots=True)
class Row:
    """One row that could be entered: which kind, of which weapon, its keys, what it still lacks, and what it rests on.

    ``why_not`` says why the book seems to have it, or cannot take it, "" where nothing is against it.
    """

    kind: str
    weapon: str
    keys: dict[str, Any]
    lacks: tuple[str, ...]
    record: int
    why_not: str = ""


def proposed(
    found: Consignment, origin: str, book: Bound, weapon: Weapon, offset_minutes: int
) -> Iterator[Row]:
    """Yield the rows that one consignment means for this unit's book: gone from here, or come here."""
    if found.left is not None and found.of is not None and found.of.origin == origin:
        yield _gone(found, book, weapon, _day(found.left.step.at, offset_minutes))
    for each in found.arrivals:
        if each.said.origin == origin:
            yield _come(each, found, book, weapon, _day(each.said.step.at, offset_minutes))


def _day(at: str, offset_minutes: int) -> str:
    moment: datetime = unstamp(at) + timedelta(minutes=offset_minutes)
    return moment.date().isoformat()


def _line(book: Bound, weapon: Weapon) -> Line | None:
    return next(iter(holding(book.lines).get(weapon.id, ())), None)


def _gone(found: Consignment, book: Bound, weapon: Weapon, on: str) -> Row:
    line = _line(book, weapon)
    left = found.left.step if found.left is not None else None
    back = left is not None and left.deed == "return-to-owner"
    keys: dict[str, Any] = {"on": on, "how": "returned" if back else "consigned"}
    if found.word("to"):
        keys["note"] = f"to {found.word('to')}, with {found.carrier}; record {left.number if left else 0}"[
            :120
        ]
    if line is not None:
        keys["acquisition"] = line.entry
    against = "" if line is not None else "not-held"
    return Row(words.DISPOSE, weapon.id, keys, ("to_name", "to_address"), left.number if left else 0, against)


def _come(arrival: Arrival, found: Consignment, book: Bound, weapon: Weapon, on: str) -> Row:
    """Of another weapon that came in the place of one, only what was read on it is known."""
    known = {
        "manufacturer": weapon.maker,
        "model": weapon.model,
        "serial": weapon.serial,
        "calibre": weapon.calibre,
    }
    home = found.of is not None and found.of.origin == arrival.said.origin
    keys: dict[str, Any] = {"on": on, "weapon": weapon.id, "how": "returned" if home else "consigned"}
    keys |= {key: value for key, value in known.items() if value}
    gone = [line.gone for line in book.lines if line.weapon == weapon.id and line.gone is not None]
    if home and gone:
        keys["after"] = gone[-1].kept.number
    if found.of is not None:
        keys["paper"] = f"consignment {found.of}"[:120]
    lacks = [key for key, value in known.items() if not value]
    lacks += ["type", "from_name", "from_address"]
    against = "held-already" if _line(book, weapon) is not None else ""
    return Row(words.ACQUIRE, weapon.id, keys, tuple(lacks), arrival.said.step.number, against)


def command(row: Row, where: str) -> str:
    """Return the command by which a person enters a row, with a word in capitals for each fact that it lacks."""
    said = [f"{key}={_typed(str(value))}" for key, value in row.keys.items()]
    said += [f"{key}=..." for key in row.lacks]
    return f"showsafe book enter {where} {row.kind} --as PERSON {' '.join(said)}"


def _typed(value: str) -> str:
    plain = all(each.isalnum() or each in "-_./:" for each in value)
    return value if plain else "'" + value.replace("'", "'\\''") + "'"
