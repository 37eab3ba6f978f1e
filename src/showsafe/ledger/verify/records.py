"""Steps 2, 3, 5, 6 and 7 of the audit, as far as they look at one record after another."""

from __future__ import annotations

import hashlib
from array import array
from datetime import datetime, timedelta
from typing import Any

from showsafe.ledger.verify import proof, strict
from showsafe.ledger.verify.report import Notebook
from showsafe.ledger.verify.strict import Envelope, Malformed

TOLERANCE = timedelta(seconds=2)
"""By how much a received time may run back before the report tells it: clocks are set while they run."""

OPENED = "unit-opened"
_MODULUS = 1 << 256
_EDGE_EVERY = 256


class Sum:
    """A sum over (text, number) pairs that does not depend on their order: index and table compare by it."""

    def __init__(self) -> None:
        self._total = 0
        self.count = 0

    def add(self, text: bytes, number: int) -> None:
        """Add one pair."""
        digest = hashlib.sha256(b"%d\x00%s" % (number, text)).digest()
        self._total = (self._total + int.from_bytes(digest)) % _MODULUS
        self.count += 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sum) and (self._total, self.count) == (other._total, other.count)

    __hash__ = None  # type: ignore[assignment]  # it changes as it grows


class Walk:
    """What the auditor remembers from the first record to the last: little, however many there are."""

    def __init__(self, book: Notebook, unit: str, key: bytes | None, watch: int) -> None:
        self.book = book
        self.unit = unit
        self.key = key
        self.watch = watch
        self.watched_root = b""
        self.edge = proof.Edge()
        self.kept_edges: dict[int, bytes] = {}
        self.first_key = b""
        self.chains: dict[str, tuple[int, str]] = {}
        self.scopes: set[bytes] = set()
        self.acts, self.scope_sum = Sum(), Sum()
        self.act_prints = array("Q")
        self.unknown_claims = 0
        self.backwards: list[int] = []
        self._latest: datetime | None = None

    @property
    def count(self) -> int:
        """How many records were read."""
        return self.edge.size

    def take(self, row: tuple[Any, ...]) -> bool:
        """Check one row of the table; False means that the rows after it cannot be told apart any more."""
        place = self.count + 1
        number, act_id, scope, leaf, raw = row
        if number != place:
            self.book.fault("structure", f"where record {place} should be, there is another", place)
            return False
        if not all(type(value) is bytes for value in (act_id, scope, leaf, raw)):
            self.book.fault("structure", f"record {place} has a value of a wrong kind", place)
            return False
        own = self._hash(place, leaf, raw)
        self._remember(place, act_id, scope)
        try:
            record = strict.envelope(raw)
            strict.check_body(record.body)
        except Malformed as error:
            self.book.fault("structure", f"record {place} {error}", place)
            return True
        self._look(place, record, own, (act_id, scope))
        return True

    def _hash(self, place: int, leaf: bytes, raw: bytes) -> bytes:
        own = proof.leaf_of(raw)
        if own != leaf:
            self.book.fault("tree", f"the stored sum of record {place} is not that of its bytes", place)
        self.edge.add(own)
        if place % _EDGE_EVERY == 0 and self.kept_edges.pop(place, b"") != self.edge.joined():
            self.book.fault(
                "tree", f"the edge of the tree kept after record {place} is not the one it has", place
            )
        if place == self.watch:
            self.watched_root = self.edge.root()
        return own

    def _remember(self, place: int, act_id: bytes, scope: bytes) -> None:
        self.acts.add(act_id, place)
        self.scope_sum.add(scope, place)
        self.scopes.add(scope)
        self.act_prints.append(fingerprint(act_id))

    def _look(self, place: int, record: Envelope, own: bytes, columns: tuple[bytes, bytes]) -> None:
        body = record.body
        if body["unit"] != self.unit:
            self.book.fault("structure", f"record {place} belongs to another unit", place)
        if place == 1:
            self._enrol(body)
        if columns != (body["act_id"].encode(), body["scope"].encode()):
            self.book.fault("index", f"the columns of record {place} do not say what the record says", place)
        self._chain(place, body, own)
        self._signatures(place, record)
        self._times(place, body)

    def _enrol(self, body: dict[str, Any]) -> None:
        try:
            public = strict.base64_bytes(body["act"].get("device_key"))
        except Malformed:
            public = b""
        if body["kind"] == OPENED and proof.is_strong(public):
            self.first_key = public
        else:
            self.book.fault("structure", "record 1 does not open the unit with a key that can be trusted", 1)

    def _chain(self, place: int, body: dict[str, Any], own: bytes) -> None:
        number, previous = self.chains.get(body["device"], (0, ""))
        if body["device_number"] != number + 1:
            says = f"record {place} is number {body['device_number']} of its device, after number {number}"
            self.book.fault("chains", says, place)
        elif body["device_previous"] != previous:
            self.book.fault("chains", f"record {place} does not name its device's record before it", place)
        self.chains[body["device"]] = (body["device_number"], own.hex())

    def _signatures(self, place: int, record: Envelope) -> None:
        key = self.key or self.first_key
        name, signed = proof.key_name(key), False
        if not key or record.body["device"] != name:
            self.book.fault("signatures", f"record {place} is by a device that no record enrols", place)
            return
        for claimed_by, signature in record.signatures:
            if claimed_by != name:
                self.unknown_claims += 1
            elif proof.holds(key, record.signed, signature):
                signed = True
            else:
                self.book.fault("signatures", f"a signature of record {place} does not hold", place)
        if not signed:
            self.book.fault("signatures", f"record {place} is not signed by its device", place)

    def _times(self, place: int, body: dict[str, Any]) -> None:
        received = datetime.fromisoformat(body["received_at"])
        if self._latest is not None and received < self._latest - TOLERANCE:
            self.backwards.append(place)
        self._latest = received


def fingerprint(act_id: bytes) -> int:
    """Return 64 bits that stand for an act id, so that a million of them fit in 8 MB."""
    return int.from_bytes(hashlib.sha256(act_id).digest()[:8])
