"""Showing an answer: outcome, every finding with its next step, and how well each clause behind it was read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from showsafe import bootstrap
from showsafe.application.unit import Answer
from showsafe.domain.events import ASK, HOLD, PERMIT, REFUSE
from showsafe.entrypoints.cli import say
from showsafe.rules.clause import GRADES
from showsafe.rules.decision import Finding, Weight

OUTCOMES = {
    PERMIT: "Nothing recorded stands against it.",
    HOLD: "Held: it waits for a second person.",
    REFUSE: "Refused.",
}
"""What is said of an answer to an ask; *permit* claims nothing about the weapon."""


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


def source_in_words(source: dict[str, str]) -> str:
    """Return one clause as it is shown in text."""
    if source["force"]:
        return f"{source['id']} ({source['force']}; {GRADES[source['grade']]})"
    return f"{source['id']} ({source['label']})"


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as every ``--json`` shows it."""
    return {
        "gate": finding.gate,
        "code": finding.code,
        "weight": finding.weight.name.lower(),
        "says": finding.says,
        "next": finding.next,
        "sources": sources(finding.clauses),
    }


def as_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as ``ask``, ``report`` and ``confirm`` show it with ``--json``."""
    return {
        "record": answer.number,
        "act_id": answer.act_id,
        "door": answer.door,
        "outcome": answer.outcome,
        "would": answer.would,
        "deviation": answer.deviation,
        "repeated": answer.repeated,
        "findings": [finding_as_json(finding) for finding in answer.findings],
    }


def show(answer: Answer, where: str) -> None:
    """Print an answer for a person; ``where`` is the directory, for the command that comes next."""
    if answer.repeated:
        say.text("This act was answered before; the first answer stands.")
    say.text(_headline(answer), style="bold")
    for finding in sorted(answer.findings, key=lambda each: -each.weight):
        show_finding(finding)
    say.text(f"Record {answer.number}, act {answer.act_id}.")
    if answer.outcome == HOLD:
        say.text("The second person says:")
        say.text(f"showsafe confirm {where} {answer.act_id} by=PERSON", indent=2)


def _headline(answer: Answer) -> str:
    if answer.door == ASK:
        return OUTCOMES[answer.outcome]
    if answer.deviation:
        return "Recorded, as a deviation: asked before, it would have been refused."
    return "Recorded; asked before, it would have been held." if answer.would == HOLD else "Recorded."


def show_finding(finding: Finding, *, indent: int = 2) -> None:
    """Print one finding: weight and sentence, next step, code, clauses."""
    word = {Weight.REFUSE: "refuses", Weight.HOLD: "holds", Weight.NOTE: "note"}[finding.weight]
    say.text(f"{finding.gate}, {word}: {finding.says}", indent=indent)
    say.text(f"Next: {finding.next}", indent=indent + 4)
    shown = "; ".join(source_in_words(source) for source in sources(finding.clauses))
    say.text(f"[{finding.code}]{' ' if shown else ''}{shown}", style=say.QUIET, indent=indent + 4)
