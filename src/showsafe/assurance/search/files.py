"""What can happen in files of background weapons: opened, drawn in, made ready, issued, taken back, counted, closed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from showsafe.assurance.search.cast import (
    AMMUNITION,
    ARMORER,
    BLANKS,
    FIRST_AD,
    GRIP,
    SAFE,
    SAFETY,
    act,
    drawn,
)
from showsafe.assurance.search.filecast import (
    FORD,
    PEOPLE,
    draw,
    eyes,
    file_of,
    flag,
    look,
    pair_of,
    shown,
    user_of,
)
from showsafe.assurance.search.filefacts import WAY_BACK, dropped, user_by, without_eyes, without_facts
from showsafe.assurance.search.move import UNSEEN, Move, as_believed
from showsafe.assurance.search.moves import Moves
from showsafe.assurance.search.onefile import OneFile
from showsafe.assurance.search.onegun import STAND
from showsafe.assurance.search.seen import Seen, SeenGun
from showsafe.assurance.search.world import BLANK, LIVE, Gun, World, touched
from showsafe.domain.events import ASK, REPORT


class FileMoves(Moves):
    """The moves of a bound with files. ``kinds`` says which of them; what one weapon does alone is kept short."""

    every_way = False

    def _all(self, world: World, seen: Seen) -> Iterator[Move]:
        for place, weapon in enumerate(self.stage.weapons):
            one = FileGun(self, world, seen, place, weapon)
            if "one by one" not in self.kinds:
                yield from one.all()
            elif all(known.file for known in seen.guns[:place]) and not seen.guns[place].file:
                yield from one.drawn_in()
        if self.lots:
            yield from self._box(world)
        for name in dict.fromkeys(file_of(weapon) for weapon in self.stage.weapons):
            yield from OneFile(self, world, seen, name).all()
        if "live" in self.kinds:
            yield from self._live(world, seen)

    def _box(self, world: World) -> Iterator[Move]:
        """The one box of blanks, which any custodian may take out and lock away again."""
        box = world.boxes[0]
        for by, watcher in PEOPLE.values():
            said = {"lot": BLANKS, "witness": watcher}
            if box.where == AMMUNITION:
                yield Move(act("unlock", by, **said), ASK, world.with_box(0, box._replace(where=by)))
            elif box.where == by:
                away = world.with_box(0, box._replace(where=AMMUNITION))
                yield Move(act("lock", by, in_=AMMUNITION, **said), ASK, away)

    def _live(self, world: World, seen: Seen) -> Iterator[Move]:
        """A live round is found in the last weapon, is taken out of the way, and the set is released."""
        place = len(world.guns) - 1
        weapon, by = self.stage.weapons[place], pair_of(self.stage.weapons[place])[0]
        gun = world.guns[place]
        if world.pocket and gun.where == by:
            files = {f"count {each.id}" for each in seen.files if not each.closed}
            found = world._replace(known=(weapon,), pocket=world.pocket - 1, done=world.done | files)
            yield Move(act("find-live", by, weapon=weapon, count=1), REPORT, found, place)
        if weapon in world.known and gun.where == by:
            away = without_facts(
                world.with_gun(place, touched(gun)._replace(where="quarantine", inside=())), place
            )
            yield Move(act("quarantine", by, weapon=weapon), ASK, away._replace(known=()), place)
        if seen.stops:
            said = {"set_": True, "reviewed_by": SAFETY, "witness": FIRST_AD, "cause": "looked into"}
            # Whoever reviews it has seen that what was found is out of the way.
            yield Move(act("release", ARMORER, **said), ASK, world._replace(known=()))


class FileGun:
    """What is done with one weapon that is meant for a file."""

    def __init__(self, moves: FileMoves, world: World, seen: Seen, place: int, weapon: str) -> None:
        """Keep what the moves are made of."""
        self.moves, self.world, self.place, self.weapon = moves, world, place, weapon
        self.gun: Gun = world.guns[place]
        self.known: SeenGun = seen.guns[place]
        self.by, self.watcher = pair_of(weapon)
        self.user = user_by(seen, weapon) or user_of(moves.stage, weapon)
        self.kinds = moves.kinds

    def all(self) -> Iterator[Move]:
        """Yield every move of this weapon."""
        where = self.gun.where
        if where == SAFE:
            out = touched(self.gun)._replace(where=self.by)
            yield self.ask(out, "unlock", self.by, witness=self.watcher)
        elif where == self.by:
            yield from self.in_custody()
        elif where in self.moves.stage.background:
            came = without_eyes(
                self.then(self.gun._replace(where=self.by, looked=False, shown=False, watched=False)),
                self.place,
            )
            yield Move(act("collect", self.by, weapon=self.weapon), ASK, came, self.place, must=WAY_BACK)
        elif where == STAND:
            yield self.ask(self.gun._replace(where=self.user), "pick-up", self.user)
        if where in (SAFE, self.by) and self.known.file == "":
            yield from self.drawn_in()
        if self.known.file and where != SAFE:
            gone = dropped(self.world, self.place)
            yield Move(act("drop-out", self.by, weapon=self.weapon), ASK, gone, self.place, must=WAY_BACK)

    def in_custody(self) -> Iterator[Move]:
        """In the custodian's hands: looked into, shown, said, loaded, handed over alone, locked away."""
        yield from self.looks()
        if not self.gun.shown:
            yield Move(
                shown(self.moves.stage, self.weapon),
                ASK,
                self.then(self.gun._replace(shown=True)),
                self.place,
            )
        if not self.known.announced and "said" in self.kinds:
            for word in ("hot",) if self.known.believed else ("cold",):
                yield self.ask(self.gun, "declare", self.by, word=word)
        yield from self.loads()
        if "alone" in self.kinds:
            yield from self.goes_out_alone()
        if "store" in self.kinds:
            yield self.ask(self.gun._replace(where=SAFE), "lock", self.by, in_=SAFE, witness=self.watcher)
        yield from self.unseen()

    def looks(self) -> Iterator[Move]:
        """Two people look: those of the file, or the custodian with somebody else."""
        for witness in (self.watcher, *((FIRST_AD,) if "others" in self.kinds else ())):
            looked = self.gun._replace(
                looked=True, watched=True, through=not self.gun.inside or self.gun.through
            )
            facts = {eyes(self.place, (self.by, witness)), *(() if self.gun.inside else (flag(self.place),))}
            world = without_eyes(self.then(looked), self.place)
            world = world._replace(done=world.done - {f"dropped {self.place}"} | facts)
            if not self.gun.inside and not self.known.believed:
                yield Move(look(self.moves.stage, self.by, self.weapon, witness), ASK, world, self.place)
            elif len(self.gun.inside) == len(self.known.believed):
                found = as_believed(self.known.believed)
                yield self.ask(looked, "check", self.by, seen=1, found=found, witness=witness)._replace(
                    world=world
                )
        if self.moves.adversary.skips and not self.gun.inside and not self.known.believed:
            # One alone looks, and puts the flag back; nobody else has looked.
            flagged = self.world._replace(done=self.world.done | {flag(self.place)})
            for witness in ("", self.by):
                alone = look(self.moves.stage, self.by, self.weapon, witness)
                yield Move(alone, ASK, flagged, self.place)
        if self.gun.inside and self.known.believed:
            emptied = without_facts(self.then(touched(self.gun)._replace(inside=())), self.place)
            found = as_believed(self.known.believed)
            yield self.ask(self.gun, "unload", self.by, found=found, witness=self.watcher)._replace(
                world=emptied
            )

    def loads(self) -> Iterator[Move]:
        """A blank goes in from the box, and the flag comes out."""
        if not self.moves.lots or self.world.boxes[0].where != self.by or self.gun.inside:
            return
        world = self.then(self.gun._replace(inside=(BLANK,), age=0))
        fed = {f"fed {self.known.file or 'nobody'}"}
        world = world._replace(
            done=world.done - {flag(self.place)} | {eyes(self.place, (self.by, self.watcher))} | fed
        )
        said = {"weapon": self.weapon, "rounds": drawn(BLANKS, 1), "witness": self.watcher}
        yield Move(act("load", self.by, **said), ASK, world, self.place)

    def goes_out_alone(self) -> Iterator[Move]:
        """Handed over by itself: to its own user or another's, with its own watcher or another; preset for its user."""
        for to in dict.fromkeys((self.user, self.moves.stage.background[-1])):
            handed = self.gun._replace(where=to)
            for witness in (self.watcher, *((FIRST_AD,) if "others" in self.kinds else ())):
                if self.gun.watched or self.moves.adversary.signs_anything:
                    yield self.ask(handed, "hand-over", self.by, to=(to,), witness=witness, scene=FORD)
        if self.known.offered:
            taken = self.gun._replace(where=self.known.offered)
            if self.gun.watched or self.moves.adversary.signs_anything:
                yield self.ask(taken, "accept", self.known.offered, witness=self.watcher, scene=FORD)
        else:
            yield self.ask(self.gun, "offer", self.by, to=(self.user,), scene=FORD)
        if self.moves.adversary.skips:
            handed = self.gun._replace(where=self.user)
            yield self.ask(handed, "hand-over", GRIP, to=(self.user,), witness=self.watcher, scene=FORD)
            yield self.ask(handed, "hand-over", self.by, to=(self.user,), witness=self.user, scene=FORD)
        if "preset" in self.kinds:
            stand = self.gun._replace(where=STAND)
            yield self.ask(stand, "preset", self.by, place=STAND)
            if self.gun.watched or self.moves.adversary.signs_anything:
                yield self.ask(stand, "preset", self.by, place=STAND, witness=self.watcher)

    def drawn_in(self) -> Iterator[Move]:
        """Drawn into its file, read right; or misread, with a mark or a user that is taken, or by another file."""
        stage = self.moves.stage
        if "draw" not in self.kinds:
            return
        yield Move(draw(stage, self.weapon), ASK, self.world, self.place)
        if self.moves.adversary.skips:
            yield Move(draw(stage, self.weapon, GRIP), ASK, self.world, self.place)
        if "wrong" not in self.kinds:
            return
        other = stage.weapons[0 if self.place else 1]
        mark = other.rpartition("-")[2]
        yield Move(draw(stage, self.weapon, tag=f"S-{other}"), ASK, self.world, self.place)
        yield Move(draw(stage, self.weapon, number=mark), ASK, self.world, self.place)
        yield Move(draw(stage, self.weapon, user=user_of(stage, other)), ASK, self.world, self.place)
        for name, (by, _) in PEOPLE.items():
            if name != file_of(self.weapon):
                yield Move(draw(stage, self.weapon, by, file=name), ASK, self.world, self.place)
                yield Move(draw(stage, self.weapon, file=name), ASK, self.world, self.place)

    def unseen(self) -> Iterator[Move]:
        """The watcher looks away, a flag gets lost, or a live round is put in where the flag was."""
        swaps = self.moves.adversary.swaps_in_hand
        if swaps and self.gun.watched and "swaps" in self.kinds:
            away = self.then(self.gun._replace(watched=False))
            yield Move(None, UNSEEN, away, self.place, "The watcher looks away.")
        if swaps and not self.gun.watched and self.world.pocket and not self.gun.inside:
            inside = self.then(self.gun._replace(inside=(LIVE,), looked=False))
            world = without_facts(inside, self.place)._replace(pocket=self.world.pocket - 1)
            yield Move(None, UNSEEN, world, self.place, "A live round is put into it.")
        if "flags" in self.kinds and flag(self.place) in self.world.done:
            lost = self.world._replace(done=self.world.done - {flag(self.place)})
            yield Move(None, UNSEEN, lost, self.place, "Its bore flag gets lost.")

    def then(self, gun: Gun) -> World:
        """Return the world with the weapon as ``gun``."""
        return self.world.with_gun(self.place, gun)

    def ask(self, gun: Gun, kind: str, by: str, **said: Any) -> Move:  # noqa: ANN401 - keys of an act are of many types
        """Return an ask about this weapon, which leaves it as ``gun`` where the rules let it happen."""
        world = self.then(gun)
        if not gun.looked:
            world = without_facts(world, self.place)
        return Move(act(kind, by, weapon=self.weapon, **said), ASK, world, self.place)
