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
        text = text.replace(f"{{{key}}}", str(value))
    return text
