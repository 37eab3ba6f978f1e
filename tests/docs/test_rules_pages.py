"""Every gate has its page, and the page says what the gate says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from showsafe.bootstrap import clauses
from showsafe.rules.clause import SECOND_HAND
from showsafe.rules.gate import Gate
from showsafe.rules.gates import GATES
from showsafe.rules.rulebook import all_codes
from tests.docs import rule_pages
from tests.docs.links import links
from tests.docs.replays import refusing, told

EVERY = [pytest.param(gate, id=gate.id) for gate in GATES]
AGAIN = "the rules have changed: run `python -m tests.docs.rule_pages`, then read the words around them again"
SECTIONS = ("What it looks at", "What it can say", "What it cannot see", "Days in which it alone refuses")
IN_NO_INCIDENT = ("run", "file", "count")
"""Gates about acts that no source tells of: on no set of an incident was a run, a file or a count apart on record."""
_CODE = re.compile(r"`([a-z]+\.[a-z0-9]+(?:-[a-z0-9]+)*)`")
_INCIDENT = re.compile(r"\((\S+/incidents/\S+\.toml)\), step (\d+):")


def page_of(gate: Gate) -> str:
    """Return the text of a gate's page."""
    return rule_pages.page_of(gate).read_text("utf-8")


def linked(gate: Gate, folder: str) -> list[Path]:
    """Return the scenario files of one folder that a gate's page links to."""
    return [path.resolve() for path in links(rule_pages.page_of(gate)) if folder in path.parts]


def test_every_gate_has_a_page_and_every_page_a_gate() -> None:
    """There is one page a gate, named by its id, and no other page beside them."""
    assert {path.stem for path in rule_pages.PAGES.glob("*.md")} == {gate.id for gate in GATES}


@pytest.mark.parametrize("gate", EVERY)
def test_a_page_says_what_the_code_says(gate: Gate) -> None:
    """Question, property, acts, codes with weight, sentence, next step and clauses are those of the code."""
    assert rule_pages.blocks(page_of(gate)) == rule_pages.made(gate), AGAIN


@pytest.mark.parametrize("gate", EVERY)
def test_a_page_names_every_code_of_its_gate(gate: Gate) -> None:
    """Every code of the gate has its line in the table, and the table has no other."""
    table = rule_pages.blocks(page_of(gate))["codes"]
    assert re.findall(r"^\| `(\S+)` \|", table, re.MULTILINE) == [f"{gate.id}.{name}" for name in gate.codes]


@pytest.mark.parametrize("gate", EVERY)
def test_a_code_in_the_text_exists(gate: Gate) -> None:
    """Whatever looks like a code of a gate on a page is one."""
    gates = {each.id for each in GATES}
    codes = [code for code in _CODE.findall(page_of(gate)) if code.partition(".")[0] in gates]
    assert set(codes) <= set(all_codes())


@pytest.mark.parametrize("gate", EVERY)
def test_a_clause_on_a_page_exists_and_says_how_it_was_read(gate: Gate) -> None:
    """Every clause of a page is one that is known, and one that was not read is never shown as law."""
    rows = rule_pages.blocks(page_of(gate))["clauses"].splitlines()[2:]
    cells = [row.strip("| ").split(" | ") for row in rows]
    assert {cell[0] for cell in cells} <= set(clauses())
    assert all((SECOND_HAND in cell) == (not clauses()[cell[0]].was_read) for cell in cells)


@pytest.mark.parametrize("gate", EVERY)
def test_a_page_says_what_its_gate_cannot_see(gate: Gate) -> None:
    """Every page has its sections, the limits of the gate among them, and none is empty."""
    page = page_of(gate)
    for section in SECTIONS:
        _, found, after = page.partition(f"## {section}\n")
        assert found, section
        assert after.partition("\n## ")[0].strip(), section


@pytest.mark.parametrize("gate", EVERY)
def test_a_page_shows_two_days_in_which_its_gate_alone_refuses(gate: Gate) -> None:
    """At least two days are linked, and in each of them is a step that this gate refuses and no other does."""
    days = linked(gate, "twins")
    assert len(days) >= 2
    for day in days:
        assert any(refusing(step) == {gate.id} for step in told(day)), day.name


@pytest.mark.parametrize("gate", EVERY)
def test_a_page_shows_incidents_in_which_its_gate_speaks(gate: Gate) -> None:
    """At least one incident is linked, and at the step that is named this gate refuses, or would have."""
    named = _INCIDENT.findall(page_of(gate))
    assert len(named) == len(linked(gate, "incidents")) >= (gate.id not in IN_NO_INCIDENT)
    for path, number in named:
        steps = told((rule_pages.PAGES / path).resolve())
        assert any(step.step.n == int(number) and gate.id in refusing(step) for step in steps), (path, number)


def test_the_question_of_a_page_is_kept_in_its_module() -> None:
    """Every gate's module names its page, so that the two change together."""
    for gate in GATES:
        module = Path(rule_pages.ROOT / "src" / f"{type(gate).__module__.replace('.', '/')}.py")
        assert f"Documented in docs/rules/{gate.id}.md" in module.read_text("utf-8")
