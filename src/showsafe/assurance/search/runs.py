"""What can happen in a run: it is opened, its resets are said as one, and everything that ends it.

What one reset does in the physical world is what its single acts do, one after the other: back in the custodian's
hands, what is left comes out, both look and count, rounds go in, the word is said, the performer reads it back. A reset
that is refused has been done as far as its steps in the safe direction; rounds may be in already, and nobody was handed
anything. Facts of a run stand in ``World.done``: that it was opened, what has ended it, how many resets there were.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from showsafe.assurance.search.canon import Normal
from showsafe.assurance.search.cast import (
    ARMORER,
    DUMMIES,
    FIRST_AD,
    GRIP,
    PERFORMER,
    SCENE,
    SECOND,
    WITNESS,
    Stage,
    act,
    drawn,
)
from showsafe.assurance.search.explore import Explorer, Records
from showsafe.assurance.search.move import CLOCK, Move
from showsafe.assurance.search.moves import Moves
from showsafe.assurance.search.reset import Reset, Way, first, reset
from showsafe.assurance.search.seen import Seen
from showsafe.assurance.search.world import Gun, World
from showsafe.domain.acts import Act
from showsafe.domain.events import ASK, PERMIT
from showsafe.domain.resets import single_acts

ENDING = (
    "misfire",
    "drop",
    "hold",
    "leave",
    "isolate",
    "preset",
    "pass-open",
    "decline",
    "close-day",
    "end-run",
)
"""What ends a run wherever it happens, and locking the weapon away besides."""

MOST_CYCLES = 10
"""So many resets a run has at most; a search counts one more, and then no further."""


def ready(stage: Stage) -> Stage:
    """Return a stage on which the weapon is out, was looked into by two people and shown."""
    weapon = stage.weapons[0]
    users = (FIRST_AD, PERFORMER)
    look = {"seen": stage.capacity, "found": (), "bore": "clear", "witness": WITNESS}
    after = (
        act("unlock", ARMORER, weapon=weapon, witness=WITNESS),
        act("check", ARMORER, weapon=weapon, **look),
        act("show", ARMORER, weapon=weapon, to=users),
    )
    gun = Gun(where=ARMORER, watched=True, looked=True, shown=True, through=True)
    return replace(stage, after=after, guns=(gun, *(Gun() for _ in stage.weapons[1:])))


class RunMoves(Moves):
    """The moves of a bound with runs: those of single acts that the bound has, and those of a run.

    ``kinds`` says which single acts: with ``"short"`` only those between two resets, with ``"turns"`` only the takes,
    with anything else all of them; with ``"two"`` there are no more than two resets.
    """

    every_way = False
    BETWEEN = ("take", "cut", "discharge", "collect", "misfire", "hold", "isolate", "clear", "release")
    TURNS = ("take", "cut")

    def _all(self, world: World, seen: Seen) -> Iterator[Move]:
        left = self.TURNS if "turns" in self.kinds else self.BETWEEN if "short" in self.kinds else ()
        for move in super()._all(world, seen):
            if move.act is not None and left and move.act.kind not in left:
                continue
            yield _of_the_run(move, world)
        yield from self._run(world, seen)

    def _run(self, world: World, seen: Seen) -> Iterator[Move]:
        gun, known = world.guns[0], seen.guns[0]
        lot = self.lots[0]
        if gun.where == ARMORER and not (known.use_open or gun.inside):
            yield from self._opening(world, lot)
        if "run" in world.done:
            yield _of_the_run(Move(act("end-run", FIRST_AD, weapon=self.stage.weapons[0]), ASK, world), world)
        if "run" not in world.done and not self.adversary.skips:
            return
        if gun.where in (ARMORER, PERFORMER) and not ("two" in self.kinds and cycles(world) > 1):
            for way in self._ways(world):
                yield from self._cycle(world, seen, way, lot)

    def _opening(self, world: World, lot: str) -> Iterator[Move]:
        begun = frozenset(
            each for each in world.done if not each.startswith(("run", "over", "cycle", "hour"))
        )
        opened = world._replace(done=begun | {"run"})
        said = {
            "weapon": self.stage.weapons[0],
            "scene": SCENE[lot],
            "rounds": drawn(lot, 1),
            "place": "the mark",
        }
        yield Move(act("open-run", ARMORER, user=PERFORMER, witness=WITNESS, **said), ASK, opened, 0)
        if self.adversary.skips:
            yield Move(act("open-run", ARMORER, user=PERFORMER, **said), ASK, opened, 0)
            yield Move(act("open-run", ARMORER, user=GRIP, witness=WITNESS, **said), ASK, opened, 0)
            yield Move(act("open-run", SECOND, user=PERFORMER, witness=WITNESS, **said), ASK, opened, 0)

    def _ways(self, world: World) -> Iterator[Way]:
        """Yield how a reset is done: whole; hurried, with a part left out, in another order, or by others."""
        yield Way()
        if not self.adversary.skips or "over" in world.done:
            return
        for left_out in ("check", "load", "declare", "hand-over"):
            yield Way(without=left_out)
        yield Way(word_last=True)
        yield Way(by=SECOND)
        yield Way(witness=FIRST_AD)
        yield Way(to=GRIP)
        yield Way(rounds=2)
        yield from (Way(looked_into=other) for other in self.stage.weapons[1:])

    def _cycle(self, world: World, seen: Seen, way: Way, lot: str) -> Iterator[Move]:
        begin = first if world.guns[0].where == ARMORER and not world.guns[0].inside else reset
        made = begin(self, world, seen.guns[0], lot, way)
        if made is None or not self._signs(world.guns[0]):
            return
        yield from self._asked(world, made, way)
        if "confirm" in self.kinds and way == Way():
            alone = _cycle(made, replace(way, witness=""))
            yield Move(alone, ASK, _counted(made.world), 0, made.says, refused=made.safe, parts=made.parts)
            if alone.act_id in seen.waiting:
                for who in (WITNESS, FIRST_AD):
                    done = act("confirm", who, of_act=alone.act_id)
                    yield Move(done, ASK, _counted(made.world), 0, made.says, parts=made.parts)

    def _signs(self, gun: Gun) -> bool:
        """Whether the witness signs that what comes out is what went in: of dummies an honest one who watched it."""
        told_apart = DUMMIES not in self.lots or not gun.ready
        return told_apart or gun.watched or self.adversary.signs_anything or self.adversary.skips

    def _asked(self, world: World, made: Reset, way: Way) -> Iterator[Move]:
        asked = _cycle(made, way)
        done = Move(asked, ASK, _counted(made.world), 0, made.says, refused=made.safe, parts=made.parts)
        yield done
        if made.loaded is not None and not world.known and "loaded" in self.kinds:
            yield done._replace(refused=made.loaded, says="The rounds are in already as it is asked.")


def _cycle(made: Reset, way: Way) -> Act:
    """Return the act of a reset: it is named by all that it says."""
    weapon = made.moves.stage.weapons[0]
    steps = ", ".join(made.said)
    name = f"cycle {way.by} weapon={weapon} witness={way.witness} user={way.to} steps=({steps})"
    cycle = act("cycle", way.by, weapon=weapon, witness=way.witness, user=way.to, scene=SCENE[made.lot])
    return replace(cycle, act_id=name, steps=made.steps)


def _counted(world: World) -> World:
    """Return a world after one more reset of its run."""
    count = cycles(world)
    if "run" not in world.done or count > MOST_CYCLES:
        return world
    return world._replace(done=world.done - {f"cycle {count}"} | {f"cycle {count + 1}"})


def cycles(world: World) -> int:
    """Return how many resets of its run were done."""
    return max((int(each.split()[1]) for each in world.done if each.startswith("cycle ")), default=0)


def hours(world: World) -> int:
    """Return how many half hours ago the run was opened, 2 for any more."""
    return max((int(each.split()[1]) for each in world.done if each.startswith("hour ")), default=0)


def _of_the_run(move: Move, world: World) -> Move:
    """Return a move with what it means for the run: what ends it, and the time that passes."""
    if "run" not in world.done:
        return move
    after = move.world
    if move.door == CLOCK:
        later = min(hours(world) + 1, 2)
        return move._replace(world=after._replace(done=after.done - {"hour 1"} | {f"hour {later}"}))
    if move.act is None:
        return move
    ends = move.act.kind in ENDING or (move.act.kind in ("lock", "quarantine") and bool(move.act.weapon))
    if ends or set(after.known) > set(world.known) or after.guns[0].where not in (ARMORER, PERFORMER, SECOND):
        return move._replace(world=after._replace(done=after.done | {"over"}))
    return move


def unlike_single_acts(searched: Explorer) -> list[str]:
    """Return every permitted reset of a search that leads where its single acts, each asked by itself, do not.

    Asked of every state that the search went through. What a run keeps for itself, that it is open and how many resets
    it had, is left out of the comparison.
    """
    records, differ, asked = searched.records, [], set()
    for number, world in searched.parents:
        for move in searched.moves.of(world, records.seen(number)):
            if move.act is None or move.act.kind != "cycle" or (number, move.act.act_id) in asked:
                continue
            asked.add((number, move.act.act_id))
            outcome, after, _ = records.answer(number, move.act, ASK)
            if outcome == PERMIT and _plain(records.states[after], records) != _singly(
                records, number, move.act
            ):
                differ.append(move.act.act_id)
    return differ


def _singly(records: Records, number: int, cycle: Act) -> tuple[int, ...]:
    """Return the state that the single acts of a reset lead to, or nothing where one of them is not permitted."""
    for single in single_acts(records.states[number].state, cycle):
        outcome, number, _ = records.answer(number, single, ASK)
        if outcome != PERMIT:
            return ()
    return _plain(records.states[number], records)


def _plain(normal: Normal, records: Records) -> tuple[int, ...]:
    """Return the key of a state without its runs, and without which asks went stale."""
    pending = {name: replace(each, stale=False) for name, each in normal.state.pending.items()}
    return records.canon.normal(replace(normal.state, runs={}, pending=pending)).key
