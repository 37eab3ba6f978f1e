"""A unit in a data directory, its clock set by the test, that tells somebody who does what the test says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from showsafe import bootstrap
from showsafe.adapters.clock import FixedClock
from showsafe.adapters.telling.outcome import Outcome, away, refused, told
from showsafe.application.parse import act_from
from showsafe.application.telling.destinations import Destination
from showsafe.application.telling.message import Message
from showsafe.application.unit import Unit
from showsafe.entrypoints.telling import settings
from showsafe.entrypoints.telling.teller import Teller
from showsafe.entrypoints.within import Live
from showsafe.ledger.outbox import ASIDE, TOLD, WAITING

NOW = datetime(2027, 3, 1, 15, 0, tzinfo=UTC)
HOUR = 3600.0
URL = "https://board.example.org/hook"
NOBODY_THERE, NOT_THIS_ONE, TAKEN = (
    away("Nobody answers there."),
    refused("It answered with status 400."),
    told(),
)


@dataclass
class End:
    """The other side: what it took, in order, and what it answers; by the number of a record, or to everything."""

    answers: Outcome = TAKEN
    of_record: dict[int, Outcome] = field(default_factory=dict)
    heard: list[Message] = field(default_factory=list)
    tried: list[Message] = field(default_factory=list)

    def __call__(
        self, message: Message, to: Destination, secrets: Mapping[str, str], now: datetime
    ) -> Outcome:
        """Take a message, or not."""
        assert secrets, (to, now)
        self.tried.append(message)
        came = self.of_record.get(message.record, self.answers)
        if came.kind == "told":
            self.heard.append(message)
        return came

    @property
    def records(self) -> list[int]:
        """The records that were told, in the order in which they came."""
        return [each.record for each in self.heard]


@dataclass
class Telling:
    """A unit that is open, who tells, and the other side."""

    unit: Unit
    path: Path
    clock: FixedClock
    end: End
    teller: Teller
    count: int = 0

    def stop(self) -> int:
        """Press stop, and return the number of its record."""
        return self.report("stop", "performer", says="x")

    def report(self, kind: str, by: str = "producer", /, **said: Any) -> int:  # noqa: ANN401 - any key of an act
        """Report something, and return the number of its record."""
        self.count += 1
        now = self.clock.now()
        act = act_from(kind, said, act_id=f"tap-{now:%d%H%M%S}-{self.count}", by=by, at=now)
        return self.unit.report(act).number

    def tell(self, name: str = "board") -> str:
        """Tell one destination once, and return what is wrong."""
        to = next(each for each in self.teller.destinations() if each.name == name)
        return self.teller.tell(to).says

    def lines(self, state: str, name: str = "board") -> list[int]:
        """Return the records of the lines in a state."""
        return [each.what.record for each in self.unit.store.outbox(name, state)]

    @property
    def waiting(self) -> list[int]:
        """The records that wait."""
        return self.lines(WAITING)

    @property
    def aside(self) -> list[int]:
        """The records that were set aside."""
        return self.lines(ASIDE)

    @property
    def told(self) -> list[int]:
        """The records that are marked as told."""
        return self.lines(TOLD)


def add(unit: Unit, path: Path, name: str = "board", **said: Any) -> dict[str, Any]:  # noqa: ANN401 - any word
    """Add a destination at the keyboard of the node."""
    whole = {"kind": "hook", "topics": "all", "by": "producer", "url": URL, **said}
    return settings.done(unit, path, {"do": settings.ADD, "name": name, **whole})


@contextmanager
def telling(
    path: Path, end: End | None = None, at: datetime = NOW, *, adds: bool = True
) -> Iterator[Telling]:
    """Open a unit that tells one hook of everything."""
    clock = FixedClock(at)
    with bootstrap.open_unit(path, clock) as unit:
        if adds:
            add(unit, path)
        other = end or End()
        yield Telling(unit, path, clock, other, Teller(path, Live(unit, path), clock, other))
