"""``showsafe explain``: one reason code, or one gate with all its codes."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click

from showsafe import bootstrap
from showsafe.entrypoints.cli import act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.errors import WrongInput
from showsafe.rules.clause import GRADES
from showsafe.rules.gate import Code, Gate, refuse
from showsafe.rules.gates import GATES


@dataclass(frozen=True, slots=True)
class Page:
    """What is explained together: a gate, or the rules as a whole, with the codes that it can give."""

    id: str
    question: str
    protects: str
    codes: Mapping[str, Code]


RULES = Page(
    id="rules",
    question="Can the rules answer at all?",
    protects="what the rules do not know, or cannot answer, is refused and never skipped",
    codes={
        "no-row": refuse(
            "These rules say nothing of the act.",
            "Nothing that the rules do not know is permitted; report what happened.",
        ),
        "gate-broken": refuse(
            "A gate could not answer, and is named.",
            "Treat it as hot. Tell whoever looks after this program; report what happens on paper.",
        ),
    },
)
"""The codes that no single gate gives: those of ``rules.decide`` itself."""


@click.command("explain", short_help="what a reason code, or a gate, means")
@click.argument("code")
@act.IN_JSON
def explain(code: str, *, in_json: bool) -> int:
    """Explain a reason code such as check.no-proof, or a gate such as check: question, sentence, next step, clauses."""
    page, names = _find(code)
    said = {
        "gate": page.id,
        "question": page.question,
        "protects": page.protects,
        "codes": [_code(f"{page.id}.{name}", page.codes[name]) for name in names],
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


def pages() -> dict[str, Page]:
    """Return everything that can be explained, by its id."""
    gates = {gate.id: Page(gate.id, question(gate), gate.protects, gate.codes) for gate in GATES}
    return {**gates, RULES.id: RULES}


def _find(code: str) -> tuple[Page, tuple[str, ...]]:
    id_, dot, name = code.partition(".")
    known = pages()
    if not dot and id_ in known:
        return known[id_], tuple(known[id_].codes)
    if id_ in known and name in known[id_].codes:
        return known[id_], (name,)
    words = [*known, *(f"{page.id}.{each}" for page in known.values() for each in page.codes)]
    near = difflib.get_close_matches(code, words, n=1)
    own = f"All codes of its gate: showsafe explain {id_}" if id_ in known else f"Gates: {', '.join(known)}."
    raise WrongInput(
        "input.unknown-code" if dot else "input.unknown-gate",
        f"There is no {'code' if dot else 'gate'} {say.plain(code)!r}.",
        f"Did you mean {near[0]}?" if near else own,
    )


def _code(id_: str, code: Code) -> dict[str, Any]:
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
