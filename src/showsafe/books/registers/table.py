"""Every register by the place whose law wants it, and how one is written as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from showsafe.application.nearest import did_you_mean
from showsafe.books.material import Material
from showsafe.books.registers import au_nsw, au_qld, nz
from showsafe.errors import WrongInput

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Register:
    """One register: how it is made, its lines as a table, and the columns of these."""

    place: str
    title: str
    make: Callable[..., Plain]
    lines: Callable[[Plain], Iterator[Plain]]
    columns: tuple[str, ...]


REGISTERS: Mapping[str, Register] = {
    au_nsw.PLACE: Register(
        au_nsw.PLACE, "Register of the theatrical armorer", au_nsw.register, au_nsw.lines, au_nsw.COLUMNS
    ),
    au_qld.PLACE: Register(
        au_qld.PLACE, "Theatrical ordnance register", au_qld.register, au_qld.lines, au_qld.COLUMNS
    ),
    nz.PLACE: Register(
        nz.PLACE, "Daily opening and close with the police", nz.register, nz.lines, nz.COLUMNS
    ),
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
    return {"title": found.title, "in_force": place in material.places, **found.make(material, names=names)}


def as_csv(register: Plain) -> bytes:
    """Return a register as CSV (UTF-8 with its mark, CRLF). Nothing in it is taken for a formula by a spreadsheet."""
    found = register_of(register["register"])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(found.columns)
    for line in found.lines(register):
        writer.writerow([_cell(line[column]) for column in found.columns])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:  # noqa: ANN401 - a text or a number
    text = str(value)
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
