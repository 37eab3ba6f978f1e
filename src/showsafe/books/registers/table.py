"""Every register by the place whose law wants it, and how one is written as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import Any

from showsafe.application.nearest import did_you_mean
from showsafe.application.records import unstamp
from showsafe.books.bound.sheet import cell
from showsafe.books.material import Material
from showsafe.books.registers import au_nsw, au_qld, nz
from showsafe.errors import WrongInput

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Register:
    """One register: how it is made, its lines as a table, their columns, and which of these hold a time."""

    place: str
    title: str
    make: Callable[..., Plain]
    lines: Callable[[Plain], Iterator[Plain]]
    columns: tuple[str, ...]
    times: tuple[str, ...]


REGISTERS: Mapping[str, Register] = {
    row.place: row
    for row in (
        Register(
            au_nsw.PLACE,
            "Register of the theatrical armorer",
            au_nsw.register,
            au_nsw.lines,
            au_nsw.COLUMNS,
            ("from", "to"),
        ),
        Register(
            au_qld.PLACE,
            "Theatrical ordnance register",
            au_qld.register,
            au_qld.lines,
            au_qld.COLUMNS,
            ("at",),
        ),
        Register(
            nz.PLACE,
            "Daily opening and close with the police",
            nz.register,
            nz.lines,
            nz.COLUMNS,
            ("opened_at", "closed_at"),
        ),
    )
}
"""Every register, by the id of its place's profile."""


def register_of(place: str) -> Register:
    """Return a register by its place; raises WrongInput ``register.unknown``."""
    if place not in REGISTERS:
        meant = did_you_mean(place, REGISTERS, f"Registers: {', '.join(REGISTERS)}.")
        raise WrongInput("register.unknown", f"There is no register {place[:40]!r}.", meant)
    return REGISTERS[place]


def made(material: Material, place: str, *, names: bool = False) -> Plain:
    """Return a register of a unit, and whether the unit works by the rules of that place."""
    found = register_of(place)
    head = {
        "title": found.title,
        "in_force": place in material.places,
        "offset_minutes": material.offset_minutes,
    }
    return {**head, **found.make(material, names=names)}


def lines_of(register: Plain) -> Iterator[dict[str, str]]:
    """Yield a register as lines of texts: times as the clock of the set has them, "" where something goes on."""
    found = register_of(register["register"])
    for line in found.lines(register):
        yield {
            column: _text(line[column], register["offset_minutes"], time=column in found.times)
            for column in found.columns
        }


def _text(value: Any, offset_minutes: int, *, time: bool) -> str:  # noqa: ANN401 - a text or a number
    if time and value:
        zone = timezone(timedelta(minutes=offset_minutes))
        return unstamp(value).astimezone(zone).isoformat(timespec="seconds")
    return "" if value == 0 else str(value)


def as_csv(register: Plain) -> bytes:
    """Return a register as CSV (UTF-8 with its mark, CRLF). Nothing in it is taken for a formula by a spreadsheet."""
    columns = register_of(register["register"]).columns
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for line in lines_of(register):
        writer.writerow([cell(line[column]) for column in columns])
    return text.getvalue().encode("utf-8-sig")
