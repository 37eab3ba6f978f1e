"""Which mutations count. One that changes nothing but words does not, so that the score is about what is decided.

Not counted, and not made:

* what fills the words of a finding: the named arguments of ``self.find``;
* ``find`` made ``rfind``, which is meant for text;
* what is put into a local name that is read in such places alone;
* sentences: a literal with a space in it, alone, as an argument or given to a name as it stands, and the arguments
  ``says`` and ``next``, by name or in their place;
* the second and third change that mutmut makes to one literal (its letters in lower and in upper case): the first one
  (``"XXwordXX"``) stands for all;
* annotations, docstrings, calls of ``len`` and ``isinstance``: mutmut leaves them alone;
* what stands outside functions: class attributes and tables. Of the tables of gates the weights are mutated, by
  ``weights``; their sentences and clause ids are words.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from itertools import pairwise

import libcst as cst  # type: ignore[import-not-found,unused-ignore]

WORDS = ("says", "next")
"""Arguments that are sentences, whoever is called."""

SAYS = "says"
"""The name under which the auditor hands a sentence on: ``book.fault("root", says, number)``."""


def is_phrase(node: cst.CSTNode) -> bool:
    """Whether a value is words for a person: a literal, formatted or not, with a space in it."""
    if isinstance(node, cst.ConcatenatedString):
        return is_phrase(node.left) or is_phrase(node.right)
    if isinstance(node, cst.FormattedString):
        return any(isinstance(part, cst.FormattedStringText) and " " in part.value for part in node.parts)
    return isinstance(node, cst.SimpleString) and " " in node.value


def finds(node: cst.CSTNode) -> bool:
    """Whether a node is the call that makes a finding of a gate: ``self.find(...)`` or ``File().find(...)``."""
    return (
        isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == "find"
    )


def is_wordy(arg: cst.Arg, call: cst.CSTNode) -> bool:
    """Whether an argument only fills words for a person."""
    name = arg.keyword.value if arg.keyword else ""
    given = arg.value.value if isinstance(arg.value, cst.Name) else ""
    return name in WORDS or given == SAYS or is_phrase(arg.value) or (bool(name or arg.star) and finds(call))


def within_words(above: Sequence[cst.CSTNode]) -> bool:
    """Whether a place, given by all nodes above it from the outermost, is inside an argument that is words."""
    return any(isinstance(each, cst.Arg) and is_wordy(each, call) for call, each in pairwise(above))


def only_words(source: str) -> dict[str, set[str]]:
    """Return for each outermost function of a source the local names that are read in words alone."""
    found: dict[str, set[str]] = {}
    tree = ast.parse(source)
    classes = [each for each in tree.body if isinstance(each, ast.ClassDef)]
    functions = [("", each) for each in tree.body] + [
        (f"{c.name}.", each) for c in classes for each in c.body
    ]
    for prefix, function in functions:
        if isinstance(function, ast.FunctionDef):
            found[prefix + function.name] = _read_in_words(function)
    return found


def _read_in_words(function: ast.FunctionDef) -> set[str]:
    calls = [each for each in ast.walk(function) if isinstance(each, ast.Call)]
    words = {
        id(name)
        for call in calls
        for keyword in call.keywords
        if keyword.arg in WORDS or (isinstance(call.func, ast.Attribute) and call.func.attr == "find")
        for name in ast.walk(keyword.value)
    }
    names = [each for each in ast.walk(function) if isinstance(each, ast.Name)]
    stored = {each.id for each in names if isinstance(each.ctx, ast.Store)}
    elsewhere = {each.id for each in names if isinstance(each.ctx, ast.Load) and id(each) not in words}
    return stored - elsewhere


def puts_words(above: Sequence[cst.CSTNode], names: set[str]) -> bool:
    """Whether a place is inside an assignment to one local name that is read in words alone."""
    for each in above:
        targets = [target.target for target in each.targets] if isinstance(each, cst.Assign) else []
        if len(targets) == 1 and isinstance(targets[0], cst.Name) and targets[0].value in names:
            return True
    return False


def changes_words(original: cst.CSTNode, mutated: cst.CSTNode) -> bool:
    """Whether a mutation changes or drops nothing but words."""
    if is_phrase(original) or (isinstance(original, cst.Assign) and is_phrase(original.value)):
        return True
    if not (isinstance(original, cst.Call) and isinstance(mutated, cst.Call)):
        return False
    if finds(original) and not finds(mutated):
        return True  # no method of text
    left = [arg for arg in original.args if not any(arg is kept for kept in mutated.args)]
    return bool(left) and all(is_wordy(arg, original) for arg in left)
