"""What tells the records of a book from those of a set: its ledger is the same, and its rules are its own."""

from __future__ import annotations

from showsafe.application import case_words
from showsafe.application.office import words as office_words
from showsafe.ledger import record
from showsafe.ledger.store import Store

PROFILE = "book"
"""The profile in the settings of a book: no set is run by it."""

SCOPE = "book"
"""The scope of the records of a book; those of the node about its ledger have the scope of a set."""

RULEBOOK = "book@1"
"""The edition of the rules that a record of a book names."""

BESIDE = (case_words.PROFILE, PROFILE, office_words.PROFILE)
"""The profiles of ledgers that are not those of a set: what a node records in them goes by the common rules."""


def is_book(store: Store) -> bool:
    """Whether a ledger is that of a book, as the record that opens it says."""
    return _profile(store) == PROFILE


def scope_beside(store: Store) -> str:
    """Return the scope of the records that are a case's, a book's or an office's own, or nothing in that of a set."""
    own = {case_words.PROFILE: case_words.SCOPE, PROFILE: SCOPE, office_words.PROFILE: office_words.SCOPE}
    return own.get(_profile(store), "")


def _profile(store: Store) -> str:
    if store.size() == 0:
        return ""
    return str(record.read(store.entry(1).raw).body["act"].get("profile"))
