"""Mutants of one source file: mutmut's own mutations, and ours for what it leaves alone.

mutmut changes operators, numbers, strings, arguments and assignments. It never takes a condition as always true or
always false, so that of ``if lot.quarantined: yield ...`` nothing at all would be tried; ours do:

* each condition (``if``, ``elif``, ``while``, ``x if y else z``, the ``if`` of a comprehension) taken as false and, but
  for ``while``, as true;
* of each ``a and b``, ``a or b`` only one side;
* each finding that is not made (``yield`` and ``yield from`` yield nothing).
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

import libcst as cst  # type: ignore[import-not-found,unused-ignore]
from libcst.metadata import (  # type: ignore[import-not-found,unused-ignore]
    MetadataWrapper,
    WhitespaceInclusivePositionProvider,
)
from mutmut.file_mutation import MutationVisitor  # type: ignore[import-not-found,import-untyped,unused-ignore]
from mutmut.node_mutation import mutation_operators  # type: ignore[import-not-found,import-untyped,unused-ignore]

from tools.mutants.counted import changes_words, only_words, puts_words, within_words

Operator = tuple[type[cst.CSTNode], Any]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: in which function of which file, how its line reads before and after, the whole changed source.

    ``lines`` are the numbers of the lines of its statement: the tests that run one of them are its tests. ``header``
    says that the change is in the line that defines the function. ``weight`` is another weight for a code of a gate
    (gate, code, weight), and then no source is changed.
    """

    file: Path
    where: str
    was: str
    now: str
    lines: tuple[int, ...]
    source: str = ""
    header: bool = False
    weight: tuple[str, str, int] | None = None
    again: int = 1

    @property
    def name(self) -> str:
        """What the mutant is known by, wherever its line moves: function, line before and after, which of equals."""
        more = f" ({self.again})" if self.again > 1 else ""
        return f"{self.where}: {self.was}  ->  {self.now}{more}"


