"""Which rounds go into which weapon: a table of what somebody says, with its source, for a warning and never for a yes.

The gate *rounds* compares the calibres that are on record, and refuses what is not written alike (JMFX/NO-INTERCHANGE:
only blanks made for that gun). This table warns before that: at intake, where a box fits no weapon or is called by
another name, and at planning. Rows come with the program (``ammunition.toml``) and from the production's own book.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from showsafe.books.kinds.intake import MATCH
from showsafe.books.pages import Kept
from showsafe.books.warned import Warned
from showsafe.domain.things import Lot, Weapon

PROGRAM = "the program"
ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One row: rounds called so go, or do not go, into weapons of a calibre; who or what says so, and how well read.

    ``grade`` is that of the catalogue of rules, or ``own`` for what the production itself put down. ``by`` is who did.
    """

    calibre: str
    rounds: str
    kind: str
    fits: bool
    source: str
    grade: str
    by: str = PROGRAM


def plain(calibre: str) -> str:
    """Return a calibre without what does not count: spaces, capitals, points, and the word *mm*."""
    text = "".join(letter for letter in calibre.casefold() if letter.isalnum() or letter in "-/&")
    return text.replace("mm", "").replace("caliber", "").replace("calibre", "")


@dataclass(slots=True)
class Matches:
    """The whole table: the rows of the program, then those of the production, which come first where they differ."""

    rows: list[Match] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)
    _said: dict[tuple[str, str, str], Match] = field(default_factory=dict)

    def add(self, row: Match) -> None:
        """Take one more row."""
        self.rows.append(row)
        self._said[self.one(row.calibre), self.one(row.rounds), row.kind] = row

    def name(self, name: str, also: Iterable[str]) -> None:
        """Take a calibre with its other names."""
        for each in (name, *also):
            self._names[plain(each)] = plain(name)

    def standing(self) -> list[Match]:
        """Return the rows that stand: of two about the same, the later one."""
        return list(self._said.values())

    def one(self, calibre: str) -> str:
        """Return the same text for all names of one calibre."""
        said = plain(calibre)
        return self._names.get(said, said)

    def known(self, calibre: str) -> bool:
        """Whether any row or name speaks of a calibre."""
        said = self.one(calibre)
        return said in self._names.values() or any(said in key[:2] for key in self._said)

    def says(self, calibre: str, rounds: str, kind: str) -> Match | None:
        """Return what is said of rounds of a kind in weapons of a calibre, if anything is."""
        key = self.one(calibre), self.one(rounds)
        return self._said.get((*key, kind)) or self._said.get((*key, ANY))

    def of_lot(self, lot: Lot, weapons: Iterable[Weapon]) -> Iterator[Warned]:
        """Yield what is to be said of a box beside the weapons that are on record."""
        firing = [weapon for weapon in weapons if weapon.takes_rounds and weapon.enrolled]
        if not lot.calibre or not firing:
            return
        written = [weapon for weapon in firing if _written_alike(lot, weapon)]
        if written:
            return
        named = [weapon for weapon in firing if self.one(weapon.calibre) == self.one(lot.calibre)]
        fitting = [
            weapon
            for weapon in firing
            if (row := self.says(weapon.calibre, lot.calibre, lot.kind)) and row.fits
        ]
        if named:
            yield _other_name(lot, named[0])
        elif fitting:
            row = self.says(fitting[0].calibre, lot.calibre, lot.kind)
            if row is not None:
                yield _said_to_fit(lot, fitting[0], row)
        else:
            yield Warned(
                "match.no-weapon",
                f"No weapon on record takes {lot.calibre}.",
                "Read the box again, or register the weapon that it is for.",
            )

    def of_weapon(self, weapon: Weapon) -> Iterator[Warned]:
        """Yield what is to be said of the calibres that a weapon is said to take."""
        for also in weapon.takes:
            row = self.says(weapon.calibre, also, ANY) or self.says(weapon.calibre, also, "blank")
            if row is not None and not row.fits:
                yield Warned(
                    "match.not-this",
                    f"{also} is said not to go into {weapon.calibre}: {row.source} ({graded(row)}).",
                    "Ask whoever supplies it, and read the barrel; take it out of the list where it is wrong.",
                )

    def of_pair(self, weapon: Weapon, lot: Lot) -> Iterator[Warned]:
        """Yield what is to be said of rounds of a box that are planned for a weapon."""
        row = self.says(weapon.calibre, lot.calibre, lot.kind)
        if row is not None and not row.fits:
            yield Warned(
                "match.not-this",
                f"{lot.id} is {lot.calibre}, which is said not to go into {weapon.calibre}: "
                f"{row.source} ({graded(row)}).",
                "Take a box that is made for this weapon.",
            )
        elif not _written_alike(lot, weapon) and self.one(weapon.calibre) == self.one(lot.calibre):
            yield _other_name(lot, weapon)
        elif not _written_alike(lot, weapon) and row is not None:
            yield _said_to_fit(lot, weapon, row)

    def of_plan(self, weapon: Weapon, lots: Iterable[Lot], kind: str, size: str = "") -> Iterator[Warned]:
        """Yield what is to be said where a weapon is planned with rounds of a kind: that no box is written for it."""
        yield from self.of_weapon(weapon)
        here = [lot for lot in lots if lot.kind == kind and not lot.gone and (not size or lot.size == size)]
        if any(_written_alike(lot, weapon) for lot in here):
            return
        yield from (warned for lot in here for warned in self.of_pair(weapon, lot))
        said = " ".join(part for part in (size, kind) if part)
        taken = ", ".join(part for part in (weapon.calibre, *weapon.takes) if part) or "a calibre nobody said"
        yield Warned(
            "match.no-lot",
            f"No box of {said} rounds on record is written for {weapon.id}, which takes {taken}.",
            "Receive one before the day, or plan it without rounds.",
        )


