"""Learns, once, which test runs which line, and how long each test takes."""

from __future__ import annotations

import ast
import time
import types
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import pytest
from _pytest.tmpdir import tmppath_result_key

from tools.mutants.made import Mutant
from tools.mutants.put import Functions, codes_of

RECORDED = 80
"""So many of the tests that compare with what was recorded are asked, the narrowest."""

HIT = "_a_statement_is_run"


class NotGreen(Exception):
    """A test fails before anything is changed; the message names it."""


@dataclass
class Covered:
    """The tests, in their order, their seconds, and by file and line the numbers of those that run it."""

    tests: Sequence[pytest.Item]
    seconds: list[float] = field(default_factory=list)
    lines: dict[str, dict[int, set[int]]] = field(default_factory=dict)
    reach: dict[str, dict[int, int]] = field(default_factory=dict)
    """By file and test the number of lines of the file that it runs."""
    recorded: frozenset[int] = frozenset()
    """The tests that compare with what was recorded."""

    def of(self, mutant: Mutant, most: int) -> list[int]:
        """Return the tests that run the statement of a mutant: those of its own name first, then the narrowest.

        All of its own name, ``most`` others, and after them ``RECORDED`` of those that compare with what was recorded.
        """
        file = str(mutant.file)
        lines = self.lines.get(file, {})
        reach = self.reach.get(file, {})
        found = set[int]().union(*(lines.get(line, set()) for line in mutant.lines))
        name = mutant.file.stem.rstrip("_")
        own = {
            number
            for number, test in enumerate(self.tests)
            if f"_{name}_" in f"_{test.path.stem}_" or f"[{name}]" in test.name
        }
        if mutant.weight and not found:
            found = own
        ordered = sorted(found, key=lambda n: (n not in own, reach.get(n, 0), self.seconds[n], n))
        telling = [number for number in ordered if number not in self.recorded]
        compare = [number for number in ordered if number in self.recorded]
        return [*telling[: most + len((own & found) - self.recorded)], *compare[:RECORDED]]


def run(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Run one test, and return whether it passed. No report is made of it: that would take longer than the test."""
    if hasattr(item, "_request") and not item._request:  # noqa: SLF001 - as pytest does for a test that is run again
        item._initrequest()  # type: ignore[attr-defined]  # noqa: SLF001
    item.stash[
        tmppath_result_key
    ] = {}  # of the report that is not made; a directory of a test asks for it at its end
    passed = _step(lambda: item.ihook.pytest_runtest_setup(item=item))
    passed = passed and _step(lambda: item.ihook.pytest_runtest_call(item=item))
    passed = _step(lambda: item.ihook.pytest_runtest_teardown(item=item, nextitem=following)) and passed
    if hasattr(item, "_request"):
        item._request = False  # noqa: SLF001
        item.funcargs = None  # type: ignore[attr-defined]
    return passed


def _step(what: Callable[[], object]) -> bool:
    try:
        what()
    except (Exception, pytest.fail.Exception):  # noqa: BLE001 - whatever a test raises, it has not passed
        return False
    return True


def learn(
    tests: Sequence[pytest.Item],
    functions: Functions,
    root: Path,
    tell: Callable[[str], None],
    recorded: Sequence[str] = (),
) -> Covered:
    """Run every test once and return what it covers of some functions. Raises NotGreen.

    ``recorded`` are the folders of those that compare with what was recorded.

    Only these functions are watched: each statement of them says that it is run, and everything else runs as ever.
    """
    places = tuple(root / folder for folder in recorded)
    compare = (n for n, item in enumerate(tests) if any(item.path.is_relative_to(each) for each in places))
    covered = Covered(tests, recorded=frozenset(compare))
    with Watch(functions, root) as watch:
        for number, item in enumerate(tests):
            watch.now = number
            begun = time.perf_counter()
            if not run(item, tests[number + 1] if number + 1 < len(tests) else None):
                raise NotGreen(item.nodeid)
            covered.seconds.append(time.perf_counter() - begun)
    tell(f"{len(tests)} tests in {sum(covered.seconds):.0f} s, watched.")
    covered.lines = watch.lines
    for name, lines in watch.lines.items():
        covered.reach[name] = Counter(number for numbers in lines.values() for number in numbers)
    return covered


class Watch:
    """While it is entered, functions note which of their statements are run, for the test whose number is ``now``."""

    def __init__(self, functions: Functions, root: Path) -> None:
        self.now = 0
        self.lines: dict[str, dict[int, set[int]]] = {}
        self.root = root
        self.functions = functions
        self.before: list[tuple[types.FunctionType, types.CodeType]] = []

    def __enter__(self) -> Self:
        """Put the watched code in place."""
        codes = {file: telling(Path(file).read_text(encoding="utf-8"), file) for file, _ in self.functions}
        for (file, where), targets in self.functions.items():
            for target in targets:
                self.before.append((target, target.__code__))
                target.__globals__[HIT] = self._hit(file)
                target.__code__ = next(codes_of(codes[file], where), target.__code__)
        return self

    def __exit__(self, *_: object) -> None:
        """Put the code itself back."""
        for target, code in self.before:
            target.__code__ = code
            target.__globals__.pop(HIT, None)

    def _hit(self, file: str) -> Callable[[int], None]:
        lines = self.lines.setdefault(str(Path(file).relative_to(self.root)), {})

        def hit(line: int) -> None:
            lines.setdefault(line, set()).add(self.now)

        return hit


def telling(source: str, file: str) -> types.CodeType:
    """Return the code of a source in which each statement of each function first says its line."""
    tree = ast.parse(source)
    for function in [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]:
        for node in [each for each in ast.walk(function) if each is not function]:
            _tell(node)
        _tell(function)
        function.body.insert(0, _said(function.lineno))
    return compile(ast.fix_missing_locations(tree), file, "exec", dont_inherit=True)


def _tell(node: ast.AST) -> None:
    for field_name in ("body", "orelse", "finalbody"):
        block = getattr(node, field_name, None)
        if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
            told = any(_is_said(each) for each in block)
            block[:] = block if told else [part for each in block for part in (_said(each.lineno), each)]


def _said(line: int) -> ast.stmt:
    call = ast.Call(ast.Name(HIT, ast.Load()), [ast.Constant(line)], [])
    return ast.copy_location(ast.Expr(call), ast.Pass(lineno=line, col_offset=0))


def _is_said(node: ast.stmt) -> bool:
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == HIT
