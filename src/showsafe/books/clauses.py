"""A clause as it is shown beside a deadline or a register: with how well it was read. What was not read is no law."""

from __future__ import annotations

from typing import Any

from showsafe.rules.clause import Clause

Plain = dict[str, Any]

BINDING = ("law", "licence")
"""Forces that bind; a guideline, an industry bulletin and trade practice do not, however well they were read."""


def binds(clause: Clause) -> bool:
    """Whether a clause may be shown as law or as a condition of a licence: it binds, and it was read."""
    return clause.was_read and clause.force in BINDING


def clause_as_json(clause: Clause) -> Plain:
    """Return a clause with how well it was read, and whether it may be shown as law or as a condition of a licence."""
    return {
        "id": clause.id,
        "label": clause.label,
        "says": clause.says,
        "grade": clause.grade,
        "force": clause.force,
        "shown_as_law": binds(clause),
        "note": clause.note,
    }
