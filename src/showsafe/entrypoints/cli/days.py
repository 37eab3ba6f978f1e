"""Told days from files and folders: all of them are read, and held against the rules' own words, before one is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from showsafe import bootstrap
from showsafe.application.scenario.day import Scenario
from showsafe.application.scenario.file import read
from showsafe.application.scenario.given import Given
from showsafe.application.scenario.run import Numbered, Telling
from showsafe.errors import WrongInput


def files_of(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield every file that is named, and every ``.toml`` below a folder that is, sorted.

    Raises WrongInput: ``scenario.missing``, ``scenario.none``.
    """
    for path in paths:
        if path.is_dir():
            found = sorted(path.rglob("*.toml"))
            if not found:
                raise WrongInput("scenario.none", f"There is no .toml file below {path}.", "Check the path.")
            yield from found
        elif path.exists():
            yield path
        else:
            raise WrongInput("scenario.missing", f"There is no file {path}.", "Check the path.")


def read_all(paths: Sequence[Path]) -> list[Scenario]:
    """Return every day, wholly read.

    Raises WrongInput for the first file that is wrong, with file, line and key; nothing was written then.
    """
    return [_day(path) for path in files_of(paths)]


def _day(path: Path) -> Scenario:
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise WrongInput(
            "scenario.unreadable", f"{path} cannot be read: {reason}.", "Check the file and who may read it."
        ) from None
    scenario = read(str(path), content)
    telling(scenario)
    for _ in Given(scenario).acts():
        pass
    return scenario


def telling(scenario: Scenario) -> Telling:
    """Return a day ready to be told in memory, under its own profile."""
    try:
        rules = bootstrap.rules_of(scenario.profile)
    except WrongInput as error:
        raise WrongInput(error.code, f"{scenario.id}: {error.says}", error.now) from None
    return Telling(scenario, rules, Numbered(rules))
