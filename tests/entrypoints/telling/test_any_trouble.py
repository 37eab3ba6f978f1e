"""Whatever answers and clocks do, and wherever it is killed: everything is told in order, or still there and said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from showsafe.adapters.settings_file import UnitSettings
from showsafe.adapters.telling.outcome import Outcome
from showsafe.application.telling.destinations import Destination
from showsafe.application.telling.message import Message
from showsafe.application.telling.subscribed import Subscribed
from showsafe.application.unit import Unit
from showsafe.entrypoints.telling.teller import LONGEST, REFUSALS, Teller
from showsafe.entrypoints.within import Looking
from showsafe.ledger.outbox import ASIDE, TOLD, WAITING
from tests.application.telling.told import to
from tests.application.units import Node, a_node
from tests.entrypoints.telling.sets import NOBODY_THERE, NOT_THIS_ONE, TAKEN

STEPS = st.lists(
    st.sampled_from(
        ("stop", "tell", "minute", "hours", "back", "away", "taken", "refuses", "restart", "killed")
    ),
    min_size=1,
    max_size=40,
)


class KilledError(BaseException):
    """The end of the process, between two steps of it."""


@dataclass
class Memory:
    """A unit in memory, where a teller finds it."""

    node: Node

    @contextmanager
    def looking(self) -> Iterator[Looking]:
        """Look at it."""
        yield Looking(cast("Any", self.node.store), UnitSettings("north-ridge", "common"), self.node.unit)

    @contextmanager
    def writing(self) -> Iterator[Unit]:
        """Record something in it."""
        yield self.node.unit


@dataclass
class World:
    """A unit, who is told, and what they took."""

    node: Node
    answers: Outcome = TAKEN
    dies: bool = False
    took: list[Message] = field(default_factory=list)
    stops: set[int] = field(default_factory=set)

    def send(
        self, message: Message, _to: Destination, _secrets: Mapping[str, str], _now: datetime
    ) -> Outcome:
        """Take a message or not; die right after it where that is to be."""
        if self.answers == TAKEN:
            self.took.append(message)
            if self.dies:
                self.dies = False
                raise KilledError
        return self.answers

    def teller(self) -> Teller:
        """Return a teller, as after a start."""
        return Teller(Path("nowhere"), Memory(self.node), self.node.clock, self.send)


def step(world: World, teller: Teller, what: str, board: Destination) -> Teller:
    """Do one step; return who tells from now on."""
    answers = {"away": NOBODY_THERE, "taken": TAKEN, "refuses": NOT_THIS_ONE}
    seconds = {"minute": 60.0, "hours": 2 * LONGEST, "back": -5 * LONGEST}
    if what == "stop":
        world.stops.add(world.node.report("stop", "performer").number)
    elif what in answers:
        world.answers = answers[what]
    elif what in seconds:
        world.node.clock.advance(seconds[what])
    elif what == "killed":
        world.dies = True
    elif what == "restart":
        return world.teller()
    else:
        try:
            teller.tell(board)
        except KilledError:
            return world.teller()
    return teller


@given(STEPS)
@settings(max_examples=25)
def test_nothing_is_lost_and_the_order_stays(steps: list[str]) -> None:
    """After any trouble, once it is over: each stop was taken, or lies aside with its reason; all came in order."""
    board, world = to(), World(a_node())
    world.node.unit.telling = Subscribed((board,))
    teller = world.teller()
    for what in steps:
        teller = step(world, teller, what, board)
    world.answers, world.dies = TAKEN, False
    for _ in range(REFUSALS):
        world.node.clock.advance(2 * LONGEST)
        teller.tell(board)
    store = world.node.store
    told, aside = ({each.what.record for each in store.outbox("board", state)} for state in (TOLD, ASIDE))
    assert store.outbox("board", WAITING) == []
    assert told | aside == world.stops
    assert told & aside == set()
    firsts = list(dict.fromkeys(each.record for each in world.took))
    assert told <= set(firsts)
    # Whoever is passed over for good lies aside; everybody else came in the order of the record.
    assert [each for each in firsts if each in told] == sorted(told)
    assert len({each.id for each in world.took}) == len(firsts)
    assert all(each.says for each in store.outbox("board", ASIDE))
