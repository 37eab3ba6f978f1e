"""The parts of a gate's page that the code can say by itself; the words around them are written by hand.

``python -m tests.docs.rule_pages`` writes these parts into docs/rules again, after a change of a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from showsafe.bootstrap import clauses, profile, profiles
from showsafe.domain.acts import KINDS
from showsafe.rules.clause import GRADES, SECOND_HAND, Clause
from showsafe.rules.gate import Code, Gate
from showsafe.rules.gates import GATES
from showsafe.rules.table import ACT_GATES

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "rules"
_BLOCK = re.compile(r"<!-- from the code: (\w+) -->\n(.*?)<!-- end -->", re.DOTALL)
NO_CLAUSE = "trade practice or our own default"


def page_of(gate: Gate) -> Path:
    """Return the page of a gate; it has the gate's name."""
    return PAGES / f"{gate.id}.md"


def blocks(page: str) -> dict[str, str]:
    """Return the parts of a page that are made from the code, by name."""
    return {found[1]: found[2] for found in _BLOCK.finditer(page)}


def made(gate: Gate) -> dict[str, str]:
    """Return what the parts of a gate's page have to be today."""
    return {"head": _head(gate), "acts": _acts(gate), "codes": _codes(gate), "clauses": _clauses(gate)}


def _head(gate: Gate) -> str:
    question = " ".join((gate.__doc__ or "").split())
    return f"# Gate `{gate.id}`\n\n*{question}*\n\nIt protects: {gate.protects}.\n"


def acts_of(gate: Gate) -> tuple[str, ...]:
    """Return the acts that meet a gate, in the order of the act table."""
    return tuple(act for act, row in ACT_GATES.items() if gate.id in row)


def _acts(gate: Gate) -> str:
    asked = [f"`{act}`{'*' if KINDS[act].safe or KINDS[act].told else ''}" for act in acts_of(gate)]
    star = "\n\n\\* the safe direction, or something that has happened: what is found there is a note."
    return ", ".join(asked) + "." + (star if any("*" in act for act in asked) else "") + "\n"


def _codes(gate: Gate) -> str:
    rows = [_code(gate, name, code) for name, code in gate.codes.items()]
    return "\n".join(
        ("| code | weight | what it says | what to do now | rests on |", "|---" * 5 + "|", *rows, "")
    )


def _code(gate: Gate, name: str, code: Code) -> str:
    rests = "; ".join(_marked(clauses()[each]) for each in code.clauses) or NO_CLAUSE
    cells = (f"`{gate.id}.{name}`", code.weight.name.lower(), _said(code.says), _said(code.next), rests)
    return f"| {' | '.join(cells)} |"


def _marked(clause: Clause) -> str:
    return clause.id if clause.was_read else f"{clause.id} (second-hand)"


def _said(sentence: str) -> str:
    return re.sub(r"\{(\w+?)_?\}", r"*\1*", sentence).replace("|", "\\|")


def _clauses(gate: Gate) -> str:
    where = shown(gate)
    rows = [_clause(clauses()[each], places) for each, places in sorted(where.items())]
    return "\n".join(
        ("| clause | in our words | how it was read | shown under |", "|---" * 4 + "|", *rows, "")
    )


def _clause(clause: Clause, places: Iterable[str]) -> str:
    read = f"{GRADES[clause.grade]}; {clause.force}" if clause.was_read else SECOND_HAND
    says = clause.says.replace("|", "\\|")
    return f"| {clause.id} | {says} | {read} | {', '.join(places)} |"


def shown(gate: Gate) -> dict[str, tuple[str, ...]]:
    """Return the clauses of a gate's codes, each with the profiles that show it (*every profile* for its own)."""
    own = {each: ("every profile",) for code in gate.codes.values() for each in code.clauses}
    more: dict[str, list[str]] = {}
    for place, each in _added(gate):
        if each not in own and place not in more.setdefault(each, []):
            more[each].append(place)
    return {**own, **{each: tuple(places) for each, places in more.items()}}


def _added(gate: Gate) -> Iterator[tuple[str, str]]:
    for place in profiles():
        for code, ids in profile(place).cite.items():
            if code.partition(".")[0] == gate.id:
                yield from ((place, each) for each in ids)


def rewritten(page: str, fresh: Mapping[str, str]) -> str:
    """Return a page with the parts that the code can say made again."""
    return _BLOCK.sub(
        lambda found: f"<!-- from the code: {found[1]} -->\n{fresh[found[1]]}<!-- end -->", page
    )


def main() -> None:
    """Write every page again."""
    for gate in GATES:
        page = page_of(gate)
        page.write_text(rewritten(page.read_text("utf-8"), made(gate)), "utf-8")


if __name__ == "__main__":
    main()
