"""One reset of a run, made of its single acts: what each says, and what each does in the physical world."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from showsafe.assurance.search.cast import (
    AMMUNITION,
    ARMORER,
    BLANKS,
    FIRST_AD,
    PERFORMER,
    SCENE,
    WITNESS,
    act,
    drawn,
)
from showsafe.assurance.search.move import LOT_OF, Move, as_believed, perceived, recognized
from showsafe.assurance.search.world import BLANK, DUMMY, LIVE, Gun, World, touched
from showsafe.domain.acts import Act
from showsafe.domain.events import ASK
from showsafe.domain.resets import NEVER, OF_THE_BOX

if TYPE_CHECKING:
    from showsafe.assurance.search.moves import Moves
    from showsafe.assurance.search.seen import SeenGun


@dataclass(frozen=True, slots=True)
class Way:
    """How a reset is done: by whom, for whom, with how many rounds, and what is left out or in another order.

    ``looked_into`` names another weapon that was looked into in place of the one that is reset.
    """

    by: str = ARMORER
    witness: str = WITNESS
    to: str = PERFORMER
    rounds: int = 1
    without: str = ""
    word_last: bool = False
    looked_into: str = ""


@dataclass(slots=True)
class Reset:
    """A reset as it is being done: ``world`` is after its last step, ``safe`` after the last in the safe direction.

    ``loaded`` is the world with the rounds in, where they went in; ``said`` names the steps.
    """

    moves: Moves
    world: World
    lot: str
    way: Way
    safe: World
    loaded: World | None = None
    steps: tuple[Act, ...] = ()
    parts: tuple[Move, ...] = ()
    said: list[str] = field(default_factory=list)
    says: str = ""

    @property
    def gun(self) -> Gun:
        """The weapon as it is now."""
        return self.world.guns[0]

    def step(self, kind: str, world: World, **said: Any) -> None:  # noqa: ANN401 - keys of an act are of many types
        """Do one step: it is said by the person of the reset, and the world is another."""
        if kind == self.way.without:
            return
        self.steps = (*self.steps, Act(kind=kind, act_id="", by="", at=NEVER, **said))
        self.said.append(" ".join([kind, *(f"{key}={value}" for key, value in sorted(said.items()))]))
        weapon = said.get("weapon", self.moves.stage.weapons[0])
        single = act(kind, self.way.by, weapon=weapon, witness=self.way.witness)
        about = -1 if kind in OF_THE_BOX else 0
        self.parts = (*self.parts, Move(single, ASK, world, about))
        self.world = world
        if kind in ("collect", "unload", "clear", "check"):
            self.safe = self.locked_again(world)

    def locked_again(self, world: World) -> World:
        """Return a world with the boxes where they were as it was asked: nobody has them out of a refused reset."""
        asked = zip(world.boxes, self.safe.boxes, strict=True)
        return world._replace(boxes=tuple(box._replace(where=before.where) for box, before in asked))

    def with_gun(self, gun: Gun) -> World:
        """Return the world as it is now with the weapon as ``gun``."""
        return self.world.with_gun(0, gun)

    # the steps ------------------------------------------------------------------------------------------------------

    def taken_out(self, known: SeenGun) -> None:
        """Back in the custodian's hands, and everything comes out; what is seen to be live lies there."""
        gun = self.gun
        if gun.where != self.way.by:
            self.step("collect", self.with_gun(gun._replace(where=self.way.by, looked=False, shown=False)))
        self.box(out=True)
        ready, believed = self.gun.ready, known.believed
        right = sorted(LOT_OF[each] for each in ready) == sorted(believed)
        seen_live = LIVE in ready and (not right or LOT_OF[LIVE] not in self.moves.lots)
        found = as_believed(believed) if right else recognized(ready) if seen_live else perceived(ready)
        emptied = touched(self.gun)._replace(inside=(), fired=self.gun.fired and not right)
        world = self.with_gun(emptied)
        if seen_live:
            world = world._replace(known=tuple(sorted({*world.known, self.moves.stage.weapons[0]})))
            self.says = "One of the rounds is seen to be live."
        elif LIVE in ready:
            place = self.moves.lots.index(LOT_OF[LIVE])
            box = world.boxes[place]
            world = world.with_box(place, box._replace(live=box.live + ready.count(LIVE)))
            self.says = "A live round goes into the box of dummies."
        self.step("unload", world, found=found)
        self.step("clear", world)

    def box(self, *, out: bool) -> None:
        """Take the box of rounds out, or lock it away."""
        place = self.moves.lots.index(self.lot)
        box = self.world.boxes[place]
        if out == (box.where == ARMORER):
            return
        where = ARMORER if out else AMMUNITION
        world = self.world.with_box(place, box._replace(where=where))
        self.step("unlock" if out else "lock", world, **({} if out else {"in_": AMMUNITION}))

    def looked_into(self) -> None:
        """Open, look and feel, through the bore too, by both: what is in the bore is found."""
        gun = self.gun
        bore = "obstructed" if gun.blocked else "clear"
        looked = gun._replace(blocked=False, through=True, looked=True, watched=True)
        if self.way.without == "check" or self.way.looked_into:
            looked = gun
        count = self.moves.stage.capacity
        other = {"weapon": self.way.looked_into} if self.way.looked_into else {}
        self.step("check", self.with_gun(looked), seen=count, found=(), bore=bore, **other)

    def counted(self) -> None:
        """The two count what was fired."""
        self.step("reconcile", self.with_gun(self.gun._replace(fired=False)))

    def shown(self) -> None:
        """Everybody on the line is offered a look."""
        self.step("show", self.with_gun(self.gun._replace(shown=True)), to=(FIRST_AD, PERFORMER))

    def load(self) -> None:
        """Rounds go in from the box; a live one among them looks like any other."""
        place = self.moves.lots.index(self.lot)
        box = self.world.boxes[place]
        count = self.way.rounds
        live = min(box.live, count)
        kind = BLANK if self.lot == BLANKS else DUMMY
        inside = tuple(sorted((*self.gun.inside, *(LIVE,) * live, *(kind,) * (count - live))))
        world = self.with_gun(self.gun._replace(inside=inside, age=0)).with_box(
            place, box._replace(live=box.live - live)
        )
        self.step("load", world, rounds=drawn(self.lot, count))
        self.loaded = self.locked_again(world) if self.way.without != "load" else None

    def word(self) -> None:
        """The word is said over it."""
        self.step("declare", self.world, word="hot" if self.lot == BLANKS else "cold")

    def handed_over(self) -> None:
        """The performer has it, and reads it back."""
        self.step("hand-over", self.with_gun(self.gun._replace(where=self.way.to)))


def first(moves: Moves, world: World, known: SeenGun, lot: str, way: Way) -> Reset | None:  # noqa: ARG001 - as ``reset``
    """Return the first load of a run, from a weapon that is in the custodian's hands and empty."""
    made = Reset(moves=moves, world=world, lot=lot, way=way, safe=world)
    made.looked_into()
    made.shown()
    made.box(out=True)
    return _rest(made)


def reset(moves: Moves, world: World, known: SeenGun, lot: str, way: Way) -> Reset | None:
    """Return a reset, from wherever the weapon is; none where its primer is still burning but the collecting."""
    made = Reset(moves=moves, world=world, lot=lot, way=way, safe=world)
    if world.guns[0].burning:
        return None
    made.taken_out(known)
    made.looked_into()
    made.counted()
    made.shown()
    return _rest(made)


def _rest(made: Reset) -> Reset:
    made.load()
    made.box(out=False)
    if made.way.word_last:
        made.handed_over()
        made.word()
    else:
        made.word()
        made.handed_over()
    return made


__all__ = ["SCENE", "Reset", "Way", "first", "reset"]
