"""What can happen with one weapon, by where it really is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from showsafe.assurance.search.cast import (
    ARMORER,
    CUSTODIANS,
    FIRST_AD,
    GRIP,
    ISOLATION,
    QUARANTINE,
    SAFE,
    SECOND,
    TABLE,
    WITNESS,
    act,
    drawn,
)
from showsafe.assurance.search.looking import Looking
from showsafe.assurance.search.move import Move, release
from showsafe.assurance.search.parts import PEOPLE, shown_to
from showsafe.assurance.search.seen import Seen, SeenGun
from showsafe.assurance.search.world import BLANK, DUMMY, LIVE, SPENT, Gun, World, touched, unshown
from showsafe.domain.acts import Sight
from showsafe.domain.events import ASK

if TYPE_CHECKING:
    from showsafe.assurance.search.moves import Moves

STAND = "a stand"
"""Where the armorer puts a weapon for its user to pick up, and stays beside it."""


class OneGun(Looking):
    """The moves of one weapon in one world."""

    def __init__(self, moves: Moves, world: World, place: int, name: str, gun: Gun, known: SeenGun) -> None:
        """Keep what the moves are made of."""
        self.moves, self.world, self.place, self.name = moves, world, place, name
        self.gun, self.known = gun, known
        self.kinds, self.adversary = moves.kinds, moves.adversary

    def all(self, seen: Seen) -> Iterator[Move]:
        """Yield every move of this weapon."""
        where = self.gun.where
        if where in CUSTODIANS:
            yield from self.in_custody(where, seen)
        elif where in self.moves.users:
            yield from self.in_use(where)
        elif where in (TABLE, STAND, GRIP):
            yield from self.lying()
        else:
            yield from self.stored()
        yield from self.offered()
        if "claims" in self.kinds:
            yield from self.claims()
        if self.known.faults or self.known.held or self.known.quarantined:
            yield Move(release(weapon=self.name), ASK, self.world, self.place)
        if self.known.use_open:
            yield self.ask(self.gun._replace(fired=False), "reconcile", ARMORER, witness=WITNESS)
            yield self.ask(self.gun._replace(fired=False), "reconcile", ARMORER)

    @property
    def witness(self) -> dict[str, str]:
        """The witness where they put their name to it: an honest one only to what they have watched."""
        return {"witness": WITNESS} if self.gun.watched or self.adversary.signs_anything else {}

    # where it is ---------------------------------------------------------------------------------------------------

    def stored(self) -> Iterator[Move]:
        """Locked away: it is taken out; one that misfired is cleared where it is, and released before it comes out."""
        if "misfire" in self.known.faults:
            yield from self.cleared(ARMORER)
        out = touched(self.gun)._replace(where=ARMORER)
        yield self.ask(out, "unlock", ARMORER, witness=WITNESS)
        if self.adversary.skips:
            yield self.ask(out, "unlock", ARMORER)
            yield self.ask(out, "unlock", ARMORER, witness=ARMORER)
            yield self.ask(out._replace(where=GRIP), "unlock", GRIP, witness=WITNESS)

    def in_custody(self, who: str, seen: Seen) -> Iterator[Move]:
        """In a custodian's hands: looked into, loaded, shown, offered, locked away, left."""
        gun = self.gun
        yield from self.looks(who)
        yield from self.takes_out(who)
        if who == ARMORER:
            yield from self.loads(seen)
            yield from self.shows()
            yield from self.goes_out(who)
        yield self.ask(gun._replace(where=SAFE), "lock", who, in_=SAFE, **self.witness)
        yield self.ask(gun._replace(where=ISOLATION), "isolate", who, in_=ISOLATION)
        if self.name in self.world.known:
            world = self.world.with_gun(self.place, gun._replace(where=QUARANTINE))
            world = world._replace(known=tuple(each for each in world.known if each != self.name))
            yield Move(act("quarantine", who, weapon=self.name), ASK, world, self.place)
        if "left" in self.kinds:
            yield self.report(touched(gun)._replace(where=TABLE), "leave", who, place=TABLE)
        if "preset" in self.kinds and who == ARMORER:
            yield self.ask(gun._replace(where=STAND), "preset", who, place=STAND, **self.witness)
            if self.witness:
                yield self.ask(gun._replace(where=STAND), "preset", who, place=STAND)
        if "pass" in self.kinds and not gun.inside and not gun.blocked:
            other = SECOND if who == ARMORER else ARMORER
            looked = gun._replace(where=other, looked=True, watched=True, through=True)
            yield self.ask(looked, "pass-open", who, to=(other,))
        yield from self.unwatched()
        yield from self.tampered(swaps=self.adversary.swaps_in_hand and not gun.watched)
        if "drop" in self.kinds:
            yield self.report(gun, "drop", who)

    def in_use(self, who: str) -> Iterator[Move]:
        """In a user's hands: takes, shots, and the way back."""
        gun = self.gun
        yield self.ask(gun, "take", FIRST_AD, user=who)
        if "rehearse" in self.kinds:
            yield self.ask(gun, "rehearse", FIRST_AD, user=who)
        if self.known.taking:
            yield self.report(gun, "cut", FIRST_AD)
            yield from self.fires(who)
        yield self.ask(unshown(gun)._replace(where=ARMORER, looked=False, own=False), "collect", ARMORER)
        if "left" in self.kinds:
            yield self.report(touched(gun)._replace(where=TABLE), "leave", who, place=TABLE)
        if "drop" in self.kinds:
            yield self.report(gun, "drop", who)
        for other in self.moves.users:
            if other != who and "pass" in self.kinds:
                yield self.ask(
                    gun._replace(where=other, own=False), "hand-over", who, to=(other,), witness=WITNESS
                )
        for move in self.tampered(swaps=self.adversary.swaps_in_use):
            yield move._replace(
                world=move.world.with_gun(self.place, move.world.guns[self.place]._replace(own=True))
            )

    def lying(self) -> Iterator[Move]:
        """Lying somewhere, or on the stand where the armorer watches it: picked up, or tampered with."""
        where = self.gun.where
        taken = self.gun if where == STAND else touched(self.gun)
        yield self.ask(unshown(taken)._replace(where=ARMORER, looked=False), "collect", ARMORER)
        yield self.ask(taken._replace(where=ARMORER), "pick-up", ARMORER)
        if where == GRIP:
            return
        for who in self.moves.users:
            yield self.ask(taken._replace(where=who), "pick-up", who)
        yield from self.tampered(swaps=self.adversary.swaps_left and where == TABLE)

    # what is done ---------------------------------------------------------------------------------------------------

    def loads(self, seen: Seen) -> Iterator[Move]:
        """Load from a box that is out: as many rounds as it holds, or as there are."""
        gun = self.gun
        empty_to_both = not gun.inside or self.adversary.signs_anything
        for place, lot in enumerate(self.moves.lots):
            box, count = self.world.boxes[place], seen.boxes[place].number
            room = self.moves.stage.capacity - len(gun.inside)
            wanted = min(room, count)
            if box.where != ARMORER or wanted < 1:
                continue
            live = min(box.live, wanted)
            kind = DUMMY if lot == "dummies" else BLANK
            rounds = tuple(sorted((*gun.inside, *(LIVE,) * live, *(kind,) * (wanted - live))))
            loaded = gun._replace(inside=rounds, age=0)
            world = self.world.with_gun(self.place, loaded).with_box(
                place, box._replace(live=box.live - live)
            )
            said = {"weapon": self.name, "rounds": drawn(lot, wanted)}
            says = "One of the rounds is live." if live else ""
            if empty_to_both:
                yield Move(act("load", ARMORER, witness=WITNESS, **said), ASK, world, self.place, says)
            if self.adversary.skips:
                alone = world.with_gun(self.place, touched(loaded))
                yield Move(act("load", ARMORER, **said), ASK, alone, self.place, says)
                yield Move(act("load", GRIP, witness=WITNESS, **said), ASK, alone, self.place, says)

    def shows(self) -> Iterator[Move]:
        """Show it to the 1st AD and to everybody on the line, and say the word."""
        if PEOPLE in self.kinds:
            yield from self.shows_in_part()
        else:
            yield self.ask(self.gun._replace(shown=True), "show", ARMORER, to=(FIRST_AD, *self.moves.users))
        for word in ("cold", "hot"):
            yield self.ask(self.gun, "declare", ARMORER, word=word)
            if self.adversary.skips:
                yield self.ask(self.gun, "declare", GRIP, word=word)

    def shows_in_part(self) -> Iterator[Move]:
        """Show it to one after the other; of the 1st AD it is not enough that it was offered, and they looked away."""
        for who in (FIRST_AD, *self.moves.users, GRIP):
            if who not in self.gun.offered_to:
                yield self.ask(shown_to(self.world, self.gun, who), "show", ARMORER, to=(who,))
        if not self.gun.offered_to:
            yield self.ask(self.gun, "show", ARMORER, to=(FIRST_AD,), declined=(FIRST_AD,))

    def goes_out(self, who: str) -> Iterator[Move]:
        """Offer it, or hand it over in one."""
        for user in self.moves.users:
            if not self.known.offered:
                yield self.ask(self.gun, "offer", who, to=(user,))
            if self.witness:
                sight = Sight(count=len(self.gun.ready)) if not self.adversary.signs_anything else None
                handed = self.gun._replace(where=user)
                yield self.ask(handed, "hand-over", who, to=(user,), sight=sight, **self.witness)
            if self.adversary.skips:
                yield self.ask(self.gun._replace(where=user), "hand-over", who, to=(user,), witness=user)
        if self.adversary.skips:
            yield self.ask(self.gun._replace(where=GRIP), "hand-over", who, to=(GRIP,), witness=WITNESS)

    def offered(self) -> Iterator[Move]:
        """What the one to whom it is offered can say."""
        to, gun = self.known.offered, self.gun
        if not to or gun.where not in CUSTODIANS:
            return
        taken = gun._replace(where=to)
        if self.witness:
            yield self.ask(taken, "accept", to, **self.witness)
        if "confirm" in self.kinds:
            alone = act("accept", to, weapon=self.name)
            yield Move(alone, ASK, self.world.with_gun(self.place, taken), self.place)
            if self.witness:
                confirmed = act("confirm", WITNESS, of_act=alone.act_id)
                yield Move(confirmed, ASK, self.world.with_gun(self.place, taken), self.place)
        yield self.ask(taken, "accept", to, witness=gun.where)
        yield self.ask(gun, "decline", to)
        yield self.ask(gun, "withdraw", ARMORER)

    def claims(self) -> Iterator[Move]:
        """What somebody can claim that is not so: it stays where it is."""
        for who in self.moves.users:
            if self.gun.where != who:
                if not self.known.offered:
                    yield self.ask(self.gun, "accept", who, witness=WITNESS)
                yield self.ask(self.gun, "take", FIRST_AD, user=who)
                yield self.ask(self.gun, "offer", who, to=(GRIP,))
        if self.gun.where not in CUSTODIANS:
            yield self.ask(self.gun, "offer", ARMORER, to=(self.moves.users[0],))
            yield self.ask(self.gun, "load", ARMORER, rounds=drawn(self.moves.lots[0], 1), witness=WITNESS)

    def fires(self, who: str) -> Iterator[Move]:
        """The trigger is pulled: any round in it may be the one under the hammer."""
        gun = self.gun
        for kind in sorted(set(gun.ready) - {DUMMY}):
            left = list(gun.inside)
            left[left.index(kind)] = SPENT
            after = gun._replace(inside=tuple(sorted(left)), fired=True, through=False)
            says = (
                "It is a live round."
                if kind == LIVE
                else ("There is something in the bore." if gun.blocked else "")
            )
            shot = self.report(after, "discharge", ARMORER, says, user=who, count=1)
            yield shot._replace(fires=f"{kind}!" if gun.blocked else kind)
        if "misfire" in self.kinds and BLANK in gun.ready and not gun.burning:
            yield self.report(gun._replace(burning=True), "misfire", ARMORER, "The primer is still burning.")

    # what nobody sees -----------------------------------------------------------------------------------------------

    def unwatched(self) -> Iterator[Move]:
        """Nobody looks on while it is in a custodian's hands."""
        if self.gun.watched and self.adversary.swaps_in_hand:
            yield self.unseen(self.gun._replace(watched=False), "Everybody else looks away.")

    def tampered(self, *, swaps: bool) -> Iterator[Move]:
        """A round is exchanged for a live one, or something gets into the bore."""
        gun = self.gun
        if "bore" in self.kinds and not gun.blocked and (DUMMY in gun.inside or swaps):
            yield self.unseen(gun._replace(blocked=True), "Something stays in the bore.")
        if not swaps or not self.world.pocket:
            return
        for kind in sorted(set(gun.ready) - {LIVE}):
            inside = list(gun.inside)
            inside[inside.index(kind)] = LIVE
            says = "A round in it is exchanged for a live one."
            yield self.unseen(gun._replace(inside=tuple(sorted(inside)), looked=False), says, -1)
        if len(gun.inside) < self.moves.stage.capacity:
            inside = [*gun.inside, LIVE]
            yield self.unseen(
                gun._replace(inside=tuple(sorted(inside)), looked=False), "A live round is put into it.", -1
            )
