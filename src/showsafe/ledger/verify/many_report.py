"""What an audit of many logs answers, wherever the logs lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from showsafe.ledger.verify.many import Named
from showsafe.ledger.verify.many_logs import Verdict
from showsafe.ledger.verify.notes import Vkey

GIVEN, OWN = "given", "manifest"
"""Whose keys the checkpoints are held against: those given along, or those that the data itself names."""

Keys: TypeAlias = Mapping[str, Sequence[Vkey]]
"""Keys kept outside, by the name of the log."""


@dataclass(slots=True)
class Report:
    """What came of an audit: how many logs and records, all that does not hold, and what is not bound yet.

    ``keys`` is GIVEN or OWN.
    """

    keys: str
    logs: int = 0
    records: int = 0
    named: list[Named] = field(default_factory=list)
    unbound: list[Named] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Only where there is a record, nothing is wrong, and every record is under its signed checkpoint."""
        return self.records > 0 and not self.named and not self.unbound

    def take(self, verdict: Verdict) -> None:
        """Add what came of one log."""
        self.logs += 1
        self.records += verdict.records
        self.named += verdict.named
        if verdict.unbound:
            self.unbound.append(Named(verdict.log, "audit.on-its-way", verdict.unbound))

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        return {
            "ok": self.ok,
            "logs": self.logs,
            "records": self.records,
            "keys": self.keys,
            "faults": [_plain(each) for each in self.named],
            "on_their_way": [_plain(each) for each in self.unbound],
        }


def _plain(named: Named) -> dict[str, Any]:
    return {
        "production": named.log.production,
        "unit": named.log.unit,
        "record": named.record or None,
        "last": named.last or None,
        "code": named.code,
        "says": named.says,
    }
