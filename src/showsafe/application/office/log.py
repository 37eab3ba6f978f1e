"""The one write path of the office's own log: from what somebody says to a record that is on disk.

1. Is it of the table, with the keys of its row?
2. Does something stand against it, as the office is now (``kinds``)? Of a role that somebody gives themselves, the
   asking itself is recorded; of anything else that may not be, nothing.
3. Seal: the office's key signs, the tree grows.
4. Append the record and its rows in one transaction. Somebody was faster: back to 2, a bounded number of times.

Safe to use from several threads, and beside other processes of the same office: the store says who was first.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from showsafe.application.office import kinds
from showsafe.application.office.kinds import MOST_PERSONS, REFUSED, Kind
from showsafe.application.office.roles import Held
from showsafe.application.office.standing import Rows, rows_of
from showsafe.application.office.words import RULEBOOK, SCOPE
from showsafe.application.ports import Clock
from showsafe.application.records import stamp
from showsafe.errors import ShowsafeError, Unusable
from showsafe.ledger import record
from showsafe.ledger.store import Conflict, Store
from showsafe.ledger.writer import Writer

TRIES = 16
"""How often a record is tried again because another one came first."""


@dataclass(frozen=True, slots=True)
class Line:
    """One record of the log as a page shows it: who said what, when, and its keys."""

    number: int
    kind: str
    by: str
    at: str
    act: Mapping[str, Any]


class OfficeLog:
    """The office's own log: who was let in, who holds which role, and who looked at whom."""

    def __init__(self, store: Store, writer: Writer, clock: Clock, issuer: str) -> None:
        self.store = store
        self.writer = writer
        self.clock = clock
        self.issuer = issuer
        self.rows = Rows(store)
        self._lock = threading.Lock()

    def held(self, subject: str) -> Held:
        """Return the roles that somebody holds now."""
        return self.rows.held(self.issuer, subject)

    def say(self, name: str, by: str, **said: Any) -> int:  # noqa: ANN401 - the keys of a kind are of many types
        """Record one act and return its record's number; durable when it returns.

        Raises WrongInput with what stands against it (``kinds``), Unusable ``ledger.busy``, and what the store raises.
        """
        whole = {"issuer": self.issuer, **said}
        kind = kinds.read(name, whole, by)
        with self._lock:
            for _ in range(TRIES):
                try:
                    return self._append(kind, whole, by)
                except Conflict:
                    continue
        raise Unusable(
            "ledger.busy",
            "Other records were written first, again and again.",
            "Ask again; nothing of this was recorded.",
        )

    def looked(self, by: str, production: str, thing: str, page: str, persons: Sequence[str]) -> None:
        """Record that somebody looks at people of a production, before they are shown; all of them are named."""
        # A node may send any name: whatever it is, it is no reason to let somebody look without a record.
        names = [kinds.recordable(each) for each in persons]
        parts = [names[at : at + MOST_PERSONS] for at in range(0, len(names), MOST_PERSONS)] or [[]]
        for part in parts:
            self.say("look", by, production=production, thing=thing, page=page, persons=part)

    def lines(self, last: int, most: int) -> Iterator[Line]:
        """Yield records of the office up to a number, the newest first; those about the ledger itself are left out."""
        found = [
            (entry.number, record.read(entry.raw).body)
            for entry in self.store.entries(max(1, last - most + 1), last)
        ]
        for number, body in reversed(found):
            if body["scope"] == SCOPE:
                yield Line(number, body["kind"], body["by"], body["received_at"], body["act"])

    def _append(self, kind: Kind, said: Mapping[str, Any], by: str) -> int:
        at = self.writer.position(self.store)
        refusal = kind.stands(self.rows, said, by)
        if refusal is not None and not (kind.refused and refusal.code == REFUSED):
            raise refusal
        body = body_of(kind, said, by, stamp(self.clock.now()), refusal)
        sealed = self.writer.seal([body], at)
        rows = rows_of(self.store, at.frontier.size + 1, body)
        self.store.append(at.frontier.size, sealed.entries, [*sealed.rows, *rows], (), sealed.checkpoint)
        if refusal is not None:
            raise refusal
        return sealed.entries[0].number


def body_of(
    kind: Kind, said: Mapping[str, Any], by: str, now: str, refusal: ShowsafeError | None
) -> dict[str, Any]:
    """Return the body of the record of an act, without its place in the ledger."""
    return {
        "scope": SCOPE,
        "act_id": f"{kind.name}-{secrets.token_hex(12)}",
        "kind": kind.refused if refusal is not None else kind.record,
        "version": 1,
        "by": by,
        "act": dict(said),
        "door": "report",
        "outcome": "record",
        "would": "permit" if refusal is None else "refuse",
        "deviation": False,
        "findings": [] if refusal is None else [_finding(refusal)],
        "rulebook": RULEBOOK,
        "claimed_at": now,
        "received_at": now,
        "as_of": now,
    }


def _finding(refusal: ShowsafeError) -> dict[str, Any]:
    return {
        "code": refusal.code,
        "gate": SCOPE,
        "weight": "refuse",
        "says": refusal.says,
        "next": refusal.now,
        "clauses": [],
    }
