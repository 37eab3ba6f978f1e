"""An answer in the one form in which programs get it: from a command with ``--json``, and from every route."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from showsafe import bootstrap
from showsafe.application.unit import Answer
from showsafe.rules.decision import Finding


def sources(clauses: Iterable[str]) -> list[dict[str, str]]:
    """Return the clauses behind a finding. One that was not read itself has no force, and is never shown as law."""
    known = bootstrap.clauses()
    shown = []
    for id_ in clauses:
        clause = known.get(id_)
        if clause is None:
            shown.append({"id": id_, "grade": "", "label": "not in this edition of the rules", "force": ""})
            continue
        force = clause.force if clause.was_read else ""
        shown.append({"id": id_, "grade": clause.grade, "label": clause.label, "force": force})
    return shown


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as every ``--json`` and every route gives it."""
    return {
        "gate": finding.gate,
        "code": finding.code,
        "weight": finding.weight.name.lower(),
        "says": finding.says,
        "next": finding.next,
        "sources": sources(finding.clauses),
    }


def as_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as every ``--json`` and every route gives it."""
    return {
        "record": answer.number,
        "act_id": answer.act_id,
        "door": answer.door,
        "outcome": answer.outcome,
        "would": answer.would,
        "deviation": answer.deviation,
        "repeated": answer.repeated,
        "flags": list(answer.flags),
        "counts": list(answer.counts),
        "findings": [finding_as_json(finding) for finding in answer.findings],
    }
