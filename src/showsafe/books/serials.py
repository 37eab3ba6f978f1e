"""Serial numbers beside each other: which are one and the same, and which only look so.

Spaces, hyphens, dots and capitals do not count. Letters and digits that are taken for each other (O and 0, I and 1, and
so on), one sign more, less or another, or numbers that follow each other, make a look-alike pair: two people read both
serials on the weapons themselves. Nothing is ever merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from showsafe.books.warned import Warned
from showsafe.domain.things import Weapon

_ALIKE = str.maketrans(
    {"o": "0", "q": "0", "d": "0", "i": "1", "l": "1", "z": "2", "s": "5", "b": "8", "g": "6"}
)
SAME, ALIKE, NEAR = "same", "alike", "near"
"""One serial; serials that are read for each other; serials that differ in one sign."""

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """Two weapons whose serials are taken for each other, and how: ``same``, ``alike`` or ``near``."""

    one: str
    other: str
    why: str


def _shown(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")


@lru_cache(maxsize=16_384)
def plain(serial: str) -> str:
    """Return a serial without what does not count in it."""
    return "".join(letter for letter in serial.casefold() if letter.isalnum())


def folded(serial: str) -> str:
    """Return a serial as somebody may read it who takes one sign for another."""
    return plain(serial).translate(_ALIKE)


def kind_of(maker: str, model: str, calibre: str) -> tuple[str, str, str]:
    """Return what weapons have in common that look alike."""
    return plain(maker), plain(model), plain(calibre)


class Serials:
    """The serials of many weapons, so that those that look like one are found without looking at each."""

    def __init__(self, weapons: Iterable[Weapon] = ()) -> None:
        """Take the weapons that are known."""
        self._same: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
        self._whole: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._less: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for weapon in weapons:
            self.add(weapon)

    def add(self, weapon: Weapon) -> None:
        """Take one more."""
        if not weapon.serial:
            return
        self._same[plain(weapon.serial)].append((weapon.id, plain(weapon.maker)))
        for key in _keys(weapon):
            self._alike[key].append(weapon.id)
        whole, less = _lengths(weapon)
        self._whole[whole].append(weapon.id)
        for each in less:
            self._less[each].append(weapon.id)

    def same(self, weapon: Weapon) -> list[str]:
        """Return the others that have one and the same serial, of the same maker or of one that is not said."""
        maker = plain(weapon.maker)
        found = self._same.get(plain(weapon.serial), ()) if weapon.serial else ()
        return [
            name for name, other in found if name != weapon.id and (not maker or not other or maker == other)
        ]

    def warned(self, weapon: Weapon) -> Iterator[Warned]:
        """Yield what is to be said of a serial before its weapon is on record."""
        same, alike = self.same(weapon), self.alike(weapon)
        if same:
            yield Warned(
                "table.serial-twice",
                f"{weapon.serial} is the serial of {_shown(same)} too.",
                "Read both again; one weapon has one name.",
            )
        if alike:
            yield Warned(
                "table.look-alike",
                f"{weapon.serial} looks like the serial of {_shown(alike)}, of the same make.",
                "Two people read both serials on the weapons themselves.",
            )

    def alike(self, weapon: Weapon) -> list[str]:
        """Return the others of the same maker, model and calibre whose serial is taken for this one's."""
        if not weapon.serial:
            return []
        whole, less = _lengths(weapon)
        found = [name for key in _keys(weapon) for name in self._alike.get(key, ())]
        found += self._less.get(whole, ())
        found += [name for key in less for name in self._whole.get(key, ())]
        not_these = {weapon.id, *self.same(weapon)}
        return [name for name in dict.fromkeys(found) if name not in not_these]


def _keys(weapon: Weapon) -> Iterator[tuple[object, ...]]:
    """Yield what two serials have in common that are taken for each other: as read, and but for the sign in a place."""
    kind = kind_of(weapon.maker, weapon.model, weapon.calibre)
    serial = plain(weapon.serial)
    yield (*kind, folded(serial))
    for place in range(len(serial)):
        yield (*kind, place, serial[:place] + serial[place + 1 :])


def _lengths(weapon: Weapon) -> tuple[tuple[str, ...], set[tuple[str, ...]]]:
    """Return a serial and what is left of it without one of its signs, each with what it is a serial of."""
    kind = kind_of(weapon.maker, weapon.model, weapon.calibre)
    serial = plain(weapon.serial)
    less: set[tuple[str, ...]] = {
        (*kind, serial[:place] + serial[place + 1 :]) for place in range(len(serial))
    }
    return (*kind, serial), less


def pairs(weapons: Mapping[str, Weapon]) -> list[Pair]:
    """Return all pairs of weapons whose serials are taken for each other, each once, in the order of their names."""
    serials = Serials(weapons[name] for name in sorted(weapons))
    found: list[Pair] = []
    for name in sorted(weapons):
        weapon = weapons[name]
        found += [Pair(name, other, SAME) for other in serials.same(weapon) if name < other]
        for other in serials.alike(weapon):
            if name < other:
                read = folded(weapon.serial) == folded(weapons[other].serial)
                found.append(Pair(name, other, ALIKE if read else NEAR))
    return found
