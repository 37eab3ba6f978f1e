"""New Zealand: for each shooting day, when the police were told that it began and that it ended, under which number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from showsafe.application.records import unstamp
from showsafe.books.clauses import clause_as_json
from showsafe.books.material import Material
from showsafe.projections import days as days_view

PLACE = "nz"
CLAUSES = ("NZ-SS/POLICE-DAY", "NZ-SS/POLICE-PERM")
NOTICE = "police-event"
COLUMNS = (
    *("day", "opened_at", "opened_by", "open_event", "opened_record"),
    *("closed_at", "closed_by", "close_event", "closed_record"),
)

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """The opening or the closing of a day: its record, when, by whom, and the event number, "" where none was said."""

    record: int
    at: str
    by: str
    number: str


@dataclass(frozen=True, slots=True)
class PoliceDay:
    """A shooting day with its two sides; ``closed`` is None while nobody closed it."""

    date: str
    record: int
    opened: Side
    closed: Side | None


def days(material: Material) -> Iterator[PoliceDay]:
    """Yield the shooting days of the set, in order."""
    for _, row in material.rows(days_view.NAME):
        closed = row["closed_record"]
        yield PoliceDay(
            date=material.day_of(unstamp(row["opened_at"])).isoformat(),
            record=row["opened_record"],
            opened=_side(material, row["opened_record"], row["opened_at"]),
            closed=_side(material, closed, row["closed_at"]) if closed else None,
        )


def _side(material: Material, record: int, at: str) -> Side:
    body = material.body(record)
    deed = body.get("completes") or body
    notice = deed["act"].get("notice") or {}
    number = notice.get("number", "") if notice.get("kind") == NOTICE else ""
    return Side(record, at, deed["by"], str(number))


def register(material: Material, *, names: bool = False) -> Plain:
    """Return every day with both sides; people by their id, whatever ``names`` says."""
    found = []
    for day in days(material):
        closed = day.closed or Side(0, "", "", "")
        found.append(
            {
                "day": day.date,
                "opened_at": day.opened.at,
                "opened_by": day.opened.by,
                "open_event": day.opened.number,
                "opened_record": day.opened.record,
                "closed_at": closed.at,
                "closed_by": closed.by,
                "close_event": closed.number,
                "closed_record": closed.record or "",
            }
        )
    return {
        "register": PLACE,
        "unit": material.unit,
        "names": names,
        "clauses": [clause_as_json(material.clauses[name]) for name in CLAUSES],
        "days": found,
    }


def lines(register: Plain) -> Iterator[Plain]:
    """Yield the register as lines of a table."""
    yield from register["days"]
