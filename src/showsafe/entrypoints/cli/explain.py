"""``showsafe explain``: one reason code, one gate with all its codes, one act, or one clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click

from showsafe import bootstrap
from showsafe.application.nearest import did_you_mean
from showsafe.domain.acts import BY_THE_NODE, KINDS
from showsafe.entrypoints.cli import act, explain_act, say
from showsafe.entrypoints.cli.app import DONE
from showsafe.entrypoints.cli.explain_act import question
from showsafe.errors import WrongInput
from showsafe.rules.clause import GRADES
from showsafe.rules.gate import Code, refuse
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


@click.command("explain", short_help="what a reason code, a gate, an act or a clause means")
@click.argument("code", metavar="CODE|GATE|ACT|CLAUSE")
@act.IN_JSON
def explain(code: str, *, in_json: bool) -> int:
    """Explain a reason code (check.none), a gate (check), an act (hand-over) or a clause (IWLMSC-1/BORE).

    Where an act and a gate have one name, both are explained.
    """
    said = _said(code)
    if in_json:
        say.as_json(said)
        return DONE
    if "clause" in said:
        show_clause(said["clause"])
    if "act" in said:
        explain_act.show(said["act"])
    if "gate" in said:
        show(said)
    return DONE


def _said(code: str) -> dict[str, Any]:
    if code in bootstrap.clauses():
        return {"clause": _clause(code, "")}
    said: dict[str, Any] = {}
    if code in KINDS and code not in BY_THE_NODE:
        said["act"] = explain_act.as_json(KINDS[code])
        if code not in pages():
            return said
    page, names = _find(code)
    return said | {
        "gate": page.id,
        "question": page.question,
        "protects": page.protects,
        "codes": [_code(f"{page.id}.{name}", page.codes[name]) for name in names],
    }


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
    codes = (f"{page.id}.{each}" for page in known.values() for each in page.codes)
    acts = (name for name in KINDS if name not in BY_THE_NODE)
    words = (*known, *codes, *acts, *bootstrap.clauses())
    own = (
        f"All codes of its gate: showsafe explain {id_}"
        if id_ in known
        else f"Gates: {', '.join(known)}. Acts: showsafe ask --help"
    )
    raise WrongInput(
        "input.unknown-code" if dot else "input.unknown-gate",
        f"There is no {'code' if dot else 'gate, act or clause'} {say.plain(code)!r}.",
        did_you_mean(code, words, own),
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
    if "act" in said:
        say.text()
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
            show_clause(clause)


def show_clause(clause: dict[str, Any]) -> None:
    """Print one clause, and how well it was read."""
    force = clause["force"] or clause["label"]
    where = f", in profile {clause['profile']}" if clause["profile"] else ""
    say.text(f"{clause['id']} ({force}{where}): {clause['says']}", indent=2)
    say.text(f"How it was read: {GRADES[clause['grade']]}. {clause['note']}".rstrip(), indent=6)
    for source in clause["sources"]:
        say.text(source["title"], style=say.QUIET, indent=6)
