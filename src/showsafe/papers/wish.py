"""What somebody wants of a paper: what it is about, in which language, on which paper, with names or by role."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date

from showsafe.errors import WrongInput

LANGUAGES = ("en", "es")
"""The languages of every paper."""

ABOUT = ("weapon", "lot", "day", "scene", "incident", "person", "label", "start", "address", "view", "hire")
"""What a paper can be about; each paper says which of these it needs, and which it takes."""

_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is wanted. ``day`` is a date of the set, ``incident`` a record's number or act id; "" is not said.

    ``label`` says which labels, ``start`` at which of the first sheet they begin, ``address`` where a code leads to,
    ``view`` which view of a book, ``hire`` which hire of the office book.
    ``size`` is the name of a sheet, ``names`` whether people are named and not only shown by role.
    ``own`` marks a template of the production's own; the press sets it. ``told`` is the day that was told from a file
    of which the paper is; "" for the set itself.
    """

    weapon: str = ""
    lot: str = ""
    day: str = ""
    scene: str = ""
    incident: str = ""
    person: str = ""
    label: str = ""
    start: str = ""
    address: str = ""
    view: str = ""
    hire: str = ""
    lang: str = "en"
    size: str = "a4"
    names: bool = False
    own: str = ""
    told: str = ""

    def said(self) -> dict[str, str]:
        """Return what was said of what the paper is about, by its name."""
        return {name: value for name in ABOUT if (value := str(getattr(self, name)))}


def checked(wish: Wish) -> Wish:
    """Return a wish of which every part can be read.

    Raises WrongInput: ``paper.language``, ``paper.day``, ``paper.wish`` for what nobody can have meant.
    """
    if wish.lang not in LANGUAGES:
        raise WrongInput(
            "paper.language",
            f"No paper is in {_shown(wish.lang)}.",
            f"Choose one of: {', '.join(LANGUAGES)}.",
        )
    for each in fields(wish):
        value = getattr(wish, each.name)
        if isinstance(value, str) and (len(value) > _LONGEST or not value.isprintable()):
            raise WrongInput(
                "paper.wish",
                f"What is said as {each.name} is too long or cannot be read.",
                "Give the name as it stands on the board.",
            )
    return replace(wish, day=_day(wish.day))


def _day(said: str) -> str:
    if not said:
        return ""
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        raise WrongInput(
            "paper.day",
            f"{_shown(said)} is no date.",
            "Write the day as 2026-03-31, as it was where the set is.",
        ) from None


def _shown(value: str) -> str:
    seen = "".join(c if c.isprintable() else "?" for c in value[:40])
    return repr(seen) if seen else "nothing"
