"""What the vectors share: keys from seeds that everybody can see, a unit, and a small log of real records."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from showsafe.ledger import checkpoint, record
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.tiles import TILE, bundle_of, entries_path, tile_path
from showsafe.ledger.tree import Frontier, leaf_hash

UNIT = "north-ridge"
ORIGIN = checkpoint.origin_of(UNIT)
NODE = DeviceKey(bytes(range(32)))
NEXT_NODE = DeviceKey(bytes(range(1, 33)))
PERSON = DeviceKey(bytes(range(2, 34)))
STRANGER = DeviceKey(bytes(range(3, 35)))
VKEY = VerifierKey(ORIGIN, NODE.public)


def text_of(data: bytes) -> str:
    """Return bytes in base64."""
    return base64.b64encode(data).decode()


@dataclass
class Log:
    """A log that grows record by record, as a node would write it, or as one must not."""

    node: DeviceKey = NODE
    entries: list[bytes] = field(default_factory=list)
    number: int = 0
    previous: str = ""

    def copy(self) -> Log:
        """Return the log as it is now, to go on otherwise."""
        return Log(self.node, list(self.entries), self.number, self.previous)

    def body(self, kind: str, act: Mapping[str, Any], **changes: object) -> dict[str, Any]:
        """Return the body of the next record."""
        place = len(self.entries) + 1
        return {
            "act": dict(act),
            "act_id": f"act-{place}",
            "as_of": f"2026-03-02T07:30:{place:02}Z",
            "by": "armorer",
            "claimed_at": f"2026-03-02T07:30:{place:02}Z",
            "deviation": False,
            "device": self.node.id,
            "device_number": self.number + 1,
            "device_previous": self.previous,
            "door": "report",
            "findings": [],
            "format": record.FORMAT,
            "kind": kind,
            "outcome": "record",
            "received_at": f"2026-03-02T07:30:{place:02}Z",
            "rulebook": "common@1.000000000000",
            "scope": "set",
            "unit": UNIT,
            "version": 1,
            "would": "permit",
            **changes,
        }

    def say(
        self,
        kind: str = "acknowledged",
        act: Mapping[str, Any] | None = None,
        signers: Sequence[DeviceKey] = (),
        **changes: object,
    ) -> Log:
        """Append a record, signed by the node and then by others."""
        return self.append(record.seal(self.body(kind, act or {}, **changes), (self.node, *signers)))

    def append(self, raw: bytes) -> Log:
        """Append bytes as they are; the node's own chain goes on from them."""
        self.entries.append(raw)
        self.number, self.previous = self.number + 1, leaf_hash(raw).hex()
        return self

    def opened(self, key: bytes | None = None) -> Log:
        """Append the first record, which enrols the node's key."""
        public = text_of(self.node.public if key is None else key)
        return self.say("unit-opened", {"device_key": public, "profile": "common", "utc_offset": "+00:00"})

    def rotated(self, new: DeviceKey) -> Log:
        """Append the rotation of the node's key; from the next record on, the new one signs in a new chain."""
        act = {"key_id": self.node.id, "key": text_of(new.public), "new_key_id": new.id}
        self.say("key-rotated", act, (new,))
        self.node, self.number, self.previous = new, 0, ""
        return self

    def enrolled(self, key: DeviceKey, of: str = "armorer") -> Log:
        """Append the enrolment of a person's key, signed by that key too."""
        return self.say("key-enrolled", enrolment(key, of), (key,))

    def checkpoint(self, key: DeviceKey) -> bytes:
        """Return the checkpoint over all of it, signed by a key."""
        return checkpoint.sign(ORIGIN, Frontier().extend(map(leaf_hash, self.entries)), key)

    def files(self) -> dict[str, bytes]:
        """Return the export of this log: at most one tile of it."""
        count = len(self.entries)
        if count >= TILE:
            raise AssertionError(count)
        leaves = [leaf_hash(raw) for raw in self.entries]
        return {
            "checkpoint": self.checkpoint(self.node),
            tile_path(0, 0, count): b"".join(leaves),
            entries_path(0, count): bundle_of(self.entries),
        }


def enrolment(key: DeviceKey, of: str = "armorer") -> dict[str, str]:
    """Return the keys of the act that enrols a key."""
    return {"key": text_of(key.public), "algorithm": "ed25519", "of": of, "key_id": key.id}
