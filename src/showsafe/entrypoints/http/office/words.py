"""The words of the pages, in English and Spanish: one file each, with the same keys, and how dates are written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from typing import Any

from showsafe.fleet.board import UnitRow

LANGUAGES: Mapping[str, str] = {"en": "en-GB", "es": "es-MX"}
"""Each language, and what a page in it says of itself."""

_WHERE = tuple(
    (key, re.compile(pattern))
    for key, pattern in (
        ("gone", "left the unit, to (.+)"),
        ("watched", "placed at (.*), watched by (.+)"),
        ("nobody", "with nobody on record"),
        ("with", "with (.+)"),
        ("in", "in (.+)"),
        ("unattended", "unattended"),
        ("at", "at (.*), unattended"),
    )
)
"""How it is said where a weapon is, each with what it says it of."""

_MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
}


@cache
def texts(language: str) -> Mapping[str, str]:
    """Return every text of a language by its key, parts joined with points."""
    file = resources.files("showsafe.entrypoints.http.office").joinpath(f"text/{language}.toml")
    return dict(_flat(tomllib.loads(file.read_text("utf-8")), ""))


def _flat(table: Mapping[str, Any], before: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        found += _flat(value, f"{before}{key}.") if isinstance(value, dict) else [(f"{before}{key}", value)]
    return found


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, as a template asks for them."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """Return a text by its key with values in it; one that is missing is a fault of the program."""
        return texts(self.language)[key].format(**values)

    def many(self, key: str, n: int) -> str:
        """Return a text that counts: ``key.one`` for one, else ``key.many``."""
        return texts(self.language)[f"{key}.one" if n == 1 else f"{key}.many"].format(n=self.number(n))

    def number(self, n: int) -> str:
        """Return a whole number with its thousands apart: both English and Mexican Spanish take a comma."""
        return f"{n:,}"

    def word(self, group: str, value: str) -> str:
        """Return what a word of the record is called, where there is a text for it; else the word as it is."""
        return texts(self.language).get(f"{group}.{value}", value.replace("-", " "))

    def sentence(self, group: str, code: str, says: str) -> str:
        """Return the sentence of a code, where this language has one; else the one that came with it."""
        return texts(self.language).get(f"{group}.{code.replace('.', '-')}", says)

    def reason(self, code: str, says: str, row: UnitRow, now: datetime) -> str:
        """Return why a unit stands where it does; the sentence that came with it where this language has none."""
        text = texts(self.language).get(f"reason.{code}")
        if text is None:
            return says
        numbers = ("gaps", "as_of", "behind", "unowned", "witnessed", "held_things")
        return text.format(
            heard=self.ago(row.heard, now),
            day_since=self.ago(row.day_since, now),
            top=self.number(max(row.held, row.told)),
            **{name: self.number(getattr(row, name)) for name in numbers},
        )

    def grey(self, says: str, as_of: int) -> str:
        """Return that nothing later than a record can be read."""
        text = texts(self.language).get("grey.any")
        return says if text is None else text.format(n=self.number(as_of))

    def clock(self, says: str, said: datetime | None, arrived: datetime | None) -> str:
        """Return that two clocks differ, with what both say."""
        text = texts(self.language).get("grey.clock")
        return says if text is None else text.format(said=self.time(said), arrived=self.time(arrived))

    def where(self, says: str) -> str:
        """Return where a weapon is, as ``projections.sentences.where`` says it, in this language."""
        for key, pattern in _WHERE:
            found = pattern.fullmatch(says)
            if found:
                text = texts(self.language).get(f"where.{key}")
                return says if text is None else text.format(*found.groups())
        return says

    def day(self, when: date | None) -> str:
        """Return a day: 3 Mar 2026."""
        if when is None:
            return self("never")
        return f"{when.day} {_MONTHS[self.language][when.month - 1]} {when.year}"

    def time(self, when: datetime | None) -> str:
        """Return a time in UTC: 3 Mar 2026, 14:05 UTC."""
        if when is None:
            return self("never")
        moment = when.astimezone(UTC)
        return f"{self.day(moment.date())}, {moment:%H:%M} UTC"

    def stamped(self, text: str) -> str:
        """Return the time of a record."""
        return self.time(datetime.fromisoformat(text)) if text else self("never")

    def ago(self, when: datetime | None, now: datetime) -> str:
        """Return how long something is past, in its largest unit."""
        if when is None:
            return self("never")
        seconds = max(0, int((now - when).total_seconds()))
        for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
            if seconds >= size:
                return self.many(f"ago.{unit}", seconds // size)
        return self("ago.now")


def chosen(cookie: str, accepted: str) -> str:
    """Return the language of a page: the one chosen before, else the first that the browser wants and there is."""
    if cookie in LANGUAGES:
        return cookie
    for part in accepted[:200].lower().split(","):
        name = part.partition(";")[0].strip()[:2]
        if name in LANGUAGES:
            return name
    return "en"
