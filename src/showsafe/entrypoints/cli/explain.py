"""``showsafe explain``: one reason code, or one gate with all its codes."""

from __future__ import annotations

import difflib
import sys
from typing import Any

import click

from showsafe import bootstrap
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.errors import WrongInput
from showsafe.rules.clause import GRADES
from showsafe.rules.gate import Code, Gate
from showsafe.rules.gates import GATES


@click.command("explain", short_help="what a reason code, or a gate, means")
@click.argument("code")
@act.IN_JSON
def explain(code: str, *, in_json: bool) -> int:
    """Explain a reason code such as check.no-proof, or a gate such as check: question, sentence, next step, clauses."""
    gate, names = _find(code)
    said = {
        "gate": gate.id,
        "question": question(gate),
        "protects": gate.protects,
        "codes": [_code(gate, name, gate.codes[name]) for name in names],
    }
    if in_json:
        say.as_json(said)
    else:
        show(said)
    return DONE


def question(gate: Gate) -> str:
    """Return the one question that a gate asks: the first line of its page in the code."""
    lines = (sys.modules[type(gate).__module__].__doc__ or gate.id).strip().splitlines()
    return lines[0]


def _find(code: str) -> tuple[Gate, tuple[str, ...]]:
    id_, dot, name = code.partition(".")
    gates = {gate.id: gate for gate in GATES}
    if not dot and id_ in gates:
        return gates[id_], tuple(gates[id_].codes)
    if id_ in gates and name in gates[id_].codes:
        return gates[id_], (name,)
    known = [*gates, *(f"{gate.id}.{each}" for gate in GATES for each in gate.codes)]
    near = difflib.get_close_matches(code, known, n=1)
    own = f"All codes of its gate: showsafe explain {id_}" if id_ in gates else f"Gates: {', '.join(gates)}."
    raise WrongInput(
        "input.unknown-code" if dot else "input.unknown-gate",
        f"There is no {'code' if dot else 'gate'} {say.plain(code)!r}.",
        f"Did you mean {near[0]}?" if near else own,
    )


def _code(gate: Gate, name: str, code: Code) -> dict[str, Any]:
    id_ = f"{gate.id}.{name}"
    more = {
        clause: profile
        for profile in bootstrap.profiles()
        for clause in bootstrap.profile(profile).cite.get(id_, ())
    }
    return {
        "code": id_,
        "weight": code.weight.name.lower(),
        "says": code.says,
        "next": code.next,
        "clauses": [_clause(clause, "") for clause in code.clauses]
        + [_clause(clause, profile) for clause, profile in more.items() if clause not in code.clauses],
    }


def _clause(id_: str, profile: str) -> dict[str, Any]:
    clause = bootstrap.clauses()[id_]
    return {
        "id": id_,
        "says": clause.says,
        "grade": clause.grade,
        "label": clause.label,
        "force": clause.force if clause.was_read else "",
        "note": clause.note,
        "profile": profile,
        "sources": [{"title": source.title, "url": source.url} for source in clause.sources],
    }


def show(said: dict[str, Any]) -> None:
    """Print a gate with the codes that were asked for."""
    say.text(f"Gate {said['gate']}: {said['question']}", style="bold")
    say.text(f"Protects: {said['protects']}.")
    for code in said["codes"]:
        say.text()
        say.text(f"{code['code']} ({code['weight']})", style="bold")
        say.text(f"Says: {code['says']}", indent=2)
        say.text(f"Next: {code['next']}", indent=2)
        if not code["clauses"]:
            say.text("No clause stands behind it: trade practice, or our own.", indent=2)
        for clause in code["clauses"]:
            _show_clause(clause)


def _show_clause(clause: dict[str, Any]) -> None:
    force = clause["force"] or clause["label"]
    where = f", in profile {clause['profile']}" if clause["profile"] else ""
    say.text(f"{clause['id']} ({force}{where}): {clause['says']}", indent=2)
    say.text(f"How it was read: {GRADES[clause['grade']]}. {clause['note']}".rstrip(), indent=6)
    for source in clause["sources"]:
        say.text(source["title"], style=say.QUIET, indent=6)
