"""One simulated set: intents of people in the order of a seed, and everything that follows from them in time.

A run is a function of its seed and of which intents it leaves out. Each intent draws from a source of its own, so that
leaving one out leaves the others as they are; what happens to a message is drawn from its number alone.
"""

from __future__ import annotations

import gc
import hashlib
import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, ClassVar

from showsafe.application import unit as unit_module
from showsafe.application.parse import act_from
from showsafe.application.unit import Answer
from showsafe.domain.acts import Act
from showsafe.domain.events import ASK, PERMIT, REPORT, Event
from showsafe.domain.state import State
from tests.simulation import hands, intents, morning
from tests.simulation.chance import mixed, part_of_one
from tests.simulation.checks import STALE_AT_MOST, Checks, Violated
from tests.simulation.clocks import NodeClock, PhoneClock
from tests.simulation.net import Net
from tests.simulation.node import Custody, Node, copied
from tests.simulation.phones import Phone
from tests.simulation.screens import Screen
from tests.simulator import MORNING

ADVERSARIES = ("insider", "careless", "hurried")
"""Whoever is alone with a weapon swaps rounds; the witness signs anything; nobody does what nothing forces."""

_READ: dict[tuple[str, str], dict[str, Any]] = {}
"""What acts say whose keys were read before: to read them again would say the same."""

OWNERS = ("armorer", "prop-master", "assistant", "safety", "first-ad", "performer", "partner", "office")
GAPS = (0.1, 0.2, 0.5, 0.5, 1, 1, 1, 2, 2, 3, 3, 4, 4, 6, 6, 10, 10, 20, 30, 60)
"""How many seconds lie between two things that people do."""

SNAPSHOTS_EVERY = 48
"""A scope of a simulated set is snapshot this often, so that snapshots and tails are loaded in every seed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a seed: the digest of its trace, what was tried how often, and what did not hold, if anything."""

    seed: int
    adversary: str
    digest: str
    counts: Counter[str]
    violation: Violated | None = None
    intent: int = 0
    trace: tuple[str, ...] = ()


