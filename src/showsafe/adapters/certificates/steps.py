"""What the owner of a phone or computer is told: one catalogue for all systems and languages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from showsafe.errors import WrongInput


@dataclass(frozen=True, slots=True)
class Steps:
    """How one kind of device joins, and how it leaves again; ``file`` is what it takes: der, pem or mobileconfig."""

    system: str
    name: str
    file: str
    join: tuple[str, ...]
    leave: tuple[str, ...]


@cache
def catalogue() -> dict[str, Any]:
    """Return the whole catalogue, by language."""
    return tomllib.loads(resources.files(__package__).joinpath("steps.toml").read_text("utf-8"))


def languages() -> tuple[str, ...]:
    """Return the languages that are spoken."""
    return tuple(catalogue())


def said(language: str) -> dict[str, str]:
    """Return the sentences for every system; raises WrongInput ``ca.no-language``."""
    return {key: text for key, text in _in(language).items() if isinstance(text, str)}


def steps(language: str, **filled: str) -> tuple[Steps, ...]:
    """Return how each system joins; ``filled`` are ``url``, ``name`` and ``ends``. Raises ``ca.no-language``."""
    return tuple(
        Steps(
            system,
            told["name"],
            told["file"],
            tuple(line.format(**filled) for line in told["join"]),
            tuple(line.format(**filled) for line in told["leave"]),
        )
        for system, told in _in(language)["systems"].items()
    )


def _in(language: str) -> dict[str, Any]:
    if language not in catalogue():
        raise WrongInput(
            "ca.no-language",
            f"Nothing is written in the language {language[:20]!r}.",
            f"Choose one of: {', '.join(catalogue())}.",
        )
    return dict(catalogue()[language])