def graded(row: Match) -> str:
    """Return how well a row was read, in words; what was read nowhere is never shown as law."""
    if row.grade == "M":
        return "trade knowledge, read in no source"
    return f"put down by {row.by}" if row.grade == "own" else f"read, grade {row.grade}"


def _written_alike(lot: Lot, weapon: Weapon) -> bool:
    said = "".join(lot.calibre.lower().split())
    return said in {"".join(each.lower().split()) for each in (weapon.calibre, *weapon.takes)}


def _other_name(lot: Lot, weapon: Weapon) -> Warned:
    return Warned(
        "match.other-name",
        f"{lot.calibre} may be another name of {weapon.calibre}, which {weapon.id} takes; nothing is loaded until they "
        "are written alike.",
        f"Two people read the box and the barrel; write the calibre as it is on record: {weapon.calibre}.",
    )


def _said_to_fit(lot: Lot, weapon: Weapon, row: Match) -> Warned:
    return Warned(
        "match.said-to-fit",
        f"{lot.calibre} is said to go into {weapon.calibre} ({weapon.id}): {row.source} ({graded(row)}). "
        "Its record does not say so, and nothing is loaded until it does.",
        f"Where the maker of the weapon agrees, put {lot.calibre} among what it takes.",
    )


@cache
def _program() -> tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[Match, ...]]:
    text = (resources.files("showsafe.books") / "ammunition.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    names = tuple((each["name"], tuple(each["also"])) for each in data["names"])
    return names, tuple(Match(**each) for each in data["match"])


def matches(kept: Iterable[Kept] = ()) -> Matches:
    """Return the match table: that of the program, and what is in the production's office book."""
    table = Matches()
    names, rows = _program()
    for name, also in names:
        table.name(name, also)
    for row in rows:
        table.add(row)
    for each in kept:
        if each.kind == MATCH:
            said = {key: each[key] for key in ("calibre", "rounds", "kind", "fits", "source")}
            table.add(Match(**said, grade="own", by=each.by))
    return table
