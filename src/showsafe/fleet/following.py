"""What the check of a log remembers between its records: keys, who asked for one, the ends of the devices' chains."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any

import msgspec

from showsafe import __version__
from showsafe.errors import Unusable
from showsafe.ledger.archive import Checking, Unit
from showsafe.ledger.verify import signing
from showsafe.ledger.verify.block import Found, Wanted
from showsafe.ledger.verify.history import Life
from showsafe.ledger.verify.report import Fault, Notebook
from showsafe.ledger.verify.walk import Walk
from showsafe.ledger.verify.work import Source

FORMAT = "showsafe-checking/1"
FOUND_BY = f"found-by {__version__}"
"""What stands in place of a standing after a fault: which version of the program found it."""

_SUM = 32


@dataclass(slots=True)
class _Erased:
    """Commitments whose values records erase, as the walk tells them."""

    width: int = _SUM
    count: int = 0
    names: list[str] = field(default_factory=list)

    def add(self, joined: bytes) -> None:
        """Remember commitments, joined."""
        self.names += [joined[at : at + _SUM].hex() for at in range(0, len(joined), _SUM)]


class _Nothing:
    """Remembers nothing: what is said twice in a whole log is for its audit."""

    def add(self, joined: bytes) -> None:
        """Let it go."""

    def close(self) -> None:
        """Let nothing go."""


class Following(Walk):
    """The auditor's walk from where a log was checked up to."""

    def __init__(self, standing: Checking, unit: Unit, source: Source) -> None:
        """Raises Unusable ``checking.damaged`` where the archive's standing cannot be read."""
        super().__init__(Notebook(), source)
        self.close()
        self.origin_keys = unit.keys
        self.unit = unit.unit
        self.at = standing.size
        self.gone = _Erased()
        nothing: Any = _Nothing()
        self.prints = self.attachments = self.sealed = nothing
        self.erased: Any = self.gone
        self._likely = {signing.key_name(key.vkey.public): key.vkey.public for key in unit.keys}
        if standing.state:
            self._load(standing.state)

    @property
    def count(self) -> int:
        """Up to which record it is."""
        return self.at

    @property
    def fault(self) -> Fault | None:
        """The first thing that does not hold: of the lowest record."""
        faults = self.book.faults.values()
        return min(faults, key=lambda each: (each.record is None, each.record or 0), default=None)

    def wanted(self, first: int, count: int) -> Wanted:
        """Return what to look at in a block; the keys that are known by now save looking again."""
        return Wanted(first, count, self.unit, self._likely | self.history.publics())

    def hold_keys(self) -> None:
        """Hold the keys under which checkpoints were accepted against those that the records bring."""
        for key in self.origin_keys:
            life = self.history.node_at(key.since)
            if key.since <= self.at and (life is None or life.public != key.vkey.public):
                says = f"record {key.since} does not bring the key that the checkpoints were signed with"
                self.book.fault("keys", says, key.since)

    def standing(self) -> tuple[Checking, tuple[str, ...]]:
        """Return where the check stands now, and which commitments the records erased on the way."""
        fault = self.fault
        if fault is not None:
            before = max((fault.record or 1) - 1, 0)
            return Checking(before, FOUND_BY.encode(), fault.says), tuple(self.gone.names)
        return Checking(self.at, self._dump()), tuple(self.gone.names)

    def _grow(self, found: Found) -> None:
        # The tree over them was held against the checkpoint when they were taken.
        self.at = found.last

    def _dump(self) -> bytes:
        history = self.history
        return msgspec.json.encode(
            {
                "format": FORMAT,
                "keys": [
                    [each.id, each.public, each.algorithm, each.of, each.since, each.until, each.revoked]
                    for each in history.keys.values()
                ],
                "node": [each.id for each in history.node],
                "node_ml_dsa": [each.id for each in history.node_ml_dsa],
                "asked": {name: list(asked) for name, asked in history._asked.items()},  # noqa: SLF001 - its own
                "ends": self.ends.of,
                "latest": self._latest,
            }
        )

    def _load(self, data: bytes) -> None:
        history = self.history
        try:
            said = {FORMAT: dict}[(read := msgspec.json.decode(data))["format"]](read)
            for id_, public, algorithm, of, since, until, revoked in said["keys"]:
                key = base64.b64decode(public)
                history.keys[id_] = Life(id_, key, algorithm, of, since, until, revoked)
            history.node = [history.keys[each] for each in said["node"]]
            history.node_ml_dsa = [history.keys[each] for each in said["node_ml_dsa"]]
            history._asked = {name: (at, names, by) for name, (at, names, by) in said["asked"].items()}  # noqa: SLF001
            self.ends.of = {device: (number, leaf) for device, (number, leaf) in said["ends"].items()}
            self._latest = said["latest"]
        except (msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
            raise Unusable(
                "checking.damaged",
                "What the office remembers of the check of a log cannot be read, so the check does not go on.",
                "Keep the database as it is, and audit the archive: showsafe audit",
            ) from error
