"""Values as TOML, as far as scenario files need it: Python reads TOML and writes none."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

WIDTH = 110
"""Columns of a comment."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def value(of: Any) -> str:  # noqa: ANN401 - whatever a file may hold
    """Return a value on one line: a text, a flag, a whole number, a list, or a table in braces."""
    if isinstance(of, bool):
        return "true" if of else "false"
    if isinstance(of, int):
        return str(of)
    if isinstance(of, str):
        # JSON escapes what TOML does, but for the one control character above the others.
        return json.dumps(of, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(of, Mapping):
        inner = ", ".join(f"{key(name)} = {value(each)}" for name, each in of.items())
        return f"{{ {inner} }}" if inner else "{}"
    return f"[{', '.join(value(each) for each in of)}]"


def key(name: str) -> str:
    """Return a key, in quotes where it has to be."""
    return name if _BARE.fullmatch(name) else value(name)


def lines(table: Mapping[str, Any]) -> Iterator[str]:
    """Yield one line for each key of a table, with the equals signs in one column."""
    names = {name: key(name) for name in table}
    width = max((len(each) for each in names.values()), default=0)
    for name, each in table.items():
        yield f"{names[name]:<{width}} = {value(each)}"


def comment(says: str) -> Iterator[str]:
    """Yield a sentence as lines of comment; what cannot stand in one is shown as a question mark."""
    plain = "".join(each if each.isprintable() else "?" for each in " ".join(says.split()))
    for line in textwrap.wrap(plain, WIDTH - 2, break_on_hyphens=False):
        yield f"# {line}"
