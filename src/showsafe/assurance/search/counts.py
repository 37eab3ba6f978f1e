"""What can happen to the count of a box: a round falls out unseen, two people count apart, and somebody tidies up.

How many rounds are really in the box stands in ``World.done``, with who really counted, who took a difference on
themselves, and whether one is still open. The insider says what suits them, and the second person what they see; that
one never signs for rounds that they did not see go.
"""

from __future__ import annotations

from collections.abc import Iterator

from showsafe.assurance.search.cast import (
    AMMUNITION,
    ARMORER,
    DUMMIES,
    FIRST_AD,
    SAFETY,
    SECOND,
    WITNESS,
    act,
)
from showsafe.assurance.search.move import UNSEEN, Move
from showsafe.assurance.search.moves import Moves
from showsafe.assurance.search.seen import Seen
from showsafe.assurance.search.world import World
from showsafe.domain.acts import LEAVING, Act
from showsafe.domain.counting_acts import DISPOSING
from showsafe.domain.events import ASK

THERE, COUNTED, OWNED, OPEN = "in the box: ", "counted: ", "owned: ", "differs: "
LOST = "a round is lost"
GONE = "the lot left"
ANYBODY = (ARMORER, SECOND, WITNESS, FIRST_AD, SAFETY)


def there(world: World) -> int:
    """Return how many rounds are really in the box."""
    return next(int(each.removeprefix(THERE)) for each in world.done if each.startswith(THERE))


def open_of(world: World) -> tuple[str, ...]:
    """Return the acts that showed a difference which nobody has closed."""
    return tuple(sorted(each.removeprefix(OPEN) for each in world.done if each.startswith(OPEN)))


def took_part(world: World) -> frozenset[str]:
    """Return who counted what differed, and who took it on themselves since."""
    return frozenset(each.partition(": ")[2] for each in world.done if each.startswith((COUNTED, OWNED)))


def _with(world: World, count: int, *facts: str) -> World:
    rest = {each for each in world.done if not each.startswith(THERE)}
    return world._replace(done=frozenset((*rest, f"{THERE}{count}", *facts)))


class CountMoves(Moves):
    """The moves of a bound that counts one box of rounds and does nothing else with it."""

    every_way = False
    counts = True

    def _all(self, world: World, seen: Seen) -> Iterator[Move]:
        if GONE in world.done:
            return
        count, known = there(world), seen.boxes[0].number
        if count and LOST not in world.done:
            yield Move(
                None, UNSEEN, _with(world, count - 1, LOST), says="A round falls out, and nobody sees it."
            )
        yield from self._box(world)
        if not open_of(world):
            yield from self._recounts(world, count, known)
        yield from self._differences(world)
        yield from self._leaves(world, count, known)

    def _box(self, world: World) -> Iterator[Move]:
        box = world.boxes[0]
        away = box.where == AMMUNITION
        moved = world.with_box(0, box._replace(where=ARMORER if away else AMMUNITION))
        kind, keys = ("unlock", {}) if away else ("lock", {"in_": AMMUNITION})
        yield Move(act(kind, ARMORER, lot=DUMMIES, witness=WITNESS, **keys), ASK, moved)

    def _recounts(self, world: World, count: int, known: int) -> Iterator[Move]:
        """Both say what they see; one of them says what the record has; one counts alone."""
        said = {(count, count), (known, count), (count, None)}
        for seen, second in sorted(said, key=str):
            witness = {} if second is None else {"witness": WITNESS, "witness_seen": second}
            recount = act("recount", ARMORER, lot=DUMMIES, seen=seen, **witness)
            differs = known > count if second is None else seen != second or seen != known
            people = (ARMORER,) if second is None else (ARMORER, WITNESS)
            facts = [f"{OPEN}{recount.act_id}", *(f"{COUNTED}{who}" for who in people)] if differs else []
            yield Move(recount, ASK, _with(world, count, *facts))

    def _differences(self, world: World) -> Iterator[Move]:
        for shown in open_of(world):
            said = {"lot": DUMMIES, "of_act": shown}
            for who in (ARMORER, FIRST_AD):
                owned = _with(world, there(world), f"{OWNED}{who}")
                yield Move(act("own-discrepancy", FIRST_AD, person=who, **said), ASK, owned)
            closed = world._replace(done=frozenset(each for each in world.done if not _of_it(each, shown)))
            for who in ANYBODY:
                for again in ({}, {"count": 1}):
                    says = {"reason": "looked into", **again}
                    yield Move(act("close-discrepancy", who, **said, **says), ASK, closed)
            lost = {"missing": 1, "witness": WITNESS}
            two = _with(world, there(world), *(f"{COUNTED}{who}" for who in (ARMORER, WITNESS)))
            yield Move(act("reconcile", ARMORER, lot=DUMMIES, **lost), ASK, two)

    def _leaves(self, world: World, count: int, known: int) -> Iterator[Move]:
        """Rounds leave for good; with the second person so many as there were, and alone as many as it suits."""
        keep = {"holder": ARMORER, "place": "the safe"}
        more = {"destroy-rounds": {}, "keep-sample": keep, "return-rounds": {"supplier": "the supplier"}}
        for kind in DISPOSING:
            for number in range(1, count + 1):
                gone = act(kind, ARMORER, lot=DUMMIES, count=number, witness=WITNESS, **more[kind])
                yield Move(gone, ASK, _with(world, count - number))
            for number in {known, known + 1}:
                claim = act(kind, ARMORER, lot=DUMMIES, count=number, **more[kind])
                yield Move(claim, ASK, _with(world, max(count - number, 0)))
        for kind in LEAVING:
            yield Move(act(kind, ARMORER, lot=DUMMIES, to="the owner"), ASK, _with(world, count, GONE))


def _of_it(fact: str, shown: str) -> bool:
    return fact == f"{OPEN}{shown}" or fact.startswith((COUNTED, OWNED))


def written_off(done: Act | None) -> int:
    """Return how many rounds an act says to have left for good."""
    return (done.count or 0) if done is not None and done.kind in DISPOSING else 0
