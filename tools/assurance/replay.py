"""Edges of the small graph, walked through the real write path: a directory on disk, its store, its one writer.

A walk takes an edge that nobody took yet wherever there is one, and else the shortest way to the next; where there is
none, another directory is begun. After every act the answer and the state, seen through the world map, are held against
the graph. At random edges the directory is closed and opened again, and at random edges the program dies: before the
record is written, between the record and the answer, or by a kill (the directory as it lies is opened elsewhere).
"""

from __future__ import annotations

import random
import shutil
from collections import Counter, deque
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from showsafe.adapters.clock import FixedClock
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.unit import Answer, Unit
from showsafe.assurance.twin.bound import MORNING, PASSES, act_of, beginning
from showsafe.assurance.twin.compare import in_words
from showsafe.assurance.twin.graph import Answers
from showsafe.assurance.twin.values import PERMIT, Twin
from showsafe.assurance.twin.vocabulary import ASK, TIME, WORDS
from showsafe.assurance.twin.worldmap import worldmap
from showsafe.bootstrap import COMMON, create_unit, open_unit
from showsafe.domain.acts import Act
from showsafe.domain.proof import stands

CRASHES = ("opened again", "died before the record", "died before the answer", "killed")
OLDEST_PROOF_S = 3300 - PASSES.total_seconds()
LONGEST_DAY = 100
"""So often may time pass in one directory: a shooting day ends."""


class DiedError(Exception):
    """The program dies here."""


