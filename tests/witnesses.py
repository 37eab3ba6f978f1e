"""What tests of witnesses share: a memory that is gone with its process, logs that branch, and ready requests."""

from __future__ import annotations

from threading import Lock

from showsafe.ledger import checkpoint, tree
from showsafe.ledger.keys import DeviceKey
from showsafe.ledger.note import VerifierKey
from showsafe.ledger.tree import Frontier, leaf_hash
from showsafe.ledger.witness import Evidence, Request, Seen, Witness

ORIGIN = checkpoint.origin_of("north-ridge")
KEY = DeviceKey(bytes(range(32)))
LOG = VerifierKey(ORIGIN, KEY.public)
WITNESS_KEY = DeviceKey(bytes(range(32, 64)))
NAME = "studio.example/witness"
AT = 1_772_437_800


class MemoryInMemory:
    """The memory of a witness, for tests."""

    def __init__(self, *keys: VerifierKey) -> None:
        self.keys = keys
        self.latest: dict[str, Seen] = {}
        self.kept: list[Evidence] = []
        self._lock = Lock()

    def keys_of(self, origin: str) -> tuple[VerifierKey, ...]:
        """Return the keys of a log."""
        return tuple(key for key in self.keys if key.name == origin)

    def seen(self, origin: str) -> Seen | None:
        """Return what was seen last."""
        return self.latest.get(origin)

    def advance(self, origin: str, before: Seen | None, after: Seen) -> bool:
        """Go on, where nothing else came between."""
        with self._lock:
            if self.latest.get(origin) != before:
                return False
            self.latest[origin] = after
            return True

    def keep(self, origin: str, evidence: Evidence) -> None:
        """Keep a branch."""
        del origin
        if evidence not in self.kept:
            self.kept.append(evidence)


class Branch:
    """A log that can show its checkpoint at any size, and branches off another one after some records."""

    def __init__(self, size: int, same: int = 0, word: str = "record") -> None:
        self.leaves = [
            leaf_hash(f"{'record' if number < same else word} {number}".encode()) for number in range(size)
        ]

    def checkpoint(self, size: int, key: DeviceKey = KEY, origin: str = ORIGIN) -> bytes:
        """Return the signed checkpoint of a size."""
        return checkpoint.sign(origin, Frontier().extend(self.leaves[:size]), key)

    def proof(self, old: int, size: int) -> tuple[bytes, ...]:
        """Return the proof from one size to another."""
        return tree.prove_consistency(old, size, tree.subtree_of(self.leaves)) if old else ()

    def request(self, old: int, size: int, key: DeviceKey = KEY) -> bytes:
        """Return the body of a right request."""
        return Request(old, self.proof(old, size), self.checkpoint(size, key)).to_bytes()


def witness(memory: MemoryInMemory | None = None) -> Witness:
    """Return a witness that serves the log, with a clock that stands."""
    return Witness(NAME, (WITNESS_KEY,), memory or MemoryInMemory(LOG), lambda: AT)
