"""Which personal values of a case may leave it in an evidence bundle that is opened on purpose.

No source leaves whole: neither its original nor its text, but what was proposed and said of it. Nothing of a source
that is sealed or withdrawn leaves, nor of an entry that expired, nor a file that was handed out before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from showsafe.application.sealing import commitments_in
from showsafe.casefile.state import CaseState

WHOLE = ("original", "text", "map", "pages", "turns")
"""The keys of a source that are the source itself."""

_FILES = "files"


def may_leave(state: CaseState, bodies: Iterable[Mapping[str, Any]], today: str) -> frozenset[str]:
    """Return the commitments of the records of a case whose values may leave it on a day, opened."""
    gone = {each.id for each in state.sources.values() if each.gone is not None}
    gone |= {each.id for each in state.history.values() if each.expires and each.expires < today}
    kept = {one for name in gone for one in state.sealed.get(name, ())}
    orders = {
        one
        for body in bodies
        for key, one in commitments_in(body["act"]).items()
        if not (key in WHOLE and body["kind"] == "source-added")
        and not (key == _FILES and body["kind"] == "exported")
    }
    return frozenset(orders - kept)
