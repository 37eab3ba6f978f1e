"""Told days from files and folders: all of them are read, and held against the rules' own words, before one is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from showsafe import bootstrap
from showsafe.application.ports import Rulebooks
from showsafe.application.scenario.day import Scenario
from showsafe.application.scenario.file import read
from showsafe.application.scenario.given import Given
from showsafe.application.scenario.run import Numbered, Telling
from showsafe.errors import WrongInput

LARGEST = 32 * 2**20
"""A file of more bytes is no told day: 200,000 steps fit."""


def files_of(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield every file that is named, and every ``.toml`` below a folder that is, sorted.

    Raises WrongInput: ``scenario.missing``, ``scenario.none``, ``scenario.unreadable``.
    """
    for path in paths:
        with _readable(path):
            below, there = path.is_dir(), path.exists()
            found = sorted(path.rglob("*.toml")) if below else [path]
        if not there:
            raise WrongInput("scenario.missing", f"There is no file {path}.", "Check the path.")
        if not found:
            raise WrongInput("scenario.none", f"There is no .toml file below {path}.", "Check the path.")
        yield from found


def read_all(paths: Sequence[Path], rules: Rulebooks = bootstrap.rules_of) -> list[Scenario]:
    """Return every day, wholly read; ``rules`` gives the rulebook of a profile by its id.

    Raises WrongInput for the first file that is wrong, with file, line and key; nothing was written then.
    """
    return [_day(path, rules) for path in files_of(paths)]


def _day(path: Path, rules: Rulebooks) -> Scenario:
    with _readable(path), path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise WrongInput(
            "scenario.too-large",
            f"{path} is larger than {LARGEST // 2**20} MiB, and no told day is.",
            "Check that it is the file of one day.",
        )
    with _told_in_words(path):
        scenario = read(str(path), content)
        telling(scenario, rules)
        for _ in Given(scenario).acts():
            pass
    return scenario


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise WrongInput(
            "scenario.unreadable", f"{path} cannot be read: {reason}.", "Check the file and who may read it."
        ) from None


@contextmanager
def _told_in_words(path: Path) -> Iterator[None]:
    """What nobody would write as a day may break its reader in any way; it is a wrong file all the same."""
    try:
        yield
    except WrongInput:
        raise
    except RecursionError:
        raise WrongInput(
            "scenario.too-deep", f"{path} is nested too deeply to be a told day.", "Check what the file is."
        ) from None
    except (TypeError, ValueError, AttributeError, LookupError, ArithmeticError) as error:
        raise WrongInput(
            "scenario.malformed",
            f"{path} holds a value that cannot stand where it does ({type(error).__name__}).",
            "Hold it against docs/formats/scenario.md: a table, a list or a number is not of its form there.",
        ) from None


def telling(scenario: Scenario, rules: Rulebooks = bootstrap.rules_of) -> Telling:
    """Return a day ready to be told in memory, under its own profile."""
    try:
        book = rules(scenario.profile)
    except WrongInput as error:
        raise WrongInput(error.code, f"{scenario.id}: {error.says}", error.now) from None
    return Telling(scenario, book, Numbered(book))
