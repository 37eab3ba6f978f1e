"""The phones of the demonstration set: each signs what its people say, as a real one does, and is then gone.

Their keys exist while the day is told. A few people have a phone of their own; the others use the tablet on the cart.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

from showsafe.application import asked
from showsafe.application.access import proofs
from showsafe.application.along import Along
from showsafe.application.asked import Asked
from showsafe.application.keys import plain
from showsafe.application.parse import act_as_mapping, act_from
from showsafe.application.records import stamp
from showsafe.application.seconded import NAMED_BY, Seconded, thing_of
from showsafe.application.unit import SET, Unit
from showsafe.domain.acts import KINDS, Act
from showsafe.domain.named import DEVICE
from showsafe.entrypoints.demo_set import cast
from showsafe.ledger import base64text
from showsafe.ledger.keys import DeviceKey

TABLET = "tablet"
OWN = ("ann", "bob", "eve", "dan")
"""Who has a phone of their own on the set."""

BY, WITNESS = "moe", "sue"
_LOOKED_MS = (6_000, 15_000)
"""How long a second person looks, from and to."""


@dataclass(frozen=True, slots=True)
class Phones:
    """The keys of the devices, by whose own each is; "" for the tablet."""

    keys: dict[str, DeviceKey] = field(
        default_factory=lambda: {owner: DeviceKey.generate() for owner in ("", *OWN)}
    )

    def enrol(self, unit: Unit) -> None:
        """Put every device on record, by two people."""
        for owner, key in self.keys.items():
            of = f"{DEVICE}{owner}-phone@{owner}" if owner else f"{DEVICE}{TABLET}"
            said = {"key": base64text.encode(key.public), "of": of, "witness": WITNESS}
            act = act_from("enrol-key", said, act_id=f"device-{key.id}", by=BY, at=unit.clock.now())
            if unit.ask(act, along=Along(cosigners=(key,))).outcome != "permit":
                raise AssertionError(owner)

    def along(self, act: Act, door: str, unit: str) -> Along:
        """Return what comes with an act: the signature of the person's device, and the word of the second person."""
        key, proof = self._of(act.by)
        body = {
            "act": act_as_mapping(act),
            "act_id": act.act_id,
            "by": act.by,
            "claimed_at": stamp(act.at),
            "door": door,
            "kind": KINDS[act.kind].event,
            "scope": SET,
        }
        signature = key.sign(asked.message(body, unit, key.id))
        return Along(asked=Asked(proof, key.id, signature), second=self._second(act, unit))

    def _second(self, act: Act, unit: str) -> Seconded | None:
        second = next((str(getattr(act, name)) for name in NAMED_BY if getattr(act, name)), "")
        if not second:
            return None
        key, proof = self._of(second)
        unsigned = Seconded(second, proof, stamp(act.at), _says(act), _looked(act), key.id, b"")
        said = unsigned.message(act.act_id, act.by, act.kind, thing_of(act_as_mapping(act)), unit)
        return replace(unsigned, signature=key.sign(said))

    def _of(self, person: str) -> tuple[DeviceKey, str]:
        owner = person if person in self.keys else ""
        return self.keys[owner], proofs.of_a_badge(person, owner)


def _says(act: Act) -> dict[str, Any]:
    """Return what only the second person can say: how many they saw, the end of the serial, what a watcher knows."""
    says: dict[str, Any] = {}
    if act.kind == "check":
        says["serial"] = str(cast.WEAPONS[act.weapon]["serial"])[-3:]
        if act.witness_seen is not None:
            says["seen"] = act.witness_seen
    elif act.kind == "load":
        says["seen"] = sum(each.count for each in act.rounds or ())
    elif act.sight is not None:
        says["sight"] = plain(act.sight)
    return says


def _looked(act: Act) -> int:
    """Return for how many milliseconds they looked, never the same and always the same for one act."""
    least, most = _LOOKED_MS
    digest = hashlib.sha256(act.act_id.encode()).digest()
    return least + int.from_bytes(digest[:4]) % (most - least)
