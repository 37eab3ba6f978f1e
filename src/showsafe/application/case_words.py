"""What tells the records of a case from those of a set: its ledger is the same, and its rules are its own."""

from __future__ import annotations

from showsafe.ledger import record
from showsafe.ledger.store import Store

PROFILE = "case"
"""The profile in the settings of a case: no set is run by it."""

SCOPE = "case"
"""The scope of the records of a case; those of the node about its ledger have the scope of a set."""

RULEBOOK = "case@1"
"""The edition of the rules that a record of a case names."""


def is_case(store: Store) -> bool:
    """Whether a ledger is that of a case, as the record that opens it says."""
    return store.size() > 0 and record.read(store.entry(1).raw).body["act"].get("profile") == PROFILE
