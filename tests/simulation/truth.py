"""What is really there, which no record sees: rounds in weapons and boxes, bores, hands, and who really watches.

A live round starts in somebody's pocket. A dummy may shed its bullet into the bore as it comes out, a blank may leave
its wad there, a muzzle may go into the mud, a round may hang fire. Beside it stands what was *said* of all this, and
whether that was true when it was said: a property that asks for honest people asks that.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

from showsafe.domain.acts import Act

Round = tuple[str, str]
"""A real round: the lot it came from, or "", and what it really is."""

HARMFUL = ("live", "blank")
SHEDS, SQUIBS, CLICKS, HANGS = 0.08, 0.08, 0.1, 0.6
"""How often a dummy sheds its bullet, a blank leaves its wad, a blank does not fire; and then is late, not dead."""


@dataclass
class Gun:
    """One real weapon."""

    inside: list[Round] = field(default_factory=list)
    hands: str = ""
    bore: str = ""
    """What blocks it, if anything."""
    said_dirty: bool = True
    """Whether the record was told of what fouled it, where it is something that only people can tell."""
    watcher: str = ""
    watched_since: float = 0.0
    looked: float = 0.0
    """When two people last looked into it, or loaded it."""
    hangs_until: float = 0.0
    takes_rounds: bool = True
    """Whether anything goes into it at all: into a blade or a piece of rubber nothing does."""
    put_in: str = ""
    """The id of the act with which somebody last put rounds into it, until it is emptied."""
    doubt: bool = False
    """Whether hands and record may honestly differ: an answer was lost, or somebody did something unsaid."""


class Truth:
    """Everything that is real on one set."""

    def __init__(self, weapons: dict[str, bool], boxes: dict[str, tuple[str, int]]) -> None:
        self.guns = {name: Gun(hands="weapon safe", takes_rounds=takes) for name, takes in weapons.items()}
        self.boxes: dict[str, list[Round]] = {
            lot: [(lot, kind)] * count for lot, (kind, count) in boxes.items()
        }
        self.kinds = {lot: kind for lot, (kind, _) in boxes.items()}
        self.lies: set[str] = set()
        """The ids of acts that said something of contents or of rounds that was not so."""
        self.bore_lies: set[str] = set()
        self.unwatched: set[str] = set()
        """The ids of acts in which somebody said that they had watched, and had not all the time."""
        self.told_loads: set[str] = set()
        """The ids of the acts on record that say that rounds went in."""
        self.last_look: dict[str, str] = {}
        """By weapon, the id of the act that last said what is in it."""
        self._looks: dict[str, float] = {}
        self.pocket: list[Round] = [("", "live")]
        self.happened: Counter[str] = Counter()

    # --- looking -----------------------------------------------------------------------------------

    def found(self, weapon: str) -> list[dict[str, Any]]:
        """Return what honest people find in a weapon, as an act says it."""
        counts = Counter(self.guns[weapon].inside)
        return [
            {"lot": lot, "count": count}
            if lot and self.kinds.get(lot) == kind
            else {"kind": kind, "count": count}
            for (lot, kind), count in counts.items()
        ]

    def harmful(self, weapon: str) -> bool:
        """Whether something that can hurt is in it."""
        return any(kind in HARMFUL for _, kind in self.guns[weapon].inside)

    def watched_by(self, weapon: str, who: str) -> bool:
        """Whether somebody really watched it since two people last looked into it, or loaded it."""
        gun = self.guns.get(weapon)
        return gun is not None and bool(who) and gun.watcher == who and gun.watched_since <= gun.looked

    def loaded_untold(self, weapon: str) -> bool:
        """Whether somebody put rounds into it, and the record has not been told of it, or not yet.

        Whoever hands it over or watches it saw that; the record cannot.
        """
        put_in = self.guns[weapon].put_in
        return bool(put_in) and put_in not in self.told_loads

    def said_of(self, act: Act, now: float) -> None:
        """Keep whether an act says what is so, at the moment at which it is said."""
        gun = self.guns.get(act.weapon)
        if act.kind == "prove" and act.lot in self.boxes:
            kind = self.kinds[act.lot]
            if any(real != kind for _, real in self.boxes[act.lot]):
                self.lies.add(act.act_id)
        if gun is None:
            return
        if act.kind == "check":
            self._of_a_look(act, gun)
            self._looks[act.act_id] = now
        if act.kind == "pass-open" and gun.inside:
            self.lies.add(act.act_id)
        if act.kind in ("load", "cycle"):
            # So it stands until somebody really does it: what is permitted and never done is not so.
            self.lies.add(act.act_id)
            if gun.bore:
                self.bore_lies.add(act.act_id)
        if act.kind in ("accept", "hand-over", "cycle", "open-run") and not self.watched_by(
            act.weapon, act.witness
        ):
            self.unwatched.add(act.act_id)

    def looked(self, act: Act) -> None:
        """What an act said of a weapon is on record: whoever watches says from now on that they watched since that."""
        gun = self.guns.get(act.weapon)
        if gun is None:
            return
        if act.kind == "foul":
            gun.said_dirty = True
            return
        if act.kind in ("load", "cycle"):
            self.told_loads.add(act.act_id)
        self.last_look[act.weapon] = act.act_id
        if act.kind == "check" and act.act_id not in self.lies:
            gun.looked = max(gun.looked, self._looks.get(act.act_id, 0.0))

    def _of_a_look(self, act: Act, gun: Gun) -> None:
        said: Counter[str] = Counter()
        for each in act.found or ():
            said[self.kinds.get(each.lot, each.kind)] += each.count
        said.pop("spent", None)
        real = Counter(kind for _, kind in gun.inside if kind != "spent")
        if +said != real:
            self.lies.add(act.act_id)
        if act.bore == "clear" and gun.bore:
            self.bore_lies.add(act.act_id)

    # --- doing -------------------------------------------------------------------------------------

    def shot(self, weapon: str, count: int, rng: Random, now: float) -> str:
        """Pull the trigger so often; return "misfire" where the first one only clicked, else ""."""
        gun = self.guns[weapon]
        for _ in range(count):
            ready = next((i for i, (_, kind) in enumerate(gun.inside) if kind in HARMFUL), None)
            if ready is None:
                return ""
            lot, kind = gun.inside[ready]
            if rng.random() < CLICKS:
                self.happened["misfire"] += 1
                if rng.random() < HANGS:
                    gun.hangs_until = now + 25.0
                    self.happened["hang-fire"] += 1
                return "misfire"
            gun.inside[ready] = (lot, "spent")
            self.happened[f"{kind} fired"] += 1
            if kind == "blank" and rng.random() < SQUIBS:
                self._blocks(gun, "wad")
        return ""

    def emptied(self, weapon: str, rng: Random) -> None:
        """Take everything out and put the good ones back where they belong."""
        gun = self.guns[weapon]
        for lot, kind in gun.inside:
            if kind == "dummy" and rng.random() < SHEDS:
                self._blocks(gun, "bullet")
            if lot in self.boxes and kind == self.kinds[lot]:
                self.boxes[lot].append((lot, kind))
            elif kind == "live":
                self.pocket.append(("", "live"))
        gun.inside, gun.put_in = [], ""

    def _blocks(self, gun: Gun, what: str) -> None:
        if not gun.bore:
            gun.bore, gun.said_dirty = what, True
            self.happened[f"bore blocked by a {what}"] += 1

    def muddied(self, weapon: str) -> None:
        """The muzzle goes into the mud; whether somebody says so is theirs to do."""
        gun = self.guns[weapon]
        if not gun.bore:
            gun.bore, gun.said_dirty = "mud", False
            self.happened["muzzle in the mud"] += 1

    def filled(self, weapon: str, lot: str, count: int, now: float, act_id: str = "") -> None:
        """Put rounds of a box into it, the two people looking at each."""
        gun, box = self.guns[weapon], self.boxes[lot]
        gun.put_in = act_id
        for _ in range(min(count, len(box))):
            gun.inside.append(box.pop())
        gun.looked = now

    def swapped(self, weapon: str, *, live: bool) -> str:
        """Somebody alone with it puts in what they have; return what it was, or "" where somebody watches."""
        gun = self.guns[weapon]
        if gun.watcher or gun.hands.endswith(("safe", "isolation")):
            return ""
        put = self.pocket.pop() if live and self.pocket else ("", "blank")
        gun.inside = [*gun.inside[:-1], put]
        self.happened[f"{put[1]} swapped in"] += 1
        return put[1]

    def watches(self, weapon: str, who: str, now: float) -> None:
        """Somebody begins to watch it, or, without a name, nobody does any more."""
        gun = self.guns[weapon]
        if gun.watcher != who:
            gun.watcher, gun.watched_since = who, now
