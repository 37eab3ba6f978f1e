"""What can happen next: every act that somebody can do or claim as things really are, and what nobody sees.

A move is an act with what comes of it in the world if the rules let it happen, or something that the record never
hears of. What people say of it is what they could perceive: a look at a loaded weapon counts rounds and cannot tell a
live one from a dummy; one that is shaken beside the ear is told apart; a look through an open, empty weapon finds what
is in the bore.
"""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.assurance.search.adversary import Adversary
from showsafe.assurance.search.cast import (
    AMMUNITION,
    ARMORER,
    BLANKS,
    DUMMIES,
    FIRST_AD,
    PRODUCER,
    QUARANTINE,
    SAFETY,
    SECOND,
    TABLE,
    WITNESS,
    Stage,
    act,
    noticed,
    proving,
    users,
)
from showsafe.assurance.search.move import CLOCK, UNSEEN, Move, release
from showsafe.assurance.search.onegun import OneGun
from showsafe.assurance.search.parts import PEOPLE, in_part
from showsafe.assurance.search.prepare import prepares
from showsafe.assurance.search.seen import Seen
from showsafe.assurance.search.world import World
from showsafe.domain.events import ASK, REPORT


class Moves:
    """The moves of one stage against one adversary."""

    every_way = True
    """Whether every way to normal work and to wrap is among the moves, so that dead ends can be asked about."""

    counts = False
    """Whether what is kept of counts differs from state to state."""

    def __init__(self, stage: Stage, adversary: Adversary, kinds: frozenset[str]) -> None:
        """Keep the stage, the adversary, and the names of the groups of acts that the bound has."""
        self.stage = stage
        self.adversary = adversary
        self.kinds = kinds
        self.users = users(stage)
        self.lots = tuple(name for name, count in ((DUMMIES, stage.dummies), (BLANKS, stage.blanks)) if count)

    def of(self, world: World, seen: Seen) -> tuple[Move, ...]:
        """Return every move of a world in which the record has what it has."""
        return tuple(self._all(world, seen))

    def _all(self, world: World, seen: Seen) -> Iterator[Move]:
        for place, name in enumerate(self.stage.weapons):
            gun, known = world.guns[place], seen.guns[place]
            yield from OneGun(self, world, place, name, gun, known).all(seen)
        if PEOPLE not in self.kinds:
            yield from self._boxes(world, seen)
        yield from self._set(world, seen)
        if "prepare" in self.kinds:
            yield from prepares(self.stage, world)
        yield from in_part(self.stage, world, seen, self.kinds)

    def _boxes(self, world: World, seen: Seen) -> Iterator[Move]:
        for place, name in enumerate(self.lots):
            box, known = world.boxes[place], seen.boxes[place]
            if name in world.known and box.where == ARMORER:
                away = world.with_box(place, box._replace(where=QUARANTINE))
                away = away._replace(known=tuple(each for each in world.known if each != name))
                yield Move(act("quarantine", ARMORER, lot=name), ASK, away)
            if known.quarantined:
                yield Move(release(lot=name), ASK, world)
                continue
            if box.where in (AMMUNITION, QUARANTINE):
                yield self._ask(
                    world.with_box(place, box._replace(where=ARMORER)),
                    "unlock",
                    ARMORER,
                    lot=name,
                    witness=WITNESS,
                )
                continue
            yield self._ask(
                world.with_box(place, box._replace(where=AMMUNITION)),
                *("lock", ARMORER),
                lot=name,
                in_=AMMUNITION,
                witness=WITNESS,
            )
            yield from self._proves(world, place, name, known.number)
            if "left" in self.kinds and box.where == ARMORER:
                yield Move(
                    act("leave", ARMORER, lot=name, place=TABLE),
                    REPORT,
                    world.with_box(place, box._replace(where=TABLE)),
                )
            if box.where == TABLE:
                yield self._ask(
                    world.with_box(place, box._replace(where=ARMORER)), "collect", ARMORER, lot=name
                )
                if world.pocket and self.adversary.swaps_left and known.number:
                    smuggled = world.with_box(place, box._replace(live=box.live + 1))._replace(
                        pocket=world.pocket - 1
                    )
                    yield Move(None, UNSEEN, smuggled, says=f"A live round is put into the box of {name}.")
            if known.held:
                yield Move(release(lot=name), ASK, world)

    def _proves(self, world: World, place: int, name: str, count: int) -> Iterator[Move]:
        """Every round shaken and looked at: a live one is found, and nothing is proven."""
        box = world.boxes[place]
        if not count or box.where != ARMORER or ("prepare" not in self.kinds and "prove" not in self.kinds):
            return
        if box.live:
            clean = world.with_box(place, box._replace(live=0))
            clean = clean._replace(known=(*clean.known, name))
            found = act("find-live", ARMORER, lot=name, count=box.live)
            yield Move(found, REPORT, clean, says="Shaken one by one, a round does not rattle.")
            return
        yield Move(proving(ARMORER, name, count, WITNESS), ASK, world)
        if self.adversary.skips:
            yield Move(proving(ARMORER, name, count, ""), ASK, world)

    def _set(self, world: World, seen: Seen) -> Iterator[Move]:
        """Acts about the whole set: time, stops, closing the day."""
        if "clock" in self.kinds and self._clock_matters(world, seen):
            later = tuple(
                gun._replace(burning=False, age=min(gun.age + 1, 2) if gun.ready else 0) for gun in world.guns
            )
            yield Move(None, CLOCK, world._replace(guns=later), says="Half an hour passes.")
        if seen.stops:
            lifted = act(
                "release", ARMORER, set_=True, reviewed_by=SAFETY, witness=FIRST_AD, cause="looked into"
            )
            # Whoever reviews it has seen that what was found in a weapon is out of the way.
            yield Move(
                lifted, ASK, world._replace(known=tuple(name for name in world.known if name in self.lots))
            )
            yield Move(act("release", ARMORER, set_=True, cause="looked into"), ASK, world)
        elif "doubt" in self.kinds and not any(gun.faults or gun.held for gun in seen.guns):
            yield Move(act("hold", SECOND), REPORT, world)
        if "wrap" in self.kinds and seen.open:
            yield Move(act("close-day", PRODUCER, witness=FIRST_AD, **noticed(self.stage)), ASK, world)

    def _clock_matters(self, world: World, seen: Seen) -> bool:
        """Whether anything here can tell one time from another."""
        return any(gun.burning or gun.ready for gun in world.guns) or any(
            each.word == "cold" or each.believed or each.faults for each in seen.guns
        )

    def _ask(self, world: World, kind: str, by: str, **said: object) -> Move:
        return Move(act(kind, by, **said), ASK, world)
