"""A table of duties, made: what was asked, the records of it, and what comes out, in one place for every door."""

from __future__ import annotations

from dataclasses import dataclass

from showsafe.application.personal import Opened
from showsafe.casefile.duties import select
from showsafe.casefile.duties.document import Document, Of, document
from showsafe.casefile.duties.index import Index
from showsafe.casefile.duties.select import Records
from showsafe.casefile.duties.values import Asked
from showsafe.casefile.duties.walk import RulesOf, walked


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where the records come from: the records themselves, the personal values, the rules by the name of a profile."""

    records: Records
    opened: Opened
    rules_of: RulesOf


def made(ledger: Ledger, index: Index, asked: Asked, of: Of, *, names: bool = False) -> Document:
    """Return the table of what is asked; ``index`` is that of its scope."""
    whole, numbers = select.completed(asked, ledger.records, index)
    found = walked(whole, select.bodies(ledger.records, numbers), ledger.rules_of, ledger.opened)
    return document(whole, found, of, names=names)
