"""Sealing: from what was decided to the signed records that continue the ledger.

The caller gives bodies without their place in the device's chain. ``seal`` adds it, signs each body, and
signs a checkpoint over the tree as it will be. Nothing is written: the caller hands the result to one append.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from showsafe.errors import NotVerified, WrongInput
from showsafe.ledger import canonical, checkpoint, record
from showsafe.ledger.keys import DeviceKey, Signer
from showsafe.ledger.store import Entry, Row, Store
from showsafe.ledger.tree import Frontier, leaf_hash

HEAD_ROWS = "head"
"""The projection that keeps the end of each device's chain: key id -> canonical {"number", "previous"}."""

NOBODY: Mapping[int, Sequence[Signer]] = {}
"""No co-signers: every record is signed by its device alone."""

NODE_KEY = "node-key"
"""The line of ``HEAD_ROWS`` that says which key signs checkpoints now: canonical {"public", "record"}."""

SEALED_HERE = ("format", "unit", "device", "device_number", "device_previous")
"""The fields of a body that sealing adds; a body that brings one is refused."""

_TEXTS = ("scope", "act_id", "kind", "rulebook", "door", "outcome")
_TIMES = ("claimed_at", "received_at", "as_of")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
_KINDS_OF_VALUE: Mapping[str, type] = {"version": int, "findings": list, "act": dict}


@dataclass(frozen=True, slots=True)
class Position:
    """Where the ledger ends: the tree's edge, and the last place and leaf hash in this device's own chain."""

    frontier: Frontier = field(default_factory=Frontier)
    device_number: int = 0
    device_previous: str = ""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What one append needs: records, the row of the device's chain, the checkpoint; and the end after it."""

    entries: tuple[Entry, ...]
    rows: tuple[Row, ...]
    checkpoint: bytes
    after: Position


class Writer:
    """Seals the records of one unit under the key of one node."""

    def __init__(self, unit: str, key: DeviceKey) -> None:
        self.unit = unit
        self.key = key
        self.device = key.id
        self.origin = checkpoint.origin_of(unit)

    def position(self, store: Store) -> Position:
        """Return the end of a store's ledger in two look-ups, however long it is.

        Raises NotVerified: ``ledger.head-damaged`` where the kept end of the device's chain cannot be read.
        """
        row = store.row(HEAD_ROWS, self.device)
        if row is None:
            return Position(store.frontier())
        try:
            head = canonical.decode(row)
            number, previous = int(head["number"]), str(head["previous"])
        except (WrongInput, KeyError, TypeError, ValueError) as error:
            raise NotVerified(
                "ledger.head-damaged",
                "The ledger no longer says where the chain of this device ends, so nothing can be added to it.",
                "Keep it as it is, run the check, and open a copy that was kept elsewhere.",
            ) from error
        return Position(store.frontier(), number, previous)

    def seal(
        self,
        bodies: Sequence[Mapping[str, Any]],
        at: Position,
        cosigners: Mapping[int, Sequence[Signer]] = NOBODY,
    ) -> Sealed:
        """Return the records of the bodies, in order, as they continue the ledger at a position.

        ``cosigners`` are the keys that sign a body after this device, by the body's place in the list from 0.

        Raises WrongInput: ``record.incomplete`` for a body without what every record says,
        ``record.reserved`` for one that claims a place, and as ``record.seal``.
        """
        if not bodies:
            raise WrongInput("record.incomplete", "There is nothing to record.", "Name at least one act.")
        entries: list[Entry] = []
        for place, body in enumerate(bodies):
            entry, at = self.seal_one(body, at, cosigners.get(place, ()))
            entries.append(entry)
        return self.finish(entries, at)

    def seal_one(
        self, body: Mapping[str, Any], at: Position, cosigners: Sequence[Signer] = ()
    ) -> tuple[Entry, Position]:
        """Return the next record, signed by this device and then by others, and the end after it; as ``seal``."""
        number = at.device_number + 1
        raw = record.seal(self._whole(body, number, at.device_previous), (self.key, *cosigners))
        leaf = leaf_hash(raw)
        entry = Entry(at.frontier.size + 1, body["act_id"], body["scope"], raw, leaf)
        return entry, Position(at.frontier.append(leaf), number, leaf.hex())

    def finish(self, entries: Sequence[Entry], after: Position, next_key: DeviceKey | None = None) -> Sealed:
        """Return what one append of sealed records needs: the end of the chain, and a checkpoint over the tree.

        Where these records replace the key of the node, the ``next_key`` signs the checkpoint already.
        """
        head = canonical.encode({"number": after.device_number, "previous": after.device_previous})
        return Sealed(
            entries=tuple(entries),
            rows=(Row(HEAD_ROWS, self.device, head),),
            checkpoint=checkpoint.sign(self.origin, after.frontier, next_key or self.key),
            after=after,
        )

    def _whole(self, body: Mapping[str, Any], number: int, previous: str) -> dict[str, Any]:
        check_body(body)
        return {
            **body,
            "format": record.FORMAT,
            "unit": self.unit,
            "device": self.device,
            "device_number": number,
            "device_previous": previous,
        }


def node_key_row(public: str, number: int) -> Row:
    """Return the line that says which key of the node signs, in base64, since the record of this number."""
    return Row(HEAD_ROWS, NODE_KEY, canonical.encode({"public": public, "record": number}))


def check_body(body: Mapping[str, Any]) -> None:
    """Let a body pass that says what every record says, so that nothing is sealed that no auditor could read.

    Raises WrongInput: ``record.incomplete``, ``record.reserved``.
    """
    for name in SEALED_HERE:
        if name in body:
            raise WrongInput(
                "record.reserved",
                f"The field {name} is filled in when the record is sealed.",
                "Leave it out.",
            )
    for name in _TEXTS:
        if type(body.get(name)) is not str or not body[name]:
            raise _incomplete(name, "a text")
    for name in _TIMES:
        if not is_time(body.get(name)):
            raise _incomplete(name, "a time in UTC, such as 2025-03-04T05:06:07Z")
    for name, kind in _KINDS_OF_VALUE.items():
        if type(body.get(name)) is not kind:
            raise _incomplete(name, f"a value of the kind {kind.__name__}")
    if "deviation" not in body:
        raise _incomplete("deviation", "named, even where there is none")


def is_time(value: object) -> bool:
    """Say whether a value is an RFC 3339 time in UTC with ``Z`` and at most six decimals of a second."""
    return isinstance(value, str) and _is_time(value)


@lru_cache(maxsize=256)
def _is_time(value: str) -> bool:
    # The three times of a record are often one, and records of one moment follow each other.
    if not _TIME.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _incomplete(name: str, what: str) -> WrongInput:
    return WrongInput(
        "record.incomplete",
        f"The field {name} of a record has to be {what}.",
        "Send the act again with every field that it needs.",
    )
