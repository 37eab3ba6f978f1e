"""The papers: each is a module of its own beside this one, loaded when it is printed or listed.

A paper ``a-b`` is ``a_b.py`` with ``PAPER``, its template ``typeset/a-b.typ`` and its texts ``text/a-b.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from showsafe.application.nearest import did_you_mean
from showsafe.errors import WrongInput
from showsafe.papers.source import Source
from showsafe.papers.wish import Wish, checked
from showsafe.papers.words import texts

NAMES = (
    "day-sheet",
    "custody-chain",
    "ammunition-account",
    "show-safe-log",
    "misfire-log",
    "incident-report",
    "wrap-report",
    "call-sheet-notice",
    "safety-bulletin-acknowledgement",
    "risk-assessment",
    "safety-meeting-sheet",
    "shot-plan",
    "bound-book",
    "place-register",
    "packing-list",
    "condition-report",
    "hire-return",
    "consignment-slip",
    "labels",
    "badge-cards",
    "concern-poster",
)
"""Every paper, in the order in which a day needs them."""

SHEETS = ("a4", "letter")
"""The sheets that a paper fits unless it says otherwise."""

Build = Callable[[Source, Wish], dict[str, Any]]
"""Gives what stands on a paper, as plain JSON values, and under ``records`` the records that it rests on: numbers, or
*all* for every record up to the last. Nothing in it depends on the time of printing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper: what has to be said for it (``needs``), what may be (``takes``), the sheets it fits, how it is built.

    ``parts`` are templates that it shares with some other papers, put between the kit and its own.
    ``tagged`` is off for papers that may have thousands of rows: tags for reading aloud are most of such a file.
    """

    name: str
    build: Build
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    sizes: tuple[str, ...] = SHEETS
    tagged: bool = True
    parts: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What it is called, in English."""
        return str(texts(self.name, "en")["title"])

    def as_json(self) -> dict[str, Any]:
        """Return how it is listed."""
        return {"name": self.name, "title": self.title, "needs": list(self.needs)}


def papers() -> Iterator[Paper]:
    """Yield every paper."""
    for name in NAMES:
        yield _loaded(name)


def paper(name: str) -> Paper:
    """Return a paper by its name; raises WrongInput ``paper.unknown``."""
    if name not in NAMES:
        shown = "".join(c if c.isprintable() else "?" for c in name[:40])
        raise WrongInput(
            "paper.unknown",
            f"There is no paper {shown!r}.",
            did_you_mean(name, NAMES, "All papers, and what each needs: showsafe papers"),
        )
    return _loaded(name)


def _loaded(name: str) -> Paper:
    found = import_module(f"showsafe.papers.{name.replace('-', '_')}").PAPER
    if not isinstance(found, Paper) or found.name != name:
        raise AssertionError(name)
    return found


def fitting(paper: Paper, wish: Wish) -> Wish:
    """Return the wish, if it says what the paper needs and nothing that it does not take.

    Raises WrongInput: ``paper.missing``, ``paper.not-taken``, ``paper.size``, and as ``wish.checked``.
    """
    wish = checked(wish)
    said = wish.said()
    missing = [name for name in paper.needs if name not in said]
    if missing:
        raise WrongInput(
            "paper.missing",
            f"The paper {paper.name} is about {_listed(missing)}, and none is named.",
            f"Say which: {', '.join(missing)} ({' '.join(f'--{name} ...' for name in missing)}).",
        )
    odd = [name for name in said if name not in (*paper.needs, *paper.takes)]
    if odd:
        raise WrongInput(
            "paper.not-taken",
            f"The paper {paper.name} cannot be narrowed by {_listed(odd)}.",
            f"Leave out {' '.join(f'--{name}' for name in odd)}; see: showsafe papers",
        )
    if wish.size not in paper.sizes:
        raise WrongInput(
            "paper.size",
            f"The paper {paper.name} does not fit a sheet of the size {wish.size!r}.",
            f"Choose one of: {', '.join(paper.sizes)}.",
        )
    return wish


def _listed(names: list[str]) -> str:
    return " and ".join(f"a {name}" if name != "incident" else f"an {name}" for name in names)
