"""What papers say around the records, in every language: one file of texts for each paper, and one for all of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

COMMON = "kit"
"""The texts that every paper shares."""


@cache
def texts(name: str, lang: str) -> Mapping[str, Any]:
    """Return the texts of a paper in a language, from ``text/<name>.toml``; there is one table for each language."""
    content = (resources.files(__package__) / "text" / f"{name}.toml").read_text("utf-8")
    return dict(tomllib.loads(content)[lang])


def both(name: str, lang: str) -> dict[str, Any]:
    """Return the texts of a paper together with those that every paper shares; its own go before."""
    return {**texts(COMMON, lang), **texts(name, lang)}
