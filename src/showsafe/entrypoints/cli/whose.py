"""Whose rules a command is about: a profile of the program by its id, or a production's own one by its file."""

from __future__ import annotations

from pathlib import Path

from showsafe import bootstrap
from showsafe.adapters import own_profile
from showsafe.rules.rulebook import Rulebook

METAVAR = "PROFILE|FILE"


def own(wish: str) -> bytes:
    """Return the bytes of the file that is meant, or nothing where it is the id of a profile.

    Raises WrongInput: ``profile.unreadable``, ``profile.too-large``.
    """
    if wish in bootstrap.profiles() or not (wish.endswith(".toml") or "/" in wish or "\\" in wish):
        return b""
    # An empty file is a file: it is read as a profile that says nothing, and refused as one.
    return own_profile.taken(Path(wish)) or b"\n"


def rules(wish: str) -> Rulebook:
    """Return the rules that are meant.

    Raises WrongInput: ``profile.unknown``, and as ``bootstrap.own_rules``.
    """
    content = own(wish)
    return bootstrap.own_rules(content, wish) if content else bootstrap.rules_of(wish)
