"""Sets in memory whose records reach an office's archive: acts go through the production write path, clocks are set."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from showsafe import bootstrap
from showsafe.adapters.clock import FixedClock
from showsafe.adapters.memory import MemoryStore
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application.parse import act_from
from showsafe.application.unit import Answer
from showsafe.ledger import record
from showsafe.ledger.archive import Archive, LogKey, Opening, Unit, stretch_of
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from tests.projections.units import NOON

REVOLVER: dict[str, Any] = {"class": "live-capable", "action": "single-action-revolver", "capacity": 6}


class Node:
    """The node of one unit with an armorer, an assistant, a performer and a revolver."""

    def __init__(self, unit: str, at: datetime = NOON, *, furnished: bool = True) -> None:
        self.name = unit
        self.origin = origin_of(unit)
        self.clock = FixedClock(at)
        self.key = DeviceKey(hashlib.sha256(unit.encode()).digest())
        self.unit = bootstrap.unit_of(MemoryStore(), self.key, UnitSettings(unit, "common"), self.clock)
        self.numbers = itertools.count(1)
        self.extra: list[bytes] = []
        if furnished:
            self.furnish()

    def furnish(self) -> None:
        """Put the usual people and a revolver on record."""
        self.say("enrol", by="producer", person="producer", roles="producer")
        papers = [{"kind": "firearms", "expires": "2026-03-20"}, {"kind": "course"}]
        self.say("enrol", by="producer", person="armorer", roles="armorer", credentials=papers, age=40)
        self.say("enrol", by="producer", person="assistant", roles="assistant-armorer")
        self.say("enrol", by="producer", person="performer", roles="performer", age=30)
        self.say("enrol", by="producer", person="first-ad", roles="first-ad")
        self.say("enrol", by="producer", person="safety", roles="safety-advisor")
        self.say("register", weapon="revolver", serial=f"S-{self.name}", **REVOLVER)

    def say(self, kind: str, /, by: str = "armorer", **said: Any) -> Answer:  # noqa: ANN401 - values of keys
        """Report one act; a minute goes by."""
        self.clock.advance(60)
        act_id = f"act-{next(self.numbers)}"
        return self.unit.report(act_from(kind, said, act_id=act_id, by=by, at=self.clock.now()))

    def raws(self) -> list[bytes]:
        """Return the records, with what was added to them that no node would write."""
        return [entry.raw for entry in self.unit.store.entries()] + self.extra

    def lie(self, **changes: Any) -> None:  # noqa: ANN401 - values of keys
        """Add a record as only a node that lies writes it: the last one, with other values."""
        last = self.raws()[-1]
        body = {**record.read(last).body, **changes}
        self.extra.append(record.seal(body, (self.key,)))

    def added_to(self, archive: Archive, production: str) -> None:
        """Have an archive keep the log of this unit."""
        key = LogKey(VerifierKey(self.origin, self.key.public))
        archive.trust(Unit(production, self.name, self.origin, (key,)))

    def sent_to(self, archive: Archive, at: datetime | None = None, upto: int | None = None) -> None:
        """Have an archive take what it lacks, as of its own clock."""
        size = archive.held(self.origin).size
        raws = self.raws()[size:upto]
        if raws:
            stretch = stretch_of(archive.held(self.origin).edge, raws)
            archive.take(self.origin, size, stretch, at or self.clock.now())
            archive.called(self.origin, at or self.clock.now(), size + len(raws))

    def shows(self, archive: Archive, *people: str) -> None:
        """Show an archive the papers of people, and nothing else that is personal."""
        archive.open_values(self.origin, self._openings(people))

    def _openings(self, people: Iterable[str]) -> list[Opening]:
        found = []
        for entry in self.unit.store.entries():
            said = record.read(entry.raw).body["act"]
            if said.get("person") in people and "credentials" in said:
                commitment = said["credentials"]["sealed"]
                value = self.unit.store.personal(commitment)
                assert value is not None
                found.append(Opening(entry.number, commitment, value.salt, value.value))
        return found


def open_day(node: Node) -> None:
    """Open the day, as the rules permit in full."""
    node.say("assess", by="producer", witness="safety")
    node.say("record-paper", by="producer", kind="compliance-contact", about="safety")
    node.say("open-day", by="first-ad", witness="armorer")


def long_day(node: Node) -> None:
    """Have a day with much that is open: deviations, a concern, a stop, a paper, a weapon that leaves."""
    open_day(node)
    node.say("check", weapon="revolver", seen=6, of=6, bore=True, found=[], witness="assistant")
    node.say("raise-concern", by="performer", about="revolver", says="it feels loose")
    node.say("load", weapon="revolver", rounds="dummy:5")
    node.say("hand-over", weapon="revolver", to="performer")
    node.say("record-paper", kind="firearms", about="assistant", expires="2026-03-25")
    node.say("record-paper", kind="permit", number="7", expires="2026-03-18")
    node.say("register", lot="dummies", kind="dummy", count=20)
    node.say("misfire", weapon="revolver")
    node.say("answer-concern", about="revolver", says="looked at")
    node.say("stop", by="performer", about="set")
    node.say("consign", weapon="revolver", to="carrier", number="9")
    node.clock.advance(timedelta(hours=1).total_seconds())