@dataclass(slots=True)
class Walk:
    """One walk over many directories: where it is, what it has taken, and what was not as the graph says."""

    path: Path
    answers: Callable[[Twin], Answers]
    todo: dict[Twin, list[str]]
    draw: random.Random
    crash_every: int = 40
    taken: int = 0
    acts: int = 0
    directories: int = 0
    crashes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    _open: ExitStack = field(default_factory=ExitStack)
    _unit: Unit | None = None
    _clock: FixedClock = field(default_factory=lambda: FixedClock(MORNING))
    _at: Twin = field(default_factory=Twin)
    _asked: str = "nobody-asked"
    _passed: int = 0
    _ways: dict[Twin, tuple[tuple[str, Twin], ...]] = field(default_factory=dict)

    @property
    def unit(self) -> Unit:
        """The unit whose directory is open."""
        if self._unit is None:
            raise AssertionError(self.path)
        return self._unit

    def go(self, most: int) -> None:
        """Take edges until all are taken, so many acts are done, or something is not as the graph says."""
        self._begin()
        while self.acts < most and not self.wrong:
            way = self._way()
            if way is None:
                if self._at == Twin():
                    break
                self._begin()
                continue
            for name in way:
                if not self._step(name):
                    break
        self._open.close()

    def _begin(self) -> None:
        """Begin with another directory: a copy of one that has the morning on record and nothing else."""
        self._open.close()
        self.directories += 1
        morning = self.path.with_name(f"{self.path.name}-morning")
        if not morning.exists():
            self._morning(morning)
        shutil.rmtree(self.path, ignore_errors=True)
        shutil.copytree(morning, self.path)
        self._clock = FixedClock(MORNING)
        self._enter()
        self._asked, self._passed = "nobody-asked", 0
        self._at = Twin()
        self._hold("the morning", self._at)

    def _morning(self, path: Path) -> None:
        clock = FixedClock(MORNING)
        create_unit(path, UnitSettings("twin", COMMON), clock)
        with open_unit(path, clock) as unit:
            for act in beginning():
                answer = unit.ask(act)
                if answer.outcome != PERMIT:
                    raise AssertionError(answer)

    def _enter(self) -> None:
        self._open = ExitStack()
        self._unit = self._open.enter_context(open_unit(self.path, self._clock))

    def _way(self) -> list[str] | None:
        """Return the steps to the nearest edge that nobody took yet, with that edge at the end; None: there is none."""
        before: dict[Twin, tuple[Twin, str] | None] = {self._at: None}
        queue = deque([self._at])
        while queue:
            twin = queue.popleft()
            if self.todo.get(twin):
                way = [self.todo[twin][-1]]
                while (step := before[twin]) is not None:
                    twin, name = step
                    way.append(name)
                return way[::-1]
            for name, after in self._onward(twin):
                if after not in before:
                    before[after] = (twin, name)
                    queue.append(after)
        return None

    def _onward(self, twin: Twin) -> tuple[tuple[str, Twin], ...]:
        """Return the steps from a state to others of the graph."""
        known = self._ways.get(twin)
        if known is None:
            known = tuple(
                (name, after)
                for name, (_, after) in self.answers(twin).items()
                if after is not None and after != twin and after in self.todo
            )
            self._ways[twin] = known
        return known

    def _step(self, name: str) -> bool:
        """Do one step, and hold what comes of it against the graph; False where the walk begins anew instead."""
        wanted, after = self.answers(self._at)[name]
        if name == TIME:
            if not self._time_may_pass():
                self._begin()
                return False
            self._clock.advance(PASSES.total_seconds())
            self._passed += 1
            answered = PERMIT
        else:
            answered = self._done(name)
        self.acts += 1
        if answered != wanted:
            self.wrong.append(
                f"{name} {in_words(self._at)}: answered {answered}, and the graph says {wanted}"
            )
        if after is not None:
            self._hold(name, after)
        if name in (todo := self.todo.get(self._at, [])):
            todo.remove(name)
            self.taken += 1
        self._at = after or self._at
        return not self.wrong

    def _time_may_pass(self) -> bool:
        proof = self.unit.state().believed("revolver").proof
        age = (self._clock.now() - proof.renewed).total_seconds() if proof and stands(proof) else 0
        return age < OLDEST_PROOF_S and self._passed < LONGEST_DAY

    def _done(self, name: str) -> str:
        act_id = f"{self.directories}-{self.acts}-{name}"
        act = act_of(name, self.unit.state(), self._clock.now(), act_id, self._asked)
        answer = self._through(act, WORDS[name].door)
        if name == "accept-alone":
            self._asked = act_id
        return answer.would

    def _through(self, act: Act, door: str) -> Answer:
        """Put an act through its door; now and then the program dies at it, and is asked the same again."""
        crash = self.draw.choice(CRASHES) if self.draw.randrange(self.crash_every) == 0 else ""
        if crash == "opened again":
            self._reopened(crash)
        elif crash == "killed":
            answer = self._put(act, door)
            self._killed(crash)
            again = self._put(act, door)
            if not again.repeated or again.would != answer.would:
                self.wrong.append(
                    f"{act.act_id}: after a kill it is answered {again.would}, not {answer.would}"
                )
            return again
        elif crash:
            self._dies(act, door, after=crash == "died before the answer")
            self._reopened(crash)
        return self._put(act, door)

    def _put(self, act: Act, door: str) -> Answer:
        return self.unit.ask(act) if door == ASK else self.unit.report(act)

    def _dies(self, act: Act, door: str, *, after: bool) -> None:
        store = self.unit.store
        append = store.append

        def dying(*args: object) -> None:
            if after:
                append(*args)  # type: ignore[arg-type]
            raise DiedError

        store.append = dying  # type: ignore[method-assign, assignment]
        try:
            self._put(act, door)
        except DiedError:
            return
        self.wrong.append(f"{act.act_id}: answered although the program died")

    def _reopened(self, why: str) -> None:
        self.crashes[why] += 1
        self._open.close()
        self._enter()

    def _killed(self, why: str) -> None:
        """Go on in a copy of the directory as it lies now, with nothing closed: what a kill leaves."""
        left = self.path.with_name(f"{self.path.name}-left")
        shutil.copytree(self.path, left)
        self.crashes[why] += 1
        self._open.close()
        shutil.rmtree(self.path)
        left.rename(self.path)
        self._enter()

    def _hold(self, name: str, wanted: Twin) -> None:
        seen = worldmap(self.unit.state(), self._clock.now())
        if seen != wanted:
            self.wrong.append(
                f"{name} {in_words(self._at)}: came to {in_words(seen)}, not {in_words(wanted)}"
            )


def every_edge(answers: Mapping[Twin, Answers], draw: random.Random) -> dict[Twin, list[str]]:
    """Return what is to be taken: every edge between two states, and what changes nothing once for each sort of state.

    A sort of state is: who has it, whether it is proven, whether something is in it, whether something is open.
    """
    todo: dict[Twin, list[str]] = {}
    known: set[tuple[object, ...]] = set()
    for twin, steps in answers.items():
        todo[twin] = []
        for name, (answer, after) in steps.items():
            sort = (name, answer, twin.holder, twin.proof, bool(twin.contents), twin.fault or twin.held)
            if after is not None and after != twin and after in answers:
                todo[twin].append(name)
            elif after == twin and sort not in known and not (name == "accept-alone" and twin.asked):
                known.add(sort)
                todo[twin].append(name)
        draw.shuffle(todo[twin])
    return todo