@dataclass
class Sim:
    """One set while it runs."""

    LONG_AGO: ClassVar = timedelta(minutes=25)

    seed: int
    disk: Any
    keep_trace: bool = False
    now: float = 60.0
    counts: Counter[str] = field(default_factory=Counter)
    waiting: Counter[str] = field(default_factory=Counter)
    """How many acts about each weapon are on their way, or have no answer yet."""
    untold: Counter[str] = field(default_factory=Counter)
    """How many more are delayed, or wait on a phone, of which nobody waits for the answer."""
    trace: list[str] = field(default_factory=list)
    queue: list[tuple[float, int, Callable[..., None], tuple[Any, ...]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.adversary = ADVERSARIES[self.seed % len(ADVERSARIES)]
        self.rng = Random()  # noqa: S311 - a simulation
        self.digest = hashlib.sha256()
        self.clock = NodeClock()
        self.truth = morning.truth()
        self.checks = Checks(self.truth, self.counts)
        self.carried: set[str] = set()
        self._order = 0
        self.intent = 0
        self.quiet = 0.0
        self.stamp = 0
        self.phones = {name: self._phone(number, name) for number, name in enumerate(OWNERS)}
        self.net = Net(self)
        self.node = Node(self.disk, morning.events(), self.clock, self.recorded, self.lines_changed)
        self.checks.node = self.node
        self.checks.live = self.node.state
        self.people = intents.People(self)
        for phone in self.phones.values():
            self.at(self.now + phone.number / 10, self.net.listen, phone)

    def _phone(self, number: int, name: str) -> Phone:
        offset = (part_of_one(self.seed, number, 101) - 0.5) * 2 * (7200 if number % 3 == 0 else 30)
        drift = (part_of_one(self.seed, number, 102) - 0.5) * 2e-4
        clock = PhoneClock(offset, drift)
        loss = 0.01 + 0.12 * part_of_one(self.seed, number, 103) ** 2
        return Phone(name, number, clock, Screen(clock), loss=loss)

    # --- time --------------------------------------------------------------------------------------

    def at(self, when: float, call: Callable[..., None], *args: Any) -> None:  # noqa: ANN401 - of the call
        """Let something happen at a time; of two at one moment, the one first planned comes first."""
        self._order += 1
        heapq.heappush(self.queue, (when, self._order, call, args))

    def until(self, when: float) -> None:
        """Let everything happen up to a time."""
        queue = self.queue
        while queue and queue[0][0] <= when:
            self.now, _, call, args = heapq.heappop(queue)
            self.clock.true = self.now
            call(*args)
        self.now = self.clock.true = max(when, self.now)

    def note(self, line: str) -> None:
        """Add a line to the trace."""
        text = f"{self.now:.3f} {line}"
        self.digest.update(text.encode() + b"\n")
        if self.keep_trace:
            self.trace.append(text)

    # --- saying and doing --------------------------------------------------------------------------

    def said(self, kind: str, by: str, keys: dict[str, Any], phone: Phone | None = None) -> Act:
        """Return an act as a phone makes it: read as the program reads it, with the time that the phone says."""
        known = (kind, repr(keys))
        said = _READ.get(known)
        if said is None:
            act = act_from(kind, keys, act_id="x", by="node", at=MORNING)
            own = ((each.name, getattr(act, each.name), each.default) for each in fields(Act))
            said = _READ[known] = {name: value for name, value, usual in own if value != usual}
        self.stamp += 1
        at = (phone or self.phone_of(by)).clock.says(self.now)
        return Act(**{**said, "act_id": f"{self.intent:x}-{self.stamp:x}", "by": by, "at": at})

    def phone_of(self, who: str) -> Phone:
        """Return the phone of a person, or that of the office."""
        return self.phones.get(who) or self.phones["office"]

    def does(self, door: str, kind: str, by: str, **keys: Any) -> Act:  # noqa: ANN401 - keys of an act
        """Somebody asks or reports on their phone; what is reported is done by then."""
        said = {key.removesuffix("_"): value for key, value in keys.items()}
        phone = self.phone_of(by)
        act = self.said(kind, by, said, phone)
        self.truth.said_of(act, self.now)
        if door == REPORT:
            hands.carry_out(self, act)
        self.net.send(phone, act, door)
        return act

    def permitted(self, answer: Answer) -> None:
        """An ask was answered: what nothing stands against is done now, as honest people do it."""
        event = self.node.event(answer.number)
        if event.door == ASK and event.outcome == PERMIT:
            hands.carry_out(self, event.completes or event.act, event)

    def recorded(self, event: Event, before: State, after: State) -> None:
        """A record was made: everything is held to its properties, and the boards hear of it."""
        self.counts["records"] += 1
        self.note(
            f"#{event.number} {event.door} {event.kind} {event.act.by} {event.outcome}/{event.would} {event.gates}"
        )
        done = event.completes or event.act
        if done.kind in ("check", "load", "cycle", "pass-open", "foul") and event.happened:
            self.truth.looked(done)
        self.checks.recorded(event, before, after)
        self.net.changed()

    def lines_changed(self, lines: dict[str, Custody]) -> None:
        """The board says something else of a weapon: once the news has had time to come, screens are looked at."""
        if self.checks.lines_changed(lines):
            self.at(self.now + STALE_AT_MOST, self.look_at_screens)

    def look_at_screens(self) -> None:
        """Look at all screens at once."""
        self.checks.screens(list(self.phones.values()), self.now)

    # --- the whole ---------------------------------------------------------------------------------

    def go(self, acts: int, without: frozenset[int] = frozenset(), last: int = 1 << 60) -> None:
        """Let people do things until so many acts have reached the node, or the last intent has come."""
        while self.counts["acts"] < acts and self.intent < last:
            self.intent += 1
            self.rng.seed(mixed(self.seed, self.intent))
            gap, self.quiet = self.rng.choice(GAPS) + self.quiet, 0.0
            self.until(self.now + gap)
            if self.intent not in without:
                self.stamp = 0
                self.people.intend(self.rng)
                self.checks.hands(self.waiting, self.untold)
        self.until(self.now + 900)
        self.checks.ended(whole=self.seed % 8 == 0)
        self.digest.update(self.node.store.frontier().root())
        self.digest.update(repr(sorted(self.truth.happened.items())).encode())
        self.counts.update(self.truth.happened)
        self.counts[f"sets, {self.adversary}"] += 1


def run(
    seed: int,
    acts: int,
    *,
    without: frozenset[int] = frozenset(),
    last: int = 1 << 60,
    file: Path | None = None,
    keep_trace: bool = False,
) -> Outcome:
    """Run one seed, in memory or, where a file is given, on the SQLite store in it; return what came of it."""
    before, unit_module.SNAPSHOT_EVERY = unit_module.SNAPSHOT_EVERY, SNAPSHOTS_EVERY
    collecting = gc.isenabled()
    gc.disable()
    sim = None
    try:
        sim = Sim(seed, file or copied(morning.in_memory()), keep_trace=keep_trace)
        violation = None
        try:
            sim.go(acts, without, last)
        except Violated as error:
            violation = error
            sim.note(f"VIOLATED {error}")
        return Outcome(
            seed, sim.adversary, sim.digest.hexdigest(), sim.counts, violation, sim.intent, tuple(sim.trace)
        )
    finally:
        unit_module.SNAPSHOT_EVERY = before
        if sim is not None:
            sim.node.die()
        if collecting:
            gc.enable()
