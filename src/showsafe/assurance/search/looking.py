"""What people find when they look into a weapon or take rounds out of it, and what they take it for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from showsafe.assurance.search.cast import DUMMIES, WITNESS, act
from showsafe.assurance.search.move import LOT_OF, UNSEEN, Move, as_believed, perceived, recognized
from showsafe.assurance.search.world import LIVE, Gun, World, touched
from showsafe.domain.acts import Draw
from showsafe.domain.events import ASK, REPORT

if TYPE_CHECKING:
    from showsafe.assurance.search.adversary import Adversary
    from showsafe.assurance.search.moves import Moves
    from showsafe.assurance.search.seen import SeenGun


class Looking:
    """The looks and unloads of one weapon; ``OneGun`` is the rest of it."""

    moves: Moves
    world: World
    place: int
    name: str
    gun: Gun
    known: SeenGun
    kinds: frozenset[str]
    adversary: Adversary

    def ask(self, gun: Gun, kind: str, by: str, says: str = "", **said: Any) -> Move:  # noqa: ANN401
        """Return an ask about this weapon, which leaves it as ``gun`` where the rules let it happen."""
        world = self.world.with_gun(self.place, gun)
        return Move(act(kind, by, weapon=self.name, **said), ASK, world, self.place, says)

    def report(self, gun: Gun, kind: str, by: str, says: str = "", **said: Any) -> Move:  # noqa: ANN401
        """Return a report about this weapon: it has happened, whatever the rules say."""
        return self.ask(gun, kind, by, says, **said)._replace(door=REPORT)

    def unseen(self, gun: Gun, says: str, pocket: int = 0) -> Move:
        """Return something that the record never hears of."""
        world = self.world.with_gun(self.place, gun)
        return Move(None, UNSEEN, world._replace(pocket=world.pocket + pocket), self.place, says)

    def looks(self, who: str) -> Iterator[Move]:
        """Look into it, with the witness; hurried, alone, or not through the bore."""
        gun = self.gun
        spent = tuple(Draw(count=1, kind="spent") for _ in range(len(gun.inside) - len(gun.ready)))
        if gun.ready:
            yield from self._loaded(who, spent)
            return
        looked = gun._replace(looked=True, watched=not gun.inside)
        if gun.inside:
            yield self._look(looked, who, spent, "", WITNESS)
            return
        bore = "obstructed" if gun.blocked else "clear"
        yield self._look(looked._replace(blocked=False, through=True), who, (), bore, WITNESS)
        yield self._look(looked, who, (), "", WITNESS)
        if self.adversary.skips:
            yield self._look(gun, who, (), bore, "")
            yield self._look(gun, who, (), bore, who)

    def _loaded(self, who: str, spent: tuple[Draw, ...]) -> Iterator[Move]:
        """A look at a loaded weapon disturbs nothing: it counts, and where the count is right it is as believed."""
        ready, believed = self.gun.ready, self.known.believed
        looked = self.gun._replace(looked=True)
        if len(ready) == len(believed) and "?" not in believed:
            yield self._look(looked, who, (*as_believed(believed), *spent), "", WITNESS)
            return
        if self.moves_has(DUMMIES) or LIVE not in ready:
            yield self._look(looked, who, (*perceived(ready), *spent), "", WITNESS)
        if LIVE in ready:
            found = (*recognized(ready), *spent)
            look = self._look(looked, who, found, "", WITNESS)
            yield look._replace(
                world=self._found_live(look.world), says="One of the rounds is seen to be live."
            )

    def _look(self, gun: Gun, who: str, found: tuple[Draw, ...], bore: str, witness: str) -> Move:
        said: dict[str, Any] = {"seen": self.moves.stage.capacity, "found": found, "bore": bore}
        if witness:
            said["witness"] = witness
        return self.ask(gun, "check", who, **said)

    def moves_has(self, lot: str) -> bool:
        """Whether there is a box of such rounds at all."""
        return lot in self.moves.lots

    def _found_live(self, world: World) -> World:
        """A live round that was seen is taken out of the weapon, and lies there until it is quarantined."""
        gun = world.guns[self.place]
        rest = tuple(each for each in gun.inside if each != LIVE)
        world = world.with_gun(self.place, touched(gun)._replace(inside=rest))
        return world._replace(known=tuple(sorted({*world.known, self.name})))

    def takes_out(self, who: str) -> Iterator[Move]:
        """Take the rounds out, and say what they are as far as one can see."""
        gun, believed = self.gun, self.known.believed
        if not gun.inside and not believed and not self.known.spent:
            return
        kinds = ("clear", "unload") if "misfire" in self.known.faults else ("unload",)
        for kind in kinds:
            for second in self._seconds():
                yield from self._out(kind, who, second, gun.ready, believed)

    def cleared(self, who: str) -> Iterator[Move]:
        """Clear it before the witness, where it is."""
        yield from self._out("clear", who, {"witness": WITNESS}, self.gun.ready, self.known.believed)

    def _seconds(self) -> Iterator[dict[str, str]]:
        """With the witness who has watched it, or by one alone."""
        if self.gun.watched or self.adversary.signs_anything or self.adversary.skips:
            yield {"witness": WITNESS}
        if not self.adversary.signs_anything:
            yield {}

    def _out(
        self, kind: str, who: str, second: dict[str, str], ready: tuple[str, ...], believed: tuple[str, ...]
    ) -> Iterator[Move]:
        found = as_believed(believed)
        looks_right = Counter(LOT_OF[each] for each in ready) == Counter(believed)
        emptied = touched(self.gun)._replace(inside=(), fired=self.gun.fired and not (second and looks_right))
        if LIVE in ready and not looks_right:
            seen = self.ask(emptied, kind, who, found=recognized(ready), **second)
            known = tuple(sorted({*self.world.known, self.name}))
            yield seen._replace(
                world=seen.world._replace(known=known), says="One of the rounds is seen to be live."
            )
        if LIVE in ready and not self.moves_has(DUMMIES):
            return
        move = self.ask(emptied, kind, who, found=found if looks_right else perceived(ready), **second)
        world = move.world
        if LIVE in ready:
            place = self.moves.lots.index(DUMMIES)
            box = world.boxes[place]
            world = world.with_box(place, box._replace(live=box.live + ready.count(LIVE)))
            move = move._replace(says="A live round goes into the box of dummies.")
        yield move._replace(world=world)
