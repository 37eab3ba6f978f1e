"""Units that send each other weapons, all in memory and by one clock, each with the key that others know it by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from showsafe.adapters.clock import FixedClock
from showsafe.adapters.memory import MemoryStore
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application import consigned
from showsafe.application.along import Along
from showsafe.application.parse import act_from
from showsafe.application.unit import SET, Answer
from showsafe.books.consign import sending, slip, taking, views
from showsafe.books.consign.sending import Prepared, Way
from showsafe.books.consign.state import Consignment, Consignments, Said
from showsafe.books.consign.taking import Came, Found, Here, Known
from showsafe.bootstrap import unit_of
from showsafe.domain.state import State
from showsafe.ledger import record
from showsafe.ledger.checkpoint import origin_of
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from tests.simulator import MORNING, PEOPLE

WHO = ("producer", "armorer", "assistant")
EXPECTED = (MORNING + timedelta(days=3)).date().isoformat()


class Log:
    """One unit with people who handle weapons, and everything that it says of what travels."""

    def __init__(self, name: str, clock: FixedClock | None = None) -> None:
        """Open the unit and enrol its people."""
        self.name, self.origin = name, origin_of(name)
        self.clock = clock or FixedClock(MORNING)
        self.store = MemoryStore()
        key = DeviceKey(name.encode().ljust(32, b"."))
        self.unit = unit_of(self.store, key, UnitSettings(name, "common"), self.clock)
        self.unit.salt = lambda: bytes(32)
        self.vkey = VerifierKey(self.origin, key.public)
        self.count = 0
        for who in WHO:
            self.say("enrol", "producer", person=who, **PEOPLE[who])

    def say(self, kind: str, by: str = "armorer", /, **keys: Any) -> Answer:  # noqa: ANN401 - keys of any act
        """Report an act."""
        self.count += 1
        said = {key.removesuffix("_"): value for key, value in keys.items()}
        act = act_from(kind, said, act_id=f"{self.name}-{self.count}", by=by, at=self.clock.now())
        return self.unit.report(act)

    def record(self, made: Sequence[Prepared], by: str = "armorer") -> list[int]:
        """Report what was prepared; return the numbers of the records."""
        now = self.clock.now()
        along = [Along(attachments=each.attachments) for each in made]
        return [
            self.unit.report(each.act(by, now), SET, one).number
            for each, one in zip(made, along, strict=True)
        ]

    @property
    def state(self) -> State:
        """The state of the set."""
        return self.unit.state(SET)

    @property
    def mine(self) -> Consignments:
        """The consignments by this unit's own record."""
        return views.of_store(self.store, self.origin)

    @property
    def said(self) -> list[Said]:
        """Every step of this log, read from the records themselves as an office reads them."""
        steps = (
            consigned.step_of(entry.number, entry.leaf.hex(), record.read(entry.raw).body)
            for entry in self.store.entries(1, self.store.size())
        )
        return [Said(self.origin, step) for step in steps if step is not None]

    def here(self, *known: Known) -> Here:
        """Return this unit as one that takes."""
        today = self.state.local_date(self.clock.now())
        return Here(self.origin, self.mine, self.state, today, known)

    def has(self, weapon: str = "r1", serial: str = "OM-1042", **keys: str) -> None:
        """Let a revolver be registered here."""
        gun = {
            "class": "live-capable",
            "action": "single-action-revolver",
            "capacity": "6",
            "maker": "Uberti",
        }
        self.say("register", weapon=weapon, serial=serial, **{**gun, **keys})

    def leaves(self, *weapons: str, carrier: str = "road", to: str = "south", **how: Any) -> bytes:  # noqa: ANN401
        """Let weapons leave with a carrier, and return the slip."""
        for weapon in weapons:
            self.say("consign", weapon=weapon, to=carrier, number="WB-7")
        return self.slip(*weapons, carrier=carrier, to=to, **how)

    def slip(self, *weapons: str, carrier: str = "road", to: str = "south", **how: Any) -> bytes:  # noqa: ANN401
        """Return a slip of weapons that left."""
        said = {"to_is": consigned.UNIT, "expected": EXPECTED, "seals": (), "condition": "", **how}
        way = Way(to=to, carrier=carrier, **said)
        self.record([sending.sent(self.mine, self.origin, weapon, way) for weapon in weapons])
        records = [sending.records_of(self.mine, self.origin, weapon) for weapon in weapons]
        return slip.write(slip.SLIP, self.store, self.origin, self.store.checkpoint(), records)

    def takes(
        self, data: bytes, other: Log, *known: Known, seals: tuple[str, ...] = (), **came: object
    ) -> list[int]:
        """Take what came with a slip; of each thing its serial, a Came, None for absent, or ("refused", why)."""
        proven = slip.prove(slip.read(data), [other.vkey])
        found = Found(
            came={
                name: each if isinstance(each, Came) else Came(serial=each)
                for name, each in came.items()
                if isinstance(each, str | Came)
            },
            absent=tuple(name for name, each in came.items() if each is None),
            refused={name: each[1] for name, each in came.items() if isinstance(each, tuple)},
            seals=seals,
            owner="armorer",
        )
        return self.record(taking.taking(self.here(*known), proven, found, data))

    def receipt(self, *numbers: int) -> bytes:
        """Return the receipt over records by which something came, or did not."""
        things = sending.steps_by_role(numbers)
        return slip.write(slip.RECEIPT, self.store, self.origin, self.store.checkpoint(), things)

    def closes(self, data: bytes, other: Log) -> list[int]:
        """Take a receipt."""
        proven = slip.prove(slip.read(data), [other.vkey])
        return self.record(sending.closing(self.mine, self.origin, proven, "armorer", data))

    def one(self, thing: str = "r1") -> Consignment:
        """Return the one consignment that this unit knows of a thing."""
        found = [each for each in self.mine if each.thing == thing]
        assert len(found) == 1
        return found[0]


def two() -> tuple[Log, Log]:
    """Return two units by one clock; a revolver is registered at the first one."""
    clock = FixedClock(MORNING)
    north, south = Log("north", clock), Log("south", clock)
    north.has()
    return north, south