def no_condition(node: cst.If | cst.IfExp | cst.CompIf) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
    """Yield the condition of a node taken as true, and as false."""
    for word in ("True", "False"):
        yield node.test, cst.Name(word, lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


def no_loop(node: cst.While) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
    """Yield a loop that is not gone through; one without end would only wait for its limit."""
    yield node.test, cst.Name("False")


def one_side(node: cst.BooleanOperation) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
    """Yield each side of ``and`` or ``or`` alone."""
    for side in (node.left, node.right):
        yield node, side.with_changes(lpar=[cst.LeftParen(), *side.lpar], rpar=[*side.rpar, cst.RightParen()])


def no_yield(node: cst.Expr) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
    """Yield a statement that yields nothing, where one yields something."""
    if isinstance(node.value, cst.Yield):
        yield node, NOTHING


NOTHING = cst.Expr(cst.Yield(cst.From(cst.Tuple([]))))

OURS: tuple[Operator, ...] = (
    (cst.If, no_condition),
    (cst.IfExp, no_condition),
    (cst.CompIf, no_condition),
    (cst.While, no_loop),
    (cst.BooleanOperation, one_side),
    (cst.Expr, no_yield),
)


class Places(MutationVisitor):  # type: ignore[misc,unused-ignore]
    """mutmut's visitor, which also goes into decorated classes and functions, and notes where each mutation is."""

    METADATA_DEPENDENCIES = (*MutationVisitor.METADATA_DEPENDENCIES, WhitespaceInclusivePositionProvider)

    def __init__(self, source: str) -> None:
        super().__init__(mutation_operators, set())
        self.words = only_words(source)
        self.above: list[cst.CSTNode] = []
        self.found: list[tuple[str, bool, Any, cst.CSTNode, cst.CSTNode]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Note the way down to a node, then let mutmut look at it."""
        self.above.append(node)
        return bool(super().on_visit(node))

    def on_leave(self, original_node: cst.CSTNode) -> None:
        """Forget it again."""
        super().on_leave(original_node)
        self.above.pop()

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Decorator):
            return True
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            node = node.with_changes(decorators=())
        return bool(super()._skip_node_and_children(node))

    def _create_mutations(self, node: cst.CSTNode) -> None:
        where = self._function()
        if not where or within_words(self.above) or puts_words(self.above, self.words.get(where, set())):
            return
        before = len(self.mutations)
        super()._create_mutations(node)
        made = [(each.original_node, each.mutated_node) for each in self.mutations[before:]]
        if isinstance(node, cst.SimpleString):
            made = made[:1]
        made += [pair for kind, operator in OURS if isinstance(node, kind) for pair in operator(node)]
        header = any(isinstance(each, cst.Parameters) for each in self.above) and not any(
            isinstance(each, cst.Lambda) for each in self.above
        )
        for original, mutated in made:
            if not changes_words(original, mutated):
                span = self.get_metadata(WhitespaceInclusivePositionProvider, original)
                self.found.append((where, header, span, original, mutated))

    def _function(self) -> str:
        """The outermost function around the node being visited, with its class; empty outside functions."""
        names: list[str] = []
        for each in self.above[:-1]:
            if isinstance(each, cst.ClassDef | cst.FunctionDef):
                names.append(each.name.value)
            if isinstance(each, cst.FunctionDef):
                return ".".join(names)
        return ""


def statements(source: str) -> dict[int, range]:
    """Return for each line of a source the lines of the innermost statement, or head of a statement, that it is in."""
    found: dict[int, range] = {}
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.stmt | ast.match_case)]
    for node in nodes:
        first = node.lineno if isinstance(node, ast.stmt) else node.pattern.lineno
        body = getattr(node, "body", None)
        last = (body[0].lineno - 1) if body else (node.end_lineno if isinstance(node, ast.stmt) else first)
        last = max(first, last or first)
        for line in range(first, last + 1):
            if line not in found or len(found[line]) > last + 1 - first:
                found[line] = range(first, last + 1)
    return found


def mutants_of(path: Path, root: Path) -> list[Mutant]:
    """Return every mutant of one file that counts, in the order of its lines."""
    source = path.read_text(encoding="utf-8")
    wrapper = MetadataWrapper(cst.parse_module(source))
    places = Places(source)
    wrapper.visit(places)
    starts = [0, *accumulate(len(line) for line in source.splitlines(keepends=True))]
    heads = statements(source)
    made = []
    for where, header, span, original, mutated in places.found:
        begin = starts[span.start.line - 1] + span.start.column
        end = starts[span.end.line - 1] + span.end.column
        if source[begin:end] != wrapper.module.code_for_node(original):
            continue
        changed = source[:begin] + wrapper.module.code_for_node(mutated) + source[end:]
        lines = _around(heads, span.start.line, span.end.line)
        was = source[starts[lines.start - 1] : starts[lines.stop - 1]]
        now = changed[starts[lines.start - 1] : starts[lines.stop - 1] + len(changed) - len(source)]
        made.append(
            Mutant(
                path.relative_to(root), where, _short(was), _short(now), tuple(lines), changed, header=header
            )
        )
    return list(_apart(made))


def _around(heads: dict[int, range], first: int, last: int) -> range:
    lines = [heads[line] for line in range(first, last + 1) if line in heads]
    return (
        range(min(each.start for each in lines), max(each.stop for each in lines))
        if lines
        else range(first, last + 1)
    )


def _short(text: str) -> str:
    return " ".join(text.split())


def _apart(made: Iterable[Mutant]) -> Iterator[Mutant]:
    """Drop what is made twice; number those that read alike."""
    sources: set[str] = set()
    names: Counter[str] = Counter()
    for each in made:
        if each.source in sources:
            continue
        sources.add(each.source)
        names[each.name] += 1
        yield replace(each, again=names[each.name])


def all_of(paths: Sequence[Path], root: Path) -> list[Mutant]:
    """Return the mutants of several files."""
    return [mutant for path in sorted(paths) for mutant in mutants_of(path, root)]
