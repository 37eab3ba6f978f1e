"""Every state that can be reached, breadth first, so that the first way to harm that is found is a shortest one.

The rules are the production ones: what an act is answered is asked of ``decide``, what comes of it of ``apply``, each
asked once for every state of the record; the world goes along by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from time import perf_counter

from showsafe.assurance.search.canon import NOW, RECORD, Canon, Normal, aged, formed
from showsafe.assurance.search.cast import Start, users
from showsafe.assurance.search.move import CLOCK, UNSEEN, Move
from showsafe.assurance.search.moves import Moves
from showsafe.assurance.search.properties import At, all_properties, broken_by_state, broken_by_step
from showsafe.assurance.search.seen import Seen, seen
from showsafe.assurance.search.symmetry import Symmetry, renamed
from showsafe.assurance.search.world import World
from showsafe.domain.acts import Act
from showsafe.domain.apply import apply
from showsafe.domain.events import ASK, HOLD, PERMIT, REFUSE, Event
from showsafe.domain.events import RECORD as RECORDED
from showsafe.domain.state import State as ProductionState
from showsafe.rules.decide import decide
from showsafe.rules.rulebook import Rulebook

Answer = tuple[str, int, tuple[str, ...]]
"""What an act is answered, the state of the record after it, and the gates that stood against it."""


NEVER = 10**9
"""More states than any search meets."""


class Records:
    """Every state of the record that was met, and what each act is answered in it: the production rules, asked once."""

    def __init__(self, start: Start, book: Rulebook, *, counts: bool = False) -> None:
        """Begin with the first state, under the rules of a rulebook; ``counts`` where counts differ."""
        self.book = book
        self.canon = Canon(counts=counts)
        self.states: list[Normal] = []
        self._numbers: dict[tuple[int, ...], int] = {}
        self._answers: dict[tuple[int, str, str], Answer] = {}
        self._older: dict[int, int] = {}
        self._seen: dict[int, Seen] = {}
        self._told: dict[Seen, Seen] = {}
        self.against: dict[str, int] = {}
        """The gates that ever stood against an act, each with how many states were met before it did so alone."""
        self.first = self._number(start.state)

    def _number(self, state: ProductionState, before: Normal | None = None) -> int:
        """Return the number of the normal form of a state, which is made where it was never met."""
        key, parts = self.canon.parted(state, before)
        return self.of(key, lambda: formed(state, parts))

    def of(self, key: tuple[int, ...], made: Callable[[], ProductionState]) -> int:
        """Return the number of the normal form that has a key, which is made where it was never met."""
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.states)
            self.states.append(Normal(made(), key))
        return number

    def seen(self, number: int) -> Seen:
        """Return what a state of the record says of the things of the search."""
        found = self._seen.get(number)
        if found is None:
            has = seen(self.states[number].state)
            found = self._seen[number] = self._told.setdefault(has, has)
        return found

    def answer(self, number: int, act: Act, door: str) -> Answer:
        """Return what an act is answered in a state of the record, and the state after it."""
        key = (number, act.act_id, door)
        found = self._answers.get(key)
        if found is None:
            found = self._answers[key] = self._ask(number, act, door)
        return found

    def _ask(self, number: int, act: Act, door: str) -> Answer:
        before = self.states[number]
        decided = decide(before.state, act, self.book, NOW, door)
        outcome, gates = decided.decision.outcome, decided.decision.gates_against
        for gate in gates:
            self.against[gate] = min(
                self.against.get(gate, NEVER), len(self.states) if len(gates) == 1 else NEVER
            )
        # What waits for its second person is kept; of a refused cycle the steps in the safe direction count.
        waits = act.kind == "cycle" or (outcome == HOLD and act.kind in ("accept", "issue-file"))
        if door == ASK and outcome != PERMIT and not waits:
            return outcome, number, gates
        event = Event(
            number=RECORD,
            act=act,
            door=door,
            outcome=outcome if door == ASK else RECORDED,
            would=outcome,
            at=NOW,
            gates=gates,
            completes=decided.completes,
            did=decided.did,
        )
        after = self._number(apply(before.state, event), before)
        return outcome, after, gates

    def older(self, number: int) -> int:
        """Return the state of the record after one step of the clock."""
        found = self._older.get(number)
        if found is None:
            before = self.states[number]
            found = self._older[number] = self._number(aged(before.state), before)
        return found


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a story: what was done through which door, what it was answered and by which gates, what is so."""

    act: Act | None
    door: str
    outcome: str
    gates: tuple[str, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class Violation:
    """A property that can be broken, its sentence, and a shortest way to it."""

    property: str
    sentence: str
    steps: tuple[Step, ...]


@dataclass(slots=True)
class Explored:
    """What a search went through. ``states`` are of record and world together; ``records`` of the record alone."""

    states: int = 0
    records: int = 0
    transitions: int = 0
    depth: int = 0
    seconds: float = 0.0
    digest: str = ""
    whole: bool = True
    violations: list[Violation] = field(default_factory=list)


State = tuple[int, World]


class Explorer:
    """One search: a start, the moves of a stage against an adversary, and a rulebook."""

    def __init__(self, start: Start, moves: Moves, book: Rulebook) -> None:
        """Keep what is searched."""
        self.moves = moves
        self.records = Records(start, book, counts=moves.counts)
        self.users = users(moves.stage)
        self.first: State = (self.records.first, start.world)
        self.parents: dict[State, tuple[State, Move, int] | None] = {self.first: None}
        self.symmetry = Symmetry(moves.stage, self.records.canon.parts)
        self.turned = 0
        """How many more states the least ones stand for."""

    def run(self, *, most: int = 10**9, deepest: int = 10**9, stop_at_first: bool = True) -> Explored:
        """Go through every state, level by level, until none is new, a property is broken, or a limit is reached."""
        began = perf_counter()
        found = Explored()
        level = [self.first]
        broken: dict[str, Violation] = {}
        while level and found.depth < deepest and len(self.parents) < most:
            following: list[State] = []
            for state in level:
                for after, name, move in self._from(state, found):
                    if name and name not in broken:
                        broken[name] = Violation(name, all_properties()[name].says, self.story(state, move))
                        if stop_at_first:
                            return self._ended(found, broken, began)
                    if after is not None:
                        following.append(after)
            level = following
            found.depth += 1
        found.whole = not level
        return self._ended(found, broken, began)

    def _ended(self, found: Explored, broken: dict[str, Violation], began: float) -> Explored:
        found.states, found.records = len(self.parents) + self.turned, len(self.records.states)
        found.violations = list(broken.values())
        found.seconds = perf_counter() - began
        return found

    def _from(self, state: State, found: Explored) -> Iterator[tuple[State | None, str, Move]]:
        """Yield every move from a state that leads to a new one or breaks a property."""
        number, world = state
        known = self.records.seen(number)
        at = At(world, known, self.users, self.moves.lots, self.moves.stage.weapons)
        for move in self.moves.of(world, known):
            there, outcome = self.go(state, move)
            after, which, images = self.least(there)
            told = move._replace(world=there[1]) if move.settles else move
            name = broken_by_step(told, at) if outcome == PERMIT else move.must
            if after == state and not name:
                continue
            found.transitions += 1
            if after not in self.parents:
                self.parents[after] = (state, move, which)
                self.turned += images - 1
                name = name or broken_by_state(at._replace(world=after[1], seen=self.records.seen(after[0])))
                yield after, name, move
            elif name:
                yield None, name, move

    def go(self, state: State, move: Move) -> tuple[State, str]:
        """Return where a move leads, and what it was answered."""
        number, world = state
        if move.act is None:
            after = self.records.older(number) if move.door == CLOCK else number
            return (after, move.world), ""
        outcome, after, _ = self.records.answer(number, move.act, move.door)
        if move.door == ASK and outcome != PERMIT:
            return (after, (move.refused or world) if outcome == REFUSE else world), outcome
        if move.settles:
            return (after, move.settles(world, move.world, self.records.seen(after))), outcome
        return (after, move.world), outcome

    def least(self, state: State) -> tuple[State, int, int]:
        """Return the state that stands for this one, by which change of places, and for how many it stands."""
        if len(self.symmetry.changes) == 1:
            return state, 0, 1
        normal = self.records.states[state[0]]
        key, world, which, images = self.symmetry.least(normal, state[1])
        if not which:
            return state, 0, images
        return (self.records.of(key, lambda: self.symmetry.state(normal, key)), world), which, images

    def story(self, last: State, move: Move | None = None) -> tuple[Step, ...]:
        """Return a shortest way to a state, and one move more, as steps, in the names of those whom it began with."""
        way = [] if move is None else [(last, move, 0)]
        state = last
        while (came := self.parents[state]) is not None:
            way.append(came)
            state = came[0]
        names = {name: name for change in self.symmetry.changes for name, _ in change.names}
        steps = []
        for before, done, which in reversed(way):
            steps.append(self._step(before, done, names))
            change = dict(self.symmetry.changes[which].names)
            back = {new: old for old, new in change.items()}
            names = {name: names[back.get(name, name)] for name in names}
        return tuple(steps)

    def _step(self, state: State, move: Move, names: Mapping[str, str]) -> Step:
        if move.act is None:
            return Step(None, move.door or UNSEEN, "", (), move.says)
        outcome, _, gates = self.records.answer(state[0], move.act, move.door)
        return Step(renamed(move.act, names), move.door, outcome, gates, move.says)

    def digest(self) -> str:
        """Return a digest of all states that were met, whatever the order: it is the same on every machine."""
        parts = [
            blake2b(repr(part).encode(), digest_size=16).digest() for part in self.records.canon.parts.kept
        ]
        keys = [
            blake2b(b"".join(parts[n] for n in each.key), digest_size=16).digest()
            for each in self.records.states
        ]
        worlds: dict[World, bytes] = {}
        total = 0
        for number, world in self.parents:
            real = worlds.get(world)
            if real is None:
                said = repr(world._replace(done=frozenset())) + repr(sorted(world.done))
                real = worlds[world] = blake2b(said.encode(), digest_size=16).digest()
            total += int.from_bytes(blake2b(keys[number] + real, digest_size=16).digest())
        return f"{total % 2**128:032x}"


__all__ = ["REFUSE", "Explored", "Explorer", "Records", "Step", "Violation"]
