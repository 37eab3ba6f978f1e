"""Every permanent reason code of every gate is asserted by a test of that gate."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from showsafe.bootstrap import clauses
from showsafe.rules.gates import GATES
from showsafe.rules.rulebook import all_codes

HERE = Path(__file__).parent


def files_of(gate: str) -> tuple[Path, ...]:
    """Return the test files of one gate."""
    return tuple(sorted(HERE.glob(f"test_{gate}.py")) + sorted(HERE.glob(f"test_{gate}_*.py")))


def asserted_in(path: Path) -> set[str]:
    """Return the codes that a file asserts to be found: ``assert "code" in ...``, or as part of a set."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Assert):
            continue
        for test in ast.walk(node.test):
            if isinstance(test, ast.Compare) and not any(isinstance(op, ast.NotIn) for op in test.ops):
                parts = (test.left, *test.comparators)
                found |= {
                    each.value
                    for part in parts
                    for each in ast.walk(part)
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                }
    return found


@pytest.mark.parametrize("gate", [gate.id for gate in GATES])
def test_every_code_is_exercised(gate: str) -> None:
    """A code that no test of its gate ever meets is a promise nobody has kept."""
    asserted = {code for path in files_of(gate) for code in asserted_in(path)}
    missing = sorted(
        code for code, (owner, _) in all_codes().items() if owner.id == gate and code not in asserted
    )
    assert not missing, missing


@pytest.mark.parametrize("code", sorted(all_codes()))
def test_a_refusal_helps(code: str) -> None:
    """Each code says in one sentence what stands against the act, and in another what to do now."""
    _, said = all_codes()[code]
    assert said.says.endswith((".", "}"))
    assert said.next.endswith(".")
    assert code.split(".", maxsplit=1)[0] in {gate.id for gate in GATES}


def test_clauses_of_codes_exist() -> None:
    """Every clause behind a code is one of the listed clauses."""
    named = {clause for _, said in all_codes().values() for clause in said.clauses}
    assert named <= set(clauses())
