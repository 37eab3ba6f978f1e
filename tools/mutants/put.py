"""Puts a mutant in place in a process that has imported everything: the function gets the mutant's code.

Every name under which somebody imported the function, every method, property and decorated function keeps its object,
so that all of them meet the mutant.
"""

from __future__ import annotations

import ast
import functools
import gc
import types
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tools.mutants.made import Mutant
from tools.mutants.weights import weigh

Functions = dict[tuple[str, str], list[types.FunctionType]]


class CannotPut(Exception):
    """A mutant has no function to be put into; a fault of the tool."""


def functions_of(files: set[str]) -> Functions:
    """Return every function object of some files, by file and qualified name; those without a name are not changed."""
    found: Functions = defaultdict(list)
    for each in gc.get_objects():
        if isinstance(each, types.FunctionType) and each.__code__.co_filename in files:
            if each.__code__.co_name == "<lambda>":
                continue  # several of a file have one name
            found[each.__code__.co_filename, each.__code__.co_qualname].append(each)
    return found


def forget_answers() -> None:
    """Empty every cache of the product: what it keeps was computed before the mutant was there."""
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper) and str(each.__module__).startswith("showsafe"):  # noqa: SLF001
            each.cache_clear()


def put(mutant: Mutant, root: Path, functions: Functions) -> None:
    """Give the function of a mutant its code, and where its head is changed its defaults.

    Raises CannotPut, and SyntaxError where the change is no Python.
    """
    if mutant.weight:
        weigh(*mutant.weight)
        return
    file = str(root / mutant.file)
    targets = functions.get((file, mutant.where), [])
    if not targets:
        raise CannotPut(f"{mutant.where} of {mutant.file} is no function of this process.")
    code = next(codes_of(compile(mutant.source, file, "exec", dont_inherit=True), mutant.where), None)
    if code is None:
        raise CannotPut(f"{mutant.where} is not in its own mutant.")
    for target in targets:
        target.__code__ = code
        if mutant.header:
            made = _defined(mutant, target.__globals__)
            target.__defaults__, target.__kwdefaults__ = made.__defaults__, made.__kwdefaults__


def codes_of(code: types.CodeType, where: str) -> Iterator[types.CodeType]:
    """Yield the code of a function inside the code of its module, by its qualified name."""
    for each in code.co_consts:
        if isinstance(each, types.CodeType):
            if each.co_qualname == where:
                yield each
            yield from codes_of(each, where)


def _defined(mutant: Mutant, names: dict[str, object]) -> types.FunctionType:
    """Define the changed function once more, for its defaults alone."""
    nodes: list[ast.stmt] = ast.parse(mutant.source).body
    *classes, last = mutant.where.split(".")
    for part in classes:
        nodes = next(each.body for each in nodes if isinstance(each, ast.ClassDef) and each.name == part)
    node = next(each for each in nodes if isinstance(each, ast.FunctionDef) and each.name == last)
    node.decorator_list = []
    scratch = dict(names)
    future = ast.parse("from __future__ import annotations").body
    exec(compile(ast.Module([*future, node], []), str(mutant.file), "exec"), scratch)  # noqa: S102
    made = scratch[last]
    if not isinstance(made, types.FunctionType):
        raise CannotPut(f"{mutant.where} is no function once it is changed.")
    return made
