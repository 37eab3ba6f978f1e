"""What can happen to the count of a box: a round falls out unseen, two people count apart, and somebody tidies up.

How many rounds are really in the box stands in ``World.done``, with who really counted which difference, who took it on
themselves, and which are still open. Where the box is left lying, a live round may be put into it; the lost one may be
found and put back. The insider says what suits them, and the second person what they see; that one never signs for
rounds that they did not see go, and tests each round that they prove.
"""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.assurance.search.cast import (
    AMMUNITION,
    ARMORER,
    DUMMIES,
    FIRST_AD,
    PRODUCER,
    SAFETY,
    SECOND,
    TABLE,
    WITNESS,
    act,
    noticed,
    proving,
)
from showsafe.assurance.search.move import UNSEEN, Move
from showsafe.assurance.search.moves import Moves
from showsafe.assurance.search.seen import Seen
from showsafe.assurance.search.world import World
from showsafe.domain.acts import LEAVING, Act
from showsafe.domain.counting_acts import DISPOSING
from showsafe.domain.events import ASK, REPORT

THERE, COUNTED, OWNED, OPEN = "in the box: ", "counted: ", "owned: ", "differs: "
LOST, BACK = "a round is lost", "the lost round is back"
FILLED = "a live round was put in"
GONE = "the lot left"
ANYBODY = (ARMORER, SECOND, WITNESS, FIRST_AD, SAFETY)
_OF, APART = " of: ", " apart"


def there(world: World) -> int:
    """Return how many rounds are really in the box, whatever they are."""
    return next(int(each.removeprefix(THERE)) for each in world.done if each.startswith(THERE))


def lost(world: World) -> bool:
    """Whether a round of the lot is really lost, and was not put back."""
    return LOST in world.done and BACK not in world.done


def open_of(world: World) -> tuple[str, ...]:
    """Return the acts that showed a difference which nobody has closed."""
    return tuple(sorted(each.removeprefix(OPEN) for each in world.done if each.startswith(OPEN)))


def took_part(world: World, shown: str) -> frozenset[str]:
    """Return who counted a difference, and who took it on themselves since."""
    parts = (each.partition(_OF) for each in world.done if each.startswith((COUNTED, OWNED)))
    return frozenset(who.partition(": ")[2] for who, _, of in parts if of == shown)


def _with(world: World, count: int, *facts: str) -> World:
    rest = {each for each in world.done if not each.startswith(THERE)}
    return world._replace(done=frozenset((*rest, f"{THERE}{count}", *facts)))


def _less(world: World, number: int) -> World:
    """Return the world with so many rounds gone; a live one goes last, since that is worse."""
    left, box = there(world) - number, world.boxes[0]
    return _with(world.with_box(0, box._replace(live=min(box.live, left))), left)


