"""The words of a case: roles, types of source, labels. None of them says what is true or who is to blame."""

from __future__ import annotations

OWNER, REVIEWER, READER, PARTY = "owner", "reviewer", "reader", "party"
ROLES = (OWNER, REVIEWER, READER, PARTY)
"""The ways in which somebody has access to a case."""

TYPES = ("article", "transcript", "official-report", "interview", "court", "regulator", "statement")
"""What a source can be."""

OFFICIAL = ("court", "regulator", "official-report")
"""The types of source on which the state of a matter may rest."""

MATTERS = (
    "under-investigation",
    "charged",
    "dismissed",
    "acquitted",
    "pleaded",
    "convicted",
    "appeal",
    "no-charge",
)
UNCHARGED = ("under-investigation", "no-charge")
"""The states of a matter in which nobody is charged, or was."""

CONFIRMED, CORRECTED, REJECTED = "confirmed", "corrected", "rejected"
REVIEWS = (CONFIRMED, CORRECTED, REJECTED)
LINKS = ("supports", "differs", "silent")
SLOTS = ("who", "what", "when", "how-many", "where")
LABELS = ("same", "differ", "not-about-the-same", "open")
HISTORY = ("concern", "incident", "finding", "allegation", "denial", "account")
OF_PEOPLE = ("allegation", "denial", "account", "finding")
"""The types of entry that a safety history may have about a person, each with a source only."""

WORKING = (OWNER, REVIEWER, PARTY)
"""Who may review, link and compare; that a party does so is flagged, and never refused."""
