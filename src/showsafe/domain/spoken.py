"""What may be said over a weapon: contents first, then the word. Derived, never stored.

"Cold" means *empty* to some and *holding dummies* to others, and people have died of the difference; so no words here
stand alone. Whatever is not proven is hot.
"""

from __future__ import annotations

from dataclasses import dataclass

from showsafe.domain import words
from showsafe.domain.belief import Belief
from showsafe.domain.proof import stands
from showsafe.domain.things import Weapon

INERT = "INERT"
EMPTY = "EMPTY"
DUMMIES = "DUMMIES"
BLANKS = "BLANKS"
PART_FIRED = "PART-FIRED"
FAULT = "FAULT"
UNKNOWN = "UNKNOWN"
QUARANTINE = "QUARANTINE"

COLD = "cold"
HOT = "hot"


@dataclass(frozen=True, slots=True)
class Spoken:
    """The believed state by name, its contents in words, and the word that follows them."""

    name: str
    contents: str
    word: str

    def __str__(self) -> str:
        """Return contents first, always, as in *Dummies, five. Cold.*."""
        return f"{self.contents} {self.word.capitalize()}."


_NUMBERS = "none one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905


def in_words(count: int) -> str:
    """Return a count as it is read aloud."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def spoken(weapon: Weapon, belief: Belief) -> Spoken:
    """Return what may be said of a weapon. The gravest state wins; only a standing proof says anything cold."""
    if belief.quarantined:
        return Spoken(QUARANTINE, "Quarantined, removed.", HOT)
    if belief.fault is not None:
        return Spoken(FAULT, f"Locked out: {belief.fault.kind.replace('-', ' ')}.", HOT)
    if not stands(belief.proof):
        return Spoken(UNKNOWN, "Contents not known.", HOT)
    if not belief.contents:
        return Spoken(EMPTY, "Empty.", COLD) if weapon.discharges else Spoken(INERT, "Inert.", COLD)
    return _loaded(belief)


def _loaded(belief: Belief) -> Spoken:
    ready = [cartridge for cartridge in belief.contents if cartridge.state == "ready"]
    if all(
        cartridge.kind in words.INERT_KINDS and cartridge.state == "ready" for cartridge in belief.contents
    ):
        return Spoken(DUMMIES, f"Dummies, {in_words(len(ready))}.", COLD)
    if all(cartridge.kind == "blank" for cartridge in belief.contents):
        if len(ready) == len(belief.contents):
            sizes = " and ".join(dict.fromkeys(c.size or "size not said" for c in ready))
            return Spoken(BLANKS, f"Blanks, {in_words(len(ready))}, {sizes}.", HOT)
        left = f"{in_words(len(ready))} of {in_words(len(belief.contents))}"
        return Spoken(PART_FIRED, f"Part fired: {left} left.", HOT)
    return Spoken(UNKNOWN, "Contents not known.", HOT)


def is_hot(weapon: Weapon, belief: Belief) -> bool:
    """Whether the weapon has to be treated as hot: everything that is not proven cold."""
    return spoken(weapon, belief).word == HOT
