"""A unit over the store in memory, its clock set by the test, with an ordinary morning on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from showsafe.adapters.clock import FixedClock
from showsafe.adapters.memory import MemoryStore
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.parse import act_from
from showsafe.application.unit import SET, Answer, Unit
from showsafe.bootstrap import unit_of
from showsafe.domain.acts import Act
from showsafe.domain.state import State
from showsafe.ledger.keys import DeviceKey
from tests.simulator import LOTS, MORNING, PEOPLE


@dataclass
class Node:
    """One unit with its store and clock."""

    unit: Unit
    store: MemoryStore
    clock: FixedClock
    count: int = 0

    def act(self, kind: str, by: str = "armorer", /, **keys: Any) -> Act:  # noqa: ANN401
        """Return an act as it would be sent by a device."""
        self.count += 1
        said = {key.removesuffix("_"): value for key, value in keys.items()}
        act_id = said.pop("act_id", f"tap-{self.count}")
        return act_from(kind, said, act_id=act_id, by=by, at=said.pop("claimed", self.clock.now()))

    def ask(self, kind: str, by: str = "armorer", /, **keys: Any) -> Answer:  # noqa: ANN401
        """Ask the unit."""
        return self.unit.ask(self.act(kind, by, **keys))

    def report(self, kind: str, by: str = "armorer", /, **keys: Any) -> Answer:  # noqa: ANN401
        """Report to the unit."""
        return self.unit.report(self.act(kind, by, **keys))

    @property
    def state(self) -> State:
        """Return the state of the set."""
        return self.unit.state(SET)


def a_node() -> Node:
    """Return a unit with people, an open day, a revolver in the armorer's hands, and a proven box of blanks."""
    store, clock = MemoryStore(), FixedClock(MORNING)
    settings = UnitSettings("north-ridge", "common")
    node = Node(unit_of(store, DeviceKey(bytes(range(32))), settings, clock), store, clock)
    for name, said in PEOPLE.items():
        node.ask("enrol", "producer", person=name, **said)
    node.ask("assess", "safety", witness="producer")
    node.ask("record-paper", "producer", kind="compliance-contact", about="day")
    node.ask("open-day", "first-ad", witness="producer")
    gun = {"class": "live-capable", "action": "single-action-revolver", "calibre": ".45 Colt", "capacity": 6}
    node.ask("register", weapon="revolver", **gun)
    box = {**LOTS["blanks"], "state": "sealed", "countersigned_by": "prop-master"}
    node.ask("receive", lot="blanks", **box)
    return node
