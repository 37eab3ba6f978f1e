"""Finding lines of the bound book: by serial number, by name, and by day."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from showsafe.books import serials
from showsafe.books.bound.lines import Line, Version, corrected_to
from showsafe.errors import WrongInput


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; everything that is said has to fit. Days are whole, both ends included, as YYYY-MM-DD.

    ``serial``: spaces, hyphens and capitals do not count. ``like``: also serials that are read for each other.
    ``name``: part of a name of a source, recipient, manufacturer or importer, or the number of a licence or form.
    ``weapon``: its id in the record of the set. ``side``: of which day, "acquired", "disposed", or "" for either.
    """

    serial: str = ""
    name: str = ""
    weapon: str = ""
    since: str = ""
    until: str = ""
    side: str = ""
    like: bool = False

    @property
    def anything(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.serial or self.name or self.weapon or self.since or self.until)


def asked(**said: Any) -> Asked:  # noqa: ANN401 - as Asked has them
    """Return what is looked for; raises WrongInput ``bound.no-day``, ``bound.no-side``, ``bound.no-serial``."""
    found = Asked(**said)
    for day in (found.since, found.until):
        try:
            sound = not day or date.fromisoformat(day).isoformat() == day
        except ValueError:
            sound = False
        if not sound:
            raise WrongInput("bound.no-day", f"{day[:40]!r} is no day.", "Write it as YYYY-MM-DD.")
    if found.side not in ("", "acquired", "disposed"):
        raise WrongInput(
            "bound.no-side", f"There is no side {found.side[:40]!r}.", "Choose acquired or disposed."
        )
    if found.serial and not serials.plain(found.serial):
        raise WrongInput(
            "bound.no-serial",
            f"{found.serial[:40]!r} has no letter or digit.",
            "Type the serial as it is read.",
        )
    return found


def find(lines: Iterable[Line], what: Asked) -> Iterator[Line]:
    """Yield the lines that fit, in their order: by what was first written as well as by what holds now."""
    for line in lines:
        if _fits(line, what):
            yield line


def _fits(line: Line, what: Asked) -> bool:
    if what.weapon and what.weapon not in _values(line.acquired, "weapon"):
        return False
    if what.serial and not _serial(line, what):
        return False
    if what.name and not _named(line, folded(what.name)):
        return False
    return not (what.since or what.until) or _dated(line, what)


def _serial(line: Line, what: Asked) -> bool:
    form = serials.folded if what.like else serials.plain
    return any(form(value) == form(what.serial) for value in _values(line.acquired, "serial"))


def _named(line: Line, part: str) -> bool:
    acquired = ("from_name", "from_licence", "manufacturer", "importer")
    disposed = ("to_name", "to_licence", "form_4473")
    names = [value for key in acquired for value in _values(line.acquired, key)]
    names += [value for each in line.disposed for key in disposed for value in _values(each, key)]
    return any(part in folded(name) for name in names)


def _dated(line: Line, what: Asked) -> bool:
    days: list[str] = []
    if what.side != "disposed":
        days += _values(line.acquired, "on")
    if what.side != "acquired":
        days += [day for each in line.disposed for day in _values(each, "on")]
    return any((what.since or day) <= day <= (what.until or day) for day in days)


def _values(version: Version, key: str) -> list[str]:
    """Return every value that a key ever had, without those that say nothing."""
    tables: list[Mapping[str, Any]] = [version.first, version.now]
    tables += [corrected_to(each) for each in version.corrections]
    return [value for table in tables if (value := table.get(key))]


def folded(name: str) -> str:
    """Return a name without capitals, accents and double spaces, as it is looked for."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(each for each in plain if not unicodedata.combining(each)).split())
