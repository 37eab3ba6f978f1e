"""Whose rules there are: the profiles of the program, a production's own one, and whether the search has passed them.

The only place that reads the package's data of the rules.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from showsafe.adapters import own_profile, searched_file
from showsafe.adapters.settings_file import UnitSettings
from showsafe.application import book_words
from showsafe.application.ports import Rulebooks
from showsafe.assurance import passed
from showsafe.assurance.passed import NotPassed, Passed
from showsafe.assurance.telling import TOLD
from showsafe.errors import Unusable, WrongInput
from showsafe.rules.profile import Clause, Profile, clauses_from, profile_from
from showsafe.rules.rulebook import Rulebook, rulebook

if TYPE_CHECKING:
    from showsafe.assurance.search.verify import Verified

_DATA = resources.files("showsafe.rules")
COMMON = "common"
SEARCHED = "quick"
"""The bound within which a production's own profile is searched before anything is decided by it."""


@cache
def clauses() -> dict[str, Clause]:
    """Return every clause that the product knows, with how well its source was read."""
    return clauses_from(_parsed("sources.toml"))


@cache
def profiles() -> tuple[str, ...]:
    """Return the ids of all profiles, the common one first."""
    names = sorted(item.name.removesuffix(".toml") for item in _DATA.joinpath("profiles").iterdir())
    return (COMMON, *(name for name in names if name != COMMON))


@cache
def profile(name: str) -> Profile:
    """Return a profile by its id.

    Raises WrongInput: ``profile.unknown``.
    """
    if name not in profiles():
        raise WrongInput(
            "profile.unknown",
            f"There is no profile {name[:60]!r}.",
            f"Choose one of: {', '.join(profiles())}.",
        )
    path = f"profiles/{name}.toml"
    base = None if name == COMMON else profile(COMMON)
    return profile_from(_parsed(path), base, clauses(), _edition(_DATA.joinpath(path).read_bytes()))


def _edition(*contents: bytes) -> str:
    """Return the digest under which records know the data of a profile: the clauses, the base of all, and its own."""
    digest = hashlib.sha256()
    for part in ("sources.toml", f"profiles/{COMMON}.toml"):
        digest.update(_DATA.joinpath(part).read_bytes())
    for content in contents:
        digest.update(content)
    return digest.hexdigest()[:12]


@cache
def rules_of(name: str) -> Rulebook:
    """Return the rulebook of a profile by its id; raises WrongInput ``profile.unknown``."""
    return rulebook(profile(name))


def rules_of_node(name: str) -> Rulebook:
    """Return the rules for what a node records of its own ledger; those of a case or a book are the common ones."""
    return rules_of(COMMON if name in book_words.BESIDE else name)


def own_rules(content: bytes, name: str = own_profile.NAME) -> Rulebook:
    """Return the rulebook of a production's own profile from the bytes of its file.

    Raises WrongInput: ``profile.not-toml``, ``profile.own-id``, ``profile.own-base``, ``profile.invalid``.
    """
    said = own_profile.parsed(content, name)
    id_, base = said.get("id"), said.get("base")
    if id_ in (*profiles(), *book_words.BESIDE):
        raise WrongInput(
            "profile.own-id",
            f"id: {name} calls itself {id_}, and that is a profile of the program.",
            "Give it an id of its own, such as north-ridge.",
        )
    if base not in profiles():
        raise WrongInput(
            "profile.own-base",
            f"base: {name} rests on no profile of the program.",
            f'Write base = "{COMMON}", or that of the place: {", ".join(profiles()[1:])}.',
        )
    between = b"" if base == COMMON else _DATA.joinpath(f"profiles/{base}.toml").read_bytes()
    return rulebook(profile_from(said, profile(str(base)), clauses(), _edition(between, content)))


def rules_in(path: Path, settings: UnitSettings) -> Rulebooks:
    """Return the rulebooks of a data directory: the production's own, if it has one, and all of the program.

    Raises Unusable ``profile.changed``, ``profile.gone``, ``profile.not-for-this-version``.
    """
    if settings.profile in book_words.BESIDE:
        return rules_of_node
    if not settings.own_profile:
        return rules_of
    try:
        book = own_rules(own_profile.read(path, settings.own_profile))
    except WrongInput as error:
        raise own_profile.damaged(error) from error
    return lambda name: book if name == book.profile.id else rules_of(name)


def rules_among(opening: Iterable[bytes]) -> Rulebooks:
    """Return the rulebooks of a ledger of which only this is at hand: what its opening carries, which may be a profile.

    Whether a record was decided by it, the edition in that record says.
    """
    own: dict[str, Rulebook] = {}
    for content in opening:
        with contextlib.suppress(WrongInput):
            book = own_rules(content)
            own[book.profile.id] = book
    return lambda name: own[name] if name in own else rules_of(name)


def verified(book: Rulebook, bound: str = SEARCHED, gates: tuple[str, ...] | None = None) -> Verified:
    """Search a rulebook within a bound, on all cores, and return what was found; ``TOLD`` hears how it goes on.

    ``gates`` are those that are taken away in turn: all of them, unless it is said.
    """
    # A search is large, and nearly nobody needs one.
    from showsafe.assurance.search import verify  # noqa: PLC0415

    return verify.verify(book, bound, workers=os.cpu_count() or 1, told=TOLD.get(), gates=gates)


def search(book: Rulebook, near: Path | None = None, *, begun: bool = False) -> Passed:
    """Search a rulebook, and return that it passed; raises ``NotPassed`` with what was found.

    ``near`` is the data directory that it is to hold in; ``begun`` where that has records already.
    """
    # Whether every gate earns its place is asked of the program's own rules; here, whether these ones harm.
    found = verified(book, gates=())
    if found.violations:
        raise NotPassed(book, found, near, begun=begun)
    return Passed(book.edition, SEARCHED, found.digest, sum(searched.states for searched in found.bounds))


def refuse_unsearched(path: Path, settings: UnitSettings, book: Rulebook) -> None:
    """Let a directory pass whose rules the search has passed; a production's own ones are searched now if need be.

    Where no profile of the program was searched at all, as while its rules are being changed, there is nothing to hold
    them against.
    """
    if settings.own_profile:
        kept = searched_file.read(path)
        if kept is None or kept.edition != book.edition:
            searched_file.write(path, search(book, path, begun=True))
    elif passed.packaged() and book.edition not in passed.packaged():
        raise Unusable(
            "rules.not-searched",
            f"The rules {book.edition} were changed after they were searched, and nothing is decided by them.",
            f"Install the program anew. Whoever changed them: showsafe verify-rules --profile {settings.profile}",
        )


def _parsed(path: str) -> dict[str, Any]:
    return tomllib.loads(_DATA.joinpath(path).read_text("utf-8"))
