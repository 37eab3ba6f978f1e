"""Which editions of the rules the search has passed: nothing is decided by rules that it has not.

An edition is the name that every record carries (``<profile>@<rules edition>.<digest of the data>``). Those of the
profiles that come with the program stand in ``searched.toml`` beside this file; that of a production's own profile lies
in its data directory. Neither says that rules are right: it says within which bound nothing was found against them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from showsafe.assurance.telling import NOT_PASSED
from showsafe.errors import Unusable
from showsafe.rules.rulebook import Rulebook

if TYPE_CHECKING:
    from showsafe.assurance.search.verify import Verified

NAME = "searched.toml"
_MENDED = "Read the story, and mend the profile: where it is laxer, or asks for what nobody can do."
_WITH_ANOTHER = (
    "Treat every weapon as hot, go on on paper, and read the story: the version of the program that made the unit "
    "opens it; or make a new unit under a profile that is mended."
)
_EDITION = re.compile(r"[a-z]+(-[a-z]+)*@[0-9]+\.[0-9a-f]{12}")
_BOUND = re.compile(r"[a-z][a-z0-9-]{0,30}")
_DIGEST = re.compile(r"[0-9a-f]{16,64}")


@dataclass(frozen=True, slots=True)
class Passed:
    """One edition that the search walked through without a violation: its bound, its digest, how many states."""

    edition: str
    bound: str
    digest: str
    states: int

    def __post_init__(self) -> None:
        """Let only what a search can have written be one; raises ValueError."""
        texts = ((_EDITION, self.edition), (_BOUND, self.bound), (_DIGEST, self.digest))
        if not all(_is(form, text) for form, text in texts) or not _counts(self.states):
            raise ValueError(self.edition)


def _is(form: re.Pattern[str], text: object) -> bool:
    return isinstance(text, str) and form.fullmatch(text) is not None


def _counts(states: object) -> bool:
    return type(states) is int and states > 0


def passed_from(mapping: Mapping[str, Any]) -> dict[str, Passed]:
    """Return every edition of a parsed ``searched.toml`` by its name; raises ValueError, TypeError, AttributeError."""
    return {edition: Passed(edition=edition, **said) for edition, said in mapping.items()}


class NotPassed(Unusable):
    """The search found a way to harm, or work that cannot go on, under these rules: ``found`` is what it says.

    ``near`` is the data directory that they were to hold in, if there is one; ``begun``: it has records already.
    """

    def __init__(
        self, book: Rulebook, found: Verified, near: Path | None = None, *, begun: bool = False
    ) -> None:
        named = ", ".join(dict.fromkeys(each.property for each in found.violations))
        super().__init__(
            NOT_PASSED,
            f"The search found a way around the rules of the profile {book.profile.id} ({named}), "
            "and nothing is decided by it.",
            _WITH_ANOTHER if begun else _MENDED,
        )
        self.book = book
        self.found = found
        self.near = near


@cache
def packaged() -> dict[str, Passed]:
    """Return the editions of the profiles that come with the program."""
    content = resources.files("showsafe.assurance").joinpath(NAME).read_text("utf-8")
    return passed_from(tomllib.loads(content))
