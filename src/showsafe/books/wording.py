"""What tasks and registers say, in English and Spanish (``wording.toml``), read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("en", "es")


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resources.files("showsafe.books").joinpath("wording.toml").read_text("utf-8"))


def codes() -> tuple[str, ...]:
    """Return every code that has words."""
    return tuple(_texts())


def said(code: str, about: Mapping[str, Any], language: str = "en") -> str:
    """Return the sentence of a code, with what it is about in its places."""
    text = _texts()[code][language]
    for key, value in about.items():
        text = text.replace(f"{{{key}}}", _in_words(value, language))
    return text


def _in_words(value: Any, language: str) -> str:  # noqa: ANN401 - of any key
    """Return a value as it stands in a sentence; of a list each part, by its own words where it has some."""
    if not isinstance(value, list):
        return str(value)
    known = _texts()
    return ", ".join(
        known[f"fact.{each}"][language] if f"fact.{each}" in known else str(each) for each in value
    )