class CountMoves(Moves):
    """The moves of a bound that counts one box of rounds and does nothing else with it."""

    every_way = False
    counts = True

    def _all(self, world: World, seen: Seen) -> Iterator[Move]:
        if GONE in world.done:
            return
        count, known = there(world), seen.boxes[0].number
        yield from self._unseen(world, count)
        if world.boxes[0].where != TABLE:
            yield from self._recounts(world, count, known)
        yield from self._box(world)
        yield from self._differences(world)
        if "leave" in self.kinds:
            yield from self._leaves(world, count, known)
        if seen.open and "wrap" in self.kinds:
            yield Move(act("close-day", PRODUCER, witness=FIRST_AD, **noticed(self.stage)), ASK, world)

    def _unseen(self, world: World, count: int) -> Iterator[Move]:
        """A round falls out; it is found and put back; a live one is put in where nobody looks."""
        if count and LOST not in world.done:
            fell = _with(world, count - 1, LOST)
            yield Move(None, UNSEEN, fell, says="A round falls out, and nobody sees it.")
        if lost(world) and "back" in self.kinds:
            back = _with(world, count + 1, BACK)
            yield Move(None, UNSEEN, back, says="The lost round is found, and put back into the box.")
        box = world.boxes[0]
        if world.pocket and box.where == TABLE:
            smuggled = world.with_box(0, box._replace(live=box.live + 1))._replace(pocket=world.pocket - 1)
            more = _with(smuggled, count + 1, FILLED)
            yield Move(None, UNSEEN, more, says="A live round is put into the box.")

    def _box(self, world: World) -> Iterator[Move]:
        """Out of the safe and back; left lying, and collected; proven round by round."""
        box = world.boxes[0]
        away = box.where == AMMUNITION
        moved = world.with_box(0, box._replace(where=ARMORER if away else AMMUNITION))
        if box.where == TABLE:
            mine = world.with_box(0, box._replace(where=ARMORER))
            yield Move(act("collect", ARMORER, lot=DUMMIES), ASK, mine)
            return
        kind, keys = ("unlock", {}) if away else ("lock", {"in_": AMMUNITION})
        yield Move(act(kind, ARMORER, lot=DUMMIES, witness=WITNESS, **keys), ASK, moved)
        if box.where == ARMORER and "left" in self.kinds:
            left = world.with_box(0, box._replace(where=TABLE))
            yield Move(act("leave", ARMORER, lot=DUMMIES, place=TABLE), REPORT, left)
        if box.where == ARMORER and "prove" in self.kinds and there(world):
            yield self._proves_all(world)

    def _proves_all(self, world: World) -> Move:
        """Each round that is really there is shaken and looked at: a live one is found, and taken away."""
        box, count = world.boxes[0], there(world)
        if not box.live:
            return Move(proving(ARMORER, DUMMIES, count, WITNESS), ASK, world)
        clean = _with(world.with_box(0, box._replace(live=0)), count - box.live)
        clean = clean._replace(done=clean.done - {FILLED})
        found = act("find-live", ARMORER, lot=DUMMIES, count=box.live)
        return Move(found, REPORT, clean, says="Shaken one by one, a round does not rattle.")

    def _recounts(self, world: World, count: int, known: int) -> Iterator[Move]:
        """Both say what they see; one of them says what the record has; one counts alone."""
        said = {(count, count)} | ({(known, count), (count, None)} if "apart" in self.kinds else set())
        for seen, second in sorted(said, key=str):
            witness = {} if second is None else {"witness": WITNESS, "witness_seen": second}
            # No two acts have one name: a second difference of one name would stand in the place of the first.
            recount = act("recount", ARMORER, lot=DUMMIES, seen=seen, says=f"of {known}", **witness)
            people = (ARMORER,) if second is None else (ARMORER, WITNESS)
            alike = second == seen
            # One alone can say that there are fewer; that there are more settles nothing, nor do two who differ.
            apart = (second is not None and not alike) or (second is None and seen > known)
            shown = recount.act_id + (APART if apart else "")
            if shown in open_of(world):
                continue
            is_new = not (apart and any(each.endswith(APART) for each in open_of(world)))
            facts = [f"{OPEN}{shown}", *(f"{COUNTED}{who}{_OF}{shown}" for who in people)]
            yield Move(
                recount, ASK, _with(world, count, *(facts if is_new and (apart or seen != known) else ()))
            )

    def _differences(self, world: World) -> Iterator[Move]:
        for shown in open_of(world):
            said = {"lot": DUMMIES, "of_act": shown.removesuffix(APART)}
            for who in (ARMORER, FIRST_AD) if "own" in self.kinds else ():
                owned = _with(world, there(world), f"{OWNED}{who}{_OF}{shown}")
                yield Move(act("own-discrepancy", FIRST_AD, person=who, **said), ASK, owned)
            closed = world._replace(done=frozenset(each for each in world.done if not _of_it(each, shown)))
            for who in ANYBODY:
                for again in ({}, {"count": 1}):
                    says = {"reason": "looked into", **again}
                    yield Move(act("close-discrepancy", who, **said, **says), ASK, closed)
        if open_of(world):
            missing = {"missing": 1, "witness": WITNESS}
            two = [f"{COUNTED}{who}{_OF}{shown}" for who in (ARMORER, WITNESS) for shown in open_of(world)]
            yield Move(
                act("reconcile", ARMORER, lot=DUMMIES, **missing), ASK, _with(world, there(world), *two)
            )

    def _leaves(self, world: World, count: int, known: int) -> Iterator[Move]:
        """Rounds leave for good; with the second person so many as there were, and alone as many as it suits."""
        keep = {"holder": ARMORER, "place": "the safe"}
        more = {"destroy-rounds": {}, "keep-sample": keep, "return-rounds": {"supplier": "the supplier"}}
        for kind in DISPOSING:
            for number in range(1, count + 1):
                gone = act(kind, ARMORER, lot=DUMMIES, count=number, witness=WITNESS, **more[kind])
                yield Move(gone, ASK, _less(world, number))
            for number in {known, known + 1}:
                claim = act(kind, ARMORER, lot=DUMMIES, count=number, **more[kind])
                yield Move(claim, ASK, _less(world, min(number, count)))
        for kind in LEAVING:
            away = _with(world.with_box(0, world.boxes[0]._replace(where="")), count, GONE)
            yield Move(act(kind, ARMORER, lot=DUMMIES, to="the owner"), ASK, away)


def _of_it(fact: str, shown: str) -> bool:
    return fact == f"{OPEN}{shown}" or fact.endswith(f"{_OF}{shown}")


def written_off(done: Act | None) -> int:
    """Return how many rounds an act says to have left for good."""
    return (done.count or 0) if done is not None and done.kind in DISPOSING else 0
