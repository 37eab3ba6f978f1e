"""What everybody near a weapon is told (``safety_points.toml``), each sentence with what stands behind it here."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from showsafe.papers.grounds import grounds
from showsafe.papers.source import Source


@cache
def rows(name: str, table: str) -> Sequence[Mapping[str, Any]]:
    """Return the rows of a file of texts beside this one."""
    content = (resources.files("showsafe.papers") / f"{name}.toml").read_text("utf-8")
    return tuple(tomllib.loads(content)[table])


def points(source: Source, lang: str) -> list[dict[str, Any]]:
    """Return the sentences in a language, in order, each with its grounds."""
    return [
        {"text": row[lang], "grounds": grounds(row["clauses"], source.rules, lang)}
        for row in rows("safety_points", "point")
    ]
