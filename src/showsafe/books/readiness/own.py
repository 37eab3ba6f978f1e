"""What readiness says by itself (``items.toml``), where there is nothing yet that a gate could be asked about."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from showsafe.books.readiness.values import Item


def own(name: str, *scenes: str, names: Mapping[str, object] | None = None, **more: Any) -> Item:  # noqa: ANN401 - fields of an item
    """Return one of readiness's own items; ``names`` stand in its sentence beside the scene."""
    row = table()[name]
    said = {"scene": scenes[0] if scenes else "", **(names or {})}
    says, now = (each.format(**said) for each in row["en"])
    says_es, next_es = (each.format(**said) for each in row["es"])
    fields: dict[str, Any] = {"weight": row["weight"], **more}
    return Item(
        code=f"readiness.{name}",
        says=says,
        next=now,
        says_es=says_es,
        next_es=next_es,
        scenes=scenes,
        **fields,
    )


@cache
def table() -> Mapping[str, Any]:
    """Return the whole table."""
    text = resources.files(__package__).joinpath("items.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
