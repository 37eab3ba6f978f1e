"""Who outside has seen the ledger, and how far: the newest attestation of each kind by each witness or authority.

The board says *witnessed up to N* from these lines; a fork or a roll-back that somebody showed stays here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from showsafe.application.records import stamp
from showsafe.ledger.store import Row, Store
from showsafe.projections.rows import Change, line, read

NAME = "attested"


@dataclass(frozen=True, slots=True)
class Attested:
    """The newest attestation of one kind by one witness or authority: ``size`` records, in which ``record``, when."""

    what: str
    who: str
    size: int
    record: int
    at: str


def project(change: Change) -> Iterator[Row]:
    """Yield the line of what is attested: the newest takes the place of the one before it."""
    act, event = change.event.act, change.event
    if act.kind == "attest":
        value = {"size": act.size or 0, "record": event.number, "at": stamp(event.at)}
        yield line(NAME, f"{act.what}\n{act.who}", value)


def attestations(store: Store) -> tuple[Attested, ...]:
    """Return the newest attestation of each kind by each witness and authority, by kind and name."""
    found = []
    for key, value in store.rows(NAME):
        what, _, who = key.partition("\n")
        found.append(Attested(what=what, who=who, **read(value)))
    return tuple(found)


def witnessed(store: Store, what: str = "cosignature") -> int:
    """Return up to which record somebody outside has attested of the ledger; 0 where nobody has."""
    return max((each.size for each in attestations(store) if each.what == what), default=0)
