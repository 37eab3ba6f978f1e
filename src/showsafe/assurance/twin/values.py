"""The state of the small model: frozen tuples of small values; nothing that only a text or a record number holds.

One weapon of two chambers, one lot of dummies, one of blanks, and the set around them. The people are fixed: a
custodian, a second custodian who is the witness and the watcher, one performer, a 1st AD, and a safety advisor who
reviews. ``worldmap`` says how each field is read off a production state, and what is left out because no rule asks
for it.
"""

from __future__ import annotations

from typing import NamedTuple

DUMMY, BLANK, UNIDENTIFIED = "dummy", "blank", "unidentified"
READY, SPENT, FAULTY = "ready", "spent", "faulty"
CUSTODIAN, SECOND, PERFORMER, NOBODY = "custodian", "second", "performer", ""
PERMIT, HOLD, REFUSE = "permit", "hold", "refuse"

CAPACITY = 2
"""The weapon has two chambers, so that a load can be half fired, and a third round is one too many."""


class Round(NamedTuple):
    """One cartridge in the weapon: what it is, whether it was fired or failed, went in proven, and lies in a chamber.

    ``beyond`` is a round that was said to be in the weapon when both of its chambers were taken.
    """

    kind: str
    state: str = READY
    proven: bool = False
    beyond: bool = False


class Lot(NamedTuple):
    """A box of rounds: how many are in it and proven, and what stands against it.

    ``open`` is a difference that nobody has closed. ``held`` is "", *unplanned* (until the weapon is released after an
    unplanned shot) or *deviation* (until the lot itself is released).
    """

    box: int
    proven: int
    open: bool = False
    tainted: bool = False
    held: str = ""
    locked: bool = True
    quarantined: bool = False


class Use(NamedTuple):
    """The use of the weapon since its first take or shot: what of it is closed again."""

    back: bool = False
    cleared: bool = False
    looked: bool = False
    counted: bool = False
    fired: bool = False

    @property
    def closed(self) -> bool:
        """Whether nothing of it is open."""
        return self.back and self.cleared and self.looked and (self.counted or not self.fired)


class Twin(NamedTuple):
    """The whole state of the model.

    ``came_out`` is what the last unload took out. ``proof`` and ``bore`` say whether a proof stands. ``load`` is "",
    *fresh* or *late* (longer ago than the limit from load to take). ``watch`` is "", *performer* (somebody said at the
    hand-over that they watched it) or *placed* (somebody watches it where it was preset). ``take`` is "", *going* or
    *fired*; ``misfire`` is "", *waiting*, *waited* or *cleared*. ``found_weapon`` and ``found_blanks`` are live rounds
    on record: the latter is "", *open* or *quarantined*. ``asked`` is an accept that was held for its watcher.
    ``finder`` says that a custodian is among those who found a live round.
    """

    contents: tuple[Round, ...] = ()
    came_out: tuple[Round, ...] = ()
    proof: bool = False
    bore: bool = False
    said: str = ""
    load: str = ""
    taken: bool = False
    shown: bool = False
    watch: str = ""
    declined: bool = False
    holder: str = CUSTODIAN
    issued: bool = False
    locked: bool = False
    placed: bool = False
    preset: bool = False
    gated: bool = True
    locked_empty: bool = False
    offer: bool = False
    take: str = ""
    use: Use | None = None
    uncounted: bool = False
    misfire: str = ""
    locked_out: bool = False
    unplanned: bool = False
    held: bool = False
    quarantined: bool = False
    isolated: bool = False
    dummies: Lot = Lot(box=1, proven=1)
    blanks: Lot = Lot(box=2, proven=2)
    on_hold: bool = False
    stopped: bool = False
    live_stop: bool = False
    dummy_stop: bool = False
    found_weapon: bool = False
    found_blanks: str = ""
    asked: bool = False
    day_open: bool = True
    finder: bool = False

    def lot(self, kind: str) -> Lot:
        """Return the lot of a kind of round."""
        return self.dummies if kind == DUMMY else self.blanks

    def with_lot(self, kind: str, lot: Lot) -> Twin:
        """Return the state with one lot replaced."""
        return self._replace(dummies=lot) if kind == DUMMY else self._replace(blanks=lot)

    @property
    def fault(self) -> bool:
        """Whether it is locked out: a misfire, a drop or obstructed bore, an unplanned shot."""
        return bool(self.misfire) or self.locked_out or self.unplanned

    @property
    def unspent(self) -> tuple[Round, ...]:
        """The rounds in it that were not fired."""
        return tuple(each for each in self.contents if each.state != SPENT)

    @property
    def ready(self) -> tuple[Round, ...]:
        """The rounds in it that were neither fired nor failed."""
        return tuple(each for each in self.contents if each.state == READY)
