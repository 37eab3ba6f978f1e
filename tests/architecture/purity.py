"""Reads a module's source and lists what a pure room may not do.

Pure means: the same arguments give the same answer on every machine, for ever. So ``domain`` and
``rules`` take the time, ids and observations as arguments, and may import only the parts of the
standard library that reach nothing outside the program.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

OUTSIDE = frozenset(
    {
        "asyncio",
        "builtins",
        "concurrent",
        "ctypes",
        "fileinput",
        "ftplib",
        "getpass",
        "glob",
        "http",
        "imaplib",
        "importlib",
        "io",
        "locale",
        "logging",
        "mmap",
        "multiprocessing",
        "os",
        "pathlib",
        "pickle",
        "platform",
        "poplib",
        "queue",
        "random",
        "secrets",
        "select",
        "shelve",
        "shutil",
        "signal",
        "smtplib",
        "socket",
        "socketserver",
        "sqlite3",
        "ssl",
        "subprocess",
        "sys",
        "tempfile",
        "threading",
        "time",
        "urllib",
        "webbrowser",
        "zoneinfo",
    }
)
"""Modules of the standard library that reach a clock, chance, a disk, a network or another process.

``zoneinfo`` is among them because its tables come from the machine: two machines may disagree.
"""

CALLS = frozenset({"open", "input", "print", "exec", "eval", "compile", "__import__", "breakpoint"})
CLOCKS = {"datetime": frozenset({"now", "utcnow", "today"}), "date": frozenset({"today"})}
CHANCE = frozenset({"uuid1", "uuid4"})


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and full dotted name of everything that a module imports, wherever it does so."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def foreign_imports(tree: ast.AST, rooms: frozenset[str]) -> Iterator[str]:
    """Yield a sentence for each import that is neither pure standard library nor one of ``rooms``."""
    for line, name in imported(tree):
        top, _, rest = name.partition(".")
        if top == "showsafe":
            if rest.partition(".")[0] not in rooms:
                yield f"line {line}: imports {name}, which is another room."
        elif top not in sys.stdlib_module_names:
            yield f"line {line}: imports {name}, which is not in the standard library."
        elif top in OUTSIDE:
            yield f"line {line}: imports {name}, which reaches outside the program."
        elif name.rpartition(".")[2] in CHANCE:
            yield f"line {line}: imports {name}; ids come in as arguments."


def aliases(tree: ast.AST) -> dict[str, str]:
    """Return what each local name for something of ``datetime`` really is."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "datetime"
        for alias in node.names
    }


def forbidden_uses(tree: ast.AST) -> Iterator[str]:
    """Yield a sentence for each use of a clock, of chance, or of a built-in that does input or output."""
    known = aliases(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in CALLS:
            yield f"line {node.lineno}: uses {node.id}."
        elif isinstance(node, ast.Attribute) and node.attr in CHANCE:
            yield f"line {node.lineno}: uses {node.attr}; ids come in as arguments."
        elif isinstance(node, ast.Attribute):
            base = node.value
            owner = (
                base.attr
                if isinstance(base, ast.Attribute)
                else base.id
                if isinstance(base, ast.Name)
                else ""
            )
            if node.attr in CLOCKS.get(known.get(owner, owner), ()):
                yield f"line {node.lineno}: asks the clock; now comes in as an argument."


def impurities(source: str, rooms: frozenset[str]) -> list[str]:
    """Return every reason why a module's source is not pure, each as one sentence."""
    tree = ast.parse(source)
    return [*foreign_imports(tree, rooms), *forbidden_uses(tree)]
