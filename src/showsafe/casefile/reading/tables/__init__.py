"""Words by what they do in a sentence: tables that the rules of reading look things up in."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return a table by its name, as it stands in its file."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """Return one row of a table as a set of words."""
    return frozenset(table(name)[key])
