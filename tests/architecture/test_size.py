"""Nothing grows into a bag: a file has one subject and a function fits on a screen."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.sources import ROOT, modules, named

LONGEST_FILE = 400
LONGEST_FUNCTION = 60


def python_files() -> list[Path]:
    """Return the Python files of the package, the tests and the tools."""
    return [*modules(), *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "tools").rglob("*.py"))]


def lines_of_code(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines a function's body takes, its docstring apart."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (node.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_files_stay_small() -> None:
    """No file is longer than 400 lines."""
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions_stay_small() -> None:
    """No function of the package has more than 60 lines below its docstring."""
    lengths = {
        f"{named(path)}:{node.lineno} {node.name}": lines_of_code(node)
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
