"""Mutants of the tables of codes: each code of each gate with each other weight. mutmut changes no class attribute."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from showsafe.rules.decision import Weight
from showsafe.rules.gates import GATES
from tools.mutants.made import Mutant, statements


def weighted(root: Path) -> Iterator[Mutant]:
    """Yield every code of every gate with every other weight; its lines are those that name the code."""
    for gate in GATES:
        kind = type(gate)
        file = Path(inspect.getfile(kind))
        named = naming(file.read_text(encoding="utf-8"))
        for name, code in gate.codes.items():
            for weight in Weight:
                if weight != code.weight:
                    yield Mutant(
                        file=file.relative_to(root),
                        where=f"{kind.__name__}.codes",
                        was=f"{name} {code.weight.name.lower()}",
                        now=weight.name.lower(),
                        lines=tuple(sorted(named.get(name, ()))),
                        weight=(gate.id, name, weight),
                    )


def naming(source: str) -> dict[str, set[int]]:
    """Return for each literal inside the functions of a source the lines of the statements that have it."""
    heads = statements(source)
    found: dict[str, set[int]] = {}
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.setdefault(node.value, set()).update(heads[node.lineno])
    return found


def weigh(gate_id: str, name: str, weight: int) -> None:
    """Change the weight of a code, in this process."""
    kind = next(type(gate) for gate in GATES if gate.id == gate_id)
    kind.codes = {**kind.codes, name: replace(kind.codes[name], weight=Weight(weight))}
